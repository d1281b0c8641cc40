"""The log of a thread: events of a month, one row each."""

from typing import NamedTuple

import numpy as np

from socialcredit.core.events import COLUMNS
from socialcredit.core.jit import kernel


class Log(NamedTuple):
    """Rows written this month by one thread; `used[0]` counts them, `used[1]` what did not fit."""

    rows: np.ndarray  # int64 (capacity, 12), see COLUMNS
    used: np.ndarray  # int64 (2,)


def new_log(capacity: int) -> Log:
    """An empty log of this many rows."""
    return Log(np.empty((capacity, len(COLUMNS)), np.int64), np.zeros(2, np.int64))


@kernel
def note(
    log, resident, day, what, kind, source, scheme, entry, points, cause, record, score, grade
):
    """Append one event; -1 where a column has no meaning."""
    at = log.used[0]
    if at >= log.rows.shape[0]:
        log.used[1] += 1
        return
    row = log.rows[at]
    row[0], row[1], row[2], row[3] = resident, day, what, kind
    row[4], row[5], row[6], row[7] = source, scheme, entry, points
    row[8], row[9], row[10], row[11] = cause, record, score, grade
    log.used[0] = at + 1
