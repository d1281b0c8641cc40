"""Whether a setting can hold the ends of what is said of its doubt: its own bounds decide.

Asked where files are checked, and not where they are loaded: a run draws no doubt by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from socialcredit.language.check.ranges import doubted
from socialcredit.language.model.provenance import Block, Doubted, Range
from socialcredit.language.read.diagnostics import Problem, fitted
from socialcredit.language.read.numbers import Factor, in_steps_of, numbers_of
from socialcredit.language.read.positions import Loc

Of = TypeVar("Of", bound=Doubted)
MOST = 4096  # blocks of which it is kept: an editor asks for all again when one has changed


def problems_of_ends(file: Block) -> Iterator[Problem]:
    """Ends of ranges that a setting of their block cannot have."""
    for loc, block in doubted(file):
        for at, problem, index in _beyond_in(block) if block.doubt else ():
            yield _beyond((*loc, "doubt", index, *at), problem, block.doubt[index])


Beyond = tuple[tuple[Loc, Problem, int], ...]  # the end, what is wrong there, of which range


def _beyond_in(block: Doubted) -> Beyond:
    """The ends that do not fit a block; one that holds a table cannot be looked up."""
    try:
        return _known_beyond(block)
    except TypeError:
        return _found_beyond(block)


@lru_cache(MOST)
def _known_beyond(block: Doubted) -> Beyond:
    return _found_beyond(block)


def _found_beyond(block: Doubted) -> Beyond:
    found, told = [], _told(block)
    for index, one in enumerate(block.doubt):
        for at, data in _at_ends(told, one):
            fit, problems = fitted(type(block), data)
            if fit is None:
                found.append((at, problems[0], index))
    return tuple(found)


def at_ends(block: Of) -> Iterator[tuple[Loc, Of]]:
    """The block at either end of each of its ranges, where it can be so; with the end's path."""
    told = _told(block) if block.doubt else {}
    for index, one in enumerate(block.doubt):
        for at, data in _at_ends(told, one):
            fit, _ = fitted(type(block), data)
            if fit is not None:
                yield ("doubt", index, *at), fit


def _told(block: Doubted) -> dict[str, Any]:
    return block.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _at_ends(told: Mapping[str, Any], one: Range) -> Iterator[tuple[Loc, dict[str, Any]]]:
    """What a block would say with all settings of a range at its lower end, and at its upper."""
    ends: list[tuple[Loc, float]] = []
    if one.times is not None:
        ends = [(("times", index), end) for index, end in enumerate(one.times)]
    elif one.low is not None and one.high is not None:
        ends = [(("low",), one.low), (("high",), one.high)]
    for at, end in ends:
        data = dict(told)
        for name in one.of:
            _put(data, name.split("."), end, one)
        yield at, data


def _put(data: Any, path: list[str], end: float, one: Range) -> None:
    for step in path[:-1]:
        inner = data.get(step) if isinstance(data, dict) else None
        if isinstance(inner, dict):  # of its own, since the block is told anew for the next end
            inner = data[step] = dict(inner)
        data = inner
    if not isinstance(data, dict) or not numbers_of(data.get(path[-1])):
        return  # told where ranges are held against what is written
    value = data[path[-1]]
    if one.times is not None:
        data[path[-1]] = Factor(end, one.least, one.most).of(value)
    else:
        data[path[-1]] = in_steps_of(value, end)


def _beyond(loc: Loc, problem: Problem, one: Range) -> Problem:
    setting = ".".join(str(step) for step in problem.loc) or ", ".join(one.of)
    message = f"this end is beyond what `{setting}` can be: {problem.message}"
    cut = "; `most` and `least` cut what factors make" if one.times is not None else ""
    return Problem(loc, message, f"{problem.expected or 'a narrower range'}{cut}")
