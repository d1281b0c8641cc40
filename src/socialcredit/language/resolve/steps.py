"""How a block of a file is called in a path of `--set`, and how in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel

from socialcredit.language.model.provenance import Block
from socialcredit.language.resolve.extends import NAMED
from socialcredit.language.resolve.spots import id_of

# Lists whose name says nothing more than that of their file.
OBVIOUS = ("mechanisms", "sources", "deeds", "lenders", "places")


class Found(NamedTuple):
    """The steps that lead to a block, those of its shorter name, and its title."""

    path: list[str]
    name: list[str]
    title: str


def steps_of(file: Block, loc: Sequence[str | int]) -> Found:
    """The way to a block of a file by names, where there are any, instead of numbers."""
    path, name, title = list[str](), list[str](), ""
    node: Any = file
    for at, step in enumerate(loc):
        if isinstance(step, int):
            key, items = str(loc[at - 1]), node
            node = items[step]
            steps, called = _of_item(items, step, key)
            path, name = [*path, *steps], [*name, *called]
            title = getattr(node, "title", None) or (called[-1] if called else title)
            continue
        listed = isinstance(loc[at + 1], int) if at + 1 < len(loc) else False
        path.append(_alias(node, step))
        if not (listed and step in OBVIOUS):
            name.append(path[-1])
        node = node[step] if isinstance(node, dict) else getattr(node, step)
        inner = getattr(node, "title", None) or step.replace("_", " ")
        title = title if listed and title else f"{title}, {inner}" if title else inner
    return Found(path, name, title)


def _of_item(items: Sequence[Any], index: int, key: str) -> tuple[list[str], list[str]]:
    """The step to an item of a list, and how it is called: by its name, its date, its number."""
    if key not in NAMED and len(items) == 1:
        return [], []
    ids = [id_of(item, key, number) for number, item in enumerate(items)]
    if ids.count(ids[index]) == 1:
        return [ids[index]], [ids[index]]
    since = getattr(items[index], "since", index)
    return [str(index)], [ids[index], str(since)]


def _alias(node: Any, step: str) -> str:
    """A field as a file writes it."""
    fields = type(node).model_fields if isinstance(node, BaseModel) else {}
    return (fields[step].alias or step) if step in fields else step
