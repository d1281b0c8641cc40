"""M5 proportionality: is what follows an act in keeping with how grave the act was?"""

from typing import Any

import numpy as np

from socialcredit.core.events import REFUSED, REWARDED, SHOWN
from socialcredit.results import households, luck, naming
from socialcredit.results.measures.context import doors_by_consequence
from socialcredit.results.money import FEN, in_units
from socialcredit.results.part import share
from socialcredit.results.run import Run, add_up

SCALES = ("harm", "fine", "public")


def proportionality(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M5: harm to gravity, fan-out per act, and cost against the ordinary fine.

    * `by_kind`: points taken per rightly filed record of a bad kind, beside its declared gravity
      on three scales (harm, fine, public). `times` is points per record over gravity (harm scale),
      relative to the whole scheme's points over its records' gravity: 1 = in keeping, 4 = four
      times harsher than the scheme's own average. Rules that lead straight to a grade move no
      points: `straight_to` names the grade, `times` is None, and they are left out of averages.
      Points are net of what expiry, repair and correction gave back during the run.
    * `spread`: harshest over mildest kind on each scale, among rules that take points.
    * `fan_out`: doors closed, made dearer or harder, on anybody, per bad record filed.
    * `money_lost`: money lost through consequences in the whole run, with `money_interval`.
    * `against_fine`: money lost through consequences per bad record, over the ordinary fine of
      the recorded deeds per record.
    """
    entries = _by_entry(run, scheme)
    kinds = naming.entry_kinds(run, scheme)
    straight = naming.scheme(run, scheme).get("entry_to_grade") or [None] * len(kinds)
    bad = entries["bad"] & (kinds >= 0) & (entries["right"] > 0)
    taking = bad & np.array([grade is None for grade in straight], dtype=bool)
    gravities = {scale: naming.gravity(run, scale)[kinds] for scale in SCALES}
    weight = float((gravities["harm"] * entries["right"])[taking].sum())
    mean = share(-float(entries["points"][taking].sum()) / 100, weight)
    rows = [
        _kind_row(run, int(kinds[e]), int(e), entries, gravities, mean, straight[e], scheme)
        for e in np.flatnonzero(bad)
    ]
    closed = sum(
        row["refusals"] if row["effect"] == "refuse" else row["attempts"]
        for row in doors_by_consequence(run, scheme)
        if row["against"] and not row["check"]
    )
    doors = run.rows("doors", world=0, scheme=scheme)
    consequences = len(naming.scheme(run, scheme)["consequences"])
    moved = add_up(doors["money"], doors["consequence"], consequences)
    lost = in_units(-int(np.minimum(moved, 0).sum()))
    records = int(entries["records"][entries["bad"]].sum())
    fines = float((gravities["fine"] * entries["records"])[entries["bad"]].sum())
    return {
        "by_kind": rows,
        "spread": {scale: _spread(rows, scale) for scale in SCALES},
        "fan_out": share(closed, records),
        "consequences": consequences,
        "money_lost": lost,
        "money_interval": _money_interval(run, scheme, lost),
        "against_fine": share(lost, fines),
    }


def _money_interval(run: Run, scheme: int, lost: float) -> luck.Interval:
    """The interval of all money lost, from what households of the panel lost."""
    what = f"{REFUSED}, {REWARDED}, {SHOWN}"
    condition = f"world = 0 and scheme = {scheme} and what in ({what}) and points < 0"
    doors = run.select("panel_events", condition, "resident, points")
    paid = households.of_rows(run, doors["resident"], -doors["points"] / FEN)
    return luck.of_ratio(lost, paid, households.people(run), households.everybody(run))


def _by_entry(run: Run, scheme: int) -> dict[str, np.ndarray]:
    filed = run.rows("records", world=0, scheme=scheme)
    size = len(naming.scheme(run, scheme)["entries"])
    right = filed["cause"] == 0
    points = add_up(filed["points"], filed["entry"], size)
    return {
        "records": add_up(filed["records"], filed["entry"], size),
        "right": add_up(filed["records"][right], filed["entry"][right], size),
        "points": add_up(filed["points"][right], filed["entry"][right], size),
        "bad": naming.bad_entries(run, scheme, points),
    }


def _kind_row(
    run: Run,
    kind: int,
    entry: int,
    entries: dict[str, np.ndarray],
    gravities: dict[str, np.ndarray],
    mean: float | None,
    straight_to: str | None,
    scheme: int,
) -> dict[str, Any]:
    per_record = -float(entries["points"][entry]) / 100 / float(entries["right"][entry])
    harm = float(gravities["harm"][entry])
    return {
        "kind": run.names["kinds"][kind],
        "title": naming.kind_title(run, kind),
        "entry": naming.rule_of(naming.scheme(run, scheme)["entries"][entry]).replace("-", " "),
        "straight_to": straight_to,
        "records": int(entries["right"][entry]),
        "points": per_record,
        "gravity": {scale: float(values[entry]) for scale, values in gravities.items()},
        "times": per_record / harm / mean if mean and harm and straight_to is None else None,
    }


def _spread(rows: list[dict[str, Any]], scale: str) -> float | None:
    """Harshest over mildest kind: points per record and unit of gravity on one scale."""
    ratios = [r["points"] / r["gravity"][scale] for r in rows if r["gravity"][scale] > 0]
    ratios = [ratio for ratio in ratios if ratio > 0]
    return max(ratios) / min(ratios) if ratios else None
