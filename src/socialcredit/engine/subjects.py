"""Who is simulated: residents of places, or firms of markets; with their communities and homes."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

import numpy as np

from socialcredit.compile.census import read_census
from socialcredit.compile.population import refuse_odd
from socialcredit.core.columns import Communities, People
from socialcredit.core.draws import key_of, stream
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.kept import Kept, once
from socialcredit.core.levels import SECTORS
from socialcredit.core.places import Home
from socialcredit.core.populations import Kind
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.paths import ASSUMPTIONS
from socialcredit.stages.society.beliefs import PopulationBeliefs, population_beliefs
from socialcredit.stages.society.firms import Market, firm_recipe, firms_in, settle_firms
from socialcredit.stages.society.panel import luck_of
from socialcredit.stages.society.places import (
    Census,
    PlaceBeliefs,
    place_beliefs,
    tables_folder,
    without_nested,
)

AS_WRITTEN = {2020: 0.5}  # a share that never moves: which firms are in towns their file says
_censuses = Kept(1)

Settle = Callable[..., tuple[People, Communities]]
Settled = tuple[People, Communities, list[Home]]
Document = Mapping[str, Any]


def key_for(kind: Kind, seed: int) -> tuple[int, int]:
    """The two key words of a population's draws: firm i does not share resident i's luck."""
    low, high = key_of(seed)
    return (low, high) if kind == "persons" else (low, high ^ stream("firms"))


def subjects_of(
    scenario: Scenario, parsed: Mapping[str, Document], threads: int, settle: Settle
) -> Settled:
    """The subjects of a scenario with their communities and homes, for any number of threads.

    settle  who settles residents, see `engine.settling`
    """
    if scenario.kind == "firms":
        return _firms_settled(scenario, parsed, threads)
    return _residents_settled(scenario, parsed, threads, settle)


def _residents_settled(
    scenario: Scenario, parsed: Mapping[str, Document], threads: int, settle: Settle
) -> Settled:
    places, beliefs = residents_of(scenario, parsed)
    residents, communities = settle(
        beliefs, places, scenario.subjects, scenario.seed, scenario.panel_households, threads
    )
    populations = {one["place"]: one["population"] for one in parsed["places"]["places"]}
    homes = [Home(one.name, populations[one.name], one.inside or "") for one in places]
    return residents, communities, homes


def _firms_settled(scenario: Scenario, parsed: Mapping[str, Document], threads: int) -> Settled:
    """Markets of each place of the scenario, and the firms in them."""
    named, year = parsed["population"]["markets"], scenario.starts.year
    census = census_read(tables_folder())
    places = place_beliefs(parsed["places"], scenario.places, year, census, AS_WRITTEN)
    sectors = scenario.sectors or SECTORS
    rows = [(s, one) for s, one in enumerate(named) if one["sector"] in sectors]
    years = range(scenario.lived_since.year, scenario.ends.year + 1)
    homes, markets = [], []
    for place in without_nested(places):
        for s, one in rows:
            many = {year: firms_in(one, place.name, place.population, year) for year in years}
            homes.append(
                Home(f"{one['sector']}, {place.name}", many, place.inside or "", place.name,
                     one["sector"])
            )  # fmt: skip
            markets.append(Market(s, many[year], one["urban"]))
    luck = luck_of(key_for("firms", scenario.seed))
    firms, communities = settle_firms(
        firm_recipe(named), markets, scenario.subjects, luck, scenario.panel_households, threads
    )
    return firms, communities, homes


def file_named(scenario: Scenario, kind: str) -> Path:
    """An assumption file for a message; a run folder holds what its files said, not where."""
    name = scenario.assumptions.get(kind, f"{kind}.yaml")
    return ASSUMPTIONS / name if (ASSUMPTIONS / name).is_file() else Path(name)


def census_read(folder: Path) -> Census:
    """The census tables, read again where a byte of them has changed."""
    files = [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.csv"))]
    return cast(Census, _censuses.get((str(folder), files), lambda: read_census(folder)))


def residents_of(
    scenario: Scenario, parsed: Mapping[str, Document]
) -> tuple[list[PlaceBeliefs], PopulationBeliefs]:
    """What is believed of the places and of who lives there, in the year of the scenario.

    The tables of population.yaml have no model of their own: what is not of their shape, or no
    share at all, raises SocialCreditError here.
    """
    return _residents(
        parsed, scenario.places, scenario.starts.year, census_read(tables_folder()),
        file_named(scenario, "population"),
    )  # fmt: skip


@once()
def _residents(
    parsed: Mapping[str, Document], names: tuple[str, ...], year: int, census: Census, file: Path
) -> tuple[list[PlaceBeliefs], PopulationBeliefs]:
    try:
        urban = parsed["population"]["urban"]["values"]
        places = place_beliefs(parsed["places"], names, year, census, urban)
        with np.errstate(all="ignore"):
            beliefs = population_beliefs(parsed["population"], year, census)
        refuse_odd(beliefs)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as problem:
        raise SocialCreditError(
            f"a table of population.yaml does not fit: {problem}",
            where=str(file),
            expected="tables of the same shape as in the file that is shipped",
            hint="correct the table, or the change made with --set",
        ) from problem
    return places, beliefs
