"""What a scheme may say: the frozen models of `scheme.yaml`.

Every rule carries `since`, `source` and `evidence`. Where a block is a dated list (subjects,
score, grades, procedure), the latest item whose `since` is not after a day holds on that day.
An entry, list or consequence that returns with a later `since` replaces its earlier version.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator

from socialcredit.borrowing import Bureau
from socialcredit.due_process import Procedure, Repair
from socialcredit.listing_rules import ListRule, Publication
from socialcredit.provenance import Block, Rule, Source
from socialcredit.quantities import (
    Day,
    Days,
    Factor,
    Number,
    Share,
    Text,
    Upper,
    Whole,
    Yes,
    unexpected,
)
from socialcredit.score_rules import Dimension, Grades, Score, Subjects

Kind = Literal["points", "range", "by_size", "steps", "ladder", "to_grade"]
KINDS: tuple[Kind, ...] = ("points", "range", "by_size", "steps", "ladder", "to_grade")


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


class Warned(Block):
    """The first so many records, by this meter, are warnings: they move no point and are told."""

    records: Annotated[Whole, Field(ge=1, le=100)]
    meter: Text


class Entry(Rule):
    """A line of the catalogue: a recorded deed and what it does to the score.

    `copy_of` names the scheme of the run that files such a record first; of it this is a copy. A
    record counts the `extension` longer where another one already keeps its person on its list.
    `asked_by` is who pressed for the line, where it serves an interest of theirs.
    """

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
    warning: Warned | None = None
    seen_by: tuple[Text, ...] = ()
    copy_of: Text | None = None
    asked_by: Text | None = None
    dimension: Text | None = None
    layer: Text | None = None
    valid_for: Annotated[Days | None, Field(alias="for")] = None
    extension: Days | None = None
    repair: Repair | None = None

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
        if self.extension is not None and not self.valid_for:
            raise unexpected("an extension makes a term longer", "for: how long the record counts")
        if self.warning is not None and self.to_grade is not None:
            raise unexpected("what leads straight to a grade has no warning", "points, or a ladder")
        return self


class When(Block):
    """Whom a consequence concerns: holders of a grade, those on a list, each record, or anyone.

    `entry` names the entries under which a record is filed; `anyone` is whoever is scored. `of`
    names the scheme of the run whose list it is, where it is not this one's; without that scheme
    the consequence concerns nobody.
    """

    grades: Annotated[tuple[Text, ...], Field(min_length=1)] | None = None
    list: Text | None = None
    of: Text | None = None
    entry: Annotated[tuple[Text, ...], Field(min_length=1)] | None = None
    anyone: Yes = False

    @model_validator(mode="after")
    def _one_ground(self) -> When:
        named = sum(ground is not None for ground in (self.grades, self.list, self.entry))
        if named + self.anyone != 1:
            expected = "one of grades, list, entry or anyone"
            raise unexpected("a consequence has one ground", expected)
        if self.of is not None and self.list is None:
            raise unexpected("of another scheme only a list is read", "list: its name")
        return self


class Fails(Block):
    """How often a check at a door fails the right person.

    `chance` at each try, and `never` the share of people whom it never lets pass;
    `minority_times` multiplies both for the minority.
    """

    chance: Share
    never: Share = 0.0
    minority_times: Factor = 1.0


class Consequence(Rule):
    """A door that opens or closes. Money is in yuan; positive means that the person receives.

    A sum that follows a record is `paid_back` when the record is corrected, or is not.
    `coverage` is the share of attempts at which the body looks, by date, linear between dates;
    `again` how often on average somebody who was refused tries once more, by date.
    """

    consequence: Text
    title: Text | None = None
    when: When
    domain: Text
    effect: Literal["refuse", "dearer", "priority", "money", "inspect", "shown"]
    money: Number | None = None
    money_per_point: Number | None = None
    paid_back: Yes = False
    audience: Text | None = None
    coverage: Annotated[dict[Day, Share], Field(min_length=1)] | None = None
    fails: Fails | None = None
    again: Annotated[dict[Day, Factor], Field(min_length=1)] | None = None
    per: Literal["year", "month", "attempt", "once"] | None = None
    hits: Annotated[tuple[Literal["self", "household", "children"], ...], Field(min_length=1)] = (
        "self",
    )
    layer: Text | None = None

    @property
    def id(self) -> str:
        """The consequence's name."""
        return self.consequence

    @property
    def tried(self) -> bool:
        """Whether it acts on attempts, and not on its own days or on each record."""
        of_itself = self.effect in ("money", "shown") and self.per != "attempt"
        return not of_itself and self.when.entry is None

    @model_validator(mode="after")
    def _parts_agree(self) -> Consequence:
        sums = (self.money is not None) + (self.money_per_point is not None)
        if self.effect == "money" and sums != 1:
            expected = "money: a number of yuan, or money_per_point"
            raise unexpected(
                "an effect on money has " + ("two sums" if sums else "no sum"), expected
            )
        if (self.effect == "shown") != (self.audience is not None):
            raise unexpected("who is shown is shown to somebody", "effect: shown with audience")
        if self.money_per_point is not None and self.when.entry is None:
            raise unexpected("only a record has points", "when: {entry: [...]}")
        if self.when.entry and (self.effect not in ("money", "shown") or self.per):
            expected = "effect: money or shown, without per"
            raise unexpected("a record has its consequence once, when it is filed", expected)
        if self.paid_back and not (self.when.entry and self.effect == "money"):
            raise unexpected("only a sum that a record took is paid back", "when: {entry: [...]}")
        if self.when.entry and self.hits != ("self",):
            raise unexpected("a record has consequences for its own person", "hits: [self]")
        if self.coverage is not None and not self.tried:
            raise unexpected("nobody looks where nothing is tried", "an effect on attempts")
        if self.fails is not None and self.effect != "refuse":
            raise unexpected("a check that fails turns people away", "effect: refuse")
        if self.again is not None and self.effect != "refuse":
            raise unexpected("only who is refused tries again", "effect: refuse")
        if any(times > 100 for times in (self.again or {}).values()):
            raise unexpected("nobody tries again so often", "at most 100 further tries")
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
    dimensions: tuple[Dimension, ...] = ()
    meters: tuple[Meter, ...] = ()
    entries: tuple[Entry, ...] = ()
    lists: tuple[ListRule, ...] = ()
    publication: tuple[Publication, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    bureau: tuple[Bureau, ...] = ()
    procedure: Annotated[tuple[Procedure, ...], Field(min_length=1)]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of the scheme, in the order of the file."""
        return (
            *self.subjects, *self.score, *self.dimensions, *self.grades, *self.layers,
            *self.entries, *self.lists, *self.publication, *self.consequences, *self.bureau,
            *self.procedure,
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
