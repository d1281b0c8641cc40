"""Example people of a scheme: these records in, this score, grade, list and consequence out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from socialcredit.core.calendar import Duration, earlier
from socialcredit.core.levels import OWNERSHIPS, SIZES, FirmSize, Ownership, Sector
from socialcredit.language.model.elsewhere import GradedBy, ListedBy, with_deed
from socialcredit.language.model.provenance import Block
from socialcredit.language.read.diagnostics import checked
from socialcredit.language.read.positions import Located
from socialcredit.language.read.quantities import (
    Day,
    Days,
    Lasting,
    Number,
    Text,
    Whole,
    Yes,
    unexpected,
)


class Person(Block):
    """Who the example is: age in years, days of residence, layer of rules where one applies.

    `consent` matters where a scheme asks for it; `lacks` says which of a scheme's `needs`
    the person does not have; `listed` on which list of which other scheme the person is.
    `attributes` are those that rules ask for, as `education: none`; else the first level.
    """

    age: Annotated[Whole, Field(ge=0, le=120)]
    resident_for: Days = Field(default_factory=lambda: Duration(36500))
    layer: Text | None = None
    consent: Yes = True
    lacks: tuple[Literal["online", "driver"], ...] = ()
    listed: dict[Text, Text] = {}
    attributes: dict[Text, Text] = {}

    @property
    def levels(self) -> tuple[int, int]:
        """Income fifth and occupation, for which no scheme asks when it says whom it scores."""
        return 0, 0

    def age_on(self, day: date, as_of: date) -> int:
        """Years; it stays as it is, as it does in a run."""
        return self.age


class Firm(Block):
    """Which firm the example is: for how long it has been licensed, and what it is.

    `lacks` says which of a scheme's `needs` it does not have; the rest is as of a person.
    """

    licensed_for: Days
    sector: Sector | None = None
    size: FirmSize | None = None
    ownership: Ownership | None = None
    connected: Yes = False
    layer: Text | None = None
    consent: Yes = True
    lacks: tuple[Literal["kitchen", "discharges", "platform"], ...] = ()
    listed: dict[Text, Text] = {}

    @property
    def resident_for(self) -> Duration:
        """A firm is nobody's newcomer: what counts is its licence."""
        return Duration(36500)

    @property
    def attributes(self) -> dict[str, str]:
        """What rules may ask of it, by the names of attributes."""
        told = {"size": self.size, "ownership": self.ownership}
        known = {name: str(level) for name, level in told.items() if level is not None}
        return known | {"connections": "connected" if self.connected else "unconnected"}

    @property
    def levels(self) -> tuple[int, int]:
        """The numbers of its size and its ownership, the first of each where it is not said."""
        return SIZES.index(self.size or SIZES[0]), OWNERSHIPS.index(self.ownership or OWNERSHIPS[0])

    def age_on(self, day: date, as_of: date) -> int:
        """The licence's age in whole months on a day; `licensed_for` is that on the day `as_of`."""
        since = earlier(as_of, self.licensed_for)
        months = (day.year - since.year) * 12 + day.month - since.month
        return max(months - (day.day < since.day), 0)


class CaseRecord(Block):
    """A record on file: which deed, when, how large, who reported it, how long it lasted.

    In place of a deed it may be `listed_by` or `graded_by` another scheme, as entries say it.

    `points` is what the office decided where the rule leaves a range; `ends` the day on which the
    record was struck out: as wrong, unless it was `repaired`, perhaps `on_request` of whom it was
    owed. What was wrong leaves no rung of a ladder; what was made good does. `paid` is the day on
    which somebody paid what had to be collected for it; without it nobody did.
    """

    deed: Text
    listed_by: ListedBy | None = None
    graded_by: GradedBy | None = None
    on: Day
    size: Number | None = None
    source: Text | None = None
    lasts: Lasting | None = None
    points: Number | None = None
    ends: Day | None = None
    on_request: Yes = False
    repaired: Yes = False
    paid: Day | None = None

    @model_validator(mode="before")
    @classmethod
    def _of_elsewhere(cls, data: Any) -> Any:
        return with_deed(data)


class Expected(Block):
    """What must come out; what is not said is not checked."""

    score: Number | None = None
    grade: Text | None = None
    lists: tuple[Text, ...] | None = None
    refused: tuple[Text, ...] | None = None
    stopped: tuple[Text, ...] | None = None
    money: Number | None = None


class Case(Block):
    """One example person, or firm."""

    case: Text
    person: Person | None = None
    firm: Firm | None = None
    as_of: Day
    records: tuple[CaseRecord, ...] = ()
    expect: Expected
    note: Text | None = None

    @model_validator(mode="after")
    def _about_one(self) -> Case:
        if (self.person is None) == (self.firm is None):
            found = "nobody" if self.person is None else "both a person and a firm"
            raise unexpected(f"the example is about {found}", "person: ..., or firm: ...")
        return self

    @property
    def subject(self) -> Person | Firm:
        """Whom it is about."""
        found = self.person or self.firm
        assert found is not None
        return found

    @property
    def word(self) -> Literal["person", "firm"]:
        """The key under which it says so."""
        return "person" if self.firm is None else "firm"


class Cases(Block):
    """All examples of a scheme, in the order of the file."""

    cases: Annotated[tuple[Case, ...], Field(min_length=1)]


def read_cases(tree: Located) -> tuple[Case, ...]:
    """Return the example people in the tree of a `cases.yaml`, which is one list."""
    whole = Located({"cases": tree}, tree.place, tree.text, {"cases": tree.place})
    return checked(Cases, whole).cases
