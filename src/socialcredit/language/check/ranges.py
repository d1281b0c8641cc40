"""Whether what is said of a doubt holds: each range by itself, and against what is written.

A change of a value (`--set`, an alternative, a scenario) may lead beyond its range: a range speaks
of what was written. So the two are asked apart. Messages name settings without the marks of names,
which stand for what a block defines: where such a block is lost, what speaks of it is not told.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel

from socialcredit.core.calendar import Duration
from socialcredit.core.errors import nearest
from socialcredit.core.kept import once
from socialcredit.language.model.provenance import IN_DOUBT, Block, Doubted, Range, of_doubt
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.numbers import Numeric, numbers_of
from socialcredit.language.read.positions import Loc

ENDS = "low: X and high: Y, or times: [LOW, HIGH]"
MOST_NAMED = 12


def problems_of_ranges(file: Block, documents: Sequence[str]) -> Iterator[Problem]:
    """What does not fit a range by itself, whatever the values are.

    documents  the names that `from` may be
    """
    for loc, block in doubted(file):
        if block.doubt and block.held is not None:
            message = "this block is held fixed and in doubt at once"
            word = type(block).model_fields["held"].alias or "held"
            yield Problem((*loc, word), message, f"either `{word}` or `doubt`")
        for at, one in _ranges(loc, block):
            yield from _ends(at, one)
            if one.origin is not None and one.origin not in documents:
                message, expected = f"there is no document `{one.origin}`", _one_of(documents)
                yield Problem((*at, "from"), message, expected, nearest(one.origin, documents))
        yield from _twice(loc, block)


def problems_of_written(file: Block) -> Iterator[Problem]:
    """What ranges say that the file, as it is written, does not bear out."""
    for loc, block in doubted(file):
        there = dict(_settings(block)) if block.doubt else {}
        for at, one in _ranges(loc, block):
            for index, name in enumerate(one.of):
                yield from _against(at, one, index, name, there)


@once()
def doubted(file: Block) -> tuple[tuple[Loc, Doubted], ...]:
    """Every block of a file that may say how far off it is, with its path, however deep."""
    found: list[tuple[Loc, Doubted]] = []
    _gather(file, (), found)
    return tuple(found)


def _gather(value: Any, loc: Loc, found: list[tuple[Loc, Doubted]]) -> None:
    items: Iterable[tuple[str | int, Any]]
    if isinstance(value, BaseModel):
        if isinstance(value, Doubted):
            found.append((loc, value))
        names = _with_blocks(type(value))
        items = [*((name, getattr(value, name)) for name in names)]
        items += (value.model_extra or {}).items()
    else:
        items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        if isinstance(item, BaseModel | tuple | dict):
            _gather(item, (*loc, key), found)


@functools.cache
def _with_blocks(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a model in which blocks can stand; most values are none, and most of a file."""
    fields = model.model_fields.items()
    return tuple(name for name, info in fields if name != "doubt" and _blocks_in(info.annotation))


