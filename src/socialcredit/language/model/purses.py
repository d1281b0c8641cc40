"""In whose money a place is: its own, or that of its nation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from socialcredit.core.retelling import FIRST_CURRENCY
from socialcredit.language.model.money import Purse
from socialcredit.language.model.places import HomePlace, Nation, PlaceFile


def purse_of(file: PlaceFile, name: str, year: int) -> Purse | None:
    """The money of a place or nation, with its income nearest to a year; None of unknown names."""
    for place in file.places:
        if place.place == name:
            return _of_place(place, file.nation_of(place), year)
    for nation in file.nations:
        if nation.nation == name:
            return _purse(nation.currency, nation.median_income, nation.title, year)
    return None


def purses(file: PlaceFile, names: Sequence[str], year: int) -> Iterator[tuple[str, Purse]]:
    """The money of each of these that is there."""
    for name in names:
        found = purse_of(file, name, year)
        if found is not None:
            yield name, found


def currency_in(file: PlaceFile, names: Sequence[str], year: int) -> str:
    """The currency of the first of these that is there."""
    found = next(purses(file, names, year), None)
    return FIRST_CURRENCY if found is None else found[1].currency


def _of_place(place: HomePlace, nation: Nation | None, year: int) -> Purse:
    currency = place.currency or (nation.currency if nation else None)
    incomes = place.median_income
    if incomes is None and nation is not None and currency == nation.currency:
        incomes = nation.median_income
    return _purse(currency, incomes, place.title, year)


def _purse(currency: str | None, incomes: Mapping[str, float] | None, of: str, year: int) -> Purse:
    if not incomes:
        return Purse(currency or FIRST_CURRENCY, None, "", of)
    nearest = min(incomes, key=lambda told: (abs(int(told) - year), told))
    return Purse(currency or FIRST_CURRENCY, incomes[nearest], nearest, of)
