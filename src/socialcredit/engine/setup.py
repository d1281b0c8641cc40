"""Everything a run needs before its first day: calendar, people, names and compiled beliefs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np

from socialcredit.columns import Communities, People
from socialcredit.consequences.doors import Doors
from socialcredit.engine import book, duties
from socialcredit.engine.desk import Tables, When
from socialcredit.engine.hazards import compile_hazards, in_order
from socialcredit.engine.kin import kin_of, with_kin
from socialcredit.engine.profiles import assign_profiles, kinds_of_home, told_apart
from socialcredit.engine.senses import Home, compile_senses
from socialcredit.observation.sources import Senses
from socialcredit.response.chilling import Chilling, still_done
from socialcredit.response.together import MECHANISMS
from socialcredit.rules import Scheme
from socialcredit.scheme.points import Book
from socialcredit.society.deeds import Hazards

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Month:
    """One month of the run: its first day as a date and as a day number, its length."""

    number: int
    first: date
    first_day: int
    days: int


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
    mechanisms: tuple[tuple[Any, Any], ...]
    caution: int
    dispute: np.ndarray
    hazards: Hazards
    month_of: np.ndarray
    lending: Document
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


def calendar(start: date, end: date) -> tuple[Month, ...]:
    """The months from start to end (inclusive), cut at both ends."""
    months: list[Month] = []
    first = start
    while first <= end:
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        days = (min(following, end + timedelta(days=1)) - first).days
        months.append(Month(len(months), first, (first - start).days, days))
        first = following
    return tuple(months)


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
    responses: Mapping[str, bool],
    told_from: date | None = None,
) -> Setup:
    """Put a run together from parsed files and a settled population.

    told_from  where what is told begins, after a warm-up; the first day if left out
    """
    deeds = in_order(beliefs["deeds"]["deeds"])
    kind, done = kinds_of_home(deeds, list(zip(places, around, strict=True)))
    keys = assign_profiles(people, communities, kind, told_apart(deeds))
    kin = kin_of(deeds, beliefs["sensors"]["sources"]).deeds
    touched = [[with_kin(names, kin) for names in _touched(scheme)] for scheme in schemes]
    scored = set[str]().union(*(deducted for deducted, _ in touched))
    rewarded = set[str]().union(*(paid for _, paid in touched))
    open_to_all = {deed["deed"] for deed in deeds if deed.get("cheap_good")}
    offers = np.array([bool(paid & open_to_all) for _, paid in touched], np.uint8)
    months = calendar(start, end)
    month_of = np.zeros(sum(m.days for m in months) + 64, np.int64)
    for month in months:
        month_of[month.first_day :] = month.number
    chosen, caution, dispute, chill = _behaviour(beliefs["behaviour"], responses)
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
        chosen, caution, dispute,
        compile_hazards(beliefs["deeds"], deeds, keys, done, scored, rewarded, chill), month_of,
        beliefs["lending"], offers, sum(month.first < (told_from or start) for month in months),
    )  # fmt: skip


def _touched(scheme: Scheme) -> tuple[set[str], set[str]]:
    """Deeds that a scheme deducts for, and deeds that it rewards."""
    scored, rewarded = set(), set()
    for entry in scheme.entries:
        values = [entry.points, *(entry.range or ()), *(entry.ladder or ())]
        values += [value for _, value in (*(entry.by_size or ()), *(entry.steps or ()))]
        given = [value for value in values if value is not None]
        if entry.to_grade is not None or any(value < 0 for value in given):
            scored.add(entry.deed)
        if any(value > 0 for value in given):
            rewarded.add(entry.deed)
    return scored, rewarded


def _behaviour(
    document: Document, responses: Mapping[str, bool]
) -> tuple[tuple[tuple[Any, Any], ...], int, np.ndarray, np.ndarray]:
    """The switched-on mechanisms with their settings, and three that act at once.

    These are the caution of the listed, who disputes, and which watched deeds are still done.
    """
    chosen, caution = [], 255
    dispute, chill = np.zeros((2, 5)), still_done(Chilling())
    for block in document.get("mechanisms") or ():
        name = block["mechanism"]
        if not responses.get(name, block.get("on", True)):
            continue
        if name == "while-listed":
            caution = min(
                255, max(0, round(256 * float(block.get("factor", block.get("strength", 1)))) - 1)
            )
        elif name == "dispute":
            dispute[0], dispute[1] = block["right"], block["wrong"]
        elif name == "chilling":
            chill = still_done(Chilling(**_given(block, Chilling)))
        elif name in MECHANISMS:
            settings, mechanism = MECHANISMS[name]
            chosen.append((mechanism, settings(**_given(block, settings))))
    return tuple(chosen), caution, dispute, chill


def _given(block: Document, settings: Any) -> dict[str, float]:
    """The settings of a mechanism that its block names."""
    named = {key.replace("-", "_"): value for key, value in block.items()}
    return {key: float(value) for key, value in named.items() if key in settings._fields}


def tables_of(setup: Setup, month: Month, world: int) -> Tables:
    """Everything compiled for one month of one world (1 = without the scenario's schemes)."""
    first, start = month.first, setup.months[0].first
    era = book.era_of(setup.schemes, first)
    if era not in setup.books:
        setup.books[era] = book.compile_book(
            setup.schemes, setup.deed_numbers, setup.source_numbers, start, first,
            tuple(zip(setup.places, setup.around, strict=True)), kin_of(setup.deeds, setup.sources),
        )  # fmt: skip
    rules = setup.books[era]._replace(head=book.heads(setup.schemes, first))
    if world == 1:
        off = [s for s, scheme in enumerate(setup.schemes) if scheme.scheme in setup.without]
        rules.head.active[off] = 0
    grades = rules.bands.shape[1]
    doors: Doors = duties.compile_doors(setup.schemes, setup.domains, setup.attempts, first, grades)
    if first not in setup.senses:
        setup.senses[first] = compile_senses(setup.deeds, setup.sources, setup.homes, first)
    return Tables(
        setup.hazards,
        setup.senses[first],
        rules,
        duties.compile_procedure(setup.schemes, setup.dispute, first),
        duties.compile_lists(setup.schemes, setup.caution, start, first),
        doors,
    )


def when_of(setup: Setup, month: Month) -> When:
    """The calendar as the kernels see it."""
    last = setup.months[-1]
    return When(
        month.number, month.first.month - 1, month.first_day, month.days,
        last.first_day + last.days, setup.month_of,
    )  # fmt: skip
