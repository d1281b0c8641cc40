"""What is believed about residents in the year of a run: `population.yaml`, made numeric."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from socialcredit.core.levels import EDUCATIONS
from socialcredit.stages.society.households import Composition, Gaps, compositions
from socialcredit.stages.society.places import AGES, dated
from socialcredit.stages.society.reference import Reference, References

LEVELS = len(EDUCATIONS)
WORK = 5  # official, employee, self-employed, courier, farmer: occupations that are work
FITTED = ("education", "income", "internet", "drivers")  # to the people whose shares they give
NOBODY_ONLINE: Mapping[str, Any] = {
    "urban": {0: 0.0}, "rural": {0: 0.0}, "age": {}, "schooling": [0.0] * 5,
}  # fmt: skip
NOBODY_DRIVES: Mapping[str, Any] = {
    "share": {0: 0.0}, "women": 0.5, "age": {}, "schooling": [0.0] * 5, "urban": 0.0, "rural": 0.0,
}  # fmt: skip
ADULT_STUDY = 18  # from this age on students have senior schooling or study at college


class Income(NamedTuple):
    """Disposable income a head: two lognormals, and how it falls with household size."""

    mean: np.ndarray  # float64 (2,), rural and urban
    log_sd: np.ndarray  # float64 (2,)
    urban_weight: float  # share of people who are urban in the survey
    household_mean: float
    person_mean: float
    median: float
    fifths: np.ndarray  # float64 (5,), published means of the fifths of households, in the year
    survey_fifths: np.ndarray  # float64 (5,), the same in the year of the survey


class Internet(NamedTuple):
    """Share of users, rural and urban (2,), and log-odds by age (106,) and schooling (5,)."""

    share: np.ndarray
    age: np.ndarray
    schooling: np.ndarray


class Drivers(NamedTuple):
    """Share with a licence, of all residents, men and women (2,), and log-odds."""

    share: np.ndarray
    age: np.ndarray  # (106,), minus infinity below the least age
    schooling: np.ndarray  # (5,)
    place: np.ndarray  # (2,), rural and urban


@dataclass(frozen=True, eq=False)
class PopulationBeliefs:
    """Numbers from population.yaml for one year; first axes are [urban][sex][age] where they apply.

    `urban` counts 0 rural, 1 urban; `sex` 0 men, 1 women; `age` 0..105; `schooling` EDUCATIONS.
    """

    year: int
    of: Mapping[str, Reference]  # by table: whose shares it gives
    sizes: np.ndarray  # float64 (10,), shares of households
    kinds: tuple[Composition, ...]
    gaps: Gaps
    education: np.ndarray  # float64 (5,), shares of those whose it is
    # share with college in the year against the nation's own year, by the nation whose it is
    college_growth: Mapping[str, float]
    seed: np.ndarray  # float64 (2, 2, 106, 5), shape of schooling, before scaling
    activity: np.ndarray  # float64 (2, 2, 106, 3), student, at home, retired
    work: np.ndarray  # float64 (2, 2, 5, 5), by schooling: the five kinds of work
    income: Income
    internet: Internet
    drivers: Drivers
    newcomers: np.ndarray  # float64 (2,), rural and urban
    whole: frozenset[str]  # tables that give the shares of the very places of the run


def population_beliefs(
    parsed: Mapping[str, Any], year: int, references: References
) -> PopulationBeliefs:
    """Resolve `population.yaml` (already parsed) for a year; tables left out say nobody."""
    sizes = dated(parsed["household_sizes"]["values"], year)
    of = {table: references.of(parsed.get(table) or {}) for table in FITTED}
    education = dated(parsed["education"]["values"], year)
    away = parsed.get("newcomers") or {"rural": 0.0, "urban": 0.0, "arrived": 0.0}
    return PopulationBeliefs(
        year=year,
        of=of,
        sizes=sizes / sizes.sum(),
        kinds=tuple(compositions(parsed["compositions"]["values"])),
        gaps=Gaps(**parsed["ages"]["values"]),
        education=education / education.sum(),
        college_growth=_growth(parsed["education"], education, references),
        seed=_education_seed(parsed["education"]),
        activity=_activity(parsed["occupation"]["activity"]),
        work=_work(parsed["occupation"]["work"]),
        income=_income(parsed["income"], year),
        internet=_internet(parsed.get("internet") or NOBODY_ONLINE, year),
        drivers=_drivers(parsed.get("drivers") or NOBODY_DRIVES, year, of["drivers"].people),
        newcomers=np.array([away["rural"], away["urban"]]) * away["arrived"],
        whole=frozenset(name for name in FITTED if references.is_whole(parsed.get(name) or {})),
    )


def _growth(block: Mapping[str, Any], now: np.ndarray, references: References) -> dict[str, float]:
    """What the share with college became since the year of a nation, where it is that nation's."""
    census = references.nations.get(block.get("of") or "")
    if census is None or not census.year:
        return {}
    values = block["values"]
    then = values[census.year] if census.year in values else dated(values, census.year)
    return {block["of"]: float(now[-1] / then[-1])}


