"""One month of a world: what each shard is told, its month, and what all of their letters say.

Of a shard: minds, then communities, then what that did to communities as wholes, then markets.
Where residents and firms live side by side, the residents' month is lived first, then the firms',
and then what crosses between the two is passed on: neither sees the other within a month.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from socialcredit.compile.meters import reset_ended, reset_yearly
from socialcredit.core.calendar import Month
from socialcredit.engine.collect import Collected, collect
from socialcredit.engine.crossing import stood_before
from socialcredit.engine.exchange import pass_on
from socialcredit.engine.markets import live_markets
from socialcredit.engine.minds import update_minds
from socialcredit.engine.mob import inflame
from socialcredit.engine.offices import capacities, reached, waiting_in
from socialcredit.engine.parts import Part, part_at, parts_of
from socialcredit.engine.passes import join, visits_for
from socialcredit.engine.setup import Setup
from socialcredit.engine.whole import Hands, InMemory, Letter, Orders, Whole, add_sums, add_told
from socialcredit.engine.workers import Look, Spaces, live_communities
from socialcredit.engine.world import World, grow_older
from socialcredit.month.workspace import Workspace


class Told(NamedTuple):
    """What is settled before a month: by which rules places live, and what each shard is told.

    rounds  int64 (places, R, 5) rows of the table of that name, see `passes.visits_for`
    """

    parts: tuple[Part, ...]
    orders: list[Orders]
    rounds: np.ndarray


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
    """One month of one population that is one shard and lies in memory."""
    waiting = [world.waiting or waiting_in(setup, world.queue)]
    whole = Whole(
        world.number, setup, [setup.here], InMemory([(setup, world)]), world.post, waiting,
        world.protest, world.collected, world.compiled, world.turned, world.months_done,
    )  # fmt: skip
    live_whole(whole, month, Hands(pool, spaces, look))
    world.post, world.protest, world.collected = whole.post, whole.protest, whole.collected
    world.waiting = whole.waiting[0]


def live_whole(whole: Whole, month: Month, hands: Hands) -> None:
    """One month of one population: every shard is told, lives and answers."""
    live_told(whole, month, told_for(whole, month, hands), hands)


def live_told(whole: Whole, month: Month, told: Told, hands: Hands) -> None:
    """The month, once it is known what each shard is told."""
    letters = whole.shards.live(live_shard, month, told.orders, hands)
    whole.post = np.concatenate([letter.post for letter in letters])
    whole.waiting = [letter.waiting for letter in letters]
    add_told(whole.collected, [letter.told for letter in letters])
    for letter in letters:
        if letter.sums is not None:
            add_sums(hands.spaces[0].tally, letter.sums)
    hands.spaces[0].tally.rounds[...] += told.rounds
    join(whole, month, told.parts, hands)
    collect(whole.setup, whole.collected, month, hands.spaces)
    whole.months_done, whole.throws = month.number + 1, None


def told_for(whole: Whole, month: Month, hands: Hands) -> Told:
    """What each shard is told before it lives the month, by what all of them answered."""
    parts = parts_of(whole.setup, whole, month)
    order = np.argsort(whole.post[:, 0], kind="stable")
    post = whole.post[order]
    ends = [*(one.first for one in whole.cut), whole.cut[-1].last]
    bounds = np.searchsorted(post[:, 0], ends)
    can = capacities(whole.setup, month, lambda c: part_at(parts, c).setup.schemes)
    reach = reached(whole.waiting, can)
    throws, rounds = visits_for(whole, month, parts[0].tables, hands)
    orders = [
        Orders(post[a:b], far, throw, whole.protest)
        for a, b, far, throw in zip(bounds, bounds[1:], reach, throws, strict=False)
    ]
    return Told(parts, orders, rounds)


def live_shard(setup: Setup, world: World, month: Month, orders: Orders, hands: Hands) -> Letter:
    """One month of a shard, with what it is told; what it answers."""
    pool, spaces, look = hands
    world.collected, world.protest = Collected(), orders.protest
    stood_before(setup, world)
    parts = parts_of(setup, world, month)
    if month.number > 0 and month.first.year > setup.months[month.number - 1].first.year:
        reset_yearly(setup.schemes, world.standing.meters)
    for part in parts:
        here = slice(*(int(setup.communities.offset[c]) for c in (part.first, part.last)))
        over = part.tables.book.head.over
        reset_ended(part.setup.schemes, over, world.standing.meters[:, here])
    update_minds(setup, world, month, parts, pool, spaces[0].luck)
    named = world.passing.named.copy()
    sent = live_communities(setup, world, month, orders, parts, pool, spaces, look)
    inflame(setup, world, month, named)
    active = parts[0].tables.book.head.active
    live_markets(setup, world.markets, world.collected, world.number, month, active, pool)
    if month.number + 1 < len(setup.months):
        grow_older(world)
    world.months_done = month.number + 1
    nothing = np.zeros((0, 7), np.int64)
    post = np.concatenate([sent[c] for c in sorted(sent)]) if sent else nothing
    return Letter(post, waiting_in(setup, world.queue), world.collected)
