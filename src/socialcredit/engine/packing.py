"""Arrays packed column by column, and unpacked into the room where they were: state at rest.

A column goes through Blosc: its bits are shuffled, so that those which are nearly always nought lie
side by side, and LZ4 takes what is left. Of Rongcheng's 32 bytes of state a resident 7.6 remain,
at some 20 ns to pack and 12 to unpack. What is empty or of one value throughout costs nothing, and
what is nearly another column is kept as its difference from it, which wraps around and so is exact.

One call packs with one thread and without the lock of Python: several threads may pack at once.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from socialcredit.core.lazy import fetch

PLAIN, BLOSC = range(2)  # a column's bytes as they are, one value for all; packed
LEVEL = 5  # of LZ4: 1 packs a tenth faster and keeps a fortieth more
BLOCK = 1 << 16  # bytes that are shuffled together; they stay in a core's own cache
PIECE = 1 << 30  # bytes that are handed to Blosc at once: it takes less than two GiB
LANES = 8  # a block whose length is no multiple of it would not be shuffled
SMALL = 128  # bytes that are not worth a head of sixteen

Arrays = Mapping[str, np.ndarray]
Bytes = bytes | memoryview


class Like(NamedTuple):
    """Of which array one is kept as the difference: from so many times that, wrapping around."""

    name: str
    times: int


class Column(NamedTuple):
    """One column at rest: how its bytes are kept, and these, piece by piece."""

    kind: int
    parts: tuple[Bytes, ...]

    @property
    def nbytes(self) -> int:
        """How much it takes."""
        return sum(len(part) for part in self.parts)


class Packed(NamedTuple):
    """An array at rest. Of two dimensions the longer one runs along the columns."""

    dtype: str
    shape: tuple[int, ...]
    columns: tuple[Column, ...]
    like: Like | None = None

    @property
    def nbytes(self) -> int:
        """How much its columns take."""
        return sum(column.nbytes for column in self.columns)


class Room:
    """Memory into which arrays are unpacked, month after month, so that little is asked for anew.

    What was unpacked into it before is overwritten: a room is one shard's at a time.
    """

    def __init__(self) -> None:
        """Empty; it grows with what is unpacked into it."""
        self.held: dict[str, np.ndarray] = {}

    def array(self, name: str, dtype: str, shape: tuple[int, ...]) -> np.ndarray:
        """An array of this kind, which holds anything."""
        many = int(np.prod(shape, dtype=np.int64))
        size = many * np.dtype(dtype).itemsize
        held = self.held.get(name)
        if held is None or len(held) < size:
            held = self.held[name] = np.empty(size, np.uint8)
        return held[:size].view(dtype).reshape(shape)

    @property
    def nbytes(self) -> int:
        """How much memory it has."""
        return sum(len(one) for one in self.held.values())


def pack(arrays: Arrays, like: Mapping[str, Like] | None = None) -> Iterator[tuple[str, Packed]]:
    """Each array at rest, by its name, one after the other: whoever writes them holds only one.

    arrays  of numbers, any shape
    like  which of them are kept as the difference from which other; where that has another kind or
        shape, it is kept as it is
    """
    for name, array in arrays.items():
        known = (like or {}).get(name)
        base = arrays.get(known.name) if known is not None else None
        if base is None or (base.dtype, base.shape) != (array.dtype, array.shape):
            known = None
        columns = _lines(array)
        others = _lines(base) if known is not None and base is not None else [None] * len(columns)
        times = known.times if known is not None else 1
        made = tuple(
            _pack_column(np.ascontiguousarray(one) if other is None else _less(one, other, times))
            for one, other in zip(columns, others, strict=True)
        )
        yield name, Packed(array.dtype.str, array.shape, made, known)


def unpack(packed: Mapping[str, Packed], room: Room | None = None) -> dict[str, np.ndarray]:
    """The arrays as they were packed; in `room`, or in memory of their own."""
    room = room or Room()
    arrays = {name: room.array(name, one.dtype, one.shape) for name, one in packed.items()}
    for name, one in packed.items():
        _fill(arrays[name], one.columns)
    for name, one in packed.items():
        if one.like is not None:
            base = arrays[one.like.name]
            for column, other in zip(_lines(arrays[name]), _lines(base), strict=True):
                _add(column, other, one.like.times)
    return arrays


def size_of(packed: Iterable[Packed]) -> int:
    """Bytes that arrays take at rest."""
    return sum(one.nbytes for one in packed)


def _lines(array: np.ndarray) -> np.ndarray:
    """The columns of an array as rows of one with two dimensions; a view of any with at most two.

    Each entry of a dimension with few, for all of the other: so words of records lie apart.
    """
    if array.ndim == 2:
        return array.T if array.shape[0] > array.shape[1] else array
    return array.reshape(1, -1)


def _less(column: np.ndarray, other: np.ndarray, times: int) -> np.ndarray:
    """The difference from so many times the other, wrapping around."""
    made = np.empty(column.shape, column.dtype)
    if times != 1:
        other = np.multiply(other, column.dtype.type(times), out=made)
    return np.subtract(column, other, out=made)


def _add(column: np.ndarray, other: np.ndarray, times: int) -> None:
    """Undo `_less`, in place."""
    if times != 1:
        other = np.multiply(other, column.dtype.type(times))
    np.add(column, other, out=column)


def _pack_column(column: np.ndarray) -> Column:
    """A contiguous column at rest."""
    if _is_one_value(column):
        return Column(PLAIN, (column[:1].tobytes(),))
    if column.nbytes <= SMALL:
        return Column(PLAIN, (column.tobytes(),))
    whole, step = _whole(len(column)), _step(column.itemsize)
    parts = (_squeeze(column[at : min(at + step, whole)]) for at in range(0, whole, step))
    return Column(BLOSC, (*parts, column[whole:].tobytes()))


def _fill(array: np.ndarray, columns: tuple[Column, ...]) -> None:
    """Write the columns at rest into the array that they were."""
    for line, column in zip(_lines(array), columns, strict=True):
        if line.flags.c_contiguous:
            _fill_column(line, column)
        else:
            apart = np.empty(len(line), line.dtype)
            _fill_column(apart, column)
            line[:] = apart


def _fill_column(line: np.ndarray, column: Column) -> None:
    if column.kind == BLOSC:
        whole, step = _whole(len(line)), _step(line.itemsize)
        for at, part in zip(range(0, whole, step), column.parts, strict=False):
            _blosc().decompress(part, line[at : min(at + step, whole)])
        if whole < len(line):
            line[whole:] = np.frombuffer(column.parts[-1], line.dtype)
    elif len(line):  # of one value there is one, whatever the length
        line[...] = np.frombuffer(column.parts[0], line.dtype)


def _is_one_value(column: np.ndarray) -> bool:
    """Whether all entries are the same to the bit; cheap where they are not."""
    if column.itemsize not in (1, 2, 4, 8) or len(column) < 2:
        return False
    bits = column.view(f"u{column.itemsize}")
    few = bits[:: max(1, len(bits) >> 6)]
    return bool((few == bits[0]).all() and (bits == bits[0]).all())


def _whole(length: int) -> int:
    """How many entries make whole bytes when bits are shuffled; the few others stay as they are."""
    return length // LANES * LANES


def _step(itemsize: int) -> int:
    """How many entries are handed to Blosc at once."""
    return _whole(PIECE // itemsize)


def _squeeze(column: np.ndarray) -> bytes:
    blosc = _blosc()
    made: bytes = blosc.compress(column, b"lz4", LEVEL, blosc.BITSHUFFLE, BLOCK)
    return made


@cache
def _blosc() -> Any:
    """Blosc, loaded when something is first packed: most commands never do.

    It has threads of its own, and takes turns with itself when called from Python's main thread;
    both are switched off, since shards are packed at once by threads of ours.
    """
    module = fetch("numcodecs", "blosc")
    module.use_threads = False
    return module
