"""Places: how many people live where, of which sex and age, in town or in the country.

Numbers come as dicts already read from `places.yaml`, tables of ages as `compile.census` makes
them of it. A year between two that are known is linear between them.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from socialcredit.core.errors import SocialCreditError, nearest

AGES = 106  # single ages 0..105; the last group of a table is open and ends there
EMPTY_FROM = 100  # where an open group that begins below it has fallen to nobody


class Ages(NamedTuple):
    """People of one place by sex (0 men, 1 women) and group of ages."""

    starts: tuple[int, ...]  # first age of each group; the last group is open
    people: np.ndarray  # float64 (2, groups)


class Census(NamedTuple):
    """What is known of one nation: its provinces in its `year`, itself by year, its urban share."""

    year: int
    provinces: Mapping[str, Ages]
    national: Mapping[int, Ages]
    urban: Mapping[int, float]


Nations = Mapping[str, Census]


@dataclass(frozen=True, eq=False)
class PlaceBeliefs:
    """What is believed about one place in the year of the run."""

    name: str
    title: str
    nation: str  # of which it is a member; "" of none
    inside: str | None  # key of the place around it
    population: int
    urban: float  # share of residents
    minority: float  # share of residents
    college: float | None  # share of residents in the nation's year, where published
    starts: tuple[int, ...]  # first age of each group
    ages: np.ndarray  # float64 (2, groups), shares by sex and group of ages, sum 1


def dated(values: Mapping[int, Any], year: float) -> Any:
    """A dated number or list of numbers in a year: linear between dates, level outside them."""
    years = sorted(values)
    rows = np.array([values[known] for known in years], dtype=np.float64)
    if rows.ndim == 1:
        return float(np.interp(year, years, rows))
    return np.array([np.interp(year, years, column) for column in rows.T])


def age_group(starts: Sequence[int]) -> np.ndarray:
    """Group of each age 0..105, int64 (106,)."""
    return np.searchsorted(starts, np.arange(AGES), side="right") - 1


def single_ages(table: np.ndarray, starts: Sequence[int]) -> np.ndarray:
    """Shares by groups of ages (.., groups) over single ages (.., 106), even within a group.

    An open group that begins below 100 falls in a straight line to nobody at 100: assumed, since
    a table says nothing of how the oldest are spread, and nobody lives on evenly to 105.
    """
    group = age_group(starts)
    single = table[..., group] / np.bincount(group)[group]
    first = starts[-1]
    if first < EMPTY_FROM:
        falls = np.maximum(EMPTY_FROM - np.arange(first, AGES), 0.0)
        single[..., first:] = table[..., -1:] * (falls / falls.sum())
    return single


def place_beliefs(
    parsed: Mapping[str, Any], names: Sequence[str], year: int, nations: Nations
) -> list[PlaceBeliefs]:
    """The places of a scenario in a year; the name of a nation stands for its members.

    parsed  places.yaml as dicts
    Raises SocialCreditError for a name that is no place, or is there twice.
    """
    rows = {row["place"]: row for row in parsed["places"]}
    wanted = [each for name in names for each in expanded(name, rows, nations)]
    for name in wanted:
        if name not in rows:
            raise SocialCreditError(
                f"there is no place {name!r} in places.yaml",
                expected="one of " + ", ".join([*nations, *rows]),
                meant=nearest(name, [*nations, *rows]),
            )
    if len(set(wanted)) < len(wanted):
        twice = next(name for name in wanted if wanted.count(name) > 1)
        raise SocialCreditError(f"place {twice!r} is named twice", hint="name each place once")
    return [_believed(rows[name], year, nations) for name in wanted]


def expanded(name: str, rows: Mapping[str, Any], nations: Nations) -> list[str]:
    """The places that a name means: the members of a nation, else the place itself."""
    if name not in nations:
        return [name]
    return [
        key
        for key, row in rows.items()
        if row.get("inside") is None and nation_of(row, nations) == name
    ]


def nation_of(row: Mapping[str, Any], nations: Nations) -> str:
    """The nation that a row names, else the one that has its province; "" of neither."""
    if row.get("nation"):
        return str(row["nation"])
    having = (name for name, census in nations.items() if row.get("province") in census.provinces)
    return next(having, "")


def _believed(row: Mapping[str, Any], year: int, nations: Nations) -> PlaceBeliefs:
    nation = nation_of(row, nations)
    census = nations.get(nation)
    starts, ages = _ages(row, year, census)
    moves = census is not None and census.urban
    return PlaceBeliefs(
        name=row["place"],
        title=row["title"],
        nation=nation,
        inside=row.get("inside"),
        population=round(dated(row["population"], year)),
        urban=moved_odds(row["urban"], census.urban[census.year], dated(census.urban, year))
        if census is not None and moves
        else row["urban"],
        minority=row["minority"],
        college=row["college"] / 100 if row.get("college") is not None else None,
        starts=starts,
        ages=ages,
    )


def moved_odds(share: float, then: float, now: float) -> float:
    """A share known `then`, moved as the nation's odds moved from `then` to `now`."""
    if then == now:
        return share
    odds = share / max(1 - share, 1e-9) * (now / (1 - now)) / (then / (1 - then))
    return odds / (1 + odds)


def _ages(
    row: Mapping[str, Any], year: int, census: Census | None
) -> tuple[tuple[int, ...], np.ndarray]:
    """The sexes and ages of the place's own table or its province's, moved as the nation's moved.

    returns the first age of each group, and shares (2, groups)
    """
    if row.get("ages"):
        starts, table = row["ages"].starts, row["ages"].people.copy()
    else:
        assert census is not None  # a province is one of some nation's, see check/places.py
        starts, table = census.provinces[row["province"]]
        table = _bent(table.copy(), starts, row)
    if census is not None and census.national:
        table = _moved(table, starts, year, census)
    return starts, table / table.sum()


def _bent(table: np.ndarray, starts: Sequence[int], row: Mapping[str, Any]) -> np.ndarray:
    """A province's ages with the place's own published shares."""
    if row.get("men_per_100_women") is not None:
        wanted = row["men_per_100_women"] / 100
        table[0] *= wanted * table[1].sum() / table[0].sum()
    if row.get("over_60") is not None:
        old = np.array(starts) >= 60
        share = table[:, old].sum() / table.sum()
        table[:, old] *= row["over_60"] / share
        table[:, ~old] *= (1 - row["over_60"]) / (1 - share)
    return table


def _moved(table: np.ndarray, starts: Sequence[int], year: int, census: Census) -> np.ndarray:
    """A table of the nation's year in another year, each group times what its share became."""
    groups, then, now = national_ages(census, year)
    if tuple(starts) == groups:
        return np.asarray(table * (now / then))
    before = single_ages(then, groups)
    times = np.divide(single_ages(now, groups), before, out=np.ones_like(before), where=before > 0)
    return np.add.reduceat(single_ages(table, starts) * times, starts, axis=1)


def national_ages(census: Census, year: int) -> tuple[tuple[int, ...], np.ndarray, np.ndarray]:
    """First ages of the nation's groups, and its shares (2, groups) in its own year and in this."""
    shares = {known: ages.people / ages.people.sum() for known, ages in census.national.items()}
    flat = {known: values.ravel() for known, values in shares.items()}
    then = shares[census.year]
    return census.national[census.year].starts, then, dated(flat, year).reshape(then.shape)


def without_nested(places: Sequence[PlaceBeliefs]) -> list[PlaceBeliefs]:
    """Let a place stand for the rest of it, where one inside it is simulated as well."""
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
