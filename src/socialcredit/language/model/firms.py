"""firms/population.yaml: which firms there are, market by market."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from socialcredit.core.levels import FirmSize, Ownership, Sector
from socialcredit.language.model.money import FileMoney
from socialcredit.language.model.provenance import Believed, Block, Source
from socialcredit.language.model.readings import Readings
from socialcredit.language.read.quantities import Factor, Share, Table, Text, Whole, unexpected

FIRM_FILES: Mapping[str, str] = {
    kind: f"firms/{kind}.yaml"
    for kind in ("deeds", "sensors", "behaviour", "domains", "population", "lending")
}  # where a run of firms names no others; places are those of everybody
MOST_LOST = 1_000_000_000  # units of money, when one firm closes
OLDEST = 255  # months of a licence that a column can hold
Year = Annotated[str, Field(pattern=r"^\d{4}$")]
BySize = dict[FirmSize, Share]
Firms = Annotated[Whole, Field(ge=1, le=10**10)]


class Market(Believed):
    """The firms of a sector: how many, of which size, with what, and for how long licensed.

    `per_1000` firms for each 1,000 residents, or as many as `counts` says of a place in a year.
    Shares by size are of those that have it; `age` are 16 quantiles of the licence's age in months.
    `same_owner` is the chance that a firm has the owner of the one before it; `closes` is the share
    of a size that closes in a year, each of which leaves its premises to another one. Of firms on
    own account or in private hands, `owned` is the share whose owner lives in the place; when such
    a firm closes its owner is without what it paid, once: `owner_loses`, by size.
    """

    sector: Sector
    title: Text
    per_1000: Annotated[Factor, Field(gt=0, le=1000)]
    counts: dict[Text, Annotated[dict[Year, Firms], Field(min_length=1)]] = {}
    urban: Share
    sizes: BySize
    ownership: dict[FirmSize, dict[Ownership, Share]]
    connected: BySize = {}
    kitchen: BySize = {}
    discharges: BySize = {}
    platform: BySize = {}
    age: Table
    same_owner: Share = 0.0
    closes: BySize = {}
    owned: BySize = {}
    owner_loses: dict[FirmSize, Annotated[Factor, Field(le=MOST_LOST)]] = {}

    @model_validator(mode="after")
    def _parts_of_one(self) -> Market:
        parts = {"sizes": sum(self.sizes.values())}
        parts |= {f"ownership.{size}": sum(told.values()) for size, told in self.ownership.items()}
        for name, whole in parts.items():
            if abs(whole - 1) > 1e-6:
                raise unexpected(f"the shares of {name} make {whole:.6g}", "parts of one")
        lacking = [size for size, many in self.sizes.items() if many and size not in self.ownership]
        if lacking:
            raise unexpected(f"nobody is said to own the {lacking[0]} ones", f"{lacking[0]}: ...")
        if list(self.age) != sorted(self.age) or self.age[0] < 0 or self.age[-1] > OLDEST:
            raise unexpected(
                "the quantiles of age do not rise", f"16 whole numbers, rising, from 0 to {OLDEST}"
            )
        return self


class FirmFile(Block):
    """firms/population.yaml: markets, each a sector."""

    sources: dict[Text, Source] = {}
    money: FileMoney | None = None
    markets: Annotated[tuple[Market, ...], Field(min_length=1)]
    readings: Readings = ()

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="after")
    def _each_once(self) -> FirmFile:
        told = [market.sector for market in self.markets]
        if len({*told}) < len(told):
            twice = next(name for name in told if told.count(name) > 1)
            raise unexpected(f"the sector `{twice}` stands twice", "each sector once")
        return self
