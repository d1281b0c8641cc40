"""Writing what happens between months into the panel's books."""

from typing import Any

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.core.events import COLUMNS
from socialcredit.engine.collect import Collected
from socialcredit.engine.setup import Setup


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
    rows = rows[panel != 0]
    where = np.searchsorted(setup.communities.offset, rows[:, 0], side="right") - 1
    books = collected.events
    for community in np.unique(where).tolist():
        key, mine = (month.number, community), rows[where == community]
        books[key] = np.concatenate([books[key], mine]) if key in books else mine
