"""Everything a run needs before its first day: calendar, people, names and compiled beliefs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from socialcredit.compile.consequences import compile_doors
from socialcredit.compile.counts_as import kin_of, with_kin
from socialcredit.compile.documents import documents
from socialcredit.compile.lists import compile_lists
from socialcredit.compile.observation import Home, compile_senses
from socialcredit.compile.records import compile_procedure
from socialcredit.compile.response import Responses, compile_responses, refuse_unknown
from socialcredit.compile.scheme import compile_book, deeds_touched, heads
from socialcredit.compile.society import compile_hazards, in_order, kinds_of_home, told_apart
from socialcredit.compile.versions import era_of
from socialcredit.core.calendar import Month, calendar
from socialcredit.core.columns import Communities, People
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.resolve.inputs import Inputs
from socialcredit.language.resolve.loading import assumption_files
from socialcredit.month.tables import Tables, When
from socialcredit.stages.consequences.doors import Doors
from socialcredit.stages.observation.sources import Senses
from socialcredit.stages.scheme.points import Book
from socialcredit.stages.society.beliefs import population_beliefs
from socialcredit.stages.society.deeds import Hazards
from socialcredit.stages.society.people import settle
from socialcredit.stages.society.places import place_beliefs, read_census, tables_folder
from socialcredit.stages.society.profiles import assign_profiles

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Setup:
    """A run, fully resolved, before its first day; only `books` and `senses` grow during it."""

    seed: int
    months: tuple[Month, ...]
    people: People
    communities: Communities
    places: tuple[str, ...]
    around: tuple[str, ...]  # the province around each place, or nothing
    homes: tuple[Home, ...]
    schemes: tuple[Scheme, ...]
    without: frozenset[str]
    deeds: tuple[Document, ...]
    sources: tuple[Document, ...]
    domains: Mapping[str, int]
    attempts: Mapping[str, Document]
    responses: Responses
    hazards: Hazards
    month_of: np.ndarray
    beliefs: Mapping[str, Document]  # the assumption files, which markets read
    offers: np.ndarray  # uint8 (schemes,) whether it rewards a deed that anybody can do for points
    lead: int = 0  # months of warm-up, which are lived and not told
    books: dict[tuple[int, int], Book] = field(default_factory=dict, init=False)  # by era
    senses: dict[date, Senses] = field(default_factory=dict, init=False)  # by month

    @property
    def residents(self) -> int:
        """How many people are simulated."""
        return len(self.people.age)

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
    responses: Responses,
    told_from: date | None = None,
) -> Setup:
    """Put a run together from parsed files and a settled population.

    told_from  where what is told begins, after a warm-up; the first day if left out
    """
    deeds = in_order(beliefs["deeds"]["deeds"])
    kind, done = kinds_of_home(deeds, list(zip(places, around, strict=True)))
    keys = assign_profiles(people, communities, kind, told_apart(deeds))
    kin = kin_of(deeds, beliefs["sensors"]["sources"]).deeds
    touched = [[with_kin(names, kin) for names in deeds_touched(scheme)] for scheme in schemes]
    scored = set[str]().union(*(deducted for deducted, _ in touched))
    rewarded = set[str]().union(*(paid for _, paid in touched))
    open_to_all = {deed["deed"] for deed in deeds if deed.get("cheap_good")}
    offers = np.array([bool(paid & open_to_all) for _, paid in touched], np.uint8)
    months = calendar(start, end)
    month_of = np.zeros(sum(m.days for m in months) + 64, np.int64)
    for month in months:
        month_of[month.first_day :] = month.number
    tree = beliefs["domains"]
    populations = {one["place"]: one["population"] for one in beliefs["places"]["places"]}
    homes = tuple(
        Home(name, populations[name], wider) for name, wider in zip(places, around, strict=True)
    )
    return Setup(
        seed, months, people, communities, tuple(places), tuple(around),
        homes, tuple(schemes), frozenset(without),
        tuple(deeds), tuple(beliefs["sensors"]["sources"]),
        {domain["domain"]: d for d, domain in enumerate(tree["domains"])},
        {attempt["domain"]: attempt for attempt in tree.get("attempts") or ()},
        responses,
        compile_hazards(beliefs["deeds"], deeds, keys, done, scored, rewarded, responses.watched),
        month_of,
        beliefs, offers, sum(month.first < (told_from or start) for month in months),
    )  # fmt: skip


def tables_of(setup: Setup, month: Month, world: int) -> Tables:
    """Everything compiled for one month of one world (1 = without the scenario's schemes)."""
    first, start = month.first, setup.months[0].first
    era = era_of(setup.schemes, first)
    if era not in setup.books:
        setup.books[era] = compile_book(
            setup.schemes, setup.deed_numbers, setup.source_numbers, start, first,
            tuple(zip(setup.places, setup.around, strict=True)), kin_of(setup.deeds, setup.sources),
        )  # fmt: skip
    rules = setup.books[era]._replace(head=heads(setup.schemes, first))
    if world == 1:
        off = [s for s, scheme in enumerate(setup.schemes) if scheme.scheme in setup.without]
        rules.head.active[off] = 0
    grades = rules.bands.shape[1]
    doors: Doors = compile_doors(setup.schemes, setup.domains, setup.attempts, first, grades)
    if first not in setup.senses:
        setup.senses[first] = compile_senses(setup.deeds, setup.sources, setup.homes, first)
    return Tables(
        setup.hazards,
        setup.senses[first],
        rules,
        compile_procedure(setup.schemes, setup.responses.disputes, first),
        compile_lists(setup.schemes, setup.responses.listed, start, first),
        doors,
    )


def when_of(setup: Setup, month: Month) -> When:
    """The calendar as the kernels see it."""
    last = setup.months[-1]
    return When(
        month.number, month.first.month - 1, month.first_day, month.days,
        last.first_day + last.days, setup.month_of,
    )  # fmt: skip


Settle = Callable[..., tuple[People, Communities]]


def prepared(inputs: Inputs, threads: int, settle: Settle = settle) -> Setup:
    """Settle the people and compile the beliefs; the same people for any number of threads."""
    scenario, parsed = inputs.scenario, documents(inputs.beliefs)
    behaviour = inputs.beliefs.behaviour
    refuse_unknown(behaviour, assumption_files(scenario.assumptions)["behaviour"])
    responses = compile_responses(behaviour, scenario.responses)
    census, year = read_census(tables_folder()), scenario.starts.year
    urban = parsed["population"]["urban"]["values"]
    places = place_beliefs(parsed["places"], scenario.places, year, census, urban)
    beliefs = population_beliefs(parsed["population"], year, census)
    people, communities = settle(
        beliefs, places, scenario.people, scenario.seed, scenario.panel_households, threads
    )
    return prepare(
        seed=scenario.seed, start=scenario.lived_since, end=scenario.ends, people=people,
        communities=communities, places=[place.name for place in places],
        around=[place.inside or "" for place in places], schemes=inputs.schemes,
        without=inputs.without, beliefs=parsed, responses=responses,
        told_from=scenario.starts,
    )  # fmt: skip
