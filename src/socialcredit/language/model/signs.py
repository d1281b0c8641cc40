"""A grade at the door: what customers make of it, and who takes it away or puts up another."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from socialcredit.core.levels import FirmSize
from socialcredit.language.model.provenance import Doubted, Evidence
from socialcredit.language.read.quantities import Day, Factor, Finite, Share, Text, unexpected

Move = Annotated[Finite, Field(ge=-1, le=10)]


class Custom(Doubted):
    """How many more come, of the customers who look, by the grade that the sign shows.

    `moves: {frown: -0.3}` keeps three of ten of them away; a grade that is not named moves nobody.
    """

    moves: Annotated[dict[Text, Move], Field(min_length=1)]
    source: Text
    evidence: Evidence
    note: Text | None = None


class Untrue(Doubted):
    """Who does not show the sign that is due, of the firms with one of these `grades`.

    The share `hidden` has none up, the share `forged` has one that `shows` another grade; by date,
    straight lines between. `sizes` multiplies both by the firm's. Either is the `deed`, a fault
    that stands while the reason for it does; which firms do it is drawn once for a firm and a rule.
    """

    grades: Annotated[tuple[Text, ...], Field(min_length=1)]
    hidden: Annotated[dict[Day, Share], Field(min_length=1)] | None = None
    forged: Annotated[dict[Day, Share], Field(min_length=1)] | None = None
    shows: Text | None = None
    sizes: dict[FirmSize, Factor] = {}
    deed: Text
    source: Text
    evidence: Evidence
    note: Text | None = None

    @model_validator(mode="after")
    def _does_something(self) -> Untrue:
        if self.hidden is None and self.forged is None:
            raise unexpected("nobody hides or forges a sign here", "hidden: {a day: a share}")
        if (self.forged is None) != (self.shows is None):
            raise unexpected("a forged sign shows a grade", "forged with shows: a grade")
        if self.shows in self.grades:
            raise unexpected("a sign forged so shows what is due", "shows: a better grade")
        most = max((self.hidden or {}).values(), default=0.0) + max(
            (self.forged or {}).values(), default=0.0
        )
        if most > 1:
            raise unexpected("more signs are untrue than there are", "shares of at most 1 in all")
        return self
