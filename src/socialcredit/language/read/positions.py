"""Values that remember where they were written, so that every error can say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

Scalar = str | int | float | bool | date | None
Loc = tuple[str | int, ...]


class Place(NamedTuple):
    """A position in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Located:
    """A value of a file: a scalar, a list of Located, or a dict from text to Located.

    `text` is what was written there (for a list or mapping: the line it begins on); `keys` gives
    the place of each key of a mapping.
    """

    value: Scalar | list[Located] | dict[str, Located]
    place: Place
    text: str = ""
    keys: dict[str, Place] = field(default_factory=dict)

    def get(self, key: str | int) -> Located | None:
        """Return the item under a key or index, or None."""
        if isinstance(self.value, dict) and isinstance(key, str):
            return self.value.get(key)
        if isinstance(self.value, list) and isinstance(key, int) and key < len(self.value):
            return self.value[key]
        return None


def plain(node: Located) -> Any:
    """Return the value without its positions, as ordinary lists and dicts."""
    if isinstance(node.value, dict):
        return {key: plain(item) for key, item in node.value.items()}
    if isinstance(node.value, list):
        return [plain(item) for item in node.value]
    return node.value


def follow(root: Located, loc: Loc) -> tuple[Located, Loc]:
    """Return the deepest node on the way `loc`, and the part of `loc` that led to it."""
    node, walked = root, 0
    for step in loc:
        inner = node.get(step)
        if inner is None:
            break
        node, walked = inner, walked + 1
    return node, loc[:walked]


def place_of_key(node: Located, key: str | int) -> Place:
    """Return where a key of a mapping is written; the mapping itself when it has none."""
    return node.keys.get(str(key), node.place)


def located(value: Any, place: Place) -> Located:
    """Give every part of an ordinary value the same place (a command line, a program)."""
    if isinstance(value, Mapping):
        items = {str(key): located(item, place) for key, item in value.items()}
        return Located(items, place, "", dict.fromkeys(items, place))
    if isinstance(value, list | tuple):
        return Located([located(item, place) for item in value], place)
    return Located(value, place, "" if value is None else str(value))
