"""Hours that deeds for points take, entries in rolls, and what unpaid help became meanwhile.

Only of runs in which people count hours. Hours are those of the assumptions, by kind of deed, times
exact counts of deeds; nothing here rests on the panel.
"""

from typing import Any

import numpy as np

from socialcredit.results.measures.measure import (
    CAME_OUT,
    PUT_IN,
    Measure,
    block,
    of_block,
)
from socialcredit.results.run import Run, add_up

MEASURED, UNSEEN = "registered good", "unmeasured good"
YEARLY = "per 1000 person-years"


def hours_done(run: Run) -> dict[str, Any] | None:
    """Hours and entries in rolls of the kinds of deed in which anybody made up points; whole run.

    `made_up` are hours of deeds done only for points, `anyway` those of all others, and `twin` what
    the same people did without the schemes (None where that was not lived). A roll is kept of the
    kinds whose size is hours: `registrations` are these deeds, made up or not, and besides the
    `empty` ones, entries behind which nobody does anything, so many by deed made up as the
    mechanism says; `times` is how many times those of the twin they are, `hours_each` the hours
    behind an entry. `by_month` has the same by month. None where nobody counts hours.
    """
    if "kind_hours" not in run.names:
        return None
    hours = np.array(run.names["kind_hours"])
    done = run.rows("conduct", world=0)
    kinds = (add_up(done["effort"], done["kind"], len(hours)) > 0) & (hours > 0)
    deeds, effort = (_by_month(run, 0, name, kinds) for name in ("deeds", "effort"))
    twin = _by_month(run, 1, "deeds", kinds) if run.has_twin else None
    roll = np.array(run.names["kind_units"]) == "hours"
    empty = run.names["registers"] * (effort @ roll)
    months = {
        "made_up": effort @ hours,
        "anyway": (deeds - effort) @ hours,
        "in_roll": deeds @ (hours * roll),
        "registrations": deeds @ roll + empty,
        "empty": empty,
    }
    if twin is not None:
        months |= {"twin": twin @ hours, "twin_registrations": twin @ roll}
    sums = {name: float(column.sum()) for name, column in months.items()}
    before = sums.get("twin_registrations", 0.0)
    return {
        "kinds": [name for name, used in zip(run.names["kinds"], kinds, strict=True) if used],
        "twin": None,
        **sums,
        "times": sums["registrations"] / before if before else None,
        "hours_each": sums["in_roll"] / sums["registrations"] if sums["registrations"] else None,
        "by_month": {name: column.tolist() for name, column in months.items()},
    }


def drift(run: Run) -> dict[str, Any] | None:
    """Hours of good deeds that schemes can measure over hours of help that none does, as an index.

    `index` is 100 where that ratio is what it is in the twin, as it was before any scheme; above it
    what is measured has grown at the cost, or faster than, what is not. `help` is the change of the
    unmeasured hours against the twin, `lost` how many fewer they are; `measured` and `unmeasured`
    are hours, `twin_measured` and `twin_unmeasured` the twin's; `by_month` is the index (None in
    months with nothing to divide by). None where nobody counts hours, or the twin was not lived.
    """
    parts = drift_parts(run)
    if parts is None:
        return None
    sums = {name: float(column.sum()) for name, column in parts.items()}
    rows = zip(*parts.values(), strict=True)
    return {
        **sums,
        "index": index_of(*sums.values()),
        "help": sums["unmeasured"] / sums["twin_unmeasured"] - 1
        if sums["twin_unmeasured"]
        else None,
        "lost": sums["twin_unmeasured"] - sums["unmeasured"],
        "by_month": [index_of(*row) for row in rows],
    }


def drift_parts(run: Run) -> dict[str, np.ndarray] | None:
    """Hours by month of both groups, here and in the twin, in the order of `index_of`."""
    if "kind_hours" not in run.names or not run.has_twin:
        return None
    hours, groups = np.array(run.names["kind_hours"]), np.array(run.names["kind_groups"])
    parts = {}
    for world, of in ((0, ""), (1, "twin_")):
        for name, group in (("measured", MEASURED), ("unmeasured", UNSEEN)):
            kinds = (groups == group) & (hours > 0)
            parts[of + name] = _by_month(run, world, "deeds", kinds) @ hours
    return parts


def index_of(
    measured: float, unmeasured: float, before: float, unseen_before: float
) -> float | None:
    """The ratio of hours that schemes measure to those that none does, 100 times the twin's."""
    if not (unmeasured and before and unseen_before):
        return None
    return 100.0 * (measured / unmeasured) / (before / unseen_before)


def _by_month(run: Run, world: int, column: str, kinds: np.ndarray) -> np.ndarray:
    """Deeds of these kinds, the rest nought: float64 (months, kinds)."""
    rows, size = run.rows("conduct", world=world), len(kinds)
    spot = rows["month"] * size + rows["kind"]
    found = add_up(rows[column], spot, run.months * size).reshape(run.months, size)
    return np.asarray(found * kinds, float)


def _hours(name: str) -> Any:
    def worth(run: Run, _: int) -> float | None:
        found = block(hours_done, run)
        return None if found is None else 1000 * found[name] / run.person_years

    return worth


MEASURES = (
    Measure("offset.hours", "hours of good deeds done only for points", YEARLY, "neither", "run",
            "rate", _hours("made_up"), line=4, mark=CAME_OUT),
    Measure("offset.registrations", "entries in rolls of such deeds, the empty ones too, times "
            "those without the schemes", "", "neither", "run", "ratio",
            of_block(hours_done, "times"), twin=True, line=4, mark=PUT_IN),
    Measure("offset.hours_each", "hours behind an entry in such a roll", "hours", "neither", "run",
            "ratio", of_block(hours_done, "hours_each"), line=4, mark=PUT_IN),
    Measure("drift.index", "hours of good deeds that schemes measure over hours of help that none "
            "does", "100 without the schemes", "neither", "run", "ratio", of_block(drift, "index"),
            twin=True, line=5, mark=CAME_OUT),
    Measure("drift.help", "hours of help that no scheme measures, against the same people without "
            "the schemes", "relative change", "more", "run", "change", of_block(drift, "help"),
            twin=True, line=5, mark=PUT_IN),
)  # fmt: skip
