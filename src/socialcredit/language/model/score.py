"""What a scheme says of its score: who is scored, where it starts, what it is built of, grades."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from socialcredit.core.calendar import Duration
from socialcredit.core.levels import FirmSize, Ownership, Sector
from socialcredit.core.populations import POPULATIONS, Kind
from socialcredit.language.model.conditions import Unrated
from socialcredit.language.model.provenance import Rule
from socialcredit.language.read.quantities import (
    Days,
    Lower,
    Number,
    Share,
    Text,
    Whole,
    Yes,
    unexpected,
)

MONTH = 30  # days; a licence is looked at once a month


class Subjects(Rule):
    """Who is scored: persons by age in years, days of residence and the share who agree to it.

    `places` where it is not only the scheme's own place.
    `needs` leaves out whoever is not a user of the internet, or has no licence to drive.
    Of firms: which `sectors`, sizes and ownership, all where none is named; from which age of the
    licence on, and what else they need to have.
    """

    of: Kind = "persons"
    min_age: Annotated[Whole, Field(ge=0, le=120)] = 0
    max_age: Annotated[Whole, Field(ge=0, le=120)] | None = None
    resident_for: Days = Field(default_factory=Duration)
    consent: Share = 1.0
    places: Annotated[tuple[Text, ...], Field(min_length=1)] | None = None
    needs: tuple[Literal["online", "driver", "kitchen", "discharges", "platform"], ...] = ()
    sectors: tuple[Sector, ...] = ()
    size: tuple[FirmSize, ...] = ()
    ownership: tuple[Ownership, ...] = ()
    licensed_for: Days = Field(default_factory=Duration)

    @property
    def least_age(self) -> int:
        """The least age, in the unit of the population: years of a person, months of a licence."""
        term = self.licensed_for
        return self.min_age if self.of == "persons" else term.months or -(-int(term) // MONTH)

    @model_validator(mode="after")
    def _of_one_kind(self) -> Subjects:
        plain: dict[str, Any] = {"min_age": 0, "max_age": None, "resident_for": 0}
        others = {"sectors": (), "size": (), "ownership": (), "licensed_for": 0}
        wrong = plain if self.of == "firms" else others
        said = [name for name, nothing in wrong.items() if getattr(self, name) != nothing]
        said += [need for need in self.needs if need not in POPULATIONS[self.of].needs]
        if said:
            whom = "a firm" if self.of == "firms" else "a person"
            expected = (
                "of: firms" if self.of == "persons" else "licensed_for, sectors, size or needs"
            )
            raise unexpected(f"`{said[0]}` says nothing of {whom}", expected)
        return self


class Score(Rule):
    """Where the score starts, its smallest step and its bounds, all in points.

    Where points are `codes`, no score is kept: they say that something is on file, and results
    speak of no points. A score reckoned monthly takes in what was filed on the next first of a
    month, all at once. What `counts` of the records that are live: their sum, the latest alone, or
    their mean. The start may differ `by` the levels of one attribute. Where high
    is bad, points are of risk.
    """

    start: Number
    start_by: Annotated[dict[Text, dict[Text, Number]], Field(max_length=1)] = {}
    unit: Number = Fraction(1)
    reckoned: Literal["daily", "monthly"] = "daily"
    counts: Literal["sum", "latest", "mean"] = "sum"
    high_is: Literal["good", "bad"] = "good"
    codes: Yes = False
    lowest: Number | None = None
    highest: Number | None = None

    @property
    def par(self) -> Fraction:
        """What a record is measured against: the start where it brings a score, else nought."""
        return Fraction(0) if self.counts == "sum" else self.start

    @model_validator(mode="after")
    def _bounds_in_order(self) -> Score:
        if self.unit not in (Fraction(1), Fraction(1, 100)):
            raise unexpected("points are kept in steps of 1 or of 0.01", "unit: 1 or unit: 0.01")
        if self.lowest is not None and self.start < self.lowest:
            raise unexpected("the score starts below its lowest value", "start at least lowest")
        if self.highest is not None and self.start > self.highest:
            raise unexpected("the score starts above its highest value", "start at most highest")
        return self


class Grades(Rule):
    """Grades from best to worst with their lower bounds in points; the last is open below.

    Where a high score is bad they are upper bounds, and the last is open above.

    `labels` are the words that the scheme put beside a grade. Whoever is in a grade that is `held`
    is locked away: of the sources, those alone that declare it see such people. So why its own
    numbers are held fixed is said by the word `fixed`.
    """

    bands: Annotated[dict[Text, Lower], Field(min_length=1, max_length=62)]
    penal: tuple[Text, ...] = ()
    honour: tuple[Text, ...] = ()
    locked: Annotated[tuple[Text, ...], Field(alias="held")] = ()
    held: Annotated[Text | None, Field(alias="fixed")] = None
    labels: dict[Text, Text] = {}
    unrated: Unrated | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Grade names, best first; behind them that of the unrated, where there are such."""
        return (*self.bands, *([self.unrated.grade] if self.unrated else []))

    @property
    def bounds(self) -> tuple[Fraction | None, ...]:
        """Lower bounds in points, best first; None for the grade that is open below, and none."""
        return (*self.bands.values(), *([None] if self.unrated else []))


class Dimension(Rule):
    """A part of the score with a room of its own: `weight` of the range from lowest to highest.

    The levels of all dimensions, above the lowest score, are the score.
    """

    dimension: Text
    title: Text | None = None
    weight: Annotated[Number, Field(gt=0, le=1)]
    start: Annotated[Number, Field(ge=0)]

    @property
    def id(self) -> str:
        """The dimension's name."""
        return self.dimension
