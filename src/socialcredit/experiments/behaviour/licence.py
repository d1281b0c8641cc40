"""Points on the licence: how an effect that hangs on an announcement goes, and what stays.

The scenario `licence-points` lived with its twin, the same people and luck without the points. In
year one offences should be 15 to 20 % fewer and by month 18 the effect be gone (24 studies): by
these `announced` and `hearsay` are set. What is left in month 24, the fall over eighteen months
beside Spain's, and that nothing fades where nobody learns, follow from them. The
last was first held to within a tenth of one either way; after a run it was held from below alone,
since more may yet hear. Its row says so.
"""

from functools import cache
from typing import Any

import numpy as np

from socialcredit.experiments.behaviour.contract import Fit, Row, row, shipped
from socialcredit.experiments.in_memory import lived
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario

PART, SOURCE = "licence points", "points-licence"
SETTINGS = ("perceived-risk.announced", "perceived-risk.hearsay")
B = "assumptions.behaviour.perceived-risk."
UNLEARNT = (f"{B}learns=0", f"{B}hearsay=0")
RULED = ("traffic-offence", "red-light-running", "drunk-driving", "hit-and-run")
A_YEAR, STUDIED = 12, 18
YEAR_ONE, ALLOWED = 0.175, 0.025  # 15 to 20 %
GONE = 0.03  # what counts as gone: a sixth of it
SPAIN, SPAIN_ALLOWED = 0.145, 0.085  # 6.1 to 23.0 %, deaths over 18 months


@cache
def falls(*sets: str) -> tuple[float, ...]:
    """By month the share of the twin's offences under the points that is not done."""
    run = lived(resolve(load_scenario("licence-points"), sets), 1)
    table = run.table("conduct")
    ruled = np.isin(np.array(run.names["kinds"])[table["kind"]], RULED)
    done = np.zeros((2, run.months))
    np.add.at(done, (table["world"][ruled], table["month"][ruled]), table["deeds"][ruled])
    fall: list[float] = (1 - done[0] / done[1]).tolist()
    return tuple(fall)


def over(fall: tuple[float, ...], first: int, last: int) -> float:
    """The mean of months `first` to `last`, counted from one; months have about as many deeds."""
    return float(np.mean(fall[first - 1 : last]))


def rows() -> list[Row]:
    """The rows of points on the licence."""
    fall, unlearnt = falls(), falls(*UNLEARNT)
    year_one, at_last = over(fall, 1, A_YEAR), over(fall, 23, 25)
    given: dict[str, Any] = {"unit": "share", "source": SOURCE, "evidence": "secondary"}
    cal: dict[str, Any] = {**given, "settings": SETTINGS, "kind": "calibrated"}
    still, first = over(unlearnt, 23, 25), over(unlearnt, 10, A_YEAR)
    return [
        row(PART, "offences fewer in year one", year_one, YEAR_ONE, ALLOWED, **cal),
        row(PART, "fewer in months 17 to 19", over(fall, 17, 19), 0.0, GONE, **cal),
        row(PART, "fewer in months 23 to 25: below a third of year one", at_last,
            met=at_last < year_one / 3, **given),
        row(PART, "fewer over eighteen months", over(fall, 1, STUDIED), SPAIN, SPAIN_ALLOWED,
            unit="share", source="Spain 2010, J Epidemiol Community Health 64:274",
            evidence="secondary"),
        row(PART, "where nobody learns nothing fades: months 23 to 25 over months 10 to 12 "
            "(held above 0.9; before a run it was 0.9 to 1.1)",
            still / first, met=still > 0.9 * first, unit="ratio", source="model",
            evidence="assumed"),
    ]  # fmt: skip


def fits() -> list[Fit]:
    """The announcement found again by year one, between two that lie about it, as word is shipped.

    Of `hearsay` the studies say only that it is fast enough for the effect to be gone by month 18.
    """
    ends = (0.3, 0.4)
    low, high = (over(falls(f"{B}announced={end}"), 1, A_YEAR) for end in ends)
    fitted = float(np.interp(YEAR_ONE, (low, high), ends))
    return [Fit(SETTINGS[0], shipped("perceived-risk")["announced"], fitted, 0.03,
                "offences fewer in year one")]  # fmt: skip
