"""What a scheme may say about its lists of persons, and about what it makes public."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from socialcredit.provenance import Block, Rule
from socialcredit.quantities import Days, Number, Text, Yes, unexpected


class Ground(Block):
    """What brings a person on a list: a grade, or a score below a bound."""

    grades: Annotated[tuple[Text, ...], Field(min_length=1)] | None = None
    score_below: Number | None = None

    @model_validator(mode="after")
    def _one_ground(self) -> Ground:
        if (self.grades is None) == (self.score_below is None):
            raise unexpected("a list is entered on one ground", "either grades or score_below")
        return self


class ListRule(Rule):
    """A list of persons; without a term a person leaves when the ground is gone."""

    list: Text
    title: Text | None = None
    colour: Literal["black", "red"]
    enter: Ground
    term: Days | None = None
    published: Yes = False
    audience: Text | None = None

    @property
    def id(self) -> str:
        """The list's name."""
        return self.list


class Publication(Rule):
    """Every record of a kind is shown to an audience, beside what else of the person is shown.

    People here have no names and no addresses: `shows` says what the real notice carried.
    """

    of: Literal["every record", "bad records", "good records", "nothing"]
    audience: Text | None = None
    shows: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _somebody_reads_it(self) -> Publication:
        if (self.of == "nothing") != (self.audience is None):
            raise unexpected("records are published to somebody", "audience: who reads them")
        return self
