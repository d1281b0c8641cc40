"""Places: how many people live where, of which sex and age, in town or in the country.

Numbers come as dicts already read from `places.yaml`, and as the census tables of
`assumptions/data`, read by `compile.census`. A year between the censuses is linear between them.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.places import NATION

# First age of each of the 22 census groups; the last one is open and ends at AGES - 1 here.
GROUPS = (0, 1, *range(5, 101, 5))
AGES = 106


class Census(NamedTuple):
    """Residents by sex (0 men, 1 women) and 22 age groups, float64 (2, 22)."""

    provinces: Mapping[str, np.ndarray]  # 2020, by the province's English name
    national: Mapping[int, np.ndarray]  # by census year


@dataclass(frozen=True, eq=False)
class PlaceBeliefs:
    """What is believed about one place in the year of the run."""

    name: str
    title: str
    province: str
    inside: str | None  # key of the province around it, where it is not one itself
    population: int
    urban: float  # share of residents
    minority: float  # share of residents
    college: float | None  # share of residents in 2020, where published
    ages: np.ndarray  # float64 (2, 22), shares by sex and census age group, sum 1


def tables_folder() -> Path:
    """Where the census tables lie that come with the package."""
    return Path(__file__).parents[2] / "assumptions" / "data"


def dated(values: Mapping[int, Any], year: float) -> Any:
    """A dated number or list of numbers in a year: linear between dates, level outside them."""
    years = sorted(values)
    rows = np.array([values[known] for known in years], dtype=np.float64)
    if rows.ndim == 1:
        return float(np.interp(year, years, rows))
    return np.array([np.interp(year, years, column) for column in rows.T])


def age_group() -> np.ndarray:
    """Census age group of each age 0..105, int64 (106,)."""
    return np.searchsorted(GROUPS, np.arange(AGES), side="right") - 1


def place_beliefs(
    parsed: Mapping[str, Any],
    names: Sequence[str],
    year: int,
    census: Census,
    urban: Mapping[int, float],
) -> list[PlaceBeliefs]:
    """The places of a scenario in a year; `china` stands for the 31 provinces.

    parsed  places.yaml as dicts;  urban  dated national share of urban residents
    Raises SocialCreditError for a name that is no place, or is there twice.
    """
    rows = {row["place"]: row for row in parsed["places"]}
    wanted = [each for name in names for each in _expanded(name, rows)]
    for name in wanted:
        if name not in rows:
            raise SocialCreditError(
                f"there is no place {name!r} in places.yaml",
                expected="one of " + ", ".join(rows),
                meant=nearest(name, rows),
            )
    if len(set(wanted)) < len(wanted):
        twice = next(name for name in wanted if wanted.count(name) > 1)
        raise SocialCreditError(f"place {twice!r} is named twice", hint="name each place once")
    return [_believed(rows[name], year, census, urban) for name in wanted]


def _expanded(name: str, rows: Mapping[str, Any]) -> list[str]:
    if name != NATION:
        return [name]
    return [key for key, row in rows.items() if row.get("inside") is None]


def _believed(
    row: Mapping[str, Any], year: int, census: Census, urban: Mapping[int, float]
) -> PlaceBeliefs:
    return PlaceBeliefs(
        name=row["place"],
        title=row["title"],
        province=row["province"],
        inside=row.get("inside"),
        population=round(dated(row["population"], year)),
        urban=moved_odds(row["urban"], urban[2020], dated(urban, year)),
        minority=row["minority"],
        college=row["college"] / 100 if row.get("college") is not None else None,
        ages=_ages(row, year, census),
    )


def moved_odds(share: float, then: float, now: float) -> float:
    """A share known `then`, moved as the nation's odds moved from `then` to `now`."""
    if then == now:
        return share
    odds = share / max(1 - share, 1e-9) * (now / (1 - now)) / (then / (1 - then))
    return odds / (1 + odds)


def _ages(row: Mapping[str, Any], year: int, census: Census) -> np.ndarray:
    """The province's sexes and ages of 2020, moved to the year as the nation's moved."""
    if row["province"] not in census.provinces:
        raise SocialCreditError(
            f"the place `{row['place']}` lies in no province of the census",
            text=f"province: {row['province']}",
            expected="one of " + ", ".join(census.provinces),
            meant=nearest(row["province"] or "", census.provinces),
            hint="correct `province` in places.yaml",
        )
    table = census.provinces[row["province"]].copy()
    if row.get("men_per_100_women") is not None:
        wanted = row["men_per_100_women"] / 100
        table[0] *= wanted * table[1].sum() / table[0].sum()
    if row.get("over_60") is not None:
        old = np.array(GROUPS) >= 60
        share = table[:, old].sum() / table.sum()
        table[:, old] *= row["over_60"] / share
        table[:, ~old] *= (1 - row["over_60"]) / (1 - share)
    shares = {known: values / values.sum() for known, values in census.national.items()}
    flat = {known: values.ravel() for known, values in shares.items()}
    table *= dated(flat, year).reshape(table.shape) / shares[2020]
    return table / table.sum()


def without_nested(places: Sequence[PlaceBeliefs]) -> list[PlaceBeliefs]:
    """Let a province stand for the rest of it, where a place inside it is simulated as well."""
    rest = []
    for place in places:
        nested = [each for each in places if each.inside == place.name]
        left = place.population - sum(each.population for each in nested)
        urban = place.population * place.urban
        urban -= sum(each.population * each.urban for each in nested)
        share = min(max(urban / left, 0.0), 1.0) if nested else place.urban
        rest.append(replace(place, population=left, urban=share))
    return rest


def largest_remainder(shares: Sequence[int], total: int) -> list[int]:
    """Split `total` in proportion to whole `shares`, exactly, by Hamilton's method."""
    everything = sum(shares)
    whole = [total * share // everything for share in shares]
    left = [total * share % everything for share in shares]
    for index in sorted(range(len(shares)), key=lambda i: (-left[i], i))[: total - sum(whole)]:
        whole[index] += 1
    return whole


def quotas(places: Sequence[PlaceBeliefs], people: int | None = None) -> list[tuple[int, int, int]]:
    """Residents of each place when `people` are simulated: (place index, residents, urban ones).

    Without `people`, or with as many as live there, every place has its census count to the person.
    """
    rest = without_nested(places)
    population = [place.population for place in rest]
    residents = largest_remainder(population, sum(population) if people is None else people)
    return [
        (index, count, math.floor(count * rest[index].urban + 0.5))
        for index, count in enumerate(residents)
    ]
