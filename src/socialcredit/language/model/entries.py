"""Entries of the catalogue: a recorded deed and what it does to the score."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, model_validator

from socialcredit.language.model.elsewhere import Elsewhere, GradedBy, ListedBy, with_deed
from socialcredit.language.model.procedure import Repair
from socialcredit.language.model.provenance import Block, Rule
from socialcredit.language.read.quantities import (
    Days,
    Lasting,
    Number,
    Share,
    Text,
    Upper,
    Whole,
    unexpected,
)

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


class Disclosed(Block):
    """Less for what was told before it was found: a record `by` this entry, filed so long before.

    It takes these `points`, or this `share` of what it would.
    """

    by: Text
    within: Lasting
    points: Number | None = None
    share: Share | None = None

    @model_validator(mode="after")
    def _less(self) -> Disclosed:
        if (self.points is None) == (self.share is None):
            raise unexpected("it is not said how much less", "one of points and share")
        if self.share is not None and self.share >= 1:
            raise unexpected("nothing is less for having been told", "share: less than 1")
        return self


def _ascending(name: str, pairs: tuple[tuple[Fraction | None, Fraction], ...] | None) -> None:
    bounds = [bound for bound, _ in pairs or ()]
    if not bounds:
        return
    if bounds[-1] is not None or None in bounds[:-1]:
        raise unexpected(f"{name} must end with [end, ...], once", "the last bound to be `end`")
    numbers = [bound for bound in bounds if bound is not None]
    if any(later <= earlier for earlier, later in zip(numbers, numbers[1:], strict=False)):
        raise unexpected(f"the bounds of {name} do not rise", "bounds from small to large")


class Entry(Rule):
    """A line of the catalogue: a recorded deed and what it does to the score.

    `copy_of` names the scheme of the run that files such a record first; of it this is a copy. A
    record counts the `extension` longer where another one already keeps its person on its list.
    `asked_by` is who pressed for the line, where it serves an interest of theirs. `disclosed` says
    how much less it takes where its subject told of it before.
    """

    entry: Text | None = None
    deed: Text
    listed_by: Annotated[
        ListedBy | None,
        Field(description="in place of a deed: whoever comes on a list of another scheme"),
    ] = None
    graded_by: Annotated[
        GradedBy | None,
        Field(description="in place of a deed: whoever comes to a grade of another scheme"),
    ] = None
    title: Text | None = None
    points: Annotated[Number | None, Field(description="each record brings the same points")] = None
    range: Annotated[
        tuple[Number, Number] | None,
        Field(description="an office decides for how many points between two bounds"),
    ] = None
    by_size: Annotated[
        Annotated[tuple[tuple[Upper, Number], ...], Field(min_length=1)] | None,
        Field(description="points by how large the deed is: [[up to, points], ..., [end, points]]"),
    ] = None
    steps: Annotated[
        Annotated[tuple[tuple[Upper, Number], ...], Field(min_length=1)] | None,
        Field(description="points by a running total, each unit at the rate of its step"),
    ] = None
    ladder: Annotated[
        Annotated[tuple[Number, ...], Field(min_length=1)] | None,
        Field(description="the first record brings the first points, the next one the next"),
    ] = None
    to_grade: Annotated[
        Text | None, Field(description="a record leads straight to a grade while it counts")
    ] = None
    per: Literal["month"] | None = None
    meter: Text | None = None
    cap: Cap | None = None
    warning: Warned | None = None
    disclosed: Disclosed | None = None
    seen_by: tuple[Text, ...] = ()
    copy_of: Text | None = None
    asked_by: Text | None = None
    dimension: Text | None = None
    layer: Text | None = None
    valid_for: Annotated[Lasting | None, Field(alias="for")] = None
    extension: Days | None = None
    repair: Repair | None = None

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True
    )

    @model_validator(mode="before")
    @classmethod
    def _of_elsewhere(cls, data: Any) -> Any:
        return with_deed(data)

    @property
    def elsewhere(self) -> Elsewhere | None:
        """The list or grade of a scheme that is its ground, where no deed is."""
        return self.listed_by or self.graded_by

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

    def decided_in(self, unit: Fraction) -> Fraction:
        """The steps in which an office decides within a range: whole points between whole points,
        else those of the score."""
        whole = all(points.denominator == 1 for points in self.range or ())
        return Fraction(1) if whole else unit

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
        self._of_one_ground()
        return self

    def _of_one_ground(self) -> None:
        """A list or grade elsewhere stands in place of a deed, and nobody has to see it."""
        if self.listed_by is not None and self.graded_by is not None:
            raise unexpected("the entry has two grounds", "one of listed_by and graded_by")
        if self.elsewhere is None:
            return
        if self.deed != self.elsewhere.deed:
            found = f"the entry is about `{self.deed}` and about what another scheme says"
            raise unexpected(found, "either a deed, or listed_by or graded_by")
        for name in ("seen_by", "per", "by_size", "steps", "copy_of"):
            if getattr(self, name):
                message = f"what another scheme lists or grades has no `{name}`"
                raise unexpected(message, "points, a range, a ladder or to_grade")
