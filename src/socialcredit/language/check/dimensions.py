"""Scores built of weighted dimensions: the room of each, and whether rooms and entries agree."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from socialcredit.core.errors import nearest
from socialcredit.core.limits import MOST_COUNTED
from socialcredit.language.model.meters import room_of
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.quantities import written


def problems_of_dimensions(scheme: Scheme) -> Iterator[Problem]:
    """Yield what does not add up in a score built of dimensions."""
    yield from _entries(scheme)
    if not scheme.dimensions:
        return
    score = scheme.score[0]
    if score.lowest is None or score.highest is None or len(scheme.score) > 1:
        message = "a score built of dimensions has one range, for good"
        yield Problem(("score", 0), message, "one item with lowest and highest")
        return
    total = sum(dimension.weight for dimension in scheme.dimensions)
    if total != 1:
        message = f"the weights of the dimensions come to {written(Fraction(total))}"
        yield Problem(("dimensions", 0, "weight"), message, "weights that come to 1")
    begins = score.lowest + sum(dimension.start for dimension in scheme.dimensions)
    if begins != score.start:
        message = f"the dimensions start at {written(begins)} in all, the score elsewhere"
        yield Problem(("score", 0, "start"), message, f"start: {written(begins)}")
    for index, dimension in enumerate(scheme.dimensions):
        room = room_of(scheme, dimension)
        steps = room / score.unit
        if steps.denominator != 1 or steps > MOST_COUNTED:
            message = f"this weight is a room of {written(room)} points"
            expected = f"at most {MOST_COUNTED} whole steps of {written(score.unit)}"
            yield Problem(("dimensions", index, "weight"), message, expected)
        if dimension.start > room or (dimension.start / score.unit).denominator != 1:
            message = "the dimension starts outside its room"
            expected = f"0 to {written(room)}, in steps of {written(score.unit)}"
            yield Problem(("dimensions", index, "start"), message, expected)


def _entries(scheme: Scheme) -> Iterator[Problem]:
    """Where there are dimensions, every entry that gives points names one; else none does."""
    known = [dimension.dimension for dimension in scheme.dimensions]
    for index, name in enumerate(known):
        if name in known[:index]:
            yield Problem(("dimensions", index), f"`{name}` stands twice", "another name")
    for index, entry in enumerate(scheme.entries):
        if entry.dimension is not None and entry.dimension not in known:
            message = f"there is no dimension `{entry.dimension}`"
            expected = f"one of {', '.join(known)}" if known else "a dimension of the scheme"
            meant = nearest(entry.dimension, known)
            yield Problem(("entries", index, "dimension"), message, expected, meant)
        elif known and entry.dimension is None and entry.to_grade is None:
            message = "points of this entry belong to no dimension"
            yield Problem(("entries", index), message, f"dimension: one of {', '.join(known)}")
