"""What a scheme may say: the frozen models of `scheme.yaml`.

Every rule carries `since`, `source` and `evidence`. Where a block is a dated list (subjects,
score, grades, procedure), the latest item whose `since` is not after a day holds on that day.
An entry, list or consequence that returns with a later `since` replaces its earlier version.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator

from socialcredit.due_process import Procedure
from socialcredit.provenance import Block, Rule, Source
from socialcredit.quantities import (
    Day,
    Days,
    Lower,
    Number,
    Share,
    Text,
    Upper,
    Whole,
    Yes,
    unexpected,
)

Kind = Literal["points", "range", "by_size", "steps", "ladder", "to_grade"]
KINDS: tuple[Kind, ...] = ("points", "range", "by_size", "steps", "ladder", "to_grade")


class Subjects(Rule):
    """Who is scored: age in years, days of residence, share of people who agree to it.

    `places` where it is not only the scheme's own place.
    """

    min_age: Annotated[Whole, Field(ge=0, le=120)] = 0
    max_age: Annotated[Whole, Field(ge=0, le=120)] | None = None
    resident_for: Days = 0
    consent: Share = 1.0
    places: Annotated[tuple[Text, ...], Field(min_length=1)] | None = None


class Score(Rule):
    """Where the score starts, its smallest step and its bounds, all in points.

    A score reckoned monthly takes in what was filed on the next first of a month, all at once.
    """

    start: Number
    unit: Number = Fraction(1)
    reckoned: Literal["daily", "monthly"] = "daily"
    lowest: Number | None = None
    highest: Number | None = None

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

    `labels` are the words that the scheme put beside a grade.
    """

    bands: Annotated[dict[Text, Lower], Field(min_length=1, max_length=62)]
    penal: tuple[Text, ...] = ()
    honour: tuple[Text, ...] = ()
    labels: dict[Text, Text] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """Grade names, best first."""
        return tuple(self.bands)

    @property
    def bounds(self) -> tuple[Fraction | None, ...]:
        """Lower bounds in points, best first; None for the grade that is open below."""
        return tuple(self.bands.values())


class Layer(Rule):
    """Rules that some communities add: share that has the layer, share of its rules adopted."""

    layer: Text
    where: Literal["rural", "urban", "everywhere"] = "everywhere"
    coverage: Share = 1.0
    adopts: Share = 1.0


class Meter(Block):
    """A running total that rules consult, one for each resident."""

    meter: Text
    resets: Literal["yearly", "never"]
    note: Text | None = None


class Cap(Block):
    """At most this many points (in absolute value) between two resets of the meter."""

    points: Annotated[Number, Field(ge=0)]
    meter: Text


class Entry(Rule):
    """A line of the catalogue: a recorded deed and what it does to the score."""

    entry: Text | None = None
    deed: Text
    title: Text | None = None
    points: Number | None = None
    range: tuple[Number, Number] | None = None
    by_size: Annotated[tuple[tuple[Upper, Number], ...], Field(min_length=1)] | None = None
    steps: Annotated[tuple[tuple[Upper, Number], ...], Field(min_length=1)] | None = None
    ladder: Annotated[tuple[Number, ...], Field(min_length=1)] | None = None
    to_grade: Text | None = None
    per: Literal["month"] | None = None
    meter: Text | None = None
    cap: Cap | None = None
    seen_by: tuple[Text, ...] = ()
    layer: Text | None = None
    valid_for: Annotated[Days | None, Field(alias="for")] = None

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True
    )

    @property
    def id(self) -> str:
        """The entry's own name, or else its deed's."""
        return self.entry or self.deed

    @property
    def kind(self) -> Kind:
        """Which of the six kinds of rule this entry is."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    @property
    def sums(self) -> tuple[Fraction, ...]:
        """The points that one record may bring; steps and grades bring none that are written."""
        fixed = () if self.points is None else (self.points,)
        by_size = (points for _, points in self.by_size or ())
        return (*fixed, *(self.range or ()), *(self.ladder or ()), *by_size)

    @model_validator(mode="after")
    def _one_kind(self) -> Entry:
        given = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(given) != 1:
            found = " and ".join(given) or "none of them"
            raise unexpected(f"the entry gives {found}", "exactly one of " + ", ".join(KINDS))
        if self.range is not None and self.range[0] > self.range[1]:
            raise unexpected("the range runs from high to low", "range: [lower, higher]")
        for name in ("by_size", "steps"):
            _ascending(name, getattr(self, name))
        if self.kind in ("steps", "ladder") and self.meter is None:
            raise unexpected(f"{self.kind} need a running total", "meter: the name of a meter")
        return self


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


class When(Block):
    """Whom a consequence concerns: holders of a grade, or those on a list."""

    grades: Annotated[tuple[Text, ...], Field(min_length=1)] | None = None
    list: Text | None = None

    @model_validator(mode="after")
    def _one_ground(self) -> When:
        if (self.grades is None) == (self.list is None):
            raise unexpected("a consequence has one ground", "either grades or list")
        return self


class Consequence(Rule):
    """A door that opens or closes. Money is in yuan; positive means that the person receives."""

    consequence: Text
    title: Text | None = None
    when: When
    domain: Text
    effect: Literal["refuse", "dearer", "priority", "money", "inspect"]
    money: Number | None = None
    per: Literal["year", "month", "attempt", "once"] | None = None
    hits: Annotated[tuple[Literal["self", "household", "children"], ...], Field(min_length=1)] = (
        "self",
    )
    layer: Text | None = None

    @property
    def id(self) -> str:
        """The consequence's name."""
        return self.consequence

    @model_validator(mode="after")
    def _money_where_money(self) -> Consequence:
        if self.effect == "money" and self.money is None:
            raise unexpected("an effect on money has no sum", "money: a number of yuan")
        return self


class Scheme(Block):
    """One scheme as it was written down."""

    scheme: Text
    title: Text
    place: Text
    starts: Day
    ends: Day | None = None
    story: tuple[Text, ...] = ()
    departures: tuple[Text, ...] = ()
    sources: dict[Text, Source] = {}
    subjects: Annotated[tuple[Subjects, ...], Field(min_length=1)]
    score: Annotated[tuple[Score, ...], Field(min_length=1)]
    grades: Annotated[tuple[Grades, ...], Field(min_length=1)]
    layers: tuple[Layer, ...] = ()
    meters: tuple[Meter, ...] = ()
    entries: tuple[Entry, ...] = ()
    lists: tuple[ListRule, ...] = ()
    publication: tuple[Publication, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    procedure: Annotated[tuple[Procedure, ...], Field(min_length=1)]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of the scheme, in the order of the file."""
        return (
            *self.subjects, *self.score, *self.grades, *self.layers,
            *self.entries, *self.lists, *self.publication, *self.consequences, *self.procedure,
        )  # fmt: skip


def _ascending(name: str, pairs: tuple[tuple[Fraction | None, Fraction], ...] | None) -> None:
    bounds = [bound for bound, _ in pairs or ()]
    if not bounds:
        return
    if bounds[-1] is not None or None in bounds[:-1]:
        raise unexpected(f"{name} must end with [end, ...], once", "the last bound to be `end`")
    numbers = [bound for bound in bounds if bound is not None]
    if any(later <= earlier for earlier, later in zip(numbers, numbers[1:], strict=False)):
        raise unexpected(f"the bounds of {name} do not rise", "bounds from small to large")
