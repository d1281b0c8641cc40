"""One month of a world: minds, then communities, then the exchange between them, then counts.

Where residents and firms live side by side, the residents' month is lived first, then the firms',
and then what crosses between the two is passed on: neither sees the other within a month.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from socialcredit.compile.meters import reset_ended, reset_yearly
from socialcredit.core.calendar import Month
from socialcredit.engine.collect import collect
from socialcredit.engine.exchange import pass_on
from socialcredit.engine.markets import live_markets
from socialcredit.engine.minds import update_minds
from socialcredit.engine.month_tables import tables_of
from socialcredit.engine.setup import Setup
from socialcredit.engine.workers import Spaces, live_communities
from socialcredit.engine.world import World, grow_older
from socialcredit.month.workspace import Workspace


def live_month(
    setup: Setup, world: World, month: Month, pool: ThreadPoolExecutor, spaces: Spaces
) -> None:
    """One month of everybody: residents, then firms where there are any beside, then between."""
    run_month(setup, world, month, pool, spaces.own)
    if setup.beside is not None and world.beside is not None:
        run_month(setup.beside, world.beside, month, pool, spaces.beside)
        pass_on(setup, world, month)


def run_month(
    setup: Setup, world: World, month: Month, pool: ThreadPoolExecutor, spaces: list[Workspace]
) -> None:
    """One month of one population: minds, communities, exchange, counts."""
    tables = tables_of(setup, month, world.number, world.compiled)
    if month.number > 0:
        grow_older(world)
    if month.first.month == 1 and month.number > 0:
        reset_yearly(setup.schemes, world.standing.meters)
    reset_ended(setup.schemes, tables.book.head.over, world.standing.meters)
    update_minds(setup, world, month, tables, pool, spaces[0].luck)
    sent = live_communities(setup, world, month, tables, pool, spaces)
    world.post = (
        np.concatenate([sent[c] for c in sorted(sent)]) if sent else np.zeros((0, 7), np.int64)
    )
    active = tables.book.head.active
    live_markets(setup, world.markets, world.collected, world.number, month, active, pool)
    collect(setup, world.collected, month, spaces)
    world.months_done = month.number + 1
