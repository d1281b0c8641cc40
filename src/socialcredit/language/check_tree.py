"""The rules of a scheme looked at whole, whether they came of a file or of a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from socialcredit.core.populations import Kind
from socialcredit.language.check.cases import Sides
from socialcredit.language.check.in_doubt import oddities_of_words
from socialcredit.language.check.range_ends import problems_of_ends
from socialcredit.language.check.ranges import problems_of_written
from socialcredit.language.check.scheme import Vocabulary, problems_of
from socialcredit.language.check.unmeant import oddities_of
from socialcredit.language.findings import Findings
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.new_scheme import SOME_PLACE, SOME_YEAR, small_scheme
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.partial import Left, left_of
from socialcredit.language.read.positions import Located, plain
from socialcredit.language.read.yaml import read_bytes
from socialcredit.language.resolve.loading import idle
from socialcredit.language.resolve.open_readings import problems_of_readings
from socialcredit.language.resolve.splitting import Side, kinds_in, side_of
from socialcredit.language.resolve.unsaid import oddities_of_unsaid
from socialcredit.language.resolve.whom import kinds_said

NEEDED = ("scheme", "title", "place", "starts", "subjects", "score", "grades", "procedure")
_TO_START_FROM = small_scheme("unnamed", SOME_PLACE, SOME_YEAR)["scheme.yaml"].encode()
# What a door rests on: while this is wrong, whether it ever acts cannot be said.
OF_DOORS = ("subjects", "score", "dimensions", "grades", "entries", "lists", "consequences")
# The words of a population's files, None where they do not fit; whether it is the first scored.
Words = Callable[[Kind, bool], Vocabulary | None]


class Looked(NamedTuple):
    """A scheme as far as it could be read, with the words that it may use.

    sides  the part of it that is about each population that it scores, with the words of that one
    """

    tree: Located
    left: Left[Scheme]
    vocabulary: Vocabulary | None
    fits: bool
    sides: Sides


def tree_looked_at(
    tree: Located, found: Findings, words: Words, folder: str | None, shipped: bool
) -> Looked | None:
    """Every mistake of a scheme as it was read, blocks that could not be read being `found.gone`.

    words   the words of a population, asked for those that the scheme scores
    folder  what the scheme's folder is called;  shipped  whether the package ships it
    """
    gone, before = set(found.gone), len(found.errors)
    data = plain(tree)
    if not isinstance(data, dict):
        data = {}
    left, problems = left_of(Scheme, data, stand_ins(data), gone)
    found.refuse(tree, problems)
    if left is None:
        return None
    own_words = words(left.model.kind, True)
    sides = [*_sides(left.model, own_words, words)]
    across = list[Problem]()
    for side, own in sides:
        said = [*problems_of(side.scheme, own), *problems_of_written(side.scheme)]
        across += left.placed(side.placed(said))
    if left.whole and not {problem.loc[0] for problem in across} & {*OF_DOORS}:
        for side, own in sides:
            across += side.placed(idle(tree, side.scheme, own))
    found.refuse(tree, dict.fromkeys(across))
    if left.whole:
        found.refuse(tree, _of_doubt(left.model))
        found.odd(tree, oddities_of_words(left.model))
        if not shipped:
            found.odd(tree, oddities_of_unsaid(left.model, tree, ("schemes", left.model.scheme)))
        found.odd(tree, oddities_of(left.model, own_words.signs if own_words else {}, folder))
    kinds, each = kinds_in(left.model), [(side.scheme, own) for side, own in sides]
    of_kind = dict(zip(kinds, each if len(each) == len(kinds) else each * 2, strict=False))
    first = left._replace(model=each[0][0])
    return Looked(tree, first, own_words, len(found.errors) == before, of_kind)


def _sides(
    scheme: Scheme, first: Vocabulary | None, words: Words
) -> Iterator[tuple[Side, Vocabulary | None]]:
    """The scheme of each population that it scores, with the words of that one's files."""
    kinds = kinds_in(scheme)
    if len(kinds) == 1 or first is None:
        yield Side(scheme, {}), first
        return
    second = words(kinds[1], False)
    for kind, mine, others in ((kinds[0], first, second), (kinds[1], second, first)):
        if mine is not None and others is not None:
            yield side_of(scheme, kind, mine, others), mine
        else:
            yield Side(scheme, {}), None


def _of_doubt(scheme: Scheme) -> Iterator[Problem]:
    """What ranges and open readings of a scheme say that its rules cannot be."""
    yield from problems_of_ends(scheme)
    yield from problems_of_readings(scheme, ("schemes", scheme.scheme))


OF_FIRMS = {"of": "firms", "held": "a stand-in"}


def stand_ins(data: Mapping[str, Any]) -> dict[str, Any]:
    """Blocks of the scheme that `new` writes, for those that are needed and are not there."""
    whole = plain(read_bytes(_TO_START_FROM, "a scheme to start from"))
    given = data.get("starts")
    day = given if isinstance(given, date) else whole["starts"]
    for block in ("subjects", "score", "grades", "procedure"):
        whole[block] = [{**item, "since": day} for item in whole[block]]
    if "firms" in kinds_said(data):
        whole["subjects"] = [
            {key: item[key] for key in ("since", "source", "evidence") if key in item} | OF_FIRMS
            for item in whole["subjects"]
        ]
    return {key: whole[key] for key in NEEDED}
