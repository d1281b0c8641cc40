"""How long something takes, where for some it is not over when the run ends: Kaplan and Meier.

Kaplan and Meier 1958, JASA 53: 457-481; the variance is Greenwood's, on the log-log scale (Klein
and Moeschberger 2003, 4.3), times the mean number of cases that share a household with a case,
because those may end together.
"""

from collections.abc import Hashable, Sequence
from math import exp, log, sqrt
from typing import NamedTuple

import numpy as np

from socialcredit.results.luck import REACH, Interval
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
    variance: np.ndarray  # float64 (steps,) Greenwood's sum, clusters allowed for
    followed: int  # days for which the longest case was followed

    def by(self, day: int) -> Share | None:
        """The share ended within so many days; None if nobody was followed for so long."""
        if not self.cases or (day > self.followed and self.ended.max(initial=0.0) < 1):
            return None
        at = int(np.searchsorted(self.days, day, side="right")) - 1
        return Share(float(self.ended[at]) if at >= 0 else 0.0, self.cases)

    def interval(self, day: int) -> Interval:
        """The 90 % interval of `by`; None where no case or every case has ended, or few are."""
        at = int(np.searchsorted(self.days, day, side="right")) - 1
        if self.cases < FEW or day > self.followed or at < 0 or self.ended[at] >= 1:
            return None
        left = 1 - float(self.ended[at])
        reach = REACH * sqrt(float(self.variance[at])) / abs(log(left))
        return 1 - left ** exp(-reach), 1 - left ** exp(reach)

    def quantile(self, q: float) -> int | None:
        """The day by which a share q has ended; None where that is not reached, or cases are few.

        The median is that of 0.5.
        """
        reached = np.flatnonzero(self.ended >= q - 1e-12)
        return int(self.days[reached[0]]) if len(reached) and self.cases >= FEW else None

    def quantile_interval(self, q: float) -> tuple[int, int | None] | None:
        """The 90 % interval of a quantile: the days by which the share may be q (Brookmeyer and
        Crowley 1982); the upper end None where not reached. None where the quantile is unknown."""
        if self.quantile(q) is None:
            return None
        ends = [self.interval(int(day)) for day in self.days]
        could = [int(d) for d, end in zip(self.days, ends, strict=True) if end and end[1] >= q]
        must = [int(d) for d, end in zip(self.days, ends, strict=True) if end and end[0] >= q]
        if not could:
            return None
        return could[0], must[0] if must else None


def curve(cases: Sequence[Case]) -> Curve:
    """The curve of these cases; what has not ended counts for as long as it was followed."""
    if not cases:
        none = np.zeros(0)
        return Curve(0, none.astype(np.int64), none, none, 0)
    days = np.array([case.days for case in cases], np.int64)
    ended = np.array([case.ended for case in cases], bool)
    steps, ends = np.unique(days[ended], return_counts=True)
    at_risk = len(days) - np.searchsorted(np.sort(days), steps)
    left = np.cumprod(1 - ends / at_risk)
    still = at_risk > ends
    each = np.divide(ends, at_risk * (at_risk - ends), out=np.zeros(len(ends)), where=still)
    return Curve(
        len(days), steps, 1 - left, np.cumsum(each) * shared([c.household for c in cases]),
        int(days.max()),
    )  # fmt: skip


def shared(households: Sequence[Hashable]) -> float:
    """How many cases the household of a case has on average: 1 where no two share one."""
    numbers = {one: number for number, one in enumerate(dict.fromkeys(households))}
    many = np.bincount(np.array([numbers[one] for one in households]))
    return float((many**2).sum() / many.sum())
