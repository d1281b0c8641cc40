"""How far chance alone moves a count: intervals of 90 %, of what was published and of a run.

Events are independent here; of those that come together in households fewer are to be handed in
(`experiments/base.py`). Of a count the interval is the score interval of a Poisson number, of a
share Wilson's (E. B. Wilson, JASA 22, 1927), its counterpart. Two numbers agree where the interval
of their difference holds nought; it is made of their own intervals (the method of variance
estimates recovery: G. Y. Zou and A. Donner, Statistics in Medicine 27, 2008).
"""

from math import hypot, sqrt
from typing import NamedTuple

from socialcredit.core.student import REACH


class Range(NamedTuple):
    """A number and what chance could have made of it."""

    low: float
    value: float
    high: float

    def times(self, factor: float) -> "Range":
        """The same in another unit; `factor` is not negative."""
        return Range(*(end * factor for end in self))


def of_count(events: float) -> Range:
    """A number of independent events, and the interval of what it is a draw of.

    A loss of so many is a negative number.
    """
    if events < 0:
        lost = of_count(-events)
        return Range(-lost.high, events, -lost.low)
    middle, reach = events + REACH**2 / 2, REACH * sqrt(events + REACH**2 / 4)
    return Range(max(middle - reach, 0.0), events, middle + reach)


def of_share(part: float, whole: float) -> Range:
    """A share of `whole` cases, more than none; above one it is a rate and no share."""
    if part > whole:
        return of_count(part).times(1 / whole)
    share, square = part / whole, REACH**2 / whole
    middle = (share + square / 2) / (1 + square)
    reach = REACH * sqrt(share * (1 - share) / whole + square / whole / 4) / (1 + square)
    return Range(max(middle - reach, 0.0), share, min(middle + reach, 1.0))


def apart(one: Range, other: Range) -> float:
    """How far `other` may lie from `one`, on its side, before chance no longer explains it."""
    if other.value > one.value:
        return hypot(one.high - one.value, other.value - other.low)
    return hypot(one.value - one.low, other.high - other.value)
