"""What people would do from motivation alone, if all rules were withdrawn: expected, not drawn."""

from collections.abc import Callable
from typing import Any

import numpy as np

from socialcredit.results.calling import month_name
from socialcredit.results.measures.measure import PUT_IN, Better, Measure, block
from socialcredit.results.run import Run, add_up

SIDES = ("bad", "good")
BETTER: tuple[tuple[str, Better], ...] = (("bad", "less"), ("good", "more"))
THOUSAND = 1000.0  # tables have thousandths of a deed


def withdrawn(run: Run) -> dict[str, Any] | None:
    """Bad and good deeds a person-year expected from motivation alone, over those of the twin.

    Of every resident the rates of all kinds of deed times what prices have done to the motivation
    of their group, at the end of each month; no fear, no points and no draw is in it. For `bad` and
    `good`: `alone` deeds a person-year at the end of the run, `ever` those of the same people as
    they were before any price, which are the twin's, `change` the one over the other less one, and
    `by_month` that change at each month's end. `lowest` and `highest` say in which `month` it was
    least and most. None where no price moves any motivation; of a side of which nobody does
    anything each number is None.
    """
    if not run.has("motives"):
        return None
    rows = run.rows("motives", world=0)
    people = add_up(rows["residents"], rows["month"], run.months)
    if not people.any():
        return None
    return {side: _side(run, rows, people, side) for side in SIDES}


def _side(run: Run, rows: Any, people: np.ndarray, side: str) -> dict[str, Any]:
    alone, ever = (
        add_up(rows[f"{side}_{what}"], rows["month"], run.months) / THOUSAND
        for what in ("alone", "ever")
    )
    change = [float(a / e - 1.0) if e > 0 else None for a, e in zip(alone, ever, strict=True)]
    known = sorted((one, month) for month, one in enumerate(change) if one is not None)
    ends = {
        word: {"month": month_name(run, known[at][1]), "change": known[at][0]}
        for word, at in (("lowest", 0), ("highest", -1))
        if known
    }
    return {
        "alone": float(alone[-1] / people[-1]) if known else None,
        "ever": float(ever[-1] / people[-1]) if known else None,
        "change": change[-1],
        "by_month": change,
        **ends,
    }


def _of(side: str, what: str) -> Callable[[Run, int], float | None]:
    def worth(run: Run, _: int) -> float | None:
        found = block(withdrawn, run)
        return None if found is None else found[side][what]

    return worth


MEASURES = tuple(
    one
    for side, better in BETTER
    for one in (
        Measure(
            f"withdrawn.{side}", f"{side} deeds expected from motivation alone, if all rules were "
            "withdrawn at the end", "per person-year", better, "run", "rate", _of(side, "alone"),
            line=1, mark=PUT_IN,
        ),
        Measure(
            f"withdrawn.{side}.change", f"{side} deeds expected from motivation alone, against "
            "those of the same people without the schemes", "relative change", better, "run",
            "change", _of(side, "change"), line=1, mark=PUT_IN,
        ),
    )
)  # fmt: skip
