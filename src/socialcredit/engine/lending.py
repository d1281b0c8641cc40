"""A month of lending in all communities, beside what happens within them."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from socialcredit.compile import lending
from socialcredit.compile.lending import FIFTHS, GROUPS
from socialcredit.core.calendar import Month
from socialcredit.core.columns import Communities, People
from socialcredit.core.draws import key_of
from socialcredit.engine.setup import Setup
from socialcredit.engine.world import World
from socialcredit.month.tables import Tables
from socialcredit.stages.lending.loans import COUNTS, Loans, Market, lend

SPAN = 32  # communities whose loans are looked at in one call


def lend_everywhere(
    loans: Loans, people: People, communities: Communities, market: Market, month: int, key: Any,
    pool: ThreadPoolExecutor,
) -> np.ndarray:  # fmt: skip
    """A month of lending in all communities; int64 (majority and minority, 5 fifths, COUNTS)."""
    offset, last = communities.offset, len(communities.place)

    def span(first: int) -> np.ndarray:
        out = np.zeros((GROUPS, FIFTHS, COUNTS), np.int64)
        for c in range(first, min(first + SPAN, last)):
            lend(loans, people, market, c, int(offset[c]), int(offset[c + 1]), month, key, out)
        return out

    return sum(pool.map(span, range(0, last, SPAN)), np.zeros((GROUPS, FIFTHS, COUNTS), int))


def rows_of(counts: np.ndarray, world: int, month: int) -> np.ndarray:
    """Rows of the table `lending`: world, month, minority, fifth, then COUNTS."""
    flat = counts.reshape(-1, COUNTS)
    group, fifth = np.unravel_index(np.arange(len(flat)), (GROUPS, FIFTHS))
    head = [np.full(len(flat), world), np.full(len(flat), month), group, fifth]
    return np.column_stack([*head, flat]).astype(np.int64)


def borrow(
    setup: Setup, world: World, month: Month, tables: Tables, pool: ThreadPoolExecutor
) -> None:
    """A month of lending, where anybody lends."""
    if not setup.lending["lenders"]:
        return
    active = tables.book.head.active.astype(bool)
    now = lending.compile_market(setup.lending, setup.schemes, active, month.first)
    counts = lend_everywhere(
        world.loans, setup.people, setup.communities, now, month.number, key_of(setup.seed), pool
    )
    if month.number >= setup.lead:
        rows = rows_of(counts, world.number, month.number - setup.lead)
        world.collected.blocks["lending"].append(rows)
