"""What is moved by itself: each doubt to either end, each open reading, each kind of error.

A move is some changes of the values as written. All are lived with the same seeds as those, so that
a number differs by what was moved and not by luck.
"""

from collections.abc import Iterator
from typing import NamedTuple

from socialcredit.experiments.factors import Factor
from socialcredit.language.model.sensors import Sensor, SensorFile
from socialcredit.language.resolve.doubts import Doubt
from socialcredit.results.words.numbers import in_hundred

POINT = 0.01  # of a share; of false alarms one more record a year among a hundred people


class Move(NamedTuple):
    """A doubt at a quantile of its range, or a reading otherwise; and the changes that make it so.

    u       the quantile;  moved  share of the range that it lies from the value as written
    """

    factor: str
    u: float
    moved: float
    changes: tuple[str, ...]


def doubt_of(factor: Factor) -> Doubt:
    """The doubt that a factor of an assessment is: it has no others."""
    assert factor.doubt is not None
    return factor.doubt


def ends_of(factor: Factor) -> list[Move]:
    """Both ends of a range, or every option of a reading but what is written; what moves it."""
    doubt = doubt_of(factor)
    if doubt.ways:
        many = len(doubt.ways)
        return [at(factor, (way + 0.5) / many) for way in range(1, many)]
    return [move for u in (0.0, 1.0) if (move := at(factor, u)).changes]


def at(factor: Factor, u: float) -> Move:
    """A doubt moved to this quantile; a reading is read otherwise by the whole of its range."""
    doubt = doubt_of(factor)
    moved = 1.0 if doubt.ways else abs(u - written_at(factor))
    return Move(factor.name, u, moved, tuple(doubt.changes(u)))


def written_at(factor: Factor) -> float:
    """The quantile at which the value as written lies, inside the range."""
    return min(max(doubt_of(factor).at_written, 0.0), 1.0)


def told_at(factor: Factor, u: float) -> str:
    """What a doubt is at a quantile, in words: a value, times what is written, or an option."""
    doubt = doubt_of(factor)
    if doubt.ways:
        return doubt.ways[min(int(u * len(doubt.ways)), len(doubt.ways) - 1)].title
    first = doubt.moves[0]
    same = {(move.low, move.high, move.times, move.shape) for move in doubt.moves}
    if len(same) > 1:
        return _along(u, len(doubt.moves))
    if not first.times:
        return f"{first.value(u):.3g}"
    return f"{first.value(u):.3g} times what is written"


def _along(u: float, many: int) -> str:
    """Where a doubt stands that moves several values, each within a range of its own."""
    if u in (0.0, 1.0):
        return f"the {'low' if u == 0 else 'high'} ends of {many} ranges"
    return f"{in_hundred(u)} of the way from the low to the high ends of {many} ranges"


def told_written(factor: Factor) -> str:
    """What is written, in words."""
    doubt = doubt_of(factor)
    if doubt.ways:
        return doubt.ways[0].title
    many = len(doubt.moves)
    first = doubt.moves[0]
    if many == 1 and isinstance(first.written, int | float):
        return f"{first.written:.3g}"
    return "as written" if many == 1 else f"{many} values as written"


class Error(NamedTuple):
    """A kind of error of the sources, and the changes that make one point more of it."""

    error: str
    title: str
    changes: tuple[str, ...]


ERRORS = {
    "wrong_person": "a sighting that names another person, one more in a hundred",
    "false_alarm": "a record with no deed behind it, one more a year among a hundred people",
    "wrong_content": "a sighting of another kind or size of deed, one more in a hundred",
}


def errors_of(sensors: SensorFile) -> list[Error]:
    """One point more of each kind of error, in every source of residents that can err so."""
    return [
        Error(name, title, changes)
        for name, title in ERRORS.items()
        if (changes := tuple(_one_more(name, sensors.sources)))
    ]


def _one_more(error: str, sources: tuple[Sensor, ...]) -> Iterator[str]:
    """The changes; of false alarms the point is shared out among sources as they err now."""
    erring = [one for one in sources if getattr(one, error) > 0]
    whole = sum(getattr(one, error) for one in erring)
    for one in erring:
        now = getattr(one, error)
        more = POINT * now / whole if error == "false_alarm" else POINT
        most = now + more if error == "false_alarm" else min(1.0, now + more)
        yield f"assumptions.sensors.sources.{one.source}.{error}={most:.12g}"
