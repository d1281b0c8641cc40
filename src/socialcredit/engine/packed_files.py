"""Packed arrays in a file: written whole or not at all, and believed column by column.

    MAGIC, layout      8 bytes, uint32
    columns            their bytes, piece after piece, in the order of the head
    head               JSON: what the file says of itself, and of each array its kind and shape and
                       of each of its columns how it is kept, the lengths of its pieces, and CRC-32
    end                uint64 length of the head, uint32 its CRC-32, MAGIC

The head stands behind, so that columns are written as they are packed and only one of them is held.
All numbers are little-endian. A flipped bit is found, and named by its file and column; that guards
against accident, not against somebody who counts sums anew.
"""

import json
import struct
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any, NamedTuple

import numpy as np

from socialcredit import __version__
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import in_place_of
from socialcredit.engine.packing import Column, Like, Packed

MAGIC, LAYOUT = b"\x89SCPACK\n", 1
SUFFIX = ".packed"
BEGIN, END = struct.Struct("<8sI"), struct.Struct("<QI8s")
ARRAYS, OWN = "arrays", ("layout", "package_version")


class File(NamedTuple):
    """What a file says of itself, and its arrays at rest."""

    told: dict[str, Any]
    arrays: dict[str, Packed]


def write(path: Path, arrays: Iterable[tuple[str, Packed]], told: Mapping[str, Any]) -> int:
    """Write arrays at rest so that the file is the old one or the new one; returns its bytes.

    arrays  by name, packed while they are written
    told  what the file says of itself: plain values
    Raises OSError where the disk refuses; the old file is left then, and nothing beside it.
    """
    with in_place_of(path) as file:
        _write(file, arrays, told)
        return file.tell()


def _write(file: IO[bytes], arrays: Iterable[tuple[str, Packed]], told: Mapping[str, Any]) -> None:
    file.write(BEGIN.pack(MAGIC, LAYOUT))
    head: dict[str, Any] = {"layout": LAYOUT, "package_version": __version__, **told, ARRAYS: {}}
    for name, one in arrays:
        columns = []
        for column in one.columns:
            columns.append([column.kind, [len(part) for part in column.parts], _sum_of(column)])
            file.writelines(column.parts)
        head[ARRAYS][name] = [one.dtype, one.shape, one.like, columns]
    text = json.dumps(head, separators=(",", ":")).encode()
    file.write(text)
    file.write(END.pack(len(text), zlib.crc32(text), MAGIC))


def read(path: Path, hint: str) -> File:
    """What lies in a file, held against its sums; nothing is unpacked yet.

    hint  the next step, in the error of a file that is damaged
    Raises SocialCreditError for a file that is missing or damaged, or of another layout.
    """
    try:
        whole = memoryview(path.read_bytes())
    except FileNotFoundError as problem:
        raise damaged(path, "is missing", hint) from problem
    text = _head_in(path, whole, hint)
    head = json.loads(bytes(text))
    written = BEGIN.unpack_from(whole)
    if written != (MAGIC, head["layout"]):
        raise damaged(path, "is damaged: its first bytes were changed", hint)
    if head["layout"] != LAYOUT:
        raise damaged(path, f"has layout {head['layout']}; this program reads {LAYOUT}", hint)
    arrays, at = {}, BEGIN.size
    for name, (dtype, shape, like, columns) in head[ARRAYS].items():
        found = []
        for number, (kind, lengths, expected) in enumerate(columns):
            ends = np.cumsum([at, *lengths]).tolist()
            column = Column(kind, tuple(whole[a:b] for a, b in zip(ends, ends[1:], strict=False)))
            if _sum_of(column) != expected:
                which = f"column {number} of `{name}`" if len(columns) > 1 else f"column `{name}`"
                raise damaged(path, f"is damaged: {which} is not as it was written", hint)
            found.append(column)
            at = ends[-1]
        known = None if like is None else Like(*like)
        arrays[name] = Packed(dtype, tuple(shape), tuple(found), known)
    told = {name: one for name, one in head.items() if name not in (ARRAYS, *OWN)}
    return File(told, arrays)


def _head_in(path: Path, whole: memoryview, hint: str) -> memoryview:
    """The text of the head, if it is as it was written."""
    if len(whole) < BEGIN.size + END.size:
        raise damaged(path, "is damaged: it is cut off", hint)
    length, expected, magic = END.unpack_from(whole, len(whole) - END.size)
    begins = len(whole) - END.size - length
    if magic != MAGIC or begins < BEGIN.size:
        raise damaged(path, "is damaged: it is cut off, or its end was changed", hint)
    text = whole[begins : begins + length]
    if zlib.crc32(text) != expected:
        raise damaged(path, "is damaged: its head is not as it was written", hint)
    return text


def _sum_of(column: Column) -> int:
    """CRC-32 of the bytes of a column."""
    found = 0
    for part in column.parts:
        found = zlib.crc32(part, found)
    return found


def damaged(path: Path, what: str, hint: str) -> SocialCreditError:
    """A file that cannot be used; nothing falls back to another one silently."""
    return SocialCreditError(f"the file {path.name} {what}", where=str(path), hint=hint)
