"""Lending as a market: a month of loans in all communities, beside what happens within them."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from socialcredit.compile.lending import (
    FIFTHS,
    GROUPS,
    compile_market,
    open_and_joined,
)
from socialcredit.core.calendar import Month
from socialcredit.engine.market_contract import Beliefs, Market
from socialcredit.engine.setup import Setup
from socialcredit.stages.lending.loans import COUNTS, Loans, lend, new_loans

SPAN = 32  # communities whose loans are looked at in one call


def opens(beliefs: Beliefs) -> bool:
    """Whether anybody lends."""
    return bool(beliefs["lending"]["lenders"])


def begin(beliefs: Beliefs, residents: int) -> Loans:
    """Everybody's loans at the start of a run."""
    return new_loans(residents)


def live(
    setup: Setup, loans: Loans, month: Month, active: Sequence[bool], pool: ThreadPoolExecutor
) -> np.ndarray:
    """A month of lending in all communities: rows of minority, fifth and COUNTS counts."""
    offset, last = setup.communities.offset, setup.here.last
    now = compile_market(setup.beliefs["lending"], setup.schemes, active, month.first)
    key = setup.key

    def span(first: int) -> np.ndarray:
        out = np.zeros((GROUPS, FIFTHS, COUNTS), np.int64)
        for c in range(first, min(first + SPAN, last)):
            start, stop = int(offset[c]), int(offset[c + 1])
            lend(loans, setup.people, now, c, start, stop, month.number, key, out)
        return out

    nothing = np.zeros((GROUPS, FIFTHS, COUNTS), np.int64)
    counts = sum(pool.map(span, range(setup.here.first, last, SPAN)), nothing).reshape(-1, COUNTS)
    group, fifth = np.unravel_index(np.arange(len(counts)), (GROUPS, FIFTHS))
    return np.column_stack([group, fifth, counts])


def told(setup: Setup) -> dict[str, Any]:
    """Who lends; and of each month how many do, and how many of them share a bureau's files."""
    lending = setup.beliefs["lending"]
    months = setup.told if lending["lenders"] else ()
    return {
        "lenders": [lender["title"] for lender in lending["lenders"]],
        "lenders_open": [open_and_joined(lending, setup.schemes, month.first) for month in months],
    }


LENDING = Market("lending", Loans, opens, begin, live, told)
