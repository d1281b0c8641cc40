"""How long something takes, where for some it is not over when the run ends: Kaplan and Meier.

Kaplan and Meier 1958, JASA 53: 457-481. The variance is that of Williams 1995, Lifetime Data
Analysis 1: 171-186, with the household as unit, because its cases may end together; where no two
share one it is Greenwood's. Intervals are taken on the log-log scale (Klein and Moeschberger 2003,
4.3) and rest on the households in which a case has ended.
"""

from collections.abc import Hashable, Sequence
from math import exp, log, sqrt
from typing import NamedTuple

import numpy as np

from socialcredit.core.student import student
from socialcredit.results.luck import Interval, freedom_of
from socialcredit.results.part import FEW, Share


class Case(NamedTuple):
    """One case: how many days it was followed, whether it then ended, and whose it is."""

    days: int
    ended: bool
    household: Hashable


class Curve(NamedTuple):
    """The share that has ended, by days since the beginning."""

    cases: int
    days: np.ndarray  # int64 (steps,) days on which any case ended
    ended: np.ndarray  # float64 (steps,) share that has ended by then
    variance: np.ndarray  # float64 (steps,) of the logarithm of the share that has not
    freedom: np.ndarray  # int64 (steps,) degrees of freedom of the variance
    bear: np.ndarray  # int64 (steps,) households of which a case has ended by then
    followed: int  # days for which the longest case was followed

    def by(self, day: int) -> Share | None:
        """The share ended within so many days; None if nobody was followed for so long."""
        if not self.cases or (day > self.followed and self.ended.max(initial=0.0) < 1):
            return None
        at = int(np.searchsorted(self.days, day, side="right")) - 1
        return Share(float(self.ended[at]) if at >= 0 else 0.0, self.cases)

    def interval(self, day: int) -> Interval:
        """The 90 % interval of `by`; None where every case has ended, or few households' have."""
        at = int(np.searchsorted(self.days, day, side="right")) - 1
        if day > self.followed or at < 0 or self.bear[at] < FEW:
            return None
        return self._ends(at, int(self.bear[at]))

    def _ends(self, at: int, bear: int) -> Interval:
        """Where the share may lie at a step, told from so many households."""
        left = 1 - float(self.ended[at])
        if left <= 0:
            return None
        freedom = min(int(self.freedom[at]), bear - 1)
        reach = student(freedom) * sqrt(float(self.variance[at])) / abs(log(left))
        return 1 - left ** exp(-reach), 1 - left ** exp(reach)

    def quantile(self, q: float) -> int | None:
        """The day by which a share q has ended; None where that is not reached, or cases are few.

        The median is that of 0.5.
        """
        reached = np.flatnonzero(self.ended >= q - 1e-12)
        return int(self.days[reached[0]]) if len(reached) and self.cases >= FEW else None

    def quantile_interval(self, q: float) -> tuple[int, int | None] | None:
        """The 90 % interval of a quantile: the days by which the share may be q (Brookmeyer and
        Crowley 1982); the upper end None where not reached. None where the quantile is unknown, or
        the cases that ended are of few households."""
        if self.quantile(q) is None or self.bear[-1] < FEW:
            return None
        ends = [self._ends(at, int(self.bear[-1])) for at in range(len(self.days))]
        could = [int(d) for d, end in zip(self.days, ends, strict=True) if end and end[1] >= q]
        must = [int(d) for d, end in zip(self.days, ends, strict=True) if end and end[0] >= q]
        if not could:
            return None
        return could[0], must[0] if must else None


def curve(cases: Sequence[Case]) -> Curve:
    """The curve of these cases; what has not ended counts for as long as it was followed."""
    days = np.array([case.days for case in cases], np.int64)
    ended = np.array([case.ended for case in cases], bool)
    homes = _numbered([case.household for case in cases])
    steps, ends = np.unique(days[ended], return_counts=True)
    at_risk = len(days) - np.searchsorted(np.sort(days), steps)
    over, there = _by_household(days, ended, homes, steps)
    left = np.where(at_risk > ends, at_risk - ends, np.inf)  # the last one's end tells no more
    moves = np.cumsum(over / left - there * (ends / at_risk / left), axis=1)
    return Curve(
        len(days), steps, 1 - np.cumprod(1 - ends / at_risk),
        (moves**2).sum(axis=0), freedom_of(moves).astype(np.int64),
        np.count_nonzero(np.cumsum(over, axis=1), axis=0), int(days.max(initial=0)),
    )  # fmt: skip


def _numbered(households: Sequence[Hashable]) -> np.ndarray:
    """Households counted from nought: int64 (cases,)."""
    numbers = {one: number for number, one in enumerate(dict.fromkeys(households))}
    return np.array([numbers[one] for one in households], np.int64)


def _by_household(
    days: np.ndarray, ended: np.ndarray, homes: np.ndarray, steps: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Cases that end at each step, and cases still there: int64 (households, steps) each."""
    size = int(homes.max(initial=-1)) + 1, len(steps) + 1
    over, gone = np.zeros(size, np.int64), np.zeros(size, np.int64)
    np.add.at(over, (homes[ended], np.searchsorted(steps, days[ended])), 1)
    np.add.at(gone, (homes, np.searchsorted(steps, days, side="right")), 1)
    there = gone.sum(axis=1, keepdims=True) - np.cumsum(gone, axis=1)
    return over[:, :-1], there[:, :-1]
