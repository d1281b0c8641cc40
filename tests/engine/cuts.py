"""A settled town cut into shards, at any communities, also within a place."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from socialcredit.core.columns import People
from socialcredit.engine.setup import Setup
from socialcredit.engine.shard import moved, shards_of


def cut(setup: Setup, firsts: Sequence[int]) -> list[Setup]:
    """The same run in shards that begin at these communities, the first of them at nought."""
    return [
        replace(
            setup,
            people=People(*(column[one.start : one.stop] for column in setup.people)),
            communities=moved(setup.communities, one),
            shard=one,
        )
        for one in shards_of(setup.communities, firsts)
    ]


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
