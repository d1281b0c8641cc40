"""Everything a run needs before its first day: calendar, people, names and compiled beliefs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

import numpy as np

from socialcredit.compile.census import read_census
from socialcredit.compile.documents import documents
from socialcredit.compile.faults import compile_faults, harms_of
from socialcredit.compile.homes import Home
from socialcredit.compile.population import refuse_odd
from socialcredit.compile.rates import Rates, ages_of
from socialcredit.compile.response import (
    Responses,
    compile_responses,
    kinds_of,
    refuse_unknown,
)
from socialcredit.compile.rounds import Hours, hours_of
from socialcredit.compile.scheme import begins
from socialcredit.compile.society import (
    compile_hazards,
    done_often,
    in_order,
    kinds_of_home,
    makeup,
    told_apart,
)
from socialcredit.core.calendar import Month, calendar
from socialcredit.core.columns import Communities, People
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.kept import Kept, once
from socialcredit.engine.settling import settle
from socialcredit.language.model.beliefs import BehaviourFile, Beliefs
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.resolve.inputs import Inputs
from socialcredit.language.resolve.paths import ASSUMPTIONS
from socialcredit.stages.society.beliefs import PopulationBeliefs, population_beliefs
from socialcredit.stages.society.deeds import Hazards
from socialcredit.stages.society.faults import Faults
from socialcredit.stages.society.places import (
    Census,
    PlaceBeliefs,
    place_beliefs,
    tables_folder,
)
from socialcredit.stages.society.profiles import assign_profiles

Document = Mapping[str, Any]
PROFILES = 2  # of so many catalogues of deeds it is kept how often who does what


@dataclass(frozen=True)
class Setup:
    """A run, fully resolved, before its first day. Nothing in it changes while people live.

    beliefs  the assumption files as plain values, which markets and tables are compiled from
    deeds, sources  in the order of the numbers that tables hold
    without  schemes that are not in force in world 1
    begins  int64 (schemes, places) month in which a scheme begins there, see `compile.scheme`
    often  deeds a day expected of the people of each place, see `done_often`
    makeup  how many are simulated in each place, by occupation and driver
    hours  of the sources that go round, and the visits that they come to
    lead  months of warm-up, which are lived and not told
    """

    seed: int
    months: tuple[Month, ...]
    people: People
    communities: Communities
    homes: tuple[Home, ...]
    schemes: tuple[Scheme, ...]
    without: frozenset[str]
    beliefs: Mapping[str, Document]
    deeds: tuple[Document, ...]
    sources: tuple[Document, ...]
    responses: Responses
    hazards: Hazards
    faults: Faults
    begins: np.ndarray
    often: np.ndarray
    makeup: np.ndarray
    hours: Hours
    lead: int = 0

    @property
    def places(self) -> tuple[str, ...]:
        """The places of the run, in the order of their numbers."""
        return tuple(home.name for home in self.homes)

    @property
    def residents(self) -> int:
        """How many people are simulated."""
        return len(self.people.age)

    @property
    def incapacitates(self) -> bool:
        """Whether any consequence keeps people from deeds."""
        return any(rule.stops for scheme in self.schemes for rule in scheme.consequences)

    @property
    def collects(self) -> bool:
        """Whether any sum has to be collected before it moves."""
        return any(rule.collected for scheme in self.schemes for rule in scheme.consequences)

    @property
    def stands(self) -> bool:
        """Whether any deed leaves a fault that lasts."""
        return len(self.faults.kind) > 0

    @property
    def harms(self) -> dict[str, str]:
        """What faults that stand do harm to, and its unit; "" counts people."""
        return harms_of(self.deeds)

    @property
    def told(self) -> tuple[Month, ...]:
        """The months that are told, numbered and counted from the first of them."""
        first = self.months[self.lead].first_day
        return tuple(
            Month(month.number - self.lead, month.first, month.first_day - first, month.days)
            for month in self.months[self.lead :]
        )

    @property
    def deed_numbers(self) -> dict[str, int]:
        """Row of every deed in the tables."""
        return {deed["deed"]: k for k, deed in enumerate(self.deeds)}

    @property
    def source_numbers(self) -> dict[str, int]:
        """Row of every source in the tables."""
        return {source["source"]: j for j, source in enumerate(self.sources)}


def prepare(
    *,
    seed: int,
    start: date,
    end: date,
    people: People,
    communities: Communities,
    places: Sequence[str],
    around: Sequence[str],
    schemes: Sequence[Scheme],
    without: Sequence[str],
    beliefs: Mapping[str, Document],
    behaviour: BehaviourFile,
    switches: Mapping[str, bool],
    told_from: date | None = None,
) -> Setup:
    """Put a run together from parsed files and a settled population.

    told_from  where what is told begins, after a warm-up; the first day if left out
    """
    deeds = in_order(beliefs["deeds"]["deeds"])
    kind, done = kinds_of_home(deeds, list(zip(places, around, strict=True)))
    ages = np.array(ages_of(deeds), np.int64)
    keys = assign_profiles(people, communities, kind, told_apart(deeds), ages)
    table = _profiles.get((deeds, done), Rates).of(deeds, keys, done)
    months = calendar(start, end)
    populations = {one["place"]: one["population"] for one in beliefs["places"]["places"]}
    homes = [
        Home(name, populations[name], wider) for name, wider in zip(places, around, strict=True)
    ]
    return Setup(
        seed=seed,
        months=months,
        people=people,
        communities=communities,
        homes=tuple(homes),
        schemes=tuple(schemes),
        without=frozenset(without),
        beliefs=beliefs,
        deeds=tuple(deeds),
        sources=tuple(beliefs["sensors"]["sources"]),
        responses=compile_responses(
            behaviour, switches, kinds_of(deeds, beliefs["domains"]["domains"])
        ),
        hazards=_hazards.get(
            (beliefs["deeds"], done, keys), lambda: compile_hazards(beliefs["deeds"], deeds, table)
        ),
        faults=compile_faults(deeds),
        begins=begins(schemes, list(zip(places, around, strict=True)), start),
        often=done_often(deeds, table, people, communities, len(homes)),
        makeup=makeup(people, communities, len(homes)),
        hours=hours_of(
            beliefs["sensors"]["sources"],
            homes,
            residents_by_place(communities, len(homes)),
            [month.first for month in months],
        ),  # fmt: skip
        lead=sum(month.first < (told_from or start) for month in months),
    )


def residents_by_place(communities: Communities, places: int) -> np.ndarray:
    """How many are simulated in each place; int64 (places,)."""
    sizes = np.diff(communities.offset)
    return np.bincount(communities.place, sizes, places).astype(np.int64)


Settle = Callable[..., tuple[People, Communities]]


def prepared(inputs: Inputs, threads: int, settle: Settle = settle) -> Setup:
    """Settle the people and compile the beliefs; the same people for any number of threads."""
    scenario, parsed = inputs.scenario, parsed_of(inputs.beliefs)
    behaviour = inputs.beliefs.behaviour
    refuse_unknown(behaviour, file_named(scenario, "behaviour"))
    places, beliefs = residents_of(scenario, parsed)
    people, communities = settle(
        beliefs, places, scenario.people, scenario.seed, scenario.panel_households, threads
    )
    return prepare(
        seed=scenario.seed, start=scenario.lived_since, end=scenario.ends, people=people,
        communities=communities, places=[place.name for place in places],
        around=[place.inside or "" for place in places], schemes=inputs.schemes,
        without=inputs.without, beliefs=parsed, behaviour=behaviour,
        switches=scenario.responses, told_from=scenario.starts,
    )  # fmt: skip


def file_named(scenario: Scenario, kind: str) -> Path:
    """An assumption file for a message; a run folder holds what its files said, not where."""
    name = scenario.assumptions.get(kind, f"{kind}.yaml")
    return ASSUMPTIONS / name if (ASSUMPTIONS / name).is_file() else Path(name)


_censuses, _profiles, _hazards = Kept(1), Kept(PROFILES), Kept(PROFILES)


@once()
def parsed_of(beliefs: Beliefs) -> dict[str, Any]:
    """The assumption files as plain values, which no run writes."""
    return documents(beliefs)


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
