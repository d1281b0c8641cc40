"""Hits of devices that match faces: how many a device and day, how many right, on whom wrongly.

A hit is a record under an entry that such sources alone can bring. Where one sighting is filed
under several entries (a photo and a fine) the busiest is taken, so that nothing counts twice.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from socialcredit.core.events import CAUSES, FILED
from socialcredit.results import households, luck, naming
from socialcredit.results.measures.disparity import GROUPINGS, disparate_impact
from socialcredit.results.part import share
from socialcredit.results.run import Run, add_up


def face_matching(run: Run, scheme: int = 0) -> dict[str, Any] | None:
    """Rows by source, and the wrong records of each group; None without such sources.

    A row: `hits`, of these `right` (the offender, under this kind of deed or another),
    `wrong_person`, `false_alarm` and `association`; `precision` = right / hits, with the
    `wrong_interval` of what it lacks to one; `device_days` that fall to the people simulated and
    `per_device_day`; `gallery`, the share of residents whom it can name at all at the end;
    `errors`, what is believed of each source's capture, match and review. `wrongly`: wrong records
    a person and year by group, and how many `records` that were.
    """
    rows = [_row(run, scheme, sources) for sources in groups_of(run, scheme)]
    if not rows:
        return None
    wrongly = {
        name: [
            {
                "group": row["group"],
                "wrong": row["wrong_records"],
                "records": round(row["wrong_records"] * row["residents"] * run.months / 12),
            }
            for row in disparate_impact(run, name, scheme)["groups"]
        ]
        for name in GROUPINGS
    }
    return {"sources": rows, "wrongly": wrongly}


def groups_of(run: Run, scheme: int) -> list[tuple[str, ...]]:
    """The sets of face-matching sources that an entry of the scheme accepts, in its order."""
    devices = run.names.get("device_days") or {}
    seen_by = naming.scheme(run, scheme).get("entry_seen_by") or []
    found = [tuple(names) for names in seen_by if names and all(name in devices for name in names)]
    return list(dict.fromkeys(found))


def _row(run: Run, scheme: int, sources: tuple[str, ...]) -> dict[str, Any]:
    causes = by_cause(run, scheme, sources)
    hits, right = int(causes.sum()), int(causes[0] + causes[3])
    precision = share(right, hits)
    kept = run.names.get("gallery_shares") or {}
    told = run.names.get("device_errors") or {}
    known = [kept[name] for name in sources if name in kept]
    days = sum(run.names["device_days"][name] for name in sources)
    return {
        "sources": list(sources),
        "title": naming.sources_title(run, sources),
        "hits": hits,
        "right": right,
        "wrong_person": int(causes[1]),
        "false_alarm": int(causes[2]),
        "association": int(causes[4]),
        "precision": precision,
        "wrong_interval": _wrong_interval(run, scheme, sources, precision),
        "device_days": days,
        "per_device_day": share(hits, days),
        "errors": [told[name] for name in sources if name in told],
        "gallery": share(max(known) * run.people, run.people, run.people) if known else None,
    }


def _wrong_interval(
    run: Run, scheme: int, sources: tuple[str, ...], precision: float | None
) -> luck.Interval:
    """The interval of the share of hits that name somebody who did not do it."""
    seen_by = naming.scheme(run, scheme)["entry_seen_by"]
    ours = np.array([tuple(names) == sources for names in seen_by], bool)
    condition = f"world = 0 and scheme = {scheme} and what = {FILED}"
    events = run.select("panel_events", condition, "resident, entry, cause")
    hit = ours[events["entry"]]
    wrong = hit & ~np.isin(events["cause"], (0, 3))
    parts, wholes = (households.of_rows(run, events["resident"][rows]) for rows in (wrong, hit))
    value = None if precision is None else 1 - precision
    return luck.of_share(value, parts, wholes, households.everybody(run))


def by_cause(
    run: Run, scheme: int, sources: tuple[str, ...], months: Sequence[int] | None = None
) -> np.ndarray:
    """Hits by cause that these sources alone can bring: of each kind of deed the busiest entry.

    In some of the months, or in all.
    """
    names, filed = naming.scheme(run, scheme), run.rows("records", world=0, scheme=scheme)
    timely = np.isin(filed["month"], range(run.months) if months is None else months)
    found: dict[tuple[str, str], Any] = {}
    for number, name in enumerate(names["entries"]):
        if tuple(names["entry_seen_by"][number]) == sources:
            rows = timely & (filed["entry"] == number)
            causes = add_up(filed["records"][rows], filed["cause"][rows], len(CAUSES))
            key = names["entry_deeds"][number], naming.rule_of(name)
            found[key] = found.get(key, 0) + causes
    busiest: dict[str, np.ndarray] = {}
    for (deed, _), causes in found.items():
        busiest[deed] = max(busiest.get(deed, causes), causes, key=lambda one: int(one.sum()))
    return np.sum(list(busiest.values()), axis=0)