def band(text: Any) -> slice:
    """The ages of a band written `18-24`; bands beyond the oldest age are cut."""
    first, _, last = str(text).partition("-")
    return slice(int(first), min(int(last or first) + 1, AGES))


def by_age(bands: Mapping[Any, Any], width: int = 0, outside: float = 0.0) -> np.ndarray:
    """Values by age band as one row an age: (106,) or (106, width)."""
    rows = np.full((AGES, width) if width else AGES, outside, np.float64)
    for ages, value in bands.items():
        rows[band(ages)] = value
    return rows


def _education_seed(block: Mapping[str, Any]) -> np.ndarray:
    seed = np.tile(by_age(block["seed"], LEVELS), (2, 2, 1, 1))
    seed[:, 1] *= by_age(block["women"], LEVELS, outside=1.0)
    seed[1, :, ADULT_STUDY:] *= block["urban"]
    seed[0, :, ADULT_STUDY:] *= block["rural"]
    return seed / seed.sum(axis=-1, keepdims=True)


def _activity(block: Mapping[Any, Mapping[str, Any]]) -> np.ndarray:
    table = np.zeros((2, 2, AGES, 3))
    for ages, groups in block.items():
        for group, shares in groups.items():
            urban, sex = _group(group)
            table[urban, sex, band(ages)] = shares
    return table


def _group(text: str) -> tuple[slice, slice]:
    """`all`, `men`, `rural women` ... as the parts of the axes urban and sex."""
    words = text.split()
    urban, sex = slice(None), slice(None)
    if "urban" in words or "rural" in words:
        urban = slice(1, 2) if "urban" in words else slice(0, 1)
    if "women" in words or "men" in words:
        sex = slice(1, 2) if "women" in words else slice(0, 1)
    return urban, sex


def _work(block: Mapping[str, Any]) -> np.ndarray:
    table = np.zeros((2, 2, LEVELS, WORK))
    table[:, 0] = [block["rural"], block["urban"]]
    table[:, 1] = table[:, 0] * block["women"]
    return table / table.sum(axis=-1, keepdims=True)


def _income(block: Mapping[str, Any], year: int) -> Income:
    kinds = [block["rural"], block["urban"]]
    return Income(
        np.array([kind["mean"] for kind in kinds], np.float64),
        np.array([kind["log_sd"] for kind in kinds], np.float64),
        block["urban_weight"],
        block["household_mean"],
        block["person_mean"],
        block["median"],
        dated(block["fifths"], year),
        dated(block["fifths"], block["year"]),
    )


def _internet(block: Mapping[str, Any], year: int) -> Internet:
    share = np.array([dated(block["rural"], year), dated(block["urban"], year)])
    return Internet(share, by_age(block["age"]), np.array(block["schooling"], np.float64))


def _drivers(block: Mapping[str, Any], year: int, people: float) -> Drivers:
    licences = block.get("licences")
    share = dated(licences, year) / people if licences else dated(block["share"], year)
    women = block["women"]
    return Drivers(
        np.array([share * (1 - women), share * women]),
        by_age(block["age"], outside=-np.inf),
        np.array(block["schooling"], np.float64),
        np.array([block["rural"], block["urban"]], np.float64),
    )
