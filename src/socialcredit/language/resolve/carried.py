"""What is carried over to a place from elsewhere: tables that are of another nation or place.

A run says so in `inputs.json`, so that whoever reads its numbers can see which of them rest on
people who do not live there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from socialcredit.core.text import counted, heading
from socialcredit.language.model.beliefs import Beliefs
from socialcredit.language.model.places import HomePlace, PlaceFile
from socialcredit.language.model.population import TABLES, PopulationFile
from socialcredit.language.model.purses import currency_in
from socialcredit.language.model.scenario import Scenario

WORDS = {
    "household_sizes": "sizes of households",
    "compositions": "who lives together",
    "ages": "years between the members of a household",
    "education": "schooling by age, sex and residence",
    "occupation": "what people do",
    "income": "the shape of incomes",
    "internet": "who is online",
    "drivers": "who drives",
    "newcomers": "who arrived within the year",
    "traits": "traits and their independence",
}
CARRIED = "carried-over"  # the document of tables that `new place` writes into a place's own file
NATION = "china"  # whose those are, and what is shipped
# What shipped files say of a nation, by kind: a place of another has it from there.
FILES_OF_NATION = {
    "deeds": "how often people do what",
    "sensors": "who sees what, and how often wrongly",
    "domains": "how often people ask for what",
}
EMPTY = "falls in a straight line to nobody at 100"
Carried = dict[str, str]


def currency_of_run(scenario: Scenario, beliefs: Beliefs) -> str:
    """In what the money of a run is: that of its places, which all have one."""
    return currency_in(beliefs.places, scenario.places, scenario.starts.year)


def told_of_place(scenario: Scenario, beliefs: Beliefs) -> dict[str, Any]:
    """For a run's folder: its currency, and what is carried over, where anything is."""
    carried = carried_over(scenario, beliefs)
    told = {"currency": currency_of_run(scenario, beliefs)}
    return told | ({"carried_over": carried} if carried else {})


def carried_over(scenario: Scenario, beliefs: Beliefs) -> list[Carried]:
    """What of the places that a scenario lives in is another's: `what`, `place`, `from`, `source`.

    Each with its `evidence` and, of a table of population.yaml, its name (`table`).
    """
    places, found = beliefs.places, list[Carried]()
    rows = {place.place: place for place in places.places}
    for asked in scenario.places:
        for name in places.members(asked) or (asked,):
            if name in rows:
                found += _of_row(places, rows[name])
                if isinstance(beliefs.population, PopulationFile):
                    found += _of_tables(places, rows[name], beliefs.population)
                    found += _of_files(scenario, places, rows[name])
    return found + [*_of_sums(scenario, beliefs)]


def _of_files(scenario: Scenario, places: PlaceFile, place: HomePlace) -> Iterator[Carried]:
    """Files that are as they are shipped, in a place that is of another nation or of none."""
    nation = places.nation_of(place)
    if nation is not None and nation.nation == NATION:
        return
    for kind, what in FILES_OF_NATION.items():
        if kind not in scenario.assumptions:
            yield {
                "what": what, "place": place.place, "from": heading(NATION),
                "source": f"the shipped {kind}.yaml", "evidence": "assumed",
            }  # fmt: skip


def _of_sums(scenario: Scenario, beliefs: Beliefs) -> Iterator[Carried]:
    """Files whose sums were another people's, and are told in the money of the place."""
    for kind, file in beliefs._asdict().items():
        money = getattr(file, "money", None)
        for one in money.carried if money is not None else ():
            yield {
                "what": f"sums of money of {counted(one.blocks, 'block')}", "table": kind,
                "place": scenario.places[0], "from": one.of,
                "source": f"times {one.times:g}, by median incomes", "evidence": "assumed",
            }  # fmt: skip


def _of_row(places: PlaceFile, place: HomePlace) -> Iterator[Carried]:
    """Ages of a province around it, and what no table says of the oldest."""
    nation = places.nation_of(place)
    if place.ages is None and place.inside is not None and nation is not None:
        yield {
            "what": "ages by sex", "place": place.place, "from": str(place.province),
            "source": _document(places, nation.origin), "evidence": "assumed",
        }  # fmt: skip
    if place.ages is not None and not place.ages.groups[-1].startswith("100"):
        yield {
            "what": f"ages within {place.ages.groups[-1]}", "place": place.place,
            "from": "assumed", "source": EMPTY, "evidence": "assumed",
        }  # fmt: skip


def _of_tables(
    places: PlaceFile, place: HomePlace, population: PopulationFile
) -> Iterator[Carried]:
    nation = places.nation_of(place)
    own = {None, place.place, nation.nation if nation else None}
    for name in TABLES:
        table = getattr(population, name)
        if table is not None and (table.of not in own or table.source == CARRIED):
            whose = heading(NATION if table.of in own else table.of)
            yield {
                "what": WORDS[name], "table": name, "place": place.place, "from": whose,
                "source": _document(population, table.source), "evidence": table.evidence,
            }  # fmt: skip


def _document(file: Any, key: str) -> str:
    """The title of a document of a file, or the word that stands for none."""
    return file.sources[key].title if key in file.sources else key
