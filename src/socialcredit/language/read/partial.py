"""What is left of a file without the parts that do not fit, so that the rest can be judged too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel

from socialcredit.language.read.diagnostics import Problem, fitted
from socialcredit.language.read.positions import Loc

NAMES = (
    "entry", "deed", "list", "meter", "layer", "dimension", "consequence", "condition", "bureau",
    "case", "source", "domain", "place", "mechanism", "lender", "with",
)  # fmt: skip
TRIES = 6
# Blocks of which each item rests on the others: where one is lost, nothing is said of the rest.
CLOSE = ("subjects", "score", "dimensions", "grades", "procedure")
# How problems speak of what a block defines, where its names are not known any more.
SPEAKS_OF = {
    "grades": "no grade", "lists": "list `", "entries": "no entry", "layers": "no layer",
    "meters": "no meter", "dimensions": "dimension", "sources": "no source `",
    "documents": "no document", "starts": "first day of the scheme", "schemes": "scheme",
    "deeds": "no deed", "domains": "no domain",
}  # fmt: skip

Model = TypeVar("Model", bound=BaseModel)


class Left(NamedTuple, Generic[Model]):
    """The part of a file that fits.

    numbers  by block, the place in the file of each item that is left
    lost     the names of what was taken out, which the rest may well speak of
    filled   blocks that had to be there and are made up
    """

    model: Model
    numbers: Mapping[str, Sequence[int]]
    lost: frozenset[str]
    filled: frozenset[str]

    @property
    def whole(self) -> bool:
        """Whether nothing was taken out."""
        return not (self.lost or self.filled)

    def placed(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems that are the file's own and not of what was taken out, by its places."""
        return [
            problem._replace(loc=self._at(problem.loc))
            for problem in problems
            if not (problem.loc and problem.loc[0] in self.filled)
            and not self.is_about_lost(problem)
        ]

    def is_about_lost(self, problem: Problem) -> bool:
        """Whether a problem may come only from what was taken out."""
        named = any(f"`{name}`" in problem.message for name in self.lost)
        kinds = (SPEAKS_OF.get(block, "") for block in self.filled)
        return named or any(kind and kind in problem.message for kind in kinds)

    def _at(self, loc: Loc) -> Loc:
        if len(loc) < 2 or not isinstance(loc[1], int) or loc[0] not in self.numbers:
            return loc
        return (loc[0], self.numbers[str(loc[0])][loc[1]], *loc[2:])


def left_of(
    model: type[Model],
    data: Mapping[str, Any],
    instead: Mapping[str, Any],
    gone: Iterable[str] = (),
) -> tuple[Left[Model] | None, list[Problem]]:
    """What fits of a file's data, and what does not.

    instead  what stands in for a block that is needed;  gone  blocks that could not be read at all
    """
    left = {key: list(v) if isinstance(v, list) else v for key, v in data.items()}
    numbers = {key: list(range(len(v))) for key, v in left.items() if isinstance(v, list)}
    lost, filled, told = set[str](), set[str](gone), list[Problem]()
    for turn in range(TRIES):
        found, problems = fitted(model, left)
        if turn == 0:
            told = [one for one in problems if not _missing(one) & set(gone)]
        if found is not None:
            return Left(found, numbers, frozenset(lost), frozenset(filled)), told
        before = (len(lost), len(filled), sum(map(len, numbers.values())), len(left))
        for problem in sorted(problems, key=lambda one: _last_first(one.loc)):
            _take_out(left, numbers, problem, lost, filled)
        for key in (*_needed(model, left), *filled - left.keys()):
            if key in instead:
                left[key], numbers[key] = instead[key], []
                filled.add(key)
        if before == (len(lost), len(filled), sum(map(len, numbers.values())), len(left)):
            break
    return None, told


def _missing(problem: Problem) -> set[str]:
    """The key that is not there, where this is what the problem says."""
    words = problem.message.split("`")
    return {words[1]} if problem.message.endswith("is missing") and not problem.loc else set()


def _needed(model: type[BaseModel], data: Mapping[str, Any]) -> list[str]:
    names = {info.alias or name: info for name, info in model.model_fields.items()}
    return [
        key
        for key, info in names.items()
        if info.is_required() and (key not in data or data[key] == [])
    ]


def _last_first(loc: Loc) -> tuple[str, int]:
    """Items of a list are taken out from its end, so that places before them stay."""
    at = loc[1] if len(loc) > 1 and isinstance(loc[1], int) else -1
    return str(loc[0]) if loc else "", -at


def _take_out(
    data: dict[str, Any],
    numbers: dict[str, list[int]],
    problem: Problem,
    lost: set[str],
    filled: set[str],
) -> None:
    """Take out the item, or else the block, in which a problem is."""
    if not problem.loc or problem.loc[0] not in data:
        return
    block, held = str(problem.loc[0]), data[str(problem.loc[0])]
    at = problem.loc[1] if len(problem.loc) > 1 else None
    if isinstance(held, list) and isinstance(at, int) and at < len(held):
        lost |= _names_of(held[at]) | _all_names_in(held[at]) or {f"{block} {at}"}
        filled |= {block} & {*CLOSE}
        del held[at], numbers[block][at]
    elif isinstance(held, dict) and isinstance(at, str) and at in held and block in CITED:
        data[block] = {key: value for key, value in held.items() if key != at}
        lost.add(at)
    elif not (isinstance(held, list) and isinstance(at, int)):
        lost |= {block, *_all_names_in(held)}
        filled.add(block)
        del data[block]


CITED = ("sources", "documents")


def _names_of(item: Any) -> set[str]:
    if not isinstance(item, dict):
        return set()
    return {str(item[name]) for name in NAMES if isinstance(item.get(name), str)}


def _all_names_in(held: Any) -> set[str]:
    """Every name in a block that is gone: it may be what others speak of."""
    if isinstance(held, dict):
        return {str(key) for key in held}.union(*(_all_names_in(v) for v in held.values()))
    if isinstance(held, list):
        return set[str]().union(*(_names_of(item) | _all_names_in(item) for item in held))
    return set()
