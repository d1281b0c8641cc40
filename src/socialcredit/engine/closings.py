"""What owners lose when a firm of theirs closes: what it paid them, until they earn elsewhere.

It is a sum and happens once. The resident's fifth of incomes stays, as every attribute of residents
does: rates and groups are those of the first day.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.core.columns import PANEL
from socialcredit.core.events import INCOME_LOST
from socialcredit.engine.collect import Collected
from socialcredit.engine.owners import NOBODY, by_market, communities_of
from socialcredit.engine.setup import Setup
from socialcredit.engine.told import tell_panel
from socialcredit.engine.world import World

FIFTHS, FEN = 5, 100


class Closed(NamedTuple):
    """What a shard of firms says: closings of a month whose owner is a resident.

    By whoever owned the firm when the month before was over. int64 (closings,) each.
    """

    group: np.ndarray  # of whose adults the owner is one, see `owners.Near`
    rank: np.ndarray  # the how-manieth
    firm: np.ndarray
    ordered: np.ndarray  # 1 where an authority closed it
    yuan: np.ndarray


class Person(NamedTuple):
    """Who the owners are, as shards of residents answer; int64 (owners,) each."""

    number: np.ndarray
    fifth: np.ndarray
    panel: np.ndarray  # PANEL where one is on the panel, or nought


def persons_at(setup: Setup, rows: np.ndarray) -> Person:
    """Who stands in these rows of a shard's columns."""
    people = setup.people
    fifth, flags = (column[rows].astype(np.int64) for column in (people.fifth, people.flags))
    return Person(rows + setup.here.start, fifth, flags & PANEL)


def closed_in(beside: Setup, firms: World, group: np.ndarray, rank: np.ndarray) -> Closed:
    """The closings of a month in a shard of firms.

    group  int64 (markets,), see `owners.Near`
    rank   int64 (firms,) of who owned each when the month before was over, or NOBODY
    """
    closed = firms.passing.closed
    rows = np.flatnonzero((closed != 0) & (rank != NOBODY))
    how = closed[rows].astype(np.int64) - 1
    market = beside.communities.place[communities_of(beside)[rows]]
    yuan = np.rint(by_market(beside, "owner_loses")).astype(np.int64)
    return Closed(
        group[market], rank[rows], rows + beside.here.start, how % 2, yuan[market, how // 2]
    )  # fmt: skip


def owners_lose(
    setup: Setup, collected: Collected, number: int, month: Month, lost: Closed, owner: Person
) -> None:
    """Count the month's closings of owned firms, and say so in the books of their owners.

    setup  of the whole    number  of the world    lost, owner  of all shards, by the firm's number
    """
    tell_panel(
        setup, collected, month, owner.number, owner.panel, day=month.first_day, what=INCOME_LOST,
        entry=lost.firm, points=-FEN * lost.yuan, cause=lost.ordered,
    )  # fmt: skip
    if month.number < setup.lead:
        return
    fifth = owner.fifth
    rows = np.zeros((FIFTHS, 8), np.int64)
    rows[:, 0], rows[:, 1], rows[:, 2] = number, month.number - setup.lead, np.arange(FIFTHS)
    np.add.at(rows[:, 3], fifth, 1)
    np.add.at(rows[:, 4], fifth, lost.ordered)
    each_once = np.unique(owner.number, return_index=True)[1]
    rows[:, 5] = np.bincount(fifth[each_once], minlength=FIFTHS)
    np.add.at(rows[:, 6], fifth, lost.yuan)
    np.add.at(rows[:, 7], fifth, lost.yuan * lost.ordered)
    collected.blocks["owners"].append(rows[rows[:, 3] > 0])
