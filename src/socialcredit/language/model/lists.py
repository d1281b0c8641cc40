"""What a scheme may say about its lists of persons, and about what it makes public."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from socialcredit.core.levels import Means
from socialcredit.language.model.provenance import Block, Rule
from socialcredit.language.model.totals import Counted, Totalled
from socialcredit.language.read.quantities import (
    Days,
    Lasting,
    Number,
    Text,
    Yes,
    unexpected,
)


class Ground(Block):
    """What brings a person on a list: a grade, a score below a bound, records or their total.

    `entry` names the entries under which a live record is the ground.
    """

    grades: Annotated[
        Annotated[tuple[Text, ...], Field(min_length=1)] | None,
        Field(description="whoever is in one of these grades"),
    ] = None
    score_below: Annotated[
        Number | None, Field(description="whoever has a score below this number")
    ] = None
    score_above: Annotated[
        Number | None, Field(description="where much is bad: whoever has a score above this number")
    ] = None
    entry: Annotated[
        Annotated[tuple[Text, ...], Field(min_length=1)] | None,
        Field(description="whoever has a live record under one of these entries"),
    ] = None
    count: Annotated[
        Counted | None,
        Field(description="whoever has so many live records under these entries within a time"),
    ] = None
    total: Annotated[
        Totalled | None,
        Field(description="whoever has live records of more in all within a time"),
    ] = None

    @property
    def summed(self) -> Counted | Totalled | None:
        """The number or total of records that is the ground, if one is."""
        return self.count or self.total

    @property
    def records(self) -> tuple[str, ...]:
        """The entries whose records are the ground, alone or with others."""
        return self.entry or (self.summed.of if self.summed else ())

    @model_validator(mode="after")
    def _one_ground(self) -> Ground:
        given = [getattr(self, name) for name in type(self).model_fields]
        if sum(each is not None for each in given) != 1:
            expected = "one of " + ", ".join(type(self).model_fields)
            raise unexpected("a list is entered on one ground", expected)
        return self


class ListRule(Rule):
    """A list of persons; without a term a person leaves when the ground is gone.

    On a list by records nobody stays without live ones, and nobody longer than the term. The
    `block` keeps off it whoever left because a record was struck out on request.
    """

    list: Text
    title: Text | None = None
    colour: Literal["black", "red"]
    enter: Ground
    term: Lasting | None = None
    block: Days | None = None
    published: Yes = False
    audience: Text | None = None
    means: Means | None = None

    @property
    def id(self) -> str:
        """The list's name."""
        return self.list

    @model_validator(mode="after")
    def _parts_agree(self) -> ListRule:
        if self.block and not self.enter.records:
            raise unexpected("a block is about further records", "enter: {entry: [...]}")
        if self.means is not None and not self.published:
            raise unexpected("only what is published has means", "published: true")
        return self


class Publication(Rule):
    """Every record of a kind is shown to an audience, beside what else of the person is shown.

    People here have no names and no addresses: `shows` says what the real notice carried.
    """

    of: Literal["every record", "bad records", "good records", "nothing"]
    audience: Text | None = None
    means: Means | None = None
    shows: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _somebody_reads_it(self) -> Publication:
        if (self.of == "nothing") != (self.audience is None):
            raise unexpected("records are published to somebody", "audience: who reads them")
        if self.means is not None and self.audience is None:
            raise unexpected("only what is published has means", "audience: who reads them")
        return self
