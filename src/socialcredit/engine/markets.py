"""The markets of a run, month by month; see `market_contract.py` for what each must do."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.engine.collect import Collected
from socialcredit.engine.lending import LENDING
from socialcredit.engine.market_contract import Market, State
from socialcredit.engine.setup import Setup

MARKETS: dict[str, Market] = {market.name: market for market in (LENDING,)}


def begin_markets(setup: Setup) -> dict[str, State]:
    """The state of every market in which anybody trades, by its name."""
    return {
        name: market.begin(setup.beliefs, setup.residents)
        for name, market in MARKETS.items()
        if market.opens(setup.beliefs)
    }


def live_markets(
    setup: Setup, states: dict[str, State], collected: Collected, world: int, month: Month,
    active: np.ndarray, pool: ThreadPoolExecutor,
) -> None:  # fmt: skip
    """A month of each market in a shard; what it counts is kept, except in a warm-up."""
    for name, state in states.items():
        counts = MARKETS[name].live(setup, state, month, active.astype(bool).tolist(), pool)
        if month.number >= setup.lead:
            head = np.full((len(counts), 2), (world, month.number - setup.lead))
            collected.blocks[name].append(np.column_stack([head, counts]).astype(np.int64))


def told_of_markets(setup: Setup) -> dict[str, Any]:
    """What the manifest says of all markets."""
    told: dict[str, Any] = {}
    for market in MARKETS.values():
        told |= market.told(setup)
    return told
