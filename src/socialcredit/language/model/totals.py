"""In which steps the sizes of records are kept that lists add up."""

from __future__ import annotations

import math
from collections.abc import Sequence

from socialcredit.core.limits import MOST_COUNTED
from socialcredit.language.model.lists import Counted, ListRule, Totalled


def sizes_asked(entry: str, lists: Sequence[ListRule]) -> list[int]:
    """The bounds against which lists hold the sizes of an entry's records, in all their versions."""
    asked = [rule.enter.summed for rule in lists]
    mine = [one for one in asked if one is not None and entry in one.of]
    over = [one.over for one in mine if isinstance(one, Totalled)]
    return over + [
        one.above for one in mine if isinstance(one, Counted) and one.above is not None
    ]


def step_for(bounds: Sequence[int]) -> int | None:
    """In which steps sizes are kept, so that 65,535 of them are more than every bound.

    Sizes are kept rounded up to whole steps. A step divides every bound: whether one record is
    above it is exact. None where there is no such step.
    """
    if not any(bounds):
        return 1
    least, whole = -(-(max(bounds) + 1) // MOST_COUNTED), math.gcd(*bounds)
    return next((step for step in range(least, whole + 1) if whole % step == 0), None)
