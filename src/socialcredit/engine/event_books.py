"""The events of a month, kept small: a third of the bytes of the log's rows, and nothing lost."""

import numpy as np

from socialcredit.core.events import COLUMNS

_NARROW = {
    "resident": np.int32, "day": np.uint16, "what": np.uint8, "kind": np.int16, "source": np.int16,
    "scheme": np.int8, "entry": np.int16, "points": np.int32, "cause": np.int16,
    "record": np.int64, "score": np.int32, "grade": np.int8,
}  # fmt: skip
NARROW = np.dtype([(name, _NARROW[name]) for name in COLUMNS])  # 33 bytes an event
WIDE = np.dtype([(name, np.int64) for name in COLUMNS])


def packed(rows: np.ndarray) -> np.ndarray:
    """Rows of the log, int64 (events, 12), as records of NARROW; of WIDE where a number is larger.

    A number too large for its field is seen by being another there.
    """
    narrow = np.empty(len(rows), NARROW)
    for at, name in enumerate(COLUMNS):
        column = rows[:, at]
        narrow[name] = column.astype(NARROW[name])
        if not np.array_equal(narrow[name], column):
            return np.ascontiguousarray(rows, np.int64).view(WIDE).reshape(len(rows))
    return narrow


def unpacked(kept: np.ndarray) -> np.ndarray:
    """The rows again: int64 (events, 12)."""
    rows = np.empty((len(kept), len(COLUMNS)), np.int64)
    for at, name in enumerate(COLUMNS):
        rows[:, at] = kept[name]
    return rows
