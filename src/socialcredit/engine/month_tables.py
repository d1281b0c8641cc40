"""What is compiled of a run month by month: rules and beliefs as a community is handed them."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

import numpy as np

from socialcredit.compile.budget import lures
from socialcredit.compile.consequences import compile_doors, turn_of_doors
from socialcredit.compile.counts_as import kin_of
from socialcredit.compile.heads import heads
from socialcredit.compile.lists import compile_lists
from socialcredit.compile.naming import compile_naming, paid_once_public
from socialcredit.compile.observation import Fixed, Looks, dated_in, fixed_of, looks_of, senses_of
from socialcredit.compile.records import compile_procedure
from socialcredit.compile.response import Responses
from socialcredit.compile.rounds import compile_rounds
from socialcredit.compile.scheme import compile_book
from socialcredit.compile.signs import compile_signs
from socialcredit.compile.trying import given_up_by
from socialcredit.compile.versions import era_of
from socialcredit.core.calendar import Month
from socialcredit.core.columns import Standing
from socialcredit.core.kept import Kept, content_of, hashed, once
from socialcredit.engine.setup import Setup
from socialcredit.engine.standing import standing_of
from socialcredit.month.tables import MonthTables, When
from socialcredit.stages.consequences.doors import Doors
from socialcredit.stages.consequences.signs import Signs
from socialcredit.stages.lists.registers import Lists
from socialcredit.stages.observation.rounds import Rounds
from socialcredit.stages.observation.sources import Senses
from socialcredit.stages.records.cases import Procedure
from socialcredit.stages.scheme.points import Book

ROOM = 64  # days behind the last one to which a record may still point
RULES, SOURCES, PEOPLE = 8, 4, 4  # of so many different ones it is kept what is compiled of them
TOGETHER = 1 << 12  # months, places and sources of which it is reckoned at once what they see

NO_LURES = np.zeros((0, 0, 0), np.int64)

Era = tuple[int, int]


class OfRules(NamedTuple):
    """What schemes and beliefs say of one month, in the order of `MonthTables`."""

    book: Book
    procedure: Procedure
    lists: Lists
    doors: Doors
    signs: Signs
    rounds: Rounds


@dataclass
class OfSources:
    """What is reckoned of sources and places: once, and by what a date decides of them.

    turn  of each month the hash of all that its date decides; months of one are alike
    """

    fixed: Fixed | None = None
    turn: dict[date, str] = field(default_factory=dict)
    looks: dict[str, Looks] = field(default_factory=dict)


@dataclass
class Compiled:
    """What has been compiled already; neither the world nor the seed is in it.

    Worlds share one, and so do runs of the same rules, sources and people, each part by what it
    depends on (see `compiled_of`).

    rules, fresh  of schemes and beliefs, and who begins under them, by the first of a month
    books, of_era, rounds, doors  the same where nothing turns: by era, doors by `turn_of_doors`
    lures  how strongly rewards draw, by era and by how far points an hour do
    sources  of sources and places    senses  of these and residents, by the turn of a month
    """

    rules: dict[date, OfRules] = field(default_factory=dict)
    fresh: dict[date, Standing] = field(default_factory=dict)
    books: dict[Era, Book] = field(default_factory=dict)
    rounds: dict[Era, Rounds] = field(default_factory=dict)
    lures: dict[tuple[Era, float], np.ndarray] = field(default_factory=dict)
    of_era: dict[Era, tuple[Procedure, Lists]] = field(default_factory=dict)
    doors: dict[Hashable, tuple[Doors, Signs]] = field(default_factory=dict)
    sources: OfSources = field(default_factory=OfSources)
    senses: dict[str, Senses] = field(default_factory=dict)


_rules, _sources, _senses = Kept(RULES), Kept(SOURCES), Kept(PEOPLE)


@once(PEOPLE)
def _who(often: np.ndarray, makeup: np.ndarray) -> str:
    return hashed((often, makeup))


@once(RULES)
def _heeded(answers: Responses) -> str:
    """What rules and doors are compiled of, of the responses."""
    return hashed(
        (answers.listed, answers.disputes, answers.goes_on, answers.audience, answers.after)
    )


def compiled_of(setup: Setup) -> Compiled:
    """What runs before this one have compiled of the same; empty where nothing is the same."""
    here = content_of(setup.deeds), content_of(setup.sources), content_of(setup.homes)
    believed = content_of(setup.beliefs["domains"]), _heeded(setup.responses)
    rules = here, (*map(content_of, setup.schemes),), believed, setup.months[0].first
    residents = here, _who(setup.often, setup.makeup)
    return replace(
        _rules.by(rules, Compiled),
        sources=_sources.by(here, OfSources),
        senses=_senses.by(residents, dict),
    )


def tables_of(setup: Setup, month: Month, world: int, kept: Compiled) -> MonthTables:
    """Everything compiled for one month of one world (1 = without the scenario's schemes)."""
    first = month.first
    if first not in kept.rules:
        rules = _of_rules(setup, first, kept)
        # Last of all the rules: another thread that finds them looks for the rest as well.
        kept.fresh[first] = standing_of(setup.schemes, rules.book, 1)
        kept.rules[first] = rules
    turn = _turn_of(setup, first, kept.sources)
    if turn not in kept.senses:
        _sense(setup, turn, kept)
    rules = kept.rules[first]
    if world == 1:
        head = rules.book.head.copy()
        gone = [scheme.scheme in setup.without for scheme in setup.schemes]
        head.active[gone] = head.over[gone] = 0
        rules = rules._replace(book=rules.book._replace(head=head))
    return MonthTables(
        setup.hazards, kept.senses[turn], *rules, setup.responses.terms, setup.faults,
        setup.complaints, setup.crosses, setup.premises, setup.motives,
        _lures_in(setup, first, kept), kept.fresh[first],
    )  # fmt: skip


def _sense(setup: Setup, turn: str, kept: Compiled) -> None:
    """What sources see of these residents, at once in all months of which it is known how they are.

    An earlier run of the same sources found it out; of few people that is half of the work.
    """
    of = kept.sources
    months = (of.turn.get(month.first, turn) for month in setup.months)
    turns = [one for one in dict.fromkeys([turn, *months]) if one not in kept.senses]
    turns = turns[: max(1, TOGETHER // (len(setup.homes) * len(setup.sources) + 1))]
    looks = [of.looks[one] for one in turns]
    found = senses_of(looks, setup.sources, setup.homes, setup.often, setup.makeup)
    kept.senses.update(zip(turns, found, strict=True))


def _of_rules(setup: Setup, first: date, kept: Compiled) -> OfRules:
    """A month's rules; of those that no date has moved since an earlier month, that month's."""
    schemes, start = setup.schemes, setup.months[0].first
    era, book = era_of(schemes, first), book_of(setup, first, kept)
    if era not in kept.of_era:
        kept.of_era[era] = (
            compile_procedure(schemes, setup.responses.disputes, start, first),
            compile_lists(schemes, setup.responses.listed, start, first),
        )
    turn = turn_of_doors(schemes, first, setup.beliefs["domains"].get("attempts") or ())
    if turn not in kept.doors:
        kept.doors[turn] = _doors_in(setup, first, book)
    head = heads(schemes, start, first)
    book = paid_once_public(schemes, first, book, setup.responses.after)
    if era not in kept.rounds:
        kept.rounds[era] = compile_rounds(
            setup.deeds, setup.sources, setup.homes, schemes, setup.faults.kind.tolist(), first
        )
    rounds = kept.rounds[era]
    return OfRules(book._replace(head=head), *kept.of_era[era], *kept.doors[turn], rounds)


def _doors_in(setup: Setup, first: date, book: Book) -> tuple[Doors, Signs]:
    tree, grades = setup.beliefs["domains"], book.bands.shape[1]
    volumes = {volume["domain"]: volume for volume in tree.get("volumes") or ()}
    doors = compile_doors(
        setup.schemes,
        {domain["domain"]: d for d, domain in enumerate(tree["domains"])},
        {attempt["domain"]: attempt for attempt in tree.get("attempts") or ()},
        first, grades, setup.deed_numbers, kin_of(setup.deeds, setup.sources).deeds, volumes,
    )  # fmt: skip
    shown_by, shows = compile_naming(
        setup.schemes, first, book, setup.responses.audience, setup.hears_of_names
    )
    shied = given_up_by(tree["domains"], setup.responses.goes_on)
    doors = doors._replace(shown_by=shown_by, shows=shows, **shied)
    signs = compile_signs(
        setup.schemes, first, grades, volumes, setup.deed_numbers, setup.faults.bit
    )
    return doors, signs


def _turn_of(setup: Setup, first: date, of: OfSources) -> str:
    """What the date of a month decides of the sources; where nothing moved, that of another."""
    if first not in of.turn:
        of.fixed = of.fixed or fixed_of(setup.deeds, setup.sources, setup.homes)
        of_month = dated_in(setup.sources, setup.homes, first, setup.deed_numbers)
        turn = hashed(of_month)
        if turn not in of.looks:
            of.looks[turn] = looks_of(setup.deeds, setup.sources, of.fixed, of_month)
        of.turn[first] = turn
    return of.turn[first]


def book_of(setup: Setup, first: date, kept: Compiled) -> Book:
    """The entries of all schemes as they are in the era of this month."""
    era = era_of(setup.schemes, first)
    if era not in kept.books:
        kept.books[era] = compile_book(
            setup.schemes, setup.deed_numbers, setup.source_numbers, setup.months[0].first, first,
            setup.homes,
            kin_of(setup.deeds, setup.sources),
        )  # fmt: skip
    return kept.books[era]


def _lures_in(setup: Setup, first: date, kept: Compiled) -> np.ndarray:
    """How strongly the rewards of a month draw; no scheme where nobody counts hours."""
    prefers = setup.responses.prefers
    if prefers is None:
        return NO_LURES
    era = era_of(setup.schemes, first)
    if (era, prefers) not in kept.lures:
        book = book_of(setup, first, kept)
        kept.lures[era, prefers] = lures(setup.schemes, book, setup.deeds, prefers)
    return kept.lures[era, prefers]


def when_of(setup: Setup, month: Month) -> When:
    """The calendar as the kernels see it."""
    month_of = setup.once("month of each day", lambda: _months_by_day(setup.months))
    return When(
        month.number, month.first.month - 1, month.first_day, month.days, len(month_of) - ROOM,
        month_of,
    )  # fmt: skip


def _months_by_day(months: Sequence[Month]) -> np.ndarray:
    """The month in which each day of a run lies, and the last for days behind it: int64 (days,)."""
    days = [month.days for month in months]
    days[-1] += ROOM
    return np.repeat(np.arange(len(days)), days)
