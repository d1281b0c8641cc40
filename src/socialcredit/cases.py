"""Example people of a scheme: these records in, this score, grade, list and consequence out."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from socialcredit.explaining import checked
from socialcredit.located import Located
from socialcredit.provenance import Block
from socialcredit.quantities import Day, Days, Number, Text, Whole


class Person(Block):
    """Who the example is: age in years, days of residence, layer of rules where one applies."""

    age: Annotated[Whole, Field(ge=0, le=120)]
    resident_for: Days = 36500
    layer: Text | None = None


class CaseRecord(Block):
    """A record on file: which deed, when, how large, who reported it, how long it lasted."""

    deed: Text
    on: Day
    size: Number | None = None
    source: Text | None = None
    lasts: Days | None = None


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


def cases_of(tree: Located) -> tuple[Case, ...]:
    """Return the example people in the tree of a `cases.yaml`, which is one list."""
    whole = Located({"cases": tree}, tree.place, tree.text, {"cases": tree.place})
    return checked(Cases, whole).cases
