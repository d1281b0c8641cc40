"""How finely and how far the meters and dimensions of a scheme count."""

from __future__ import annotations

import math
from fractions import Fraction

from socialcredit.core.kept import once
from socialcredit.core.limits import MOST_COUNTED
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.score import Dimension


def room_of(scheme: Scheme, dimension: Dimension) -> Fraction:
    """The points from the bottom to the top of a dimension."""
    score = scheme.score[0]
    return dimension.weight * ((score.highest or 0) - (score.lowest or 0))


def steps_of(scheme: Scheme, dimension: Dimension) -> int:
    """The steps from the bottom to the top of a dimension, in units of the score."""
    return int(room_of(scheme, dimension) / scheme.score[0].unit)


def count_of(scheme: Scheme, meter: str) -> int:
    """Hundredths of a point that one count of a cap's meter stands for.

    The greatest step in which all points under the caps of this meter can be counted.
    """
    values: list[Fraction] = []
    for entry in scheme.entries:
        if entry.cap is not None and entry.cap.meter == meter:
            values += [entry.cap.points, *entry.sums]
            values += [score.unit for score in scheme.score if entry.steps]
    return math.gcd(*(round(100 * value) for value in values)) or 1


@once(512)  # asked in every month of a run
def counts_to(scheme: Scheme, meter: str) -> int:
    """How far a meter must count for the entries that use it; beyond that nothing changes."""
    furthest = 0
    for entry in scheme.entries:
        if entry.cap is not None and entry.cap.meter == meter:
            furthest = max(furthest, round(100 * entry.cap.points) // count_of(scheme, meter))
        if entry.meter == meter and entry.ladder:
            furthest = max(furthest, len(entry.ladder))
        if entry.warning is not None and entry.warning.meter == meter:
            furthest = max(furthest, entry.warning.records)
        if entry.meter == meter and entry.steps:
            furthest = MOST_COUNTED  # a record put right takes its units out again, all of them
    return furthest
