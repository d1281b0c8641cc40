"""Bodies and places: who files, who is listed, and where it happens."""

from typing import Any

import numpy as np

from socialcredit.core import events as happened
from socialcredit.results import naming
from socialcredit.results.measures.disparity import scored_residents
from socialcredit.results.run import Run, add_up, share


def filed_by_source(run: Run, scheme: int = 0) -> list[dict[str, Any]]:
    """Records each body had filed on the panel, how many were wrong, and points they took.

    Busiest first; bodies that filed nothing are left out. `against` are the records that count
    against people; `lost` are points taken at filing and after, before anything was given back.
    """
    events = run.select("panel_events", f"world = 0 and scheme = {scheme}")
    moved = np.isin(events["what"], (happened.FILED, happened.CHARGED)) & (events["source"] >= 0)
    filed = moved & (events["what"] == happened.FILED)
    wrong = filed & (events["cause"] > 0)
    size = len(run.names["sources"])
    lost = add_up(-np.minimum(events["points"], 0)[moved], events["source"][moved], size)
    kind = np.where(filed, events["kind"], -1)  # at a door it is a domain of life
    bad = np.append(naming.kinds_with_sign(run, naming.BAD_SIGNS), False)[kind]
    against = filed & ((events["points"] < 0) | bad)
    bad_counts = np.bincount(events["source"][against], minlength=size)
    counts = np.bincount(events["source"][filed], minlength=size)
    errors = np.bincount(events["source"][wrong], minlength=size)
    rows = [
        {
            "source": source,
            "title": naming.source_title(run, source),
            "records": int(counts[source]),
            "wrong": int(errors[source]),
            "against": int(bad_counts[source]),
            "lost": int(lost[source]) / 100,
        }
        for source in np.argsort(-counts, kind="stable").tolist()
        if counts[source]
    ]
    return rows


def lists_by_month(run: Run, scheme: int = 0) -> list[dict[str, Any]]:
    """Every list of a scheme: residents on it at each month's end, entered and left that month."""
    names = naming.scheme(run, scheme)
    titles = naming.titles_of(run, scheme, "list")
    colours = names.get("list_colours") or ["black"] * len(titles)
    told = []
    for number, title in enumerate(titles):
        rows = run.rows("lists", world=0, scheme=scheme, list=number)
        columns = {
            name: add_up(rows[name], rows["month"], run.months).tolist()
            for name in ("stock", "entered", "left")
        }
        told.append({"title": title, "colour": colours[number], **columns})
    return told


def by_place(run: Run, scheme: int = 0) -> list[dict[str, Any]]:
    """Each place: the scored, those under a penalty at the end, and the burden of wrong records.

    `penalised` is a share of the scored, `wrong_days` wrongly penalised days per scored resident
    and year, `change` that of bad deeds against the twin (None without one).
    """
    cells, titles = run.table("cells"), naming.place_titles(run)
    size, many = int(cells["cell"].max(initial=-1)) + 1, len(titles)
    place = np.zeros(size, dtype=np.int64)
    place[cells["cell"]] = cells["place"]
    scored = add_up(scored_residents(run, scheme, size), place, many)
    harm = run.rows("harm", world=0, scheme=scheme)
    where = place[harm["cell"]]
    last = harm["month"] == run.months - 1
    penalised = add_up(harm["penalised"][last], where[last], many)
    days = add_up(harm["wrong_days"], where, many)
    change = _change_by_place(run, many)
    return [
        {
            "place": titles[p],
            "scored": int(scored[p]),
            "penalised": share(int(penalised[p]), int(scored[p])),
            "wrong_days": share(int(days[p]) * 12 / run.months, int(scored[p])),
            "change": change[p],
        }
        for p in range(many)
    ]


def _change_by_place(run: Run, many: int) -> list[float | None]:
    done = run.table("conduct")
    bad = naming.kinds_with_sign(run, naming.BAD_SIGNS)[done["kind"]]
    with_, twin = (
        add_up(done["deeds"][mine], done["place"][mine], many)
        for mine in (bad & (done["world"] == 0), bad & (done["world"] == 1))
    )
    if not run.has_twin:
        return [None] * many
    return [share(int(a - b), int(b)) for a, b in zip(with_, twin, strict=True)]
