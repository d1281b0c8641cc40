"""The events of a month, kept small: a sixth of the bytes of the log's rows, and nothing lost."""

from typing import Any, NamedTuple

import numpy as np

from socialcredit.core.events import COLUMNS, DEED

_NARROW: dict[str, Any] = {
    "resident": np.int32, "day": np.uint16, "what": np.uint8, "kind": np.int16, "source": np.int16,
    "scheme": np.int8, "entry": np.int16, "points": np.int32, "cause": np.int16,
    "record": np.int64, "score": np.int32, "grade": np.int8,
}  # fmt: skip
NARROW = np.dtype([(name, _NARROW[name]) for name in COLUMNS])  # 33 bytes an event
WIDE = np.dtype([(name, np.int64) for name in COLUMNS])
ROOM = {np.dtype(one): (np.iinfo(one).min, np.iinfo(one).max) for one in {*_NARROW.values()}}
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
    """The same as rows of the log: int64 (events, 12), quickest column by column in memory."""
    deed = rows[:, COLUMNS.index("what")] == DEED
    for at in _LONG_ALONE:
        deed &= rows[:, at] == -1
    short, long = np.flatnonzero(deed), np.flatnonzero(~deed)
    if not _fit(rows, short, SHORT):
        deed[:] = False
        short, long = short[:0], np.arange(len(rows))
    narrow = NARROW if _fit(rows, long, NARROW) else WIDE
    return Events(np.packbits(deed), _records(rows, short, SHORT), _records(rows, long, narrow))


def _fit(rows: np.ndarray, which: np.ndarray, kind: np.dtype) -> bool:
    """Whether no number of some rows is too large for records of a kind, and would be another."""
    if not len(which):
        return True
    for name in kind.names or ():
        column, (least, most) = rows[:, COLUMNS.index(name)].take(which), ROOM[kind[name]]
        if column.min() < least or column.max() > most:
            return False
    return True


def _records(rows: np.ndarray, which: np.ndarray, kind: np.dtype) -> np.ndarray:
    """Some rows as records of a kind."""
    found = np.empty(len(which), kind)
    for name in kind.names or ():
        found[name] = rows[:, COLUMNS.index(name)].take(which)
    return found


def unpacked(kept: Events) -> np.ndarray:
    """The rows again: int64 (events, 12), column by column in memory."""
    many = len(kept.deeds) + len(kept.others)
    deed = np.unpackbits(kept.short, count=many).astype(bool)
    short, long = np.flatnonzero(deed), np.flatnonzero(~deed)
    columns = np.full((len(COLUMNS), many), -1, np.int64)
    columns[COLUMNS.index("what"), short] = DEED
    for name in OF_DEEDS:
        columns[COLUMNS.index(name), short] = kept.deeds[name]
    for at, name in enumerate(COLUMNS):
        columns[at, long] = kept.others[name]
    return columns.T
