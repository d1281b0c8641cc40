"""Example people of a scheme: these records in, this score, grade, list and consequence out."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field

from socialcredit.errors import nearest
from socialcredit.explaining import Problem, checked
from socialcredit.limits import MOST_DAYS
from socialcredit.located import Loc, Located
from socialcredit.provenance import Block
from socialcredit.quantities import Day, Days, Number, Text, Whole, Yes, written
from socialcredit.rules import Scheme


class Person(Block):
    """Who the example is: age in years, days of residence, layer of rules where one applies.

    `consent` matters where a scheme asks for it; `lacks` says which of a scheme's `needs`
    the person does not have; `listed` on which list of which other scheme the person is.
    """

    age: Annotated[Whole, Field(ge=0, le=120)]
    resident_for: Days = 36500
    layer: Text | None = None
    consent: Yes = True
    lacks: tuple[Literal["online", "driver"], ...] = ()
    listed: dict[Text, Text] = {}


class CaseRecord(Block):
    """A record on file: which deed, when, how large, who reported it, how long it lasted.

    `points` is what the office decided where the rule leaves a range; `ends` the day on which the
    record was repaired or corrected, `on_request` of whom it was owed.
    """

    deed: Text
    on: Day
    size: Number | None = None
    source: Text | None = None
    lasts: Days | None = None
    points: Number | None = None
    ends: Day | None = None
    on_request: Yes = False


class Expected(Block):
    """What must come out; what is not said is not checked."""

    score: Number | None = None
    grade: Text | None = None
    lists: tuple[Text, ...] | None = None
    refused: tuple[Text, ...] | None = None
    money: Number | None = None


class Case(Block):
    """One example person."""

    case: Text
    person: Person
    as_of: Day
    records: tuple[CaseRecord, ...] = ()
    expect: Expected
    note: Text | None = None


class Cases(Block):
    """All examples of a scheme, in the order of the file."""

    cases: Annotated[tuple[Case, ...], Field(min_length=1)]


def read_cases(tree: Located) -> tuple[Case, ...]:
    """Return the example people in the tree of a `cases.yaml`, which is one list."""
    whole = Located({"cases": tree}, tree.place, tree.text, {"cases": tree.place})
    return checked(Cases, whole).cases


def problems_of_cases(cases: tuple[Case, ...], scheme: Scheme) -> list[Problem]:
    """Return the names in the examples that the scheme does not have, by their path in the list."""
    deeds = {entry.deed for entry in scheme.entries}
    grades = {name for grades in scheme.grades for name in grades.names}
    lists = {rule.list for rule in scheme.lists}
    layers = {layer.layer for layer in scheme.layers}
    problems: list[Problem] = []
    for index, case in enumerate(cases):
        used: list[tuple[Loc, str, str | None, set[str]]] = [
            ((index, "expect", "grade"), "grade", case.expect.grade, grades),
            ((index, "person", "layer"), "layer", case.person.layer, layers),
        ]
        problems += _too_long(case, (index, "as_of"))
        problems += _unread(case, scheme, (index, "person", "listed"))
        for place, record in enumerate(case.records):
            used.append(((index, "records", place, "deed"), "deed", record.deed, deeds))
            problems += _undecidable(scheme, record, (index, "records", place, "points"))
        for place, name in enumerate(case.expect.lists or ()):
            used.append(((index, "expect", "lists", place), "list", name, lists))
        for loc, what, named, known in used:
            if named is not None and named not in known:
                message = f"the scheme has no {what} `{named}`"
                expected = f"a {what} of the scheme"
                problems.append(Problem(loc, message, expected, nearest(named, known)))
    return problems


def _unread(case: Case, scheme: Scheme, loc: Loc) -> list[Problem]:
    """Lists of other schemes that no consequence of this one reads."""
    read = {f"{rule.when.of}: {rule.when.list}" for rule in scheme.consequences if rule.when.of}
    named = [f"{of}: {name}" for of, name in case.person.listed.items()]
    return [
        Problem(loc, f"the scheme reads no list `{one}`", "a list it reads", nearest(one, read))
        for one in named
        if one not in read
    ]


def _too_long(case: Case, loc: Loc) -> list[Problem]:
    """More days between the first record and the last than the books have numbers for."""
    first = min([record.on for record in case.records] + [case.as_of])
    latest = first.replace(day=1) + timedelta(days=MOST_DAYS - 1)
    if case.as_of <= latest:
        return []
    return [Problem(loc, "this is too long after the first record", f"{latest} at the latest")]


def _undecidable(scheme: Scheme, record: CaseRecord, loc: Loc) -> list[Problem]:
    """Points that no rule leaves to the office, or not so many."""
    if record.points is None:
        return []
    ranges = [entry.range for entry in scheme.entries if entry.deed == record.deed and entry.range]
    if any(low <= record.points <= high for low, high in ranges):
        return []
    told = " or ".join(f"{written(low)} to {written(high)}" for low, high in ranges)
    message = f"no rule lets the office decide on {written(record.points)} points for this deed"
    return [Problem(loc, message, told or "no `points`: the rule fixes them")]
