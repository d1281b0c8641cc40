"""Example people of a scheme: these records in, this score, grade, list and consequence out."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from socialcredit.core.calendar import Duration
from socialcredit.language.model.provenance import Block
from socialcredit.language.read.diagnostics import checked
from socialcredit.language.read.positions import Located
from socialcredit.language.read.quantities import Day, Days, Lasting, Number, Text, Whole, Yes


class Person(Block):
    """Who the example is: age in years, days of residence, layer of rules where one applies.

    `consent` matters where a scheme asks for it; `lacks` says which of a scheme's `needs`
    the person does not have; `listed` on which list of which other scheme the person is.
    """

    age: Annotated[Whole, Field(ge=0, le=120)]
    resident_for: Days = Field(default_factory=lambda: Duration(36500))
    layer: Text | None = None
    consent: Yes = True
    lacks: tuple[Literal["online", "driver"], ...] = ()
    listed: dict[Text, Text] = {}


class CaseRecord(Block):
    """A record on file: which deed, when, how large, who reported it, how long it lasted.

    `points` is what the office decided where the rule leaves a range; `ends` the day on which the
    record was struck out: as wrong, unless it was `repaired`, perhaps `on_request` of whom it was
    owed. What was wrong leaves no rung of a ladder; what was made good does. `paid` is the day on
    which somebody paid what had to be collected for it; without it nobody did.
    """

    deed: Text
    on: Day
    size: Number | None = None
    source: Text | None = None
    lasts: Lasting | None = None
    points: Number | None = None
    ends: Day | None = None
    on_request: Yes = False
    repaired: Yes = False
    paid: Day | None = None


class Expected(Block):
    """What must come out; what is not said is not checked."""

    score: Number | None = None
    grade: Text | None = None
    lists: tuple[Text, ...] | None = None
    refused: tuple[Text, ...] | None = None
    stopped: tuple[Text, ...] | None = None
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
