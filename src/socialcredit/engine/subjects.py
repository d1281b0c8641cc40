"""Who is simulated: residents of places, or firms of markets; with their communities and homes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from socialcredit.compile.census import nations_of, with_arrays
from socialcredit.compile.population import refuse_odd
from socialcredit.core.columns import Communities, People
from socialcredit.core.draws import key_of, stream
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.kept import once
from socialcredit.core.levels import SECTORS
from socialcredit.core.places import Home
from socialcredit.core.populations import Kind
from socialcredit.engine.shard import Shard, moved
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.paths import ASSUMPTIONS
from socialcredit.stages.society import people as society
from socialcredit.stages.society.beliefs import PopulationBeliefs, population_beliefs
from socialcredit.stages.society.firms import (
    FirmRecipe,
    Market,
    communities_of_firms,
    firm_recipe,
    firms_in,
    settle_firms,
)
from socialcredit.stages.society.panel import Luck, luck_of, wanted_of
from socialcredit.stages.society.places import PlaceBeliefs, place_beliefs, without_nested
from socialcredit.stages.society.reference import References

Settle = Callable[[PopulationBeliefs, list[PlaceBeliefs], Communities, Luck], "SettledIn"]
SettledIn = Callable[[Shard, int], People]
Document = Mapping[str, Any]
PLANS = 4  # of so many numbers of residents it is kept how they are parted


def key_for(kind: Kind, seed: int) -> tuple[int, int]:
    """The two key words of a population's draws: firm i does not share resident i's luck."""
    low, high = key_of(seed)
    return (low, high) if kind == "persons" else (low, high ^ stream("firms"))


@dataclass(frozen=True)
class Subjects:
    """Who is to be settled, planned before anybody is: where, and in which communities.

    communities  of all, with offsets into the columns of all
    panel  how many households the panel takes
    settle  the people of a shard, on so many threads: without profiles, and without the panel
    """

    communities: Communities
    homes: tuple[Home, ...]
    panel: int
    luck: Luck
    settle: SettledIn


def subjects_of(scenario: Scenario, parsed: Mapping[str, Document], settle: Settle) -> Subjects:
    """The subjects of a scenario, for any number of threads.

    settle  who settles residents, see `engine.settling`
    """
    if scenario.kind == "firms":
        return _firms(scenario, parsed)
    return _living(scenario, parsed, settle)


def _living(scenario: Scenario, parsed: Mapping[str, Document], settle: Settle) -> Subjects:
    """Places of the scenario, and the residents in them."""
    places, beliefs = residents_of(scenario, parsed)
    communities = _planned(places, scenario.subjects)
    luck = luck_of(key_for("persons", scenario.seed))
    settled = settle(beliefs, places, communities, luck)
    homes = _homes(places, parsed["places"])
    return Subjects(communities, homes, _panel_of(scenario, communities), luck, settled)


@once(PLANS)
def _planned(places: list[PlaceBeliefs], many: int) -> Communities:
    """The communities of so many residents, whoever they will be."""
    return society.communities_of(places, many)


@once(PLANS)
def _homes(places: list[PlaceBeliefs], document: Document) -> tuple[Home, ...]:
    """The places as rules and deeds ask of them."""
    populations = {one["place"]: one["population"] for one in document["places"]}
    return tuple(
        Home(one.name, populations[one.name], one.inside or "", nation=one.nation) for one in places
    )


def _firms(scenario: Scenario, parsed: Mapping[str, Document]) -> Subjects:
    """Markets of each place of the scenario, and the firms in them."""
    named, year = parsed["population"]["markets"], scenario.starts.year
    written = with_arrays(parsed["places"])
    places = place_beliefs(written, scenario.places, year, nations_of(parsed["places"]))
    sectors = scenario.sectors or SECTORS
    rows = [(s, one) for s, one in enumerate(named) if one["sector"] in sectors]
    years = range(scenario.lived_since.year, scenario.ends.year + 1)
    homes, markets = [], []
    for place in without_nested(places):
        for s, one in rows:
            many = {year: firms_in(one, place.name, place.population, year) for year in years}
            homes.append(
                Home(f"{one['sector']}, {place.name}", many, place.inside or "", place.name,
                     one["sector"], place.nation)
            )  # fmt: skip
            markets.append(Market(s, many[year], one["urban"]))
    communities = communities_of_firms(markets, scenario.subjects)
    sector = np.array([market.sector for market in markets], np.int64)
    recipe, luck = firm_recipe(named), luck_of(key_for("firms", scenario.seed))
    settled = partial(_firms_settled, recipe, sector, communities, luck)
    return Subjects(communities, tuple(homes), _panel_of(scenario, communities), luck, settled)


def _firms_settled(
    recipe: FirmRecipe, sector: np.ndarray, communities: Communities, luck: Luck, shard: Shard,
    threads: int,
) -> People:  # fmt: skip
    here = moved(communities, shard)
    return settle_firms(recipe, sector, here, shard.first, shard.last, luck, threads)


def _panel_of(scenario: Scenario, communities: Communities) -> int:
    """How many households the panel takes."""
    return wanted_of(int(communities.offset[-1]), scenario.panel_households)


def file_named(scenario: Scenario, kind: str) -> Path:
    """An assumption file for a message; a run folder holds what its files said, not where."""
    return _lies_at(scenario.assumptions.get(kind, f"{kind}.yaml"))


@once()
def _lies_at(name: str) -> Path:
    return ASSUMPTIONS / name if (ASSUMPTIONS / name).is_file() else Path(name)


def residents_of(
    scenario: Scenario, parsed: Mapping[str, Document]
) -> tuple[list[PlaceBeliefs], PopulationBeliefs]:
    """What is believed of the places and of who lives there, in the year of the scenario.

    What a change made of a table that the model lets pass and nobody can be drawn from, raises
    SocialCreditError here.
    """
    return _residents(
        parsed, scenario.places, scenario.starts.year, file_named(scenario, "population")
    )


@once()
def _residents(
    parsed: Mapping[str, Document], names: tuple[str, ...], year: int, file: Path
) -> tuple[list[PlaceBeliefs], PopulationBeliefs]:
    nations, written = nations_of(parsed["places"]), with_arrays(parsed["places"])
    places = place_beliefs(written, names, year, nations)
    try:
        with np.errstate(all="ignore"):
            references = References(written, year, nations, places)
            beliefs = population_beliefs(parsed["population"], year, references)
        refuse_odd(beliefs)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as problem:
        raise SocialCreditError(
            f"a table of population.yaml does not fit: {problem}",
            where=str(file),
            expected="tables of the same shape as in the file that is shipped",
            hint="correct the table, or the change made with --set",
        ) from problem
    return places, beliefs
