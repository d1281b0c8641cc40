"""Rounds of a source that goes somewhere: how many hours it has, whom it visits, what it files."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from socialcredit.core.limits import MOST_COUNTED, MOST_VISITS_A_DAY, MOST_VISITS_A_YEAR
from socialcredit.language.model.discretion import Lenient, Orders
from socialcredit.language.model.provenance import Block
from socialcredit.language.read.quantities import Day, Factor, Share, Text, Whole, unexpected

Way = Literal["random", "uniform", "grade", "findings", "complaints", "greedy", "duty"]
SETTLED = ("grade", "findings", "complaints", "greedy", "duty")  # ways with a block of their own
OF_ITSELF = ("random", "uniform", "duty")  # ways that say whom to visit without any weight
MOST_WEIGHT = 1000
Weight = Annotated[Factor, Field(le=MOST_WEIGHT)]
Visits = Annotated[Factor, Field(le=MOST_VISITS_A_YEAR)]


class ByGrade(Block):
    """Visits by weight of the grade held in a scheme; `others` have no grade of it."""

    scheme: Text
    visits: Annotated[dict[Text, Weight], Field(min_length=1)]
    others: Weight = 1.0


class ByFindings(Block):
    """Visits by findings on file, each of which fades by so much a month."""

    fades: Share = 0.0


class ByComplaints(Block):
    """Visits by what these other sources sighted since the last one."""

    of: Annotated[tuple[Text, ...], Field(min_length=1)]
    fades: Share = 0.0


class Greedy(Block):
    """Visits to the `top` share of subjects by findings on file, which fade by so much a month."""

    top: Annotated[Share, Field(gt=0)] = 0.1
    fades: Share = 0.0


class Duty(Block):
    """So many visits a year each; by the grade in a scheme where one is named.

    With a scheme and without `visits` the scheme says how many: `visits` of its consequences.
    """

    visits: Visits | dict[Text, Visits] | None = None
    scheme: Text | None = None
    others: Visits = 0.0

    @model_validator(mode="after")
    def _by_grade_or_not(self) -> Duty:
        says = self.visits is None or isinstance(self.visits, dict)
        if (self.scheme is not None) != says:
            raise unexpected(
                "a duty by grade names its scheme, and one without a scheme is one number",
                "visits: 2, or a scheme, and visits by its grades unless the scheme says them",
            )
        return self


class Rounds(Block):
    """Finite hours of an authority, thrown at the subjects of a place month by month.

    `hours` a year for each subject of the place by date, straight lines between; a `visit` takes so
    many, in whole minutes. Each files one record of the kind `result`, whose size is the sum of
    `weights` of what was written down. Each later visit of an inspector's day notices so much less
    (`tires`). Of visits by weight, the share `floor` goes by lot to everybody. An inspector may be
    `lenient`, and give `orders` to mend.
    """

    hours: Annotated[dict[Day, Factor], Field(min_length=1)]
    visit: Annotated[Factor, Field(ge=1 / 60, le=1000)]
    by: Way
    grade: ByGrade | None = None
    findings: ByFindings | None = None
    complaints: ByComplaints | None = None
    greedy: Greedy | None = None
    duty: Duty | None = None
    floor: Share = 0.0
    a_day: Annotated[Whole, Field(ge=1, le=MOST_VISITS_A_DAY)] = 1
    tires: Share = 0.0
    result: Text
    weights: Annotated[
        dict[Text, Annotated[Whole, Field(ge=1, le=MOST_COUNTED)]], Field(min_length=1)
    ]
    false_find: Share = 0.0
    lenient: Lenient | None = None
    orders: Orders | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Rounds:
        for way in SETTLED:
            given = getattr(self, way) is not None
            if given and way != self.by:
                raise unexpected(
                    f"`{way}` stands beside `by: {self.by}`, and does nothing", f"by: {way}"
                )
            if way == self.by and not given and way in ("grade", "complaints", "duty"):
                raise unexpected(f"`by: {way}` says nothing of how", f"a block `{way}` beside it")
        if self.floor and self.by in OF_ITSELF:
            raise unexpected(
                f"`by: {self.by}` visits everybody anyhow, and `floor` does nothing", "no `floor`"
            )
        for day, hours in self.hours.items():
            if hours / self.visit > MOST_VISITS_A_YEAR:
                raise unexpected(
                    f"from {day} on that is more than a visit a week to each subject",
                    f"at most {MOST_VISITS_A_YEAR} visits a year: fewer hours, or longer visits",
                )
        if sum(self.weights.values()) > MOST_COUNTED:
            raise unexpected("the weights add up to more than a record can hold",
                             f"at most {MOST_COUNTED} in all")  # fmt: skip
        return self

    @model_validator(mode="after")
    def _lesser_is_less(self) -> Rounds:
        for name, lesser in self.lenient.lesser.items() if self.lenient is not None else ():
            if name not in self.weights:
                raise unexpected(
                    f"`lesser` names `{name}`, which has no weight here",
                    "faults of `weights`: " + ", ".join(self.weights),
                )
            if lesser >= self.weights[name]:
                raise unexpected(
                    f"the lesser weight of `{name}` is {lesser}, and the full one "
                    f"{self.weights[name]}",
                    f"lesser: {{{name}: at most {self.weights[name] - 1}}}",
                )
        if self.orders is not None and self.orders.over > sum(self.weights.values()):
            raise unexpected(
                f"no visit writes down {self.orders.over}: all weights add up to less",
                f"over: at most {sum(self.weights.values())}",
            )
        return self

    @property
    def graded_by(self) -> tuple[str, dict[str, float]] | None:
        """The scheme whose grades decide, and what is said of each of them."""
        if self.grade is not None:
            return self.grade.scheme, self.grade.visits
        if self.duty is not None and self.duty.scheme is not None and self.duty.visits is not None:
            assert isinstance(self.duty.visits, dict)
            return self.duty.scheme, self.duty.visits
        return None

    @property
    def as_the_scheme_says(self) -> str | None:
        """The scheme that says how often firms of each of its grades are visited."""
        return self.duty.scheme if self.duty is not None and self.duty.visits is None else None
