"""What is at an inspector's discretion: the lesser of two deductions, and an order to rectify."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from socialcredit.core.limits import LONGEST_ORDER, MOST_COUNTED
from socialcredit.language.model.provenance import Block
from socialcredit.language.read.quantities import (
    Days,
    Factor,
    Lasting,
    Share,
    Text,
    Whole,
    unexpected,
)

MOST_TIMES = 100
Times = Annotated[Factor, Field(le=MOST_TIMES)]
Weight = Annotated[Whole, Field(ge=1, le=MOST_COUNTED)]


class Border(Block):
    """The scheme whose grades are at stake at a visit."""

    scheme: Text


class Lenient(Block):
    """An inspector may write down the lesser of two weights of a fault, with the chance `usually`.

    It is `at_border` times that where all lesser weights would keep a better grade that the full
    ones lose, `connected` times for firms with connections, and grows by the part `each_visit`
    with the logarithm of one more than the visits that the same inspector made there. A subject has
    another inspector after some term drawn around `inspectors`.
    """

    lesser: Annotated[
        dict[Text, Annotated[Whole, Field(ge=1, le=MOST_COUNTED)]], Field(min_length=1)
    ]
    usually: Share
    at_border: Times = 1.0
    connected: Times = 1.0
    each_visit: Times = 0.0
    inspectors: Lasting
    border: Border

    @model_validator(mode="after")
    def _in_months(self) -> Lenient:
        if not self.inspectors.months:
            raise unexpected(
                "inspectors change by the month", "a term in months or years, as '3 years'"
            )
        return self


class Orders(Block):
    """Who is written down for `over` so much or more is ordered to mend it `within` a term.

    A second visit looks whether it is mended; where it is not, and the inspector `notices` it, one
    record of the kind `result` is filed. Second visits take hours of their own.
    """

    over: Weight
    within: Days
    result: Text
    notices: Annotated[Share, Field(gt=0)] = 1.0

    @model_validator(mode="after")
    def _within_a_term(self) -> Orders:
        if self.within.months or not 0 < int(self.within) <= LONGEST_ORDER:
            raise unexpected(
                "an order is to be met within so many days, and within a year",
                f"a term from 1 to {LONGEST_ORDER} days, as '30 days'",
            )
        return self
