"""What is believed about lending on platforms, and what a scheme says of a bureau they share."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from socialcredit.language.model.provenance import Believed, Block, Rule, Source
from socialcredit.language.model.readings import Readings
from socialcredit.language.read.quantities import Day, Days, Factor, Share, Text, Whole, unexpected

Five = Annotated[tuple[Factor, ...], Field(min_length=5, max_length=5)]
By_loans = Annotated[tuple[Share, ...], Field(min_length=8, max_length=8)]
MOST_LENDERS = 16


class Bureau(Rule):
    """A bureau with which lenders share their files: the share of lenders in it, by date."""

    bureau: Text
    title: Text | None = None
    members: Annotated[dict[Day, Share], Field(min_length=1)]

    @property
    def id(self) -> str:
        """The bureau's name."""
        return self.bureau


class Lender(Believed):
    """A lender, or some alike: its weight among those asked, and when it stops lending."""

    lender: Text
    title: Text
    weight: Factor
    closes: Day | None = None


class Asking(Believed):
    """Applications a year by income fifth, and how much more often with each open loan."""

    per_year: Five
    more_with_each: Factor = 0.0


class Terms(Believed):
    """Months a loan lasts, open loans in view at which a lender refuses, how many are too many."""

    months: Annotated[Whole, Field(ge=1, le=600)]
    limit: Annotated[Whole, Field(ge=1, le=MOST_LENDERS)]
    over: Annotated[Whole, Field(ge=1, le=MOST_LENDERS)]


class Paying(Believed):
    """Chances a month: of falling late, by open loans 0 to 7; of catching up; of being lost.

    `closed_times` multiplies the first for lenders that no longer lend.
    """

    late: By_loans
    by_fifth: Five
    cured: Share
    lost: Share
    closed_times: Factor = 1.0


class Files(Believed):
    """Marks in a lender's own file: wrong ones a loan and month, corrected, and kept how long."""

    wrong: Share
    minority_times: Factor = 1.0
    corrected: Share = 0.0
    kept: Days


class FaceCheck(Believed):
    """A check of the face at each application; see `fails` of a consequence."""

    since: Day
    chance: Share
    never: Share = 0.0
    minority_times: Factor = 1.0


class LendingFile(Block):
    """lending.yaml; without lenders nobody lends."""

    sources: dict[Text, Source] = {}
    lenders: Annotated[tuple[Lender, ...], Field(max_length=MOST_LENDERS)] = ()
    asking: Asking | None = None
    terms: Terms | None = None
    paying: Paying | None = None
    files: Files | None = None
    check: FaceCheck | None = None
    readings: Readings = ()

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="after")
    def _whole(self) -> LendingFile:
        parts = {name: getattr(self, name) for name in ("asking", "terms", "paying", "files")}
        missing = [name for name, part in parts.items() if part is None]
        if self.lenders and missing:
            raise unexpected(f"lenders without {missing[0]}", "all of " + ", ".join(parts))
        if self.lenders and not any(lender.weight for lender in self.lenders):
            raise unexpected("nobody asks any of the lenders", "a weight above nought")
        return self
