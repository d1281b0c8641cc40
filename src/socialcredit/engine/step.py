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
from socialcredit.engine.mob import inflame
from socialcredit.engine.parts import parts_of
from socialcredit.engine.protest import protest
from socialcredit.engine.setup import Setup
from socialcredit.engine.workers import Look, Spaces, live_communities
from socialcredit.engine.world import World, grow_older
from socialcredit.month.workspace import Workspace


def live_month(
    setup: Setup,
    world: World,
    month: Month,
    pool: ThreadPoolExecutor,
    spaces: Spaces,
    look: Look | None = None,
) -> None:
    """One month of everybody: residents, then firms where there are any beside, then between.

    look  what looks at each community of residents at its month's end, see `workers.Look`
    """
    run_month(setup, world, month, pool, spaces.own, look)
    if setup.beside is not None and world.beside is not None:
        run_month(setup.beside, world.beside, month, pool, spaces.beside)
        pass_on(setup, world, month)


def run_month(
    setup: Setup,
    world: World,
    month: Month,
    pool: ThreadPoolExecutor,
    spaces: list[Workspace],
    look: Look | None = None,
) -> None:
    """One month of one population: minds, communities, exchange, counts."""
    parts = parts_of(setup, world, month)
    if month.number > 0:
        grow_older(world)
    if month.number > 0 and month.first.year > setup.months[month.number - 1].first.year:
        reset_yearly(setup.schemes, world.standing.meters)
    for part in parts:
        start, stop = setup.communities.offset[[part.first, part.last]].tolist()
        over = part.tables.book.head.over
        reset_ended(part.setup.schemes, over, world.standing.meters[:, start:stop])
    update_minds(setup, world, month, parts, pool, spaces[0].luck)
    named = world.passing.named.copy()
    sent = live_communities(setup, world, month, parts, pool, spaces, look)
    world.post = (
        np.concatenate([sent[c] for c in sorted(sent)]) if sent else np.zeros((0, 7), np.int64)
    )
    inflame(setup, world, month, named)
    protest(setup, world, month, parts, pool, spaces[0].luck)
    active = parts[0].tables.book.head.active
    live_markets(setup, world.markets, world.collected, world.number, month, active, pool)
    collect(setup, world.collected, month, spaces)
    world.months_done = month.number + 1
