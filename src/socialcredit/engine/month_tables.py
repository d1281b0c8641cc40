"""What is compiled of a run month by month: rules and beliefs as a community is handed them."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np

from socialcredit.compile.consequences import compile_doors
from socialcredit.compile.counts_as import kin_of
from socialcredit.compile.lists import compile_lists
from socialcredit.compile.observation import Looks, looks_of, senses_of
from socialcredit.compile.records import compile_procedure
from socialcredit.compile.scheme import compile_book, heads
from socialcredit.compile.versions import era_of
from socialcredit.core.calendar import Month
from socialcredit.core.kept import Kept, hashed, once
from socialcredit.engine.setup import Setup
from socialcredit.month.tables import MonthTables, When
from socialcredit.stages.consequences.doors import Doors
from socialcredit.stages.lists.registers import Lists
from socialcredit.stages.observation.sources import Senses
from socialcredit.stages.records.cases import Procedure
from socialcredit.stages.scheme.points import Book

ROOM = 64  # days behind the last one to which a record may still point
RULES, SOURCES, PEOPLE = 8, 4, 4  # of so many different ones it is kept what is compiled of them


class OfRules(NamedTuple):
    """What schemes and beliefs say of one month, in the order of `MonthTables`."""

    book: Book
    procedure: Procedure
    lists: Lists
    doors: Doors


@dataclass
class Compiled:
    """What has been compiled already, by the first of a month; books by era.

    Neither the world nor the seed is in it: worlds share one, and so do runs of the same rules,
    sources and people, each part by what it depends on (see `compiled_of`).

    rules, books  of schemes and beliefs    looks  of sources and places    senses  of residents too
    """

    books: dict[tuple[int, int], Book] = field(default_factory=dict)
    rules: dict[date, OfRules] = field(default_factory=dict)
    looks: dict[date, Looks] = field(default_factory=dict)
    senses: dict[date, Senses] = field(default_factory=dict)


_rules, _looks, _senses = Kept(RULES), Kept(SOURCES), Kept(PEOPLE)
_content = once(RULES)(hashed)  # of what is frozen, and the same object in many runs


def compiled_of(setup: Setup) -> Compiled:
    """What runs before this one have compiled of the same; empty where nothing is the same."""
    here = hashed((setup.beliefs, setup.homes))
    rules = here, _content(setup.schemes), hashed(
        (setup.months[0].first, setup.responses.listed, setup.responses.disputes)
    )  # fmt: skip
    books, of_month = _rules.by(rules, lambda: ({}, {}))
    residents = here, hashed((setup.often, setup.makeup))
    return Compiled(books, of_month, _looks.by(here, dict), _senses.by(residents, dict))


def tables_of(setup: Setup, month: Month, world: int, kept: Compiled) -> MonthTables:
    """Everything compiled for one month of one world (1 = without the scenario's schemes)."""
    first = month.first
    if first not in kept.rules:
        kept.rules[first] = _of_rules(setup, first, kept)
    if first not in kept.senses:
        kept.senses[first] = _senses_in(setup, first, kept)
    rules = kept.rules[first]
    if world == 1:
        head = rules.book.head.copy()
        head.active[[scheme.scheme in setup.without for scheme in setup.schemes]] = 0
        rules = rules._replace(book=rules.book._replace(head=head))
    return MonthTables(setup.hazards, kept.senses[first], *rules, setup.responses.terms)


def _of_rules(setup: Setup, first: date, kept: Compiled) -> OfRules:
    start, tree = setup.months[0].first, setup.beliefs["domains"]
    book = book_of(setup, first, kept)
    return OfRules(
        book=book._replace(head=heads(setup.schemes, start, first)),
        procedure=compile_procedure(setup.schemes, setup.responses.disputes, start, first),
        lists=compile_lists(setup.schemes, setup.responses.listed, start, first),
        doors=compile_doors(
            setup.schemes,
            {domain["domain"]: d for d, domain in enumerate(tree["domains"])},
            {attempt["domain"]: attempt for attempt in tree.get("attempts") or ()},
            first,
            book.bands.shape[1],
            setup.deed_numbers,
            kin_of(setup.deeds, setup.sources).deeds,
        ),
    )


def _senses_in(setup: Setup, first: date, kept: Compiled) -> Senses:
    if first not in kept.looks:
        kept.looks[first] = looks_of(setup.deeds, setup.sources, setup.homes, first)
    return senses_of(kept.looks[first], setup.sources, setup.often, setup.makeup)


def book_of(setup: Setup, first: date, kept: Compiled) -> Book:
    """The entries of all schemes as they are in the era of this month."""
    era = era_of(setup.schemes, first)
    if era not in kept.books:
        kept.books[era] = compile_book(
            setup.schemes, setup.deed_numbers, setup.source_numbers, setup.months[0].first, first,
            tuple((home.name, home.around) for home in setup.homes),
            kin_of(setup.deeds, setup.sources),
        )  # fmt: skip
    return kept.books[era]


def when_of(setup: Setup, month: Month) -> When:
    """The calendar as the kernels see it."""
    days = [month.days for month in setup.months]
    days[-1] += ROOM
    return When(
        month.number, month.first.month - 1, month.first_day, month.days, sum(days) - ROOM,
        np.repeat(np.arange(len(days)), days),
    )  # fmt: skip
