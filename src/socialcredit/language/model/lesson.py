"""A lesson: a town to open, a guess to write down, one thing to change, and who is right.

The answer is no number of the file. It is read off the run in front of the class; the file says
only which measure answers, and within which range of it the lesson's claim holds.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from socialcredit.language.model.provenance import Block
from socialcredit.language.model.scenario import MOST_PEOPLE, MOST_SEED
from socialcredit.language.read.quantities import (
    Count,
    Finite,
    Name,
    Text,
    Texts,
    Whole,
    unexpected,
)

Of = Literal["before", "after", "difference", "ratio"]
"""Of the measure: before the change, after it, after less before, after over before."""


class LessonTown(Block):
    """The town that a lesson opens, as an address names one."""

    scenario: Name
    people: Annotated[Whole, Field(ge=1, le=MOST_PEOPLE)] | None = None
    seed: Annotated[Count, Field(le=MOST_SEED)] | None = None
    years: Annotated[Whole, Field(ge=1, le=100)] | None = None
    scheme: Name | None = None
    set: tuple[Text, ...] = ()


class Guess(Block):
    """What everybody writes down before the town lives: a number from `low` to `high`.

    of  what of the measure is guessed, and laid beside the guess
    """

    question: Text
    of: Of
    low: Finite
    high: Finite

    @model_validator(mode="after")
    def _runs_forward(self) -> Guess:
        if self.low >= self.high:
            raise unexpected("no number lies in this range", "low: less than high:")
        return self


class OneChange(Block):
    """The one thing that is changed: values, or an alternative that is laid over the schemes."""

    says: Text
    set: tuple[Text, ...] = ()
    alternatives: Annotated[tuple[Text, ...], Field(alias="with")] = ()

    @model_validator(mode="after")
    def _changes_something(self) -> OneChange:
        if not self.set and not self.alternatives:
            raise unexpected("this changes nothing", "set: [PATH=VALUE], or with: [NAME]")
        return self


class Reading(Block):
    """How the answer is read off a run.

    measure  its key, as `socialcredit measures` lists them; one of a scheme begins with its name
    times    what it is multiplied by, 100 for a share that is told of a hundred
    unit     what one of it is, as said after the number;  decimals  how many are shown
    beside   keys of measures that are shown with it, and decide nothing
    """

    measure: Text
    times: Annotated[Finite, Field(gt=0)] = 1.0
    unit: Text
    decimals: Annotated[Whole, Field(ge=0, le=3)] = 0
    beside: tuple[Text, ...] = ()


class Claim(Block):
    """What the lesson says, and where in a run it holds: `of` the measure lies from low to high.

    The range is of the measure as it is told, multiplied by `times`.
    """

    says: Text
    of: Of
    low: Finite | None = None
    high: Finite | None = None
    why: Texts
    otherwise: Text

    @model_validator(mode="after")
    def _can_fail(self) -> Claim:
        if self.low is None and self.high is None:
            raise unexpected("a claim that holds of every number", "low: or high:, or both")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise unexpected("no number lies in this range", "low: less than high:")
        return self


class Lesson(Block):
    """A lesson's file; `number` is its place among the others."""

    lesson: Name
    number: Annotated[Whole, Field(ge=1, le=99)]
    title: Text
    shows: Text
    minutes: Annotated[Whole, Field(ge=1, le=120)]
    story: Texts
    town: LessonTown
    look: Texts
    guess: Guess
    change: OneChange
    reads: Reading
    claim: Claim
    cannot: Texts
