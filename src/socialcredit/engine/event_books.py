"""The events of a month, kept small: a sixth of the bytes of the log's rows, and nothing lost."""

from typing import NamedTuple

import numpy as np

from socialcredit.core.events import COLUMNS, DEED

_NARROW = {
    "resident": np.int32, "day": np.uint16, "what": np.uint8, "kind": np.int16, "source": np.int16,
    "scheme": np.int8, "entry": np.int16, "points": np.int32, "cause": np.int16,
    "record": np.int64, "score": np.int32, "grade": np.int8,
}  # fmt: skip
NARROW = np.dtype([(name, _NARROW[name]) for name in COLUMNS])  # 33 bytes an event
WIDE = np.dtype([(name, np.int64) for name in COLUMNS])
OF_DEEDS = ("resident", "day", "kind", "points", "cause")  # of a deed, all else -1: `log_acts`
SHORT = np.dtype([(name, _NARROW[name]) for name in OF_DEEDS])  # 14 bytes
_LONG_ALONE = [at for at, name in enumerate(COLUMNS) if name not in (*OF_DEEDS, "what")]


class Events(NamedTuple):
    """A month's events in their order; nine of ten are deeds, of which less is to be said.

    short  bits, in `packbits`: which of them are kept as deeds
    deeds  records of SHORT    others  of NARROW, or of WIDE where a number is larger
    """

    short: np.ndarray
    deeds: np.ndarray
    others: np.ndarray

    @property
    def bytes(self) -> int:
        """What they take."""
        return self.short.nbytes + self.deeds.nbytes + self.others.nbytes


def packed(rows: np.ndarray) -> Events:
    """The same as rows of the log: int64 (events, 12)."""
    short = rows[:, COLUMNS.index("what")] == DEED
    short &= (rows[:, _LONG_ALONE] == -1).all(axis=1)
    deeds = _records(rows[short], SHORT)
    if deeds is None:
        short = np.zeros(len(rows), bool)
        deeds = np.empty(0, SHORT)
    others = rows[~short]
    narrow = _records(others, NARROW)
    if narrow is None:
        narrow = others.view(WIDE).reshape(len(others))
    return Events(np.packbits(short), deeds, narrow)


def _records(rows: np.ndarray, kind: np.dtype) -> np.ndarray | None:
    """Rows as records of a kind; None where a number is too large for it, and would be another."""
    found = np.empty(len(rows), kind)
    for name in kind.names or ():
        column = rows[:, COLUMNS.index(name)]
        found[name] = column.astype(kind[name])
        if not np.array_equal(found[name], column):
            return None
    return found


def unpacked(kept: Events) -> np.ndarray:
    """The rows again: int64 (events, 12)."""
    many = len(kept.deeds) + len(kept.others)
    short = np.unpackbits(kept.short, count=many).astype(bool)
    rows = np.full((many, len(COLUMNS)), -1, np.int64)
    rows[short, COLUMNS.index("what")] = DEED
    for name in OF_DEEDS:
        rows[short, COLUMNS.index(name)] = kept.deeds[name]
    for at, name in enumerate(COLUMNS):
        rows[~short, at] = kept.others[name]
    return rows
