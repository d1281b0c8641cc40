"""The scheme as written and its alternatives, by benefit and by burden on declared scales.

All designs are lived on the same draws, so that they are compared draw by draw. A design is on the
front of a draw where no other has as much benefit for less burden, or more for as little. Fronts
of different scales are never added up.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from socialcredit.assessment.evidence import Design
from socialcredit.assessment.numbers import Numbers
from socialcredit.experiments.conduct import Conducted
from socialcredit.experiments.results import leading
from socialcredit.results.measures import benefit, burden

BENEFITS = {scale: f"benefit.{scale}" for scale in benefit.SCALES}
BURDENS = {scale: f"burden.wrong.harm.{scale}" for scale in burden.SCALES}
EVERY = {scale: f"burden.any.harm.{scale}" for scale in burden.SCALES}  # for whatever reason
MAIN = "harm"  # the scale of benefit by which fronts are told where only one is
SURE = 0.95  # share of draws from which one is better than another
AS_WRITTEN = "The scheme as written"

Draws = Sequence[float | None]


class Point(NamedTuple):
    """A design in one draw; None where a run has no such number."""

    benefit: float | None
    burden: float | None


def designs_of(found: Conducted, numbers: Numbers) -> list[Design]:
    """Every design that was lived, the scheme as written first."""
    plan = found.plan
    names = ["", *plan.experiment.alternatives]
    titles = (AS_WRITTEN, *(laid.title for laid in plan.work.alternatives))
    fronts = {
        f"{good}/{kind}.{bad}": shares_on_front(
            {name: _points(numbers, name, BENEFITS[good], keys[bad]) for name in names}
        )
        for kind, keys in (("wrong", BURDENS), ("any", EVERY))
        for good in BENEFITS
        for bad in keys
    }
    return [
        Design(
            name,
            title,
            BENEFITS,
            BURDENS,
            {bad: fronts[f"{MAIN}/wrong.{bad}"][name] for bad in BURDENS},
            tuple(other for other in names if other != name and is_tied(numbers, name, other)),
            _turned_by(found, numbers, name),
            {which: shares[name] for which, shares in fronts.items()},
        )
        for name, title in zip(names, titles, strict=True)
    ]


def _draws(numbers: Numbers, key: str, name: str) -> Draws:
    """A number at each draw; where nothing is in doubt the value as written is the only one.

    All are unknown of a number that no run has.
    """
    known = numbers.get((key, name))
    if known is not None:
        return known.draws or (known.value,)
    many = max((len(one.draws) for one in numbers.values()), default=0)
    return (None,) * (many or 1)


def _points(numbers: Numbers, name: str, good: str, bad: str) -> list[Point]:
    pairs = zip(_draws(numbers, good, name), _draws(numbers, bad, name), strict=True)
    return [Point(*pair) for pair in pairs]


def shares_on_front(designs: Mapping[str, Sequence[Point]]) -> dict[str, float]:
    """In what share of the draws each design is on the front, by its name.

    A design without a number in a draw is on no front, and beats nobody there.
    """
    many = max((len(points) for points in designs.values()), default=0)
    on = dict.fromkeys(designs, 0)
    for draw in range(many):
        there = {name: points[draw] for name, points in designs.items() if draw < len(points)}
        for name, point in there.items():
            others = (other for key, other in there.items() if key != name)
            known = point.benefit is not None and point.burden is not None
            on[name] += known and not any(beats(other, point) for other in others)
    return {name: number / many if many else 0.0 for name, number in on.items()}


def beats(one: Point, other: Point) -> bool:
    """Whether a design is at least as good in both and better in one."""
    if None in (*one, *other):
        return False
    assert one.benefit is not None and one.burden is not None
    assert other.benefit is not None and other.burden is not None
    no_worse = one.benefit >= other.benefit and one.burden <= other.burden
    return no_worse and one != other


def is_tied(numbers: Numbers, one: str, other: str) -> bool:
    """Whether two designs cannot be told apart: on no scale is one better in 95 % of the draws."""
    scales = (*BENEFITS.values(), *BURDENS.values())
    return not any(
        is_sure(_draws(numbers, key, one), _draws(numbers, key, other)) for key in scales
    )


def is_sure(one: Draws, other: Draws) -> bool:
    """Whether one of two has the larger number in at least 95 % of all draws, known or not."""
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    more, less = sum(a > b for a, b in pairs), sum(a < b for a, b in pairs)
    return max(more, less) >= SURE * max(len(one), 1)


def _turned_by(found: Conducted, numbers: Numbers, name: str) -> str:
    """The doubt by which the order of a design and the scheme as written goes; in words.

    Where the difference of their benefit (of harm prevented) has either sign over the draws.
    """
    if not name or found.plan.coordinates is None:
        return ""
    pairs = zip(
        _draws(numbers, BENEFITS[MAIN], name), _draws(numbers, BENEFITS[MAIN], ""), strict=True
    )
    more = [None if a is None or b is None else a - b for a, b in pairs]
    known = [value for value in more if value is not None]
    if not any(value > 0 for value in known) or not any(value < 0 for value in known):
        return ""
    factor = leading(found, more)
    return next((one.title for one in found.plan.factors if one.name == factor), "")
