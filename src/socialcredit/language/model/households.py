"""Tables of population.yaml on households; and what all its tables have in common.

Each table says `of` which nation or place its shares are; without that they are of the places of
the run.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

from pydantic import Field, Strict, model_validator

from socialcredit.core.ages import OLDEST
from socialcredit.language.model.places import Year
from socialcredit.language.model.provenance import Block, Doubted, Evidence
from socialcredit.language.read.quantities import Factor, Share, Text, unexpected

SIZES = 10  # of households; the last stands for all larger ones
ROUNDED = 2e-3  # how far parts of one, each rounded, may be from it

Ten = Annotated[tuple[Share, ...], Field(min_length=SIZES, max_length=SIZES)]
Years = Annotated[int, Strict(), Field(ge=-OLDEST, le=OLDEST)]


def make_one(what: str, shares: Collection[float]) -> None:
    """Refuse shares that do not make one."""
    if abs(sum(shares) - 1) > ROUNDED:
        raise unexpected(f"{what} make {sum(shares):.6g}", "parts of one")


class Table(Doubted):
    """A table of the population: of which nation or place, and how well known."""

    of: Text | None = None
    source: Text
    evidence: Evidence
    note: Text | None = None


class HouseholdSizes(Table):
    """Shares of households with 1, 2, ... 9, and 10 or more members, by year; `mean` is words."""

    values: Annotated[dict[Year, Ten], Field(min_length=1)]
    mean: dict[Year, Annotated[Factor, Field(ge=1)]] = {}

    @model_validator(mode="after")
    def _parts_of_one(self) -> HouseholdSizes:
        for year, shares in self.values.items():
            make_one(f"the shares of {year}", shares)
        return self


class Composition(Block):
    """Who lives together in households of `sizes` [least, most]; whoever is not said is a child."""

    sizes: Annotated[
        tuple[Annotated[int, Strict(), Field(ge=1, le=SIZES)], ...],
        Field(min_length=2, max_length=2),
    ]
    kind: Text
    share: Share
    partner: Annotated[int, Strict(), Field(ge=0, le=1)] = 0
    parents: Annotated[int, Strict(), Field(ge=0, le=2)] = 0
    grandchildren: Annotated[int, Strict(), Field(ge=0, le=SIZES)] = 0
    others: Annotated[int, Strict(), Field(ge=0, le=SIZES)] = 0

    @model_validator(mode="after")
    def _fits_in(self) -> Composition:
        least, most = self.sizes
        if least > most:
            raise unexpected("the sizes run backwards", "[least, most]")
        told = 1 + self.partner + self.parents + self.grandchildren + self.others
        if told > least:
            raise unexpected(
                f"{told} people do not live in a household of {least}", "fewer, or larger sizes"
            )
        return self


class Compositions(Table):
    """Who lives together: of each size, shares that make one."""

    values: Annotated[tuple[Composition, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _of_every_size(self) -> Compositions:
        for size in range(1, SIZES + 1):
            shares = [one.share for one in self.values if one.sizes[0] <= size <= one.sizes[1]]
            make_one(f"the shares of households of {size}", shares)
        if not any(one.sizes[0] == 1 and one.share for one in self.values):
            raise unexpected("nobody lives alone", "a kind of sizes: [1, 1]")
        return self


class Gaps(Block):
    """Years between the members of a household; a husband is so much older than his wife."""

    parent_least: Years
    parent_usual: Years
    parent_most: Years
    partner_least: Years
    partner_usual: Years
    partner_most: Years
    adult_least: Years
    child_usual: Years
    child_most: Years
    grandparent_least: Years
    grandparent_most: Years

    @model_validator(mode="after")
    def _rise(self) -> Gaps:
        for who in ("parent", "partner", "child", "grandparent"):
            names = [f"{who}_{part}" for part in ("least", "usual", "most")]
            told = [(name, getattr(self, name)) for name in names if hasattr(self, name)]
            for (low, least), (high, most) in zip(told, told[1:], strict=False):
                if least > most:
                    raise unexpected(f"`{low}` is more than `{high}`", "years that rise")
        return self


class AgeGaps(Table):
    """Years between the members of a household."""

    values: Gaps
