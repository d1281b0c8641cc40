"""Whether a home lies in the places and sectors that a rule or deed names."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

KNOWN_APART = 8  # schemes of one place that people tell apart; further ones share the last


@dataclass(frozen=True)
class Home:
    """Where subjects are: a place of residents, or a market of firms, a sector in a place.

    name  of the place or market    population  residents, or firms, by year
    around  the place around it, where it lies in one
    place, sector  of a market, for which the name says both
    nation  of which the place is a member; none of a place that stands for itself
    """

    name: str
    population: Mapping[int, float] = field(default_factory=dict)
    around: str = ""
    place: str = ""
    sector: str = ""
    nation: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All by which rules may mean it: its own name, its place's, province's and nation's."""
        return self.name, self.place or self.name, self.around, self.nation

    def among(self, item: Mapping[str, Any]) -> bool:
        """Whether a deed or source has to do with it, by the `places` and `sectors` it names."""
        near = lies_in(item.get("places") or (), self.names)
        return near and in_sectors(item.get("sectors") or (), self.sector)


def lies_in(places: Collection[str], names: Collection[str]) -> bool:
    """Whether a home, told by all its names, lies in these places; none is all."""
    return not places or not {*names}.isdisjoint(places)


def in_sectors(sectors: Collection[str], sector: str) -> bool:
    """Whether a market is one of these sectors; none is all of them."""
    return not sectors or sector in sectors


def scored_in(
    named: Collection[str] | None, seat: str, homes: Sequence[Home], sectors: Collection[str] = ()
) -> list[bool]:
    """In which homes a scheme scores its subjects.

    named  the places of its subjects, where it says any; else it is its seat that counts, and one
        that is not simulated is everywhere: that is how a city's rules are tried on other people
    sectors  those of the firms it scores, where it says any
    """
    wanted = {*(named or (seat,))}
    held = [not wanted.isdisjoint(home.names) for home in homes]
    near = held if named or any(held) else [True] * len(held)
    fits = [in_sectors(sectors, home.sector) for home in homes]
    return [here and fit for here, fit in zip(near, fits, strict=True)]
