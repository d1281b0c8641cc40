"""places.yaml: nations, and the places where people live.

A place is a member of a nation, whose census and trends it shares, or stands for itself. Tables of
people by sex and age are margins: counts of groups, never rows of persons.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    Strict,
    WithJsonSchema,
    model_validator,
)

from socialcredit.core.ages import age_starts
from socialcredit.core.levels import EDUCATIONS, OCCUPATIONS, Occupation, Schooling
from socialcredit.language.model.provenance import Believed, Block, Doubted, Evidence, Source
from socialcredit.language.model.readings import Readings
from socialcredit.language.read.quantities import Factor, Share, Text, Whole, unexpected

Year = Annotated[str, Field(pattern=r"^\d{4}$")]
People = Annotated[int, Strict(), Field(ge=1, le=10**10)]
Counted = Annotated[int, Strict(), Field(ge=0, le=10**10)]
Amount = Annotated[Factor, Field(gt=0)]
Within = Annotated[float, Strict(), Field(gt=0, lt=1)]  # a share that has odds
ByYear = Annotated[dict[Year, Amount], Field(min_length=1)]
NAMED = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True)


class BothSexes(Block):
    """How many men and women there are in each group of ages, the youngest first."""

    men: tuple[Counted, ...]
    women: tuple[Counted, ...]


class AgeTable(BothSexes):
    """The residents of one place by sex and age, as they were counted.

    `groups` such as `0-4` and `85+` follow each other from 0 on; the last one is open. `file` is
    the table that they were read from, beside the file that names it.
    """

    file: Text | None = None
    groups: Annotated[tuple[Text, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _of_all_ages(self) -> AgeTable:
        _whole(self.groups, {"men": self.men, "women": self.women})
        return self


class AgeTables(Block):
    """The same of several: provinces of a nation by name, or a nation by census year."""

    file: Text | None = None
    groups: Annotated[tuple[Text, ...], Field(min_length=2)]
    rows: Annotated[dict[Text, BothSexes], Field(min_length=1)]

    @model_validator(mode="after")
    def _of_all_ages(self) -> AgeTables:
        for name, row in self.rows.items():
            _whole(self.groups, {f"{name}: men": row.men, f"{name}: women": row.women})
        return self


def _whole(groups: tuple[str, ...], told: dict[str, tuple[int, ...]]) -> None:
    try:
        age_starts(groups)
    except ValueError as problem:
        raise unexpected(str(problem), "groups such as 0-4, 5-9, ..., 85+") from None
    for name, counts in told.items():
        if len(counts) != len(groups):
            raise unexpected(f"{len(counts)} numbers of {name}", f"{len(groups)}, one a group")
        if not any(counts):
            raise unexpected(f"{name}: there is nobody", "people of some age")


_FILE = WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object"}, {"type": "null"}]})
Counts = Annotated[AgeTable | None, _FILE]  # in a file the name of a table, read when it is loaded
CountsOfSeveral = Annotated[AgeTables | None, _FILE]


def _told_apart(levels: Sequence[str]) -> AfterValidator:
    def check(titles: dict[str, str]) -> dict[str, str]:
        told = [titles.get(level, level) for level in levels]
        twice = sorted({title for title in told if told.count(title) > 1})
        if twice:
            raise unexpected(f"two levels are called `{twice[0]}`", "a title of its own for each")
        return titles

    return AfterValidator(check)


class Levels(Block):
    """What levels of work and of schooling are called in a place; others keep their names.

    Titles are for whoever reads. Files name a level as ever, and no number hangs on a title.
    """

    occupation: Annotated[dict[Occupation, Text], _told_apart(OCCUPATIONS)] = {}
    education: Annotated[dict[Schooling, Text], _told_apart(EDUCATIONS)] = {}


class Nation(Believed):
    """A nation: by its name a scenario means all its members, a rule whoever lives in one of them.

    Members are the rows that are of it and lie inside no other. Shares (`urban`, `college`) and
    ages of its rows are those of `year`; they move as the nation's own did. `provinces` are the
    ages of its provinces in that year, which rows name; `totals` what these add up to.
    `median_income` is disposable income a head and year, in its `currency`.
    """

    nation: Text
    title: Text
    year: Annotated[Whole, Field(ge=1900, le=2100)] | None = None
    currency: Text | None = None
    provinces: CountsOfSeveral = None
    totals: Text | None = None
    ages: CountsOfSeveral = None
    urban: Annotated[dict[Year, Within], Field(min_length=1)] | None = None
    median_income: ByYear | None = None
    levels: Levels | None = None

    @model_validator(mode="after")
    def _has_its_year(self) -> Nation:
        told = [name for name in ("provinces", "ages", "urban") if getattr(self, name)]
        if told and self.year is None:
            raise unexpected(f"`year` is missing, of which `{told[0]}` is asked", "`year: ...`")
        for name, known in (("ages", self.ages and self.ages.rows), ("urban", self.urban)):
            if known and str(self.year) not in known:
                raise unexpected(
                    f"`{name}` says nothing of {self.year}, from which its places are moved",
                    f"{self.year} among its years",
                )
        return self


class Mark(Doubted):
    """From where a figure of the places comes, and what it is, where the figures say it not."""

    origin: Annotated[Text, Field(alias="from")]
    evidence: Evidence
    unit: Text | None = None
    year: Whole | None = None
    note: Text | None = None

    model_config = NAMED


class HomePlace(Doubted):
    """A place where people live; `population` by year, linear between two and level outside them.

    Its ages are those of a `province` of its nation's census, bent to `over_60` and
    `men_per_100_women`, or a table of its own (`ages`). Without a `nation` they are as in that
    table, and its `urban` share as it is written, whatever the year. `minority` is any group whose
    error differs. A place may lie `inside` another one.
    """

    place: Text
    title: Text
    nation: Text | None = None
    province: Text | None = None
    inside: Text | None = None
    ages: Counts = None
    population: Annotated[dict[Year, People], Field(min_length=1)]
    urban: Share
    minority: Share
    currency: Text | None = None
    median_income: ByYear | None = None
    men_per_100_women: Annotated[Factor, Field(gt=0, le=1000)] | None = None
    over_60: Share | None = None
    college: Annotated[Factor, Field(le=100)] | None = None
    origin: Annotated[Text | None, Field(alias="from")] = None
    evidence: Evidence | None = None
    note: Text | None = None
    levels: Levels | None = None

    model_config = NAMED

    @model_validator(mode="after")
    def _has_ages(self) -> HomePlace:
        if self.ages is None and self.province is None:
            raise unexpected(
                "nothing says of which ages its people are",
                "`ages: FILE.csv`, a table sex,age,count beside this file; or `province: ...`",
            )
        if self.ages is not None:
            bent = ("province", "over_60", "men_per_100_women")
            told = [name for name in bent if getattr(self, name) is not None]
            if told:
                raise unexpected(f"`{told[0]}` beside a table of ages", "one of the two")
        return self


class PlaceFile(Block):
    """places.yaml; `marks` of the figures that are not `from` the place's own document."""

    sources: dict[Text, Source] = {}
    nations: tuple[Nation, ...] = ()
    marks: dict[Literal["urban", "minority", "college", "over_60", "men_per_100_women"], Mark] = {}
    places: Annotated[tuple[HomePlace, ...], Field(min_length=1)]
    readings: Readings = ()

    def nation_of(self, place: HomePlace) -> Nation | None:
        """The nation of a place: the one that it names, else the one that has its province."""
        for nation in self.nations:
            if place.nation == nation.nation:
                return nation
        if place.nation is None and place.province is not None:
            return next((one for one in self.nations if _has(one, place.province)), None)
        return None

    def levels_of(self, place: HomePlace) -> dict[str, dict[str, str]]:
        """Titles of levels in a place, by attribute: its nation's, and its own before those."""
        nation = self.nation_of(place)
        found: dict[str, dict[str, str]] = {}
        for one in (nation and nation.levels, place.levels):
            for attribute, titles in one.model_dump().items() if one else ():
                found[attribute] = {**found.get(attribute, {}), **titles}
        return {attribute: titles for attribute, titles in found.items() if titles}

    def members(self, name: str) -> tuple[str, ...]:
        """The places for which the name of a nation stands; none of any other name."""
        return tuple(
            place.place
            for place in self.places
            if place.inside is None and (of := self.nation_of(place)) and of.nation == name
        )


def _has(nation: Nation, province: str) -> bool:
    return nation.provinces is not None and province in nation.provinces.rows
