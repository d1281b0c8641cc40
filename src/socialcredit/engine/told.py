"""Writing what happens between months into the panel's books."""

import itertools
from typing import Any

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.core.events import COLUMNS
from socialcredit.core.log import narrow
from socialcredit.engine.collect import Collected
from socialcredit.engine.setup import Setup

Books = dict[tuple[int, int], np.ndarray]  # blocks of events by month and first community


def tell_panel(
    setup: Setup, collected: Collected, month: Month, whom: np.ndarray, panel: np.ndarray,
    **columns: Any,
) -> None:  # fmt: skip
    """One event for each of these who is on the panel, behind those of their community's month.

    setup  of the whole    whom  int64 (events,) by their numbers over the whole
    panel  (events,) not nought where one is on the panel
    columns  of an event: a number, or one for each; -1 where none is given
    """
    rows = np.full((len(whom), len(COLUMNS)), -1, np.int64)
    rows[:, COLUMNS.index("resident")] = whom
    rows[:, COLUMNS.index("points")] = 0
    for name, told in columns.items():
        rows[:, COLUMNS.index(name)] = told
    _put(setup, collected.events, month.number, narrow(rows[panel != 0]))


def _put(setup: Setup, books: Books, month: int, rows: np.ndarray) -> None:
    """Put rows into a month's blocks, which hold one community each or several, in their order."""
    if not len(rows):
        return
    where = _communities(setup, rows)
    blocks = sorted(itertools.takewhile(lambda key: key[0] == month, reversed(books)))
    if not blocks:
        blocks = [(month, int(where.min()))]
        books[blocks[0]] = rows[:0]
    begins = [community for _, community in blocks[1:]]
    into = np.searchsorted(begins, where, side="right")
    for block in np.unique(into).tolist():
        key, mine = blocks[block], rows[into == block]
        both = np.concatenate([books[key], mine])
        books[key] = both[np.argsort(_communities(setup, both), kind="stable")]


def _communities(setup: Setup, rows: np.ndarray) -> np.ndarray:
    """The community of whom each row is about."""
    found: np.ndarray = np.searchsorted(setup.communities.offset, rows[:, 0], side="right") - 1
    return found
