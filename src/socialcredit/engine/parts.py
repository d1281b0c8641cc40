"""The communities of a month by the rules that hold there: where protest has turned them, others.

Places in which nothing has turned share one compilation, as they do in a run without protest. Where
a scheme has ended, or become another, the rules are compiled as if its file had said so from that
day; entries, lists and doors keep their numbers (`language/resolve/turning.py`).
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.engine.month_tables import Compiled, compiled_of, tables_of
from socialcredit.engine.setup import Setup
from socialcredit.engine.world import SINCE
from socialcredit.month.tables import MonthTables


class Ruled(Protocol):
    """What says by which rules places live: a shard's world, or the whole of which it is one."""

    number: int
    protest: np.ndarray
    compiled: Compiled
    turned: dict[int, tuple[Setup, Compiled]]


class Part(NamedTuple):
    """Communities first .. last-1, which live under the same rules this month."""

    setup: Setup
    tables: MonthTables
    first: int
    last: int


def parts_of(setup: Setup, world: Ruled, month: Month) -> tuple[Part, ...]:
    """The communities here in order, in as few parts as their rules allow."""
    here = setup.here
    if setup.turns is None or not (since := turned_since(setup, world, month)).any():
        tables = tables_of(setup, month, world.number, world.compiled)
        return (Part(setup, tables, here.first, here.last),)
    since = since[here.first : here.last]
    ends = [*(np.flatnonzero(np.diff(since)) + here.first + 1).tolist(), here.last]
    found, first = [], here.first
    of = {number: rules_in(setup, world, month, number) for number in {*since.tolist()}}
    for last in ends:
        found.append(Part(*of[int(since[first - here.first])], first, last))
        first = last
    return tuple(found)


def part_at(parts: Sequence[Part], community: int) -> Part:
    """The part in which a community is."""
    return next(part for part in parts if community < part.last)


def tables_of_first(setup: Setup, world: Ruled, month: Month) -> MonthTables:
    """The tables of a month where the first community of the whole is, for whatever shard."""
    since = turned_since(setup, world, month)[0]
    return rules_in(setup, world, month, int(since))[1]


def turned_since(setup: Setup, world: Ruled, month: Month) -> np.ndarray:
    """Of each community the month since which protest has turned its rules; 0: it has not."""
    if setup.turns is None:
        return np.zeros(len(setup.communities.place), np.int64)
    since = world.protest[:, SINCE].astype(np.int64)
    return np.where(since <= month.number, since, 0)[setup.communities.place]


def rules_in(setup: Setup, world: Ruled, month: Month, since: int) -> tuple[Setup, MonthTables]:
    """The run and its tables where the rules have turned in a month; 0: where they have not."""
    if since == 0:
        return setup, tables_of(setup, month, world.number, world.compiled)
    if since not in world.turned:
        world.turned[since] = _turned(setup, since)
    there, compiled = world.turned[since]
    return there, tables_of(there, month, world.number, compiled)


def _turned(setup: Setup, since: int) -> tuple[Setup, Compiled]:
    assert setup.turns is not None
    schemes = setup.turns.lived(setup.written, setup.months[since].first)
    there = replace(setup, schemes=schemes)
    return there, compiled_of(there)
