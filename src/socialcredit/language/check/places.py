"""Whether places and nations agree with each other, and with whose shares the population gives."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from socialcredit.core.errors import nearest
from socialcredit.language.check.unmeant import Oddity
from socialcredit.language.model.firms import FirmFile
from socialcredit.language.model.places import HomePlace, PlaceFile
from socialcredit.language.model.population import TABLES, PopulationFile
from socialcredit.language.model.purses import FIRST_CURRENCY
from socialcredit.language.read.diagnostics import Problem


def problems_of_places(file: PlaceFile) -> Iterator[Problem]:
    """Names that stand twice or lead nowhere, and nations of nobody."""
    seen: set[str] = set()
    for block, names in (
        ("nations", [nation.nation for nation in file.nations]),
        ("places", [place.place for place in file.places]),
    ):
        for index, name in enumerate(names):
            if name in seen:
                yield Problem((block, index), f"`{name}` stands twice", "another name")
            seen.add(name)
    for index, place in enumerate(file.places):
        yield from _of_nation(file, index, place)
        yield from _around(file, index, place)
    for index, nation in enumerate(file.nations):
        if not file.members(nation.nation):
            message = f"`{nation.nation}` has no member"
            expected = f"a place with `nation: {nation.nation}` that lies inside no other"
            yield Problem(("nations", index), message, expected)


def oddities_of_places(file: PlaceFile) -> Iterator[Oddity]:
    """Places of which nothing says the money, so that sums of elsewhere are taken as they are."""
    for index, place in enumerate(file.places):
        nation = file.nation_of(place)
        if place.currency is None and (nation is None or nation.currency is None):
            message = f"nothing says what money `{place.place}` has: sums are told in "
            message += f"{FIRST_CURRENCY}, and none is carried over"
            problem = Problem(("places", index), message, "`currency` and `median_income`")
            yield Oddity(problem, "write both where the place stands, such as `currency: euro`")


def oddities_of_nations(names: Sequence[str], file: PlaceFile) -> Iterator[Oddity]:
    """Places of a run that are not of one nation, and are settled by one population.yaml.

    names  the places of a scenario; towns of which none has a nation are taken to be of one
    """
    rows = {place.place: place for place in file.places}
    first, known = "", ""
    for index, name in enumerate(names):
        one = next(iter(file.members(name)), name)
        nation = file.nation_of(rows[one]) if one in rows else None
        title = nation.title if nation else "no nation"
        if index and title != known:
            message = f"`{name}` is of {title}, `{first}` of {known}: population.yaml is one for "
            message += "both, so that households, schooling and work are alike there"
            problem = Problem(("places", index), message, "places of one nation")
            yield Oddity(
                problem,
                "to settle each after its own, run them one by one, each with its own file under "
                "`assumptions: {population: ...}`",
            )
        if not index:
            first, known = name, title


def _of_nation(file: PlaceFile, index: int, place: HomePlace) -> Iterator[Problem]:
    nations = {nation.nation: nation for nation in file.nations}
    if place.nation is not None and place.nation not in nations:
        where = ("places", index, "nation")
        if nations:
            yield _unknown(where, "nation", place.nation, nations)
        else:
            message = f"there is no nation `{place.nation}`: this file names none"
            expected = "no `nation`, or a row of it under `nations`; "
            yield Problem(where, message, expected + "`extends: places.yaml` has what ships")
        return
    if place.province is None:
        return
    where = ("places", index, "province")
    asked = [nations[place.nation]] if place.nation else list(nations.values())
    tables = {one.nation: one.provinces.rows if one.provinces else {} for one in asked}
    having = [nation for nation, rows in tables.items() if place.province in rows]
    if not having:
        known = [name for rows in tables.values() for name in rows]
        message = f"`{place.province}` is no province of the census of any nation here"
        shown = ", ".join(known[:40]) or "none: `extends: places.yaml`, or `ages: FILE.csv`"
        yield Problem(where, message, f"one of {shown}", nearest(place.province, known))
    elif len(having) > 1:
        message = f"`{place.province}` is a province of {' and '.join(having)}"
        yield Problem(where, message, "`nation: ...` beside it")


def _around(file: PlaceFile, index: int, place: HomePlace) -> Iterator[Problem]:
    """What a place lies inside is a place, and not round a circle in itself."""
    rows = {one.place: one for one in file.places}
    where = ("places", index, "inside")
    if place.inside is None:
        return
    if place.inside not in rows:
        yield _unknown(where, "place", place.inside, rows)
        return
    above: str | None = place.inside
    for _ in rows:
        if above is None or above == place.place:
            break
        above = rows[above].inside if above in rows else None
    if above is not None:
        yield Problem(
            where, f"`{place.place}` lies inside itself", "a larger place, or no `inside`"
        )


def problems_of_whose(
    population: PopulationFile | FirmFile, places: PlaceFile
) -> Iterator[Problem]:
    """Tables of the population that are of a nation or place which there is not."""
    if not isinstance(population, PopulationFile):
        return
    known = [*(one.nation for one in places.nations), *(one.place for one in places.places)]
    asked: dict[str, list[str]] = {}
    for name in TABLES:
        table = getattr(population, name)
        if table is not None and table.of is not None and table.of not in known:
            asked.setdefault(table.of, []).append(name)
    for whose, tables in asked.items():
        message = f"population.yaml is of `{whose}` ({', '.join(tables)}), which is not among these"
        expected = f"`extends: places.yaml`, or a nation or place `{whose}`"
        yield Problem((), message, expected, nearest(whose, known))


def _unknown(loc: tuple[str | int, ...], what: str, name: str, known: Collection[str]) -> Problem:
    shown = ", ".join(list(known)[:12]) + (", ..." if len(known) > 12 else "") or "none"
    return Problem(loc, f"there is no {what} `{name}`", f"one of {shown}", nearest(name, known))
