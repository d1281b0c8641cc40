"""Conditions on a grade, and who has none: what holds beside the points."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from socialcredit.language.model.provenance import Block, Rule
from socialcredit.language.model.totals import Counted, Totalled
from socialcredit.language.read.quantities import Lasting, Share, Text, Whole, Yes, unexpected

Named = Annotated[tuple[Text, ...], Field(min_length=1)]


class Until(Block):
    """Too young to be graded: by age in years, or by how long a licence is held."""

    age: Annotated[Whole, Field(ge=1, le=120)] | None = None
    licensed_for: Lasting | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Until:
        if (self.age is None) == (self.licensed_for is None):
            raise unexpected("it is not said until when", "one of age and licensed_for")
        return self


class After(Block):
    """So long after the filing of a live record under one of these entries."""

    entry: Named
    term: Annotated[Lasting, Field(alias="for")]

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True
    )


class Unrated(Block):
    """Who has no grade: the too young, some time after a record, those of whom nothing is filed.

    `grade` is what it is called.
    """

    grade: Text
    until: Until | None = None
    after: After | None = None
    without_records: Yes = False

    @model_validator(mode="after")
    def _somebody(self) -> Unrated:
        if self.until is None and self.after is None and not self.without_records:
            raise unexpected("nobody is unrated", "until, after, or without_records: true")
        return self


class Running(Block):
    """The same grade for so many periods running."""

    grade: Text
    periods: Annotated[Whole, Field(ge=2, le=20)]


class Carried(Block):
    """In the next so many periods after one whose own result was this grade."""

    grade: Text
    periods: Annotated[Whole, Field(ge=1, le=20)]


class Failed(Block):
    """More than this share of the records `among` these are `of` those, of so many at least."""

    of: Named
    among: Named
    over: Share
    at_least: Annotated[Whole, Field(ge=1, le=1000)] = 1

    @model_validator(mode="after")
    def _a_part_of_the_whole(self) -> Failed:
        for name in self.of:
            if name not in self.among:
                message = f"`{name}` is not among those of which the share is taken"
                raise unexpected(message, f"among: [..., {name}]")
        return self


class Meets(Block):
    """Who meets a condition: one of these.

    With `for`, a record under an `entry` counts for so long after its filing, whatever period
    stands.
    """

    younger: Annotated[Whole, Field(ge=1, le=120)] | None = None
    licensed_under: Lasting | None = None
    entry: Named | None = None
    term: Annotated[Lasting | None, Field(alias="for")] = None
    running: Running | None = None
    after: Carried | None = None
    share: Failed | None = None
    count: Counted | None = None
    total: Totalled | None = None
    attribute: Annotated[dict[Text, Named], Field(min_length=1, max_length=1)] | None = None

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True
    )

    @property
    def summed(self) -> Counted | Totalled | None:
        """The number or total of records that it asks for, if it does."""
        return self.count or self.total

    @property
    def before(self) -> Running | Carried | None:
        """What it asks of the results of earlier periods, if it does."""
        return self.running or self.after

    @model_validator(mode="after")
    def _one_of_them(self) -> Meets:
        ways = [name for name in type(self).model_fields if name != "term"]
        if sum(getattr(self, name) is not None for name in ways) != 1:
            raise unexpected("a condition is met in one way", "one of " + ", ".join(ways))
        if self.term is not None and self.entry is None:
            raise unexpected("a time is said, and not after which record", "entry: [...]")
        return self


class Then(Block):
    """What a condition does to the grade: one of these."""

    not_above: Text | None = None
    down: Annotated[Whole, Field(ge=1, le=15)] | None = None
    to: Text | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Then:
        given = (self.not_above, self.down, self.to)
        if sum(each is not None for each in given) != 1:
            raise unexpected("a condition does one thing", "one of not_above, down or to")
        return self


class Condition(Rule):
    """A condition on the grade, beside the points."""

    condition: Text
    title: Text | None = None
    when: Meets
    then: Then

    @property
    def id(self) -> str:
        """The condition's name."""
        return self.condition

    @model_validator(mode="after")
    def _running_leads_somewhere(self) -> Condition:
        if self.when.running is not None and self.then.to is None:
            raise unexpected("the same grade again leads to another", "then: {to: a grade}")
        return self
