"""The log of a thread: events of a month, one row each.

Where everybody is in the panel the log is a month's largest output, and half of a processor's
second cache: a row is short, and is told in whole numbers of 64 bits (`wide`) once it is asked for.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.ahead import fetch_ahead
from socialcredit.core.events import COLUMNS
from socialcredit.core.jit import kernel

POINTS, RECORD = COLUMNS.index("points"), COLUMNS.index("record")
MANY = len(COLUMNS)
WORDS_A_ROW = MANY + 2  # of a row: each column's lower half, then the upper halves of these two
HALF = 1 << 32
LINE = 8  # wide numbers that memory brings at once
AHEAD = 3 * LINE  # rows by which each column is asked for before: they are more than are foreseen


class Log(NamedTuple):
    """Rows written this month by one thread; `used[0]` counts them, `used[1]` what did not fit."""

    rows: np.ndarray  # int32 (capacity, WORDS_A_ROW), as `narrow` has them
    used: np.ndarray  # int64 (2,)


def new_log(capacity: int) -> Log:
    """An empty log of this many rows."""
    return Log(np.empty((capacity, WORDS_A_ROW), np.int32), np.zeros(2, np.int64))


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
    row[4], row[5], row[6], row[8] = source, scheme, entry, cause
    row[10], row[11] = score, grade
    row[POINTS], row[MANY] = lower(points), points >> 32
    row[RECORD], row[MANY + 1] = lower(record), record >> 32
    log.used[0] = at + 1


@kernel
def lower(number):
    """The lower half of a number of 64 bits, as one of 32 bits with a sign."""
    low = number & (HALF - 1)
    return low - HALF if low >= HALF // 2 else low


@kernel
def widen(rows, at, columns):
    """Rows of a log column by column, from `at` on: int64 (MANY, all rows), written."""
    for n in range(rows.shape[0]):
        if n % LINE == 0:
            for column in range(MANY):
                fetch_ahead(columns, column * columns.shape[1] + at + n + AHEAD)
        row = rows[n]
        for column in range(MANY):
            columns[column, at + n] = row[column]
        columns[POINTS, at + n] = whole(row[POINTS], row[MANY])
        columns[RECORD, at + n] = whole(row[RECORD], row[MANY + 1])


@kernel
def whole(low, high):
    """The number of which these are the halves."""
    return np.int64(high) << 32 | np.int64(low) & (HALF - 1)


def wide(rows: np.ndarray) -> np.ndarray:
    """Rows of a log: int64 (events, MANY), column by column in memory."""
    columns = np.empty((MANY, len(rows)), np.int64)
    widen(rows, 0, columns)
    return columns.T


def narrow(rows: np.ndarray) -> np.ndarray:
    """As `note` writes them: int32 (events, WORDS_A_ROW), of int64 (events, MANY)."""
    found = np.empty((len(rows), WORDS_A_ROW), np.int32)
    found[:, :MANY] = rows  # cut to the lower half
    found[:, MANY:] = rows[:, [POINTS, RECORD]] >> 32
    return found
