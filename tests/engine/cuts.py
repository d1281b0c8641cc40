"""A settled town cut into shards, at any communities, also within a place."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from socialcredit.core.columns import People
from socialcredit.engine.collect import Collected
from socialcredit.engine.offices import waiting_in
from socialcredit.engine.setup import Setup
from socialcredit.engine.shard import Shard, moved, shards_of
from socialcredit.engine.whole import InMemory, Whole
from socialcredit.engine.world import begin


def cut(setup: Setup, firsts: Sequence[int]) -> list[Setup]:
    """The same run in shards that begin at these communities, the first of them at nought."""
    return [part_of(setup, shard) for shard in shards_of(setup.communities, firsts)]


def part_of(setup: Setup, shard: Shard) -> Setup:
    """The run as a shard sees it, cut out of one with everybody."""
    people = People(*(column[shard.start : shard.stop] for column in setup.people))
    return replace(setup, people=people, communities=moved(setup.communities, shard), shard=shard)


def in_memory(setup: Setup, firsts: Sequence[int], number: int) -> Whole:
    """A world on its first morning in shards that begin at these communities, all in memory."""
    held = [(one, begin(one, number)) for one in cut(setup, firsts)]
    world = held[0][1]
    return Whole(
        number, setup, [one.here for one, _ in held], InMemory(held), world.post,
        [waiting_in(one, world.queue) for one, world in held], world.protest, Collected(),
        world.compiled,
    )  # fmt: skip


def cuts(communities: int) -> st.SearchStrategy[list[int]]:
    """Where the shards of so many communities may begin."""
    behind = st.sets(st.integers(1, communities - 1), max_size=6)
    return behind.map(lambda firsts: [0, *sorted(firsts)])


def in_rows(setup: Setup, by_community: np.ndarray) -> np.ndarray:
    """Of what is kept by community, over the whole, what a shard has."""
    return by_community[setup.here.first : setup.here.last]


def in_columns(setup: Setup, by_subject: np.ndarray) -> np.ndarray:
    """Of columns of everybody, the last axis, those of a shard."""
    return by_subject[..., setup.here.start : setup.here.stop]
