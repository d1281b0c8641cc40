"""Who comes back from the bottom grade, and who stops trying doors that refused them."""

from typing import Any

import numpy as np

from socialcredit.core.levels import DOORS
from socialcredit.results import naming
from socialcredit.results.calling import month_name
from socialcredit.results.luck import Interval
from socialcredit.results.measures.contest import stays
from socialcredit.results.part import Share, share
from socialcredit.results.periods import last_month
from socialcredit.results.run import Run
from socialcredit.results.survival import Case, Curve, curve

HOLDS_DOWN = ("strain", "giving-up")  # the mechanisms that might keep people down
YEARS = {1: 365, 2: 730, 5: 1826}  # days
IN_WORDS = {1: "a year", 2: "two years", 5: "five years"}


def recovery(run: Run, scheme: int = 0) -> dict[str, Any]:
    """How many of those who fell to the bottom grade have left it after 1, 2 and 5 years.

    From the panel, by Kaplan and Meier, because some are still there when the run ends, or the
    scheme, which brings nobody back: `within` so many years the `share` back and its 90 %
    `interval`, None where nobody was followed for so long.
    The bottom grade is the worst penal one; `falls` into it, and `grade`, its name (None without).
    """
    penal = naming.penal_grades(run, scheme)
    if not penal.any():
        return {"grade": None, "falls": 0, "within": {}}
    found = recovery_curve(run, scheme)
    return {
        "grade": naming.scheme(run, scheme)["grades"][int(np.flatnonzero(penal)[-1])],
        "falls": found.cases,
        "within": {
            year: {"share": found.by(days), "interval": found.interval(days)}
            for year, days in YEARS.items()
        },
    }


def recovery_curve(run: Run, scheme: int = 0) -> Curve:
    """The share of the panel's falls to the bottom grade that is over, by days since."""
    return run.once(("recovery", scheme), lambda: curve(_falls(run, scheme)))


def _falls(run: Run, scheme: int) -> list[Case]:
    return stays(run, scheme, bottom_grade(run, scheme))


def bottom_grade(run: Run, scheme: int) -> np.ndarray:
    """The worst penal grade of a scheme, where it has any; bool (grades,)."""
    penal = naming.penal_grades(run, scheme)
    bottom = np.zeros(len(penal), bool)
    bottom[np.flatnonzero(penal)[-1:]] = True
    return bottom


def back_within(run: Run, scheme: int, year: int) -> Share | None:
    """The share back from the bottom grade within so many years."""
    told = recovery(run, scheme)["within"].get(year)
    return told["share"] if told else None


def back_interval(run: Run, scheme: int, year: int) -> Interval:
    """Where luck alone could have put that: the 90 % interval by the panel's households."""
    told = recovery(run, scheme)["within"].get(year)
    found: Interval = told["interval"] if told else None
    return found


def refusals(run: Run) -> int:
    """Refusals at doors, of everybody in the whole run; counted exactly."""
    return int(run.rows("doors", world=0)["refusals"].sum())


def giving_up(run: Run) -> dict[str, Any] | None:
    """Tries at doors that refuse some, by kind of door, and who tries no more; counted exactly.

    By door: `tries` made there by those a rule concerned, of these `refused` and `let_through`, and
    `not_tried` for refusals remembered; `remember` a refusal at the end of `month`, the last in
    which a scheme acts, and of these `gave_up`, with three or more in mind; in the sums whoever
    does at two kinds of door counts twice. None where nobody remembers a refusal.
    """
    if not run.has("giving_up"):
        return None
    rows, last = run.rows("giving_up", world=0), last_month(run)
    doors: list[dict[str, Any]] = []
    for number, group in enumerate(DOORS):
        mine = rows["door"] == number
        sums = {name: int(rows[name][mine].sum()) for name in ("tries", "refused", "not_tried")}
        if not sums["tries"] + sums["not_tried"]:
            continue
        end = mine & (rows["month"] == last)
        stock = {name: int(rows[name][end].sum()) for name in ("remember", "gave_up")}
        doors.append(
            {
                "door": group, **sums, "let_through": sums["tries"] - sums["refused"],
                "share": share(sums["not_tried"], sums["tries"] + sums["not_tried"]), **stock,
            }
        )  # fmt: skip
    total = {
        name: sum(row[name] for row in doors)
        for name in ("tries", "refused", "not_tried", "let_through", "remember", "gave_up")
    }
    return {
        "doors": doors,
        **total,
        "month": month_name(run, last),
        "share": share(total["not_tried"], total["tries"] + total["not_tried"]),
    }
