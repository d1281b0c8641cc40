"""A scheme on persons and firms, split in two when it is loaded: a scheme of each population.

An entry is of whoever's files know its deed, a list, consequence or condition of whoever has its
entries, a condition on an attribute of whoever has that, a door of whoever tries anything there;
what rests on grades or scores alone is of both. Each side keeps the scheme's name, score, grades
and procedure, and is checked against the files of its own population.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from socialcredit.core.populations import POPULATIONS, Kind
from socialcredit.language.check.scheme import Vocabulary
from socialcredit.language.model.conditions import Meets
from socialcredit.language.model.consequences import Consequence
from socialcredit.language.model.lists import ListRule
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.positions import Loc

SPLIT = ("subjects", "entries", "lists", "consequences", "conditions")


class Side(NamedTuple):
    """A scheme of one population, and where in the file each item of what was split stands."""

    scheme: Scheme
    numbers: dict[str, list[int]]

    def placed(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems of the side at their places in the file."""
        return [one._replace(loc=self._at(one.loc)) for one in problems]

    def _at(self, loc: Loc) -> Loc:
        if len(loc) < 2 or not isinstance(loc[1], int) or loc[0] not in self.numbers:
            return loc
        return (loc[0], self.numbers[str(loc[0])][loc[1]], *loc[2:])


def kinds_in(scheme: Scheme) -> tuple[Kind, ...]:
    """Whom a scheme scores, in the order of its subjects."""
    return tuple(dict.fromkeys(one.of for one in scheme.subjects))


def alone(scheme: Scheme, kind: Kind) -> Side:
    """A scheme whose rules ask one population: its subjects, and conditions on what it has.

    No files are asked: entries on deeds that only the other one does stand there idle.
    """
    if len(kinds_in(scheme)) == 1:
        return Side(scheme, {})
    named = {one.id for one in scheme.entries}
    met = [_met_by(one.when, kind, named) for one in scheme.conditions]
    numbers = {
        "subjects": [at for at, one in enumerate(scheme.subjects) if one.of == kind],
        "conditions": [at for at, one in enumerate(met) if one is not None],
    }
    changed = {
        "subjects": tuple(scheme.subjects[at] for at in numbers["subjects"]),
        "conditions": tuple(
            scheme.conditions[at].model_copy(update={"when": met[at]})
            for at in numbers["conditions"]
        ),
    }
    return Side(scheme.model_copy(update=changed), numbers)


def side_of(scheme: Scheme, kind: Kind, own: Vocabulary, others: Vocabulary) -> Side:
    """The part of a scheme that is about one population.

    own, others  the words of its files and of the other population's: an entry on a deed of which
                 neither knows stays, so that it is refused
    """
    numbers = {
        "subjects": [at for at, one in enumerate(scheme.subjects) if one.of == kind],
        "entries": [
            at
            for at, one in enumerate(scheme.entries)
            if one.deed in own.deeds or one.deed not in others.deeds
        ],
    }
    named = {scheme.entries[at].id for at in numbers["entries"]}
    lists = [_of(one.enter.records, named) for one in scheme.lists]
    numbers["lists"] = [at for at, one in enumerate(lists) if one is not None]
    listed = {scheme.lists[at].list for at in numbers["lists"]}
    doors = [_of(one.when.entry, named) for one in scheme.consequences]
    numbers["consequences"] = [
        at
        for at, one in enumerate(scheme.consequences)
        if doors[at] is not None
        and (one.when.of or one.when.list in {None, *listed})
        and (one.domain in own.domains or one.domain not in others.domains)
        and not _tried_by_others(one, own, others)
    ]
    met = [_met_by(one.when, kind, named) for one in scheme.conditions]
    numbers["conditions"] = [at for at, one in enumerate(met) if one is not None]
    changed = {name: tuple(getattr(scheme, name)[at] for at in numbers[name]) for name in SPLIT}
    changed["lists"] = tuple(
        _entered_by(one, lists[at] or ())
        for at, one in zip(numbers["lists"], changed["lists"], strict=True)
    )
    changed["consequences"] = tuple(
        one.model_copy(update={"when": one.when.model_copy(update={"entry": doors[at]})})
        if one.when.entry
        else one
        for at, one in zip(numbers["consequences"], changed["consequences"], strict=True)
    )
    changed["conditions"] = tuple(
        one.model_copy(update={"when": met[at]})
        for at, one in zip(numbers["conditions"], changed["conditions"], strict=True)
    )
    return Side(scheme.model_copy(update=changed), numbers)


def _entered_by(one: ListRule, entries: tuple[str, ...]) -> ListRule:
    """The list on one side, with its entries there alone."""
    enter = one.enter
    if enter.summed is not None:
        way = "count" if enter.count else "total"
        changed: dict[str, object] = {way: enter.summed.model_copy(update={"of": entries})}
    elif enter.entry:
        changed = {"entry": entries}
    else:
        return one
    return one.model_copy(update={"enter": enter.model_copy(update=changed)})


def _tried_by_others(one: Consequence, own: Vocabulary, others: Vocabulary) -> bool:
    """Whether a door is one at which the other population alone ever tries anything."""
    if not one.tried or own.tried is None or others.tried is None:
        return False
    return one.domain not in own.tried.doors and one.domain in others.tried.doors


def _met_by(when: Meets, kind: Kind, named: set[str]) -> Meets | None:
    """What a condition is met by on this side; None where nobody of it can."""
    if when.entry is not None:
        entries = _of(when.entry, named)
        return when.model_copy(update={"entry": entries}) if entries else None
    if when.share is not None and not {*when.share.among} <= named:
        return None
    if when.summed is not None:
        counted = _of(when.summed.of, named)
        way = "count" if when.count else "total"
        less = {way: when.summed.model_copy(update={"of": counted})}
        return when.model_copy(update=less) if counted else None
    if when.attribute is not None and not {*when.attribute} <= {*POPULATIONS[kind].by}:
        return None
    others = when.younger if kind == "firms" else when.licensed_under
    return when if others is None else None


def _of(entries: Sequence[str] | None, named: set[str]) -> tuple[str, ...] | None:
    """Those of a ground's entries that the side has, () where it names none; None: it has none."""
    if not entries:
        return ()
    return tuple(name for name in entries if name in named) or None
