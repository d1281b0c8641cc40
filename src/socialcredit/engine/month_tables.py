"""What is compiled of a run month by month: rules and beliefs as a community is handed them."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from socialcredit.compile.consequences import compile_doors
from socialcredit.compile.counts_as import kin_of
from socialcredit.compile.lists import compile_lists
from socialcredit.compile.observation import compile_senses
from socialcredit.compile.records import compile_procedure
from socialcredit.compile.scheme import compile_book, heads
from socialcredit.compile.versions import era_of
from socialcredit.core.calendar import Month
from socialcredit.engine.setup import Setup
from socialcredit.month.tables import MonthTables, When
from socialcredit.stages.observation.sources import Senses
from socialcredit.stages.scheme.points import Book

ROOM = 64  # days behind the last one to which a record may still point


@dataclass
class Compiled:
    """What has been compiled already: books by era, senses by the first of their month.

    Of the last month all is kept: a world begins with the tables of its first.
    The worlds of a run share one, since neither depends on the world.
    """

    books: dict[tuple[int, int], Book] = field(default_factory=dict)
    senses: dict[date, Senses] = field(default_factory=dict)
    last: dict[tuple[date, int], MonthTables] = field(default_factory=dict)


def tables_of(setup: Setup, month: Month, world: int, kept: Compiled) -> MonthTables:
    """Everything compiled for one month of one world (1 = without the scenario's schemes).

    The last month's are kept: a world begins with those of its first.
    """
    if (month.first, world) not in kept.last:
        kept.last.clear()
        kept.last[month.first, world] = _compiled(setup, month, world, kept)
    return kept.last[month.first, world]


def _compiled(setup: Setup, month: Month, world: int, kept: Compiled) -> MonthTables:
    first, start = month.first, setup.months[0].first
    rules = book_of(setup, first, kept)._replace(head=heads(setup.schemes, start, first))
    if world == 1:
        off = [s for s, scheme in enumerate(setup.schemes) if scheme.scheme in setup.without]
        rules.head.active[off] = 0
    if first not in kept.senses:
        kept.senses[first] = compile_senses(
            setup.deeds, setup.sources, setup.homes, first, setup.often, setup.makeup
        )
    tree = setup.beliefs["domains"]
    domains = {domain["domain"]: d for d, domain in enumerate(tree["domains"])}
    attempts = {attempt["domain"]: attempt for attempt in tree.get("attempts") or ()}
    return MonthTables(
        hazards=setup.hazards,
        senses=kept.senses[first],
        book=rules,
        procedure=compile_procedure(setup.schemes, setup.responses.disputes, start, first),
        lists=compile_lists(setup.schemes, setup.responses.listed, start, first),
        doors=compile_doors(
            setup.schemes,
            domains,
            attempts,
            first,
            rules.bands.shape[1],
            setup.deed_numbers,
            kin_of(setup.deeds, setup.sources).deeds,
        ),
        terms=setup.responses.terms,
    )


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
