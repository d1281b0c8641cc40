"""F13 to F15: lesser deductions, orders to mend, and what a firm's own monitors keep quiet."""

from typing import Any

import numpy as np

from socialcredit.core.populations import FIRMS
from socialcredit.results.part import Share, share
from socialcredit.results.run import Run, where


def leniency(run: Run) -> dict[str, Any] | None:
    """F13: how often the lesser of two deductions was written down; counted exactly.

    `visits`, and of these the share at a `border`, where all lesser weights would keep a better
    grade that the full ones lose. The share of choices in which the lesser was chosen, at a border
    (`lesser`, of the connected `of_connected`, of others `of_others`) and `elsewhere`. `times`: how
    many times as often at a border as the same choices would have been away from one, by the same
    draws; `swayed`: visits at a border with a lesser deduction that would have been the full one
    away from it. Of visits that could take a grade down, the share that did: by an inspector who
    had been there (`same`), by a new one after another who came once or twice (`new`) or three
    times and more (`known`). `known_times`: how many times as many grades these new ones took down
    as the known ones would have at the same visits, by the same draws; `new_times` the same of the
    others. None where no inspector is lenient.
    """
    if not run.has("leniency"):
        return None
    rows = run.rows("leniency", world=0)
    sums = {name: int(column.sum()) for name, column in rows.items()}
    others, connected = (_of_group(run, group) for group in (0, 1))
    new, known = (share(sums[f"{name}_down"], sums[name]) for name in ("new", "new_known"))
    return {
        "visits": sums["visits"],
        "border": share(sums["at_border"], sums["visits"]),
        "lesser": share(sums["border_lesser"], sums["border_choices"]),
        "elsewhere": share(sums["other_lesser"], sums["other_choices"]),
        "of_connected": connected,
        "of_others": others,
        "connected_times": _times(connected, others),
        "times": _ratio(sums["border_lesser"], sums["border_anyhow"]),
        "swayed": share(sums["swayed"], sums["at_border"]),
        "same": share(sums["same_down"], sums["same"]),
        "new": new,
        "known": known,
        "new_times": _ratio(sums["new_down"], sums["new_stayed"]),
        "known_times": _ratio(sums["new_known_down"], sums["new_known_stayed"]),
    }


def _of_group(run: Run, group: int) -> Share | None:
    """Lesser deductions at a border of firms without connections (0) or with (1)."""
    if run.population is not FIRMS:
        return None
    own = run.rows("leniency", world=0, minority=group)
    return share(int(own["border_lesser"].sum()), int(own["border_choices"].sum()))


def _ratio(many: int, few: int) -> Share | None:
    return Share(many / few, few) if few else None


def _times(one: Share | None, other: Share | None) -> Share | None:
    """How many times another share one is, as sure as the smaller of the two."""
    if one is None or not other:
        return None
    return Share(float(one) / float(other), min(one.cases, other.cases))


def orders(run: Run) -> list[dict[str, Any]]:
    """F15: a row for each source that orders to mend: orders, and how second visits ended; exact.

    `given`; of second visits (`again`) the shares that found all mended, found it not so and filed
    that (`disobeyed`), overlooked it, or found another firm (`gone`).
    """
    if not run.has("orders"):
        return []
    table, rows = run.rows("orders", world=0), []
    for source in np.unique(table["source"]).tolist():
        sums = {name: int(column.sum()) for name, column in where(table, source=source).items()}
        again = sums["looked_again"]
        rows.append({
            "source": str(run.names["source_titles"][source]), "given": sums["given"],
            "again": again,
            **{n: share(sums[n], again) for n in ("mended", "disobeyed", "overlooked", "gone")},
        })  # fmt: skip
    return rows


def self_reports(run: Run) -> list[dict[str, Any]]:
    """F14: a row for each source that is its subjects' own; exact.

    `told` are deeds that it noticed and told of, `quiet` those that it noticed and kept quiet, and
    `share` what these are of both.
    """
    if not run.has("self_reports"):
        return []
    table, rows = run.rows("self_reports", world=0), []
    for source in np.unique(table["source"]).tolist():
        own = where(table, source=source)
        told, quiet = int(own["reported"].sum()), int(own["quiet"].sum())
        name = str(run.names["source_titles"][source])
        rows.append(
            {"source": name, "told": told, "quiet": quiet, "share": share(quiet, told + quiet)}
        )
    return rows


def all_orders(run: Run) -> dict[str, Any] | None:
    """Of the second visits of all sources, the share that found an order not obeyed."""
    if not run.has("orders"):
        return None
    table = run.rows("orders", world=0)
    return {"disobeyed": share(int(table["disobeyed"].sum()), int(table["looked_again"].sum()))}


def all_self_reports(run: Run) -> dict[str, Any] | None:
    """Of what all sources that are their subjects' own noticed, the share kept quiet."""
    rows = self_reports(run)
    if not rows:
        return None
    quiet = sum(row["quiet"] for row in rows)
    return {"quiet": share(quiet, quiet + sum(row["told"] for row in rows))}
