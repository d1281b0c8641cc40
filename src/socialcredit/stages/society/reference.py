"""Whose shares a table of the population gives: a nation, a place, or the places of the run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from socialcredit.stages.society.places import (
    Census,
    Nations,
    PlaceBeliefs,
    dated,
    expanded,
    national_ages,
    place_beliefs,
    single_ages,
    without_nested,
)


class Reference(NamedTuple):
    """The people to whom a table is fitted."""

    name: str  # of a nation or a place; "" of the places of the run
    urban: float  # share in town
    ages: np.ndarray  # float64 (2, 106), shares by sex and single age
    people: float


@dataclass(frozen=True)
class References:
    """What is known of nations and places in the year of a run, and which are lived in."""

    parsed: Mapping[str, Any]  # places.yaml as dicts
    year: int
    nations: Nations
    lived: Sequence[PlaceBeliefs]

    def of(self, table: Mapping[str, Any]) -> Reference:
        """The people whose shares a table gives, in the year of the run."""
        name = table.get("of") or ""
        if not name:
            return together("", without_nested(self.lived))
        census = self.nations.get(name)
        if census is None or not (census.national and census.urban):
            found = self._together(name)
            if census is None or not (census.national or census.urban):
                return found
            if not census.national:
                return found._replace(urban=dated(census.urban, self.year))
            return self._nation(name, census)._replace(urban=found.urban)
        return self._nation(name, census)._replace(urban=dated(census.urban, self.year))

    def _together(self, name: str) -> Reference:
        """A place, or the members of a nation as one."""
        rows = {row["place"]: row for row in self.parsed["places"]}
        members = expanded(name, rows, self.nations)
        return together(name, place_beliefs(self.parsed, members, self.year, self.nations))

    def _nation(self, name: str, census: Census) -> Reference:
        """A nation by its own table of ages; its urban share is another matter."""
        starts, _, now = national_ages(census, self.year)
        people = {known: float(ages.people.sum()) for known, ages in census.national.items()}
        return Reference(name, 0.0, single_ages(now, starts), dated(people, self.year))

    def is_whole(self, table: Mapping[str, Any]) -> bool:
        """Whether the places of the run are those whose shares a table gives, all and no other."""
        rows = {row["place"]: row for row in self.parsed["places"]}
        name = table.get("of") or ""
        lived = {place.name for place in self.lived}
        return not name or (
            lived == {*expanded(name, rows, self.nations)}
            and not any(place.inside in lived for place in self.lived)
        )


def together(name: str, places: Sequence[PlaceBeliefs]) -> Reference:
    """The people of several places as one."""
    people = np.array([place.population for place in places], dtype=np.float64)
    part = people / people.sum()
    ages = np.array([single_ages(place.ages, place.starts) for place in places])
    urban = float(part @ np.array([place.urban for place in places]))
    return Reference(name, urban, np.tensordot(part, ages, 1), float(people.sum()))
