"""Where a path of a change leads in the plain values of a file.

Items of lists are named by their id or number from 0; several versions of one id change together,
and so do the dated items of `score`, `grades`, ... unless a date picks one. A star stands for every
item or key at its place that has the rest of the path, and finds only what is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.language.model.provenance import of_doubt
from socialcredit.language.resolve.asked import wrong
from socialcredit.language.resolve.extends import CITED, NAMED

STAR = "*"
MOST_SHOWN = 40

Spot = tuple[Any, Any]  # a dict or list, and the key or index of the value to change


class Miss(list[str]):
    """The part of a path that was found; `step` was not, among `options`; `rest` follows it."""

    def __init__(self, walked: list[str], step: str, options: list[str], rest: list[str]) -> None:
        super().__init__(walked)
        self.step, self.options, self.rest = step, options, rest


def spots_of(data: Any, path: list[str]) -> list[Spot] | Miss:
    """Every place that a path means in a file's values, or how far it leads."""
    return _spots(data, path, "", [])


def no_path(miss: Miss, change: str, before: list[str]) -> SocialCreditError:
    """The error of a path that leads to no value, with the nearest that does."""
    found = nearest(miss.step, miss.options)
    meant = ".".join([*before, *miss, found, *miss.rest]) if found else None
    shown = ", ".join(miss.options[:MOST_SHOWN]) or "nothing: the value before it has no parts"
    path = ".".join([*before, *miss, miss.step])
    return wrong(f"`{path}` leads to no value", change, f"one of {shown}", meant)


def _spots(node: Any, path: list[str], under: str, walked: list[str]) -> list[Spot] | Miss:
    """Every place that a path means below a node; `under` is the key the node stands under."""
    step, rest = path[0], path[1:]
    if step == STAR and isinstance(node, dict | list):
        return _every(node, rest, walked)
    if isinstance(node, dict):
        if step in node:
            return [(node, step)] if not rest else _spots(node[step], rest, step, [*walked, step])
        return _in_lists_of(node, path, walked)
    if isinstance(node, list):
        return _in_list(node, path, under, walked)
    return Miss(walked, step, [], rest)


def _every(
    node: dict[str, Any] | list[Any], rest: list[str], walked: list[str]
) -> list[Spot] | Miss:
    """What a star stands for: those that have the rest; else the miss that came furthest."""
    spots: dict[tuple[int, Any], Spot] = {}
    misses: list[Miss] = []
    for holder, key, under in _parts(node):
        if not rest:
            spots[id(holder), key] = (holder, key)
            continue
        found = _spots(holder[key], rest, under, [*walked, STAR])
        if isinstance(found, Miss):
            misses.append(found)
        else:
            spots |= {(id(one[0]), one[1]): one for one in found if one[0][one[1]] is not None}
    if spots:
        return list(spots.values())
    furthest = max((len(one) for one in misses), default=0)
    near = [one for one in misses if len(one) == furthest]
    if not near:
        return Miss([*walked, STAR], ".".join(rest), [], [])
    near = [one for one in near if nearest(one.step, one.options)] or near
    options = dict.fromkeys(option for one in near for option in one.options)
    return Miss([*near[0]], near[0].step, list(options), near[0].rest)


def _parts(node: dict[str, Any] | list[Any]) -> Iterator[tuple[Any, Any, str]]:
    """What is written in a node, and in its lists of named items, whose name a path may omit."""
    if isinstance(node, list):
        yield from ((node, index, "") for index in range(len(node)))
        return
    for key, value in node.items():
        cited = key in CITED and isinstance(value, dict)
        if value is None or cited or key == "readings" or of_doubt(key, value):
            continue
        yield node, key, key
        if isinstance(value, list) and key in NAMED:
            yield from ((value, index, "") for index in range(len(value)))


def _in_lists_of(node: dict[str, Any], path: list[str], walked: list[str]) -> list[Spot] | Miss:
    """A path may leave out the name of the list: assumptions.behaviour.perceived-risk.strength."""
    best: Miss | None = None
    for key, items in node.items():
        if isinstance(items, list) and path[0] in _ids(items, key):
            spots = _in_list(items, path, key, walked)
            if not isinstance(spots, Miss):
                return spots
            best = best or spots
    if best is not None:
        return best
    known = [
        id_
        for key, items in node.items()
        if isinstance(items, list)
        for id_ in _ids(items, key)
        if not id_.isdigit()
    ]
    return Miss(walked, path[0], [*node, *known], path[1:])


def _in_list(items: list[Any], path: list[str], under: str, walked: list[str]) -> list[Spot] | Miss:
    step, rest = path[0], path[1:]
    ids = _ids(items, under)
    chosen = [index for index, id_ in enumerate(ids) if id_ == step]
    if not chosen and step.isdigit() and int(step[:9]) < len(items):
        chosen = [int(step[:9])]
    if chosen and not rest:
        return [(items, index) for index in chosen]
    dated = bool(items) and under not in NAMED and all(isinstance(item, dict) for item in items)
    if not chosen and dated and all(step in item for item in items):
        chosen, rest = list(range(len(items))), path
    if not chosen:
        fields = list(items[0]) if dated else []
        return Miss(walked, step, [*dict.fromkeys(ids), *fields], rest)
    spots: list[Spot] = []
    for index in chosen:
        found = _spots(items[index], rest, "", walked if rest is path else [*walked, step])
        if isinstance(found, Miss):
            return found
        spots += found
    return spots


def _ids(items: list[Any], under: str) -> list[str]:
    """The ids of a list's items; dates where items have only a date; numbers otherwise."""
    return [id_of(item, under, index) for index, item in enumerate(items)]


def id_of(item: Any, under: str, number: int) -> str:
    """What an item of the list `under` is called: by its name, its date, or its number from 0.

    item  plain values, or the block itself
    """
    for name in (*NAMED.get(under, ()), "since"):
        found = item.get(name) if isinstance(item, dict) else getattr(item, name, None)
        if found is not None:
            return str(found)
    return str(number)
