"""Several records together as a ground: so many, or so much in all; how their sizes are kept."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Annotated

from pydantic import Field

from socialcredit.core.limits import MOST_COUNTED
from socialcredit.language.model.provenance import Block
from socialcredit.language.read.quantities import LARGEST_SIZE, Lasting, Text, Whole

Named = Annotated[tuple[Text, ...], Field(min_length=1)]


class Counted(Block):
    """So many live records under these entries within a time, each of a size `above` a bound."""

    of: Named
    at_least: Annotated[Whole, Field(ge=2, le=1000)]
    within: Lasting
    above: Annotated[Whole, Field(ge=0, le=LARGEST_SIZE)] | None = None


class Totalled(Block):
    """The sizes of live records under these entries, more than a bound within a time."""

    of: Named
    over: Annotated[Whole, Field(ge=1, le=LARGEST_SIZE)]
    within: Lasting


def sizes_asked(entry: str, asked: Iterable[Counted | Totalled]) -> list[int]:
    """The bounds against which sizes of an entry's records are held, in any version of a rule."""
    mine = [one for one in asked if entry in one.of]
    over = [one.over for one in mine if isinstance(one, Totalled)]
    return over + [one.above for one in mine if isinstance(one, Counted) and one.above is not None]


def step_for(bounds: Sequence[int]) -> int | None:
    """In which steps sizes are kept, so that 65,535 of them are more than every bound.

    Sizes are kept rounded up to whole steps. A step divides every bound: whether one record is
    above it is exact. None where there is no such step.
    """
    if not any(bounds):
        return 1
    least, whole = -(-(max(bounds) + 1) // MOST_COUNTED), math.gcd(*bounds)
    return next((step for step in range(least, whole + 1) if whole % step == 0), None)
