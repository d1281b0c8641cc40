"""population.yaml: who lives together, learns what, works as what, earns what.

Each table says `of` which nation or place its shares are; without that they are of the places of
the run. Dated values are linear between their years and level outside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, model_validator

from socialcredit.core.ages import OLDEST
from socialcredit.core.levels import EDUCATIONS
from socialcredit.language.model.households import (
    ROUNDED,
    AgeGaps,
    Compositions,
    HouseholdSizes,
    Table,
    make_one,
)
from socialcredit.language.model.places import Year
from socialcredit.language.model.provenance import Block, Source
from socialcredit.language.model.readings import Readings
from socialcredit.language.read.quantities import (
    Factor,
    Finite,
    Five,
    Share,
    Text,
    Whole,
    unexpected,
)

LEVELS = ", ".join(EDUCATIONS)
Trait = Literal["motivation", "caution", "shame", "trust", "attention"]
TRAITS: tuple[Trait, ...] = ("motivation", "caution", "shame", "trust", "attention")

_BAND = re.compile(r"(\d{1,3})-(\d{1,3})", re.ASCII)


def _band(written: str) -> str:
    found = _BAND.fullmatch(written)
    if found is None or not int(found[1]) <= int(found[2]) <= OLDEST:
        raise unexpected("this is not a band of ages", f"such as 18-24, or 70-{OLDEST}")
    return written


def _odds(share: float) -> float:
    if not 0 < share < 1:
        raise unexpected("a share of none or of all has no odds", "more than 0, less than 1")
    return share


Band = Annotated[str, AfterValidator(_band)]
Part = Annotated[Share, AfterValidator(_odds)]
FiveShares = Annotated[tuple[Share, ...], Field(min_length=5, max_length=5)]
FiveFinite = Annotated[tuple[Finite, ...], Field(min_length=5, max_length=5)]
Three = Annotated[tuple[Share, ...], Field(min_length=3, max_length=3)]
Amount = Annotated[Factor, Field(gt=0)]
LogOdds = Annotated[dict[Band, Annotated[Finite, Field(ge=-40, le=40)]], Field(min_length=1)]
Group = Literal["all", "men", "women", "urban", "rural", "urban men", "urban women",
                "rural men", "rural women"]  # fmt: skip


class Education(Table):
    """Shares of all residents by highest schooling, by year, and their shape over age.

    The shape (`seed`) is scaled until the shares come out. `women` multiply it by ages, `urban`
    and `rural` from 18 on.
    """

    values: Annotated[dict[Year, FiveShares], Field(min_length=1)]
    seed: dict[Band, Five]
    women: dict[Band, Five] = {}
    urban: Five = (1.0,) * 5
    rural: Five = (1.0,) * 5

    @model_validator(mode="after")
    def _add_up(self) -> Education:
        for year, shares in self.values.items():
            make_one(f"the shares of {year}", shares)
            if not all(shares):
                raise unexpected(f"nobody of {year} has one of the schoolings", f"some of {LEVELS}")
        _cover("the bands of `seed`", self.seed)
        _apart("the bands of `women`", self.women)
        for band, shape in self.seed.items():
            if not any(shape):
                raise unexpected(
                    f"nobody of {band} has any schooling", "a share of `none`, at least"
                )
        for place, level in zip(EDUCATIONS, range(5), strict=True):
            if not any(shape[level] for shape in self.seed.values()):
                raise unexpected(f"nobody of any age has schooling `{place}`", "some age that has")
        if not (all(self.urban) and all(self.rural)):
            raise unexpected("a factor of `urban` or `rural` is nought", "more than 0")
        return self


class WorkByResidence(Block):
    """[official, employee, self-employed, courier, farmer] by the five schoolings, in parts of one.

    `women` multiplies each of the five kinds of work.
    """

    urban: Annotated[tuple[FiveShares, ...], Field(min_length=5, max_length=5)]
    rural: Annotated[tuple[FiveShares, ...], Field(min_length=5, max_length=5)]
    women: Five = (1.0,) * 5

    @model_validator(mode="after")
    def _parts_of_one(self) -> WorkByResidence:
        for where, rows in (("urban", self.urban), ("rural", self.rural)):
            for level, shares in zip(EDUCATIONS, rows, strict=True):
                make_one(f"the work of {where} people with schooling `{level}`", shares)
                if not any(a * b for a, b in zip(shares, self.women, strict=True)):
                    raise unexpected(f"{where} women with `{level}` do no work", "some kind of it")
        return self


class Occupation(Table):
    """What people do: `activity` is [student, at home, retired] by age, the others `work`."""

    activity: dict[Band, Annotated[dict[Group, Three], Field(min_length=1)]]
    work: WorkByResidence

    @model_validator(mode="after")
    def _of_everybody(self) -> Occupation:
        _cover("the bands of `activity`", self.activity)
        for band, groups in self.activity.items():
            for group, shares in groups.items():
                if sum(shares) > 1 + ROUNDED:
                    raise unexpected(
                        f"{group} of {band} make {sum(shares):.6g}", "at most one; the rest work"
                    )
            for where in ("urban", "rural"):
                for sex in ("men", "women"):
                    known = {"all", where, sex, f"{where} {sex}"}
                    if not known & groups.keys():
                        raise unexpected(f"{where} {sex} of {band} are missing", f"{where} {sex}")
        return self


class Incomes(Block):
    """Incomes of one residence: their mean a head, and the spread of their logarithm."""

    mean: Amount
    log_sd: Annotated[Factor, Field(gt=0, le=5)]


class Income(Table):
    """Disposable income a head in the currency of whom it is `of`, in the year of a survey.

    `urban_weight` is the survey's share of urban people. `household_mean` is the mean of the
    `fifths` of households, `person_mean` that of people; poorer households are larger.
    """

    year: Whole
    urban: Incomes
    rural: Incomes
    urban_weight: Part
    household_mean: Amount
    person_mean: Amount
    median: Amount
    fifths: Annotated[
        dict[Year, Annotated[tuple[Amount, ...], Field(min_length=5, max_length=5)]],
        Field(min_length=1),
    ]

    @model_validator(mode="after")
    def _rise(self) -> Income:
        for year, fifths in self.fifths.items():
            if list(fifths) != sorted(fifths):
                raise unexpected(f"the fifths of {year} do not rise", "the poorest first")
        if self.person_mean > self.household_mean:
            raise unexpected("`person_mean` is more than `household_mean`", "at most as much")
        return self


class Internet(Table):
    """Shares of residents who use the internet; `age` and `schooling` are log-odds."""

    urban: Annotated[dict[Year, Share], Field(min_length=1)]
    rural: Annotated[dict[Year, Share], Field(min_length=1)]
    published: dict[Year, Share] = {}
    age: LogOdds
    schooling: FiveFinite = (0.0,) * 5

    @model_validator(mode="after")
    def _of_all_ages(self) -> Internet:
        _cover("the bands of `age`", self.age)
        return self


class Drivers(Table):
    """Who has a licence: `licences` counted in the nation that it is `of`, or shares of residents.

    `women` is their share among drivers; `age`, `schooling`, `urban` and `rural` are log-odds.
    Whoever is in no band of `age` has none.
    """

    licences: Annotated[dict[Year, Whole], Field(min_length=1)] | None = None
    share: Annotated[dict[Year, Share], Field(min_length=1)] | None = None
    women: Part
    age: LogOdds
    schooling: FiveFinite = (0.0,) * 5
    urban: Finite = 0.0
    rural: Finite = 0.0

    @model_validator(mode="after")
    def _one_of_two(self) -> Drivers:
        if (self.licences is None) == (self.share is None):
            told = "neither `licences` nor `share` is" if self.share is None else "both are"
            raise unexpected(f"{told} said", "licences: {YEAR: number}, or share: {YEAR: part}")
        if self.licences is not None and self.of is None:
            raise unexpected("of how many people these are the licences is not said", "`of: ...`")
        if self.licences is not None and min(self.licences.values()) < 0:
            raise unexpected("fewer than no licences", "0 or more")
        _apart("the bands of `age`", self.age)
        return self


class Newcomers(Table):
    """Shares who live away from where they are registered; `arrived` of them within the year."""

    urban: Share
    rural: Share
    arrived: Share


class Traits(Table):
    """The five traits, each in 256 equally likely steps."""

    names: tuple[Trait, ...] = TRAITS


class PopulationFile(Block):
    """population.yaml: tables by name; without the last four nobody has what they say."""

    moved: ClassVar[Mapping[str, str]] = {
        "urban": "`urban: {YEAR: share}` of the nation in places.yaml, without this table"
    }
    sources: dict[Text, Source] = {}
    household_sizes: HouseholdSizes
    compositions: Compositions
    ages: AgeGaps
    education: Education
    occupation: Occupation
    income: Income
    internet: Internet | None = None
    drivers: Drivers | None = None
    newcomers: Newcomers | None = None
    traits: Traits | None = None
    readings: Readings = ()


TABLES = ("household_sizes", "compositions", "ages", "education", "occupation", "income",
          "internet", "drivers", "newcomers", "traits")  # fmt: skip


def _ends(bands: Iterable[str]) -> list[tuple[int, int, str]]:
    found = []
    for written in bands:
        first, _, last = written.partition("-")
        found.append((int(first), int(last), written))
    return sorted(found)


def _apart(what: str, bands: Iterable[str]) -> None:
    ends = _ends(bands)
    for (_, last, one), (first, _, other) in zip(ends, ends[1:], strict=False):
        if first <= last:
            raise unexpected(f"{what} overlap: {one} and {other}", "bands that lie apart")


def _cover(what: str, bands: Mapping[str, object]) -> None:
    """Bands from 0 to the oldest, without gap or overlap."""
    _apart(what, bands)
    due = 0
    for first, last, _ in _ends(bands):
        if first > due:
            raise unexpected(f"{what} leave out {due}-{first - 1}", f"all ages from 0 to {OLDEST}")
        due = last + 1
    if due <= OLDEST:
        raise unexpected(f"{what} leave out {due}-{OLDEST}", f"all ages from 0 to {OLDEST}")
