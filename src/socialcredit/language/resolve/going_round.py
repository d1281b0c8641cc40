"""A source that goes round, as an alternative has it: what the old way of choosing needed goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from socialcredit.language.model.rounds import OF_ITSELF, SETTLED
from socialcredit.language.resolve.picking import Item


def gone_round(source: Item, values: Mapping[str, Any]) -> Item:
    """The source with these values of its rounds.

    Where it chooses another way (`by`), blocks of other ways go, with what was in doubt of them.
    """
    rounds = {**source["rounds"], **values}
    idle = {way for way in SETTLED if way != rounds["by"] and way not in values}
    idle |= {"floor"} if rounds["by"] in OF_ITSELF else set()
    kept = {name: value for name, value in rounds.items() if name not in idle}
    doubt = [_left(one, idle) for one in source.get("doubt") or ()]
    return {**source, "rounds": kept, "doubt": [one for one in doubt if one["of"]]}


def _left(doubt: Item, idle: set[str]) -> Item:
    """What a range of doubt is still about."""
    of = [doubt["of"]] if isinstance(doubt["of"], str) else list(doubt["of"])
    return {**doubt, "of": [path for path in of if not _is_idle(path, idle)]}


def _is_idle(path: str, idle: set[str]) -> bool:
    first, _, rest = path.partition(".")
    return first == "rounds" and rest.partition(".")[0] in idle