def _blocks_in(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return any(_blocks_in(part) for part in get_args(annotation))


def _ranges(loc: Loc, block: Doubted) -> Iterator[tuple[Loc, Range]]:
    for index, one in enumerate(block.doubt):
        yield (*loc, "doubt", index), one


def _ends(at: Loc, one: Range) -> Iterator[Problem]:
    low, high, times = one.low, one.high, one.times
    some = [end for end in (low, high) if end is not None]
    yield from _cuts(at, one)
    if some and times is not None:
        yield Problem(at, "this doubt has two ranges", "one of the two: " + ENDS)
    elif times is not None:
        if not 0 < times[0] <= 1 <= times[1]:
            expected = "[LOW, HIGH] with 0 < LOW <= 1 <= HIGH, where 1 is the written value"
            yield Problem((*at, "times"), "these factors do not lie about 1", expected)
    elif low is None or high is None:
        message = "this range has one end" if some else "this doubt has no range"
        yield Problem(at, message, ENDS)
    elif low > high:
        message = "the range begins above its end"
        yield Problem((*at, "low"), message, f"at most {_told(high)}, its `high`")
    elif one.shape == "log" and low <= 0:
        expected = "more than 0, or shape: uniform"
        yield Problem((*at, "low"), "nought and below have no logarithm", expected)


def _cuts(at: Loc, one: Range) -> Iterator[Problem]:
    cuts = {word: getattr(one, word) for word in ("least", "most")}
    for word, cut in cuts.items():
        if cut is not None and one.times is None:
            message = f"`{word}` cuts products, and this range has ends of its own"
            yield Problem((*at, word), message, f"no `{word}`")
    if one.least is not None and one.most is not None and one.least > one.most:
        yield Problem((*at, "least"), "the least is more than the most", f"at most {one.most:g}")


def _twice(loc: Loc, block: Doubted) -> Iterator[Problem]:
    before: list[str] = []
    for at, one in _ranges(loc, block):
        for index, name in enumerate(one.of):
            met = next((other for other in before if _overlap(name, other)), None)
            if met is not None:
                message = f"{name} is in doubt already"
                message += "" if met == name else f", as {met}"
                yield Problem((*at, "of", index), message, "one range for each setting")
            before.append(name)


def _overlap(one: str, other: str) -> bool:
    """Whether two names mean the same setting, or one a part of the other."""
    short, long = sorted((one, other), key=len)
    return long == short or long.startswith(short + ".")


def _settings(block: Doubted) -> Iterator[tuple[str, Any]]:
    """What a block writes, by dotted name; defaults that it leaves to the program are not in it."""
    told = block.model_dump(mode="json", by_alias=True, exclude_unset=True)
    yield from _parts({key: v for key, v in told.items() if not of_doubt(key, v)}, "")


def _parts(told: Mapping[str, Any], before: str) -> Iterator[tuple[str, Any]]:
    for key, value in told.items():
        yield before + key, value
        if isinstance(value, dict) and not _speaks_for_itself(value):
            yield from _parts(value, f"{before}{key}.")


def _speaks_for_itself(value: Any) -> bool:
    """Whether a part is a block that says how well it is known, or how far off it may be."""
    return isinstance(value, dict) and any(key in value for key in ("evidence", *IN_DOUBT))


def _against(
    at: Loc, one: Range, index: int, name: str, there: Mapping[str, Any]
) -> Iterator[Problem]:
    """What does not fit between a range and the written setting that it names."""
    where: Loc = (*at, "of", index)
    if name not in there:
        yield _not_written(where, name, there)
        return
    numbers = numbers_of(there[name])
    if not numbers:
        yield Problem(where, f"{name} is not a number", "a setting that is a number, or a table")
    elif one.times is not None:
        if not any(numbers):
            yield Problem(where, f"{name} is nought, and so are its multiples", "low and high")
        elif (cut := _cut_already(one, numbers)) is not None:
            message = f"the written {name} lies beyond where products are cut"
            yield Problem((*at, cut[0]), message, f"{cut[0]}: {_told(cut[1])}")
    elif isinstance(there[name], dict | list):
        if one.low is not None and one.high is not None:
            message = f"{name} is a table, and these are the ends of one number"
            yield Problem(where, message, "times: [LOW, HIGH], for each number of it")
    else:
        if isinstance(numbers[0], Duration) and one.low is not None:
            message = f"{name} is a term, and these are numbers"
            yield Problem(where, message, "times: [LOW, HIGH], which multiplies the term")
        else:
            yield from _beyond(at, one, name, float(numbers[0]))


def _beyond(at: Loc, one: Range, name: str, value: float) -> Iterator[Problem]:
    if one.low is None or one.high is None or one.low > one.high:
        return
    if value < one.low:
        message = f"the written {name}, {_told(value)}, lies below its range"
        yield Problem((*at, "low"), message, f"at most {_told(value)}")
    if value > one.high:
        message = f"the written {name}, {_told(value)}, lies above its range"
        yield Problem((*at, "high"), message, f"at least {_told(value)}")


def _cut_already(one: Range, numbers: Sequence[Numeric]) -> tuple[str, float] | None:
    """The cut that would move what is written, and where it would have to be."""
    plain = [float(number) for number in numbers]
    if one.most is not None and max(plain) > one.most:
        return "most", max(plain)
    if one.least is not None and min(plain) < one.least:
        return "least", min(plain)
    return None


def _not_written(where: Loc, name: str, there: Mapping[str, Any]) -> Problem:
    steps = name.split(".")
    ways = (".".join(steps[: size + 1]) for size in range(len(steps) - 1))
    inner = next((way for way in ways if _speaks_for_itself(there.get(way))), None)
    if inner is not None:
        of = "evidence" if "evidence" in there[inner] else "a doubt"
        message = f"{inner} has {of} of its own"
        return Problem(where, message, f"this doubt within {inner}")
    known = [path for path, value in there.items() if numbers_of(value)]
    expected = f"{_one_of(known)}; a default has to be written before it is in doubt"
    return Problem(
        where, f"no setting {name} is written in this block", expected, nearest(name, known)
    )


def _told(number: float) -> str:
    return f"{number:.12g}"


def _one_of(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_NAMED]) + (", ..." if len(names) > MOST_NAMED else "")
    return f"one of {shown}" if names else "nothing"
