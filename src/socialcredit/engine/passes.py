"""What all shards are asked beside their month: weights before it, and who joins whom after it.

A pass visits every shard with what it is told; the letters of all, put together, are what is told
in the next. Where nothing is asked no shard is visited.
"""

from functools import reduce
from typing import NamedTuple

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.engine import joining, protest
from socialcredit.engine.joining import Needs, Search, seek
from socialcredit.engine.parts import Part, tables_of_first
from socialcredit.engine.protest import Stood, Waits
from socialcredit.engine.rounds import (
    NO_LEVELS,
    Levels,
    Order,
    added_levels,
    asks_levels,
    asks_weights,
    cuts_of,
    levels_in,
    thrown,
    throws_in,
    turns_of,
    weights_in,
)
from socialcredit.engine.setup import Setup
from socialcredit.engine.whole import Hands, Whole
from socialcredit.engine.world import World
from socialcredit.month.tables import MonthTables
from socialcredit.stages.observation.rounds import Throws


class Weighing(NamedTuple):
    """What shards are told where sources go by weight: the order, and protest as in `Whole`."""

    order: Order
    protest: np.ndarray


class Joining(NamedTuple):
    """What shards are told of those who may join: int64 (places,) adults, bool (places,) asked.

    search  what is asked    joined  int64 (places, 2) how many join in the end
    """

    adults: np.ndarray
    asked: np.ndarray
    search: Search
    joined: np.ndarray


def visits_for(
    whole: Whole, month: Month, tables: MonthTables, hands: Hands
) -> tuple[list[Throws], np.ndarray]:
    """Where inspectors go this month, for each shard; where they go by weight, all are asked.

    Returns the month's rows of the table `rounds` too, int64 (places, R, 5): they are counted once
    the shards have lived, so that no shard takes them for what it counted itself.
    """
    if whole.throws is None:
        whole.throws = _thrown(whole, month, tables, hands)
    throws, counts = whole.throws
    return [throws_in(throws, shard) for shard in whole.cut], counts


def _thrown(
    whole: Whole, month: Month, tables: MonthTables, hands: Hands
) -> tuple[Throws, np.ndarray]:  # fmt: skip
    setup, pool, many = whole.setup, hands.pool, len(whole.cut)
    if not len(tables.rounds.tour):
        nowhere = setup.once("nowhere", lambda: _nowhere(setup))
        return nowhere, np.zeros_like(hands.spaces[0].tally.rounds)
    levels = NO_LEVELS
    if asks_levels(tables):
        told = whole.shards.ask(levels_of_shard, month, [whole.protest] * many, hands)
        levels = reduce(added_levels, told)
    order = Order(cuts_of(setup, tables, levels), turns_of(setup, month, tables))
    sums = [np.zeros((len(setup.communities.place), len(tables.rounds.tour)), np.int64)]
    if asks_weights(tables):
        asked = Weighing(order, whole.protest)
        sums = whole.shards.ask(weights_of_shard, month, [asked] * many, hands)
    return thrown(setup, month, tables, order, np.concatenate(sums), pool)


def _nowhere(setup: Setup) -> Throws:
    """Where nobody goes round."""
    nowhere, places = np.zeros((len(setup.communities.place), 0), np.int64), len(setup.places)
    cut, turn = np.zeros((places, 0, 2), np.int64), np.zeros((places, 0, 6), np.int64)
    return Throws(nowhere, nowhere, cut, turn)


def levels_of_shard(
    setup: Setup, world: World, month: Month, stand: np.ndarray, hands: Hands
) -> Levels:  # fmt: skip
    """What a shard says where somebody is greedy, see `rounds.levels_in`.

    stand  how protest stands, as in `Whole`
    """
    world.protest = stand
    return levels_in(setup, world.noted, tables_of_first(setup, world, month))


def weights_of_shard(
    setup: Setup, world: World, month: Month, told: Weighing, hands: Hands
) -> np.ndarray:  # fmt: skip
    """What the communities of a shard weigh, see `rounds.weights_in`: int64 (its own, R)."""
    world.protest = told.protest
    return weights_in(
        setup, world.people, world.noted, world.standing.grade, month,
        tables_of_first(setup, world, month), told.order, hands.pool, hands.spaces[0].luck,
    )  # fmt: skip


def join(whole: Whole, month: Month, parts: tuple[Part, ...], hands: Hands) -> None:
    """Who protests when the month has passed, and what comes of it; rows of `acceptance`."""
    setup, shards, many = whole.setup, whole.shards, len(whole.cut)
    if protest.protesting(setup) is None:
        return
    if whole.adults is None:
        told = shards.ask(adults_of_shard, month, [None] * many, hands)
        whole.adults = np.sum(told, axis=0)
    adults = whole.adults
    asked = protest.asked_in(setup, parts, adults)
    sought = seek(adults, asked)
    while not sought.done:
        look = Joining(adults, asked, sought.search, sought.joined)
        letters = shards.ask(needs_of_shard, month, [look] * many, hands)
        sought.hear(reduce(joining.added, letters))
    found = Joining(adults, asked, sought.search, sought.joined)
    stood = reduce(
        protest.added, shards.ask(stances_of_shard, month, [found] * many, hands)
    )  # fmt: skip
    whole.protest = whole.protest.copy()
    rows = protest.rows_told(setup, whole.protest, month, whole.number, stood, adults)
    if month.number >= setup.lead:
        whole.collected.blocks["acceptance"].append(rows)


def adults_of_shard(setup: Setup, world: World, month: Month, _: None, hands: Hands) -> np.ndarray:
    """The adults of a shard by place, who stay as old as they were: int64 (places,)."""
    return protest.adults_in(setup)


def needs_of_shard(
    setup: Setup, world: World, month: Month, told: Joining, hands: Hands
) -> Needs:  # fmt: skip
    """Who of a shard waits for how many, as far as is asked, see `protest.needs_in`."""
    return protest.needs_in(_waits(setup, world, month, told, hands), told.search)


def stances_of_shard(
    setup: Setup, world: World, month: Month, told: Joining, hands: Hands
) -> Stood:  # fmt: skip
    """Where the adults of a shard stand, see `protest.stood_in`."""
    waits = _waits(setup, world, month, told, hands)
    return protest.stood_in(setup, world, waits, told.joined)


def _waits(setup: Setup, world: World, month: Month, told: Joining, hands: Hands) -> list[Waits]:
    """Who of a shard may join; a shard that stays in memory works it out once a month."""
    if world.waits is None or world.waits[0] != month.number:
        luck = hands.spaces[0].luck
        found = protest.waits_in(setup, world, hands.pool, luck, told.adults, told.asked)
        world.waits = month.number, found
    return world.waits[1]
