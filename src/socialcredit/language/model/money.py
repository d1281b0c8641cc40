"""In whose money a file is, and what a currency may be called."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from pydantic import Field

from socialcredit.core.retelling import FIRST_CURRENCY
from socialcredit.language.model.provenance import Block
from socialcredit.language.read.quantities import Factor, Text, Whole


class CarriedMoney(Block):
    """Sums that are not the file's own: `of` whom, multiplied by what, in how many blocks."""

    of: Text
    times: Factor
    blocks: Whole


class FileMoney(Block):
    """The currency of a file's sums, and the income by which they are carried to another.

    `median_income` is disposable income a head in the `year`, of the people `of` whom the file is.
    What was `carried` over is said by the program.
    """

    currency: Text
    median_income: Annotated[Factor, Field(gt=0)]
    year: Annotated[Whole, Field(ge=1900, le=2100)]
    of: Text
    carried: tuple[CarriedMoney, ...] = ()


class Purse(NamedTuple):
    """The money of a place: its currency, the median income there and of which year; whose."""

    currency: str = FIRST_CURRENCY
    median: float | None = None
    year: str = ""
    of: str = ""
