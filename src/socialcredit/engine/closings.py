"""What owners lose when a firm of theirs closes: what it paid them, until they earn elsewhere.

It is a sum and happens once. The resident's fifth of incomes stays, as every attribute of residents
does: rates and groups are those of the first day.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.core.events import INCOME_LOST
from socialcredit.engine.owners import NOBODY, by_market
from socialcredit.engine.setup import Setup
from socialcredit.engine.told import tell_panel
from socialcredit.engine.world import World

FIFTHS, FEN = 5, 100


class Lost(NamedTuple):
    """Closings of a month whose owner is a resident; int64 (closings,) each."""

    owner: np.ndarray
    firm: np.ndarray
    ordered: np.ndarray  # 1 where an authority closed it
    yuan: np.ndarray


def owners_lose(setup: Setup, world: World, month: Month) -> None:
    """Count the month's closings of owned firms, and say so in the books of their owners."""
    lost = lost_in(setup, world)
    tell_panel(
        setup, world, month, lost.owner, day=month.first_day, what=INCOME_LOST, entry=lost.firm,
        points=-FEN * lost.yuan, cause=lost.ordered,
    )  # fmt: skip
    if month.number < setup.lead:
        return
    fifth = setup.people.fifth[lost.owner]
    rows = np.zeros((FIFTHS, 8), np.int64)
    rows[:, 0], rows[:, 1], rows[:, 2] = world.number, month.number - setup.lead, np.arange(FIFTHS)
    np.add.at(rows[:, 3], fifth, 1)
    np.add.at(rows[:, 4], fifth, lost.ordered)
    rows[:, 5] = np.bincount(setup.people.fifth[np.unique(lost.owner)], minlength=FIFTHS)
    np.add.at(rows[:, 6], fifth, lost.yuan)
    np.add.at(rows[:, 7], fifth, lost.yuan * lost.ordered)
    world.collected.blocks["owners"].append(rows[rows[:, 3] > 0])


def lost_in(setup: Setup, world: World) -> Lost:
    """The closings of a month by whoever owned the firm when the month before was over."""
    beside, firms = setup.beside, world.beside
    assert beside is not None and firms is not None
    closed = firms.passing.closed if beside.closes else np.zeros(0, np.uint8)
    rows = np.flatnonzero(closed)
    owner = world.crossed.owner[rows].astype(np.int64)
    rows, owner = rows[owner != NOBODY], owner[owner != NOBODY]
    told = closed[rows].astype(np.int64) - 1
    offset = beside.communities.offset
    place = beside.communities.place[np.searchsorted(offset, rows, side="right") - 1]
    yuan = np.rint(by_market(beside, "owner_loses")).astype(np.int64)
    return Lost(owner, rows, told % 2, yuan[place, told // 2])
