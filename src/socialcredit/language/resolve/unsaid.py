"""Assumed numbers of which a file says neither how far off they may be nor why they are held.

`check` warns of those that stand in somebody's own file; of what is inherited, its owner decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from socialcredit.language.check.ranges import doubted
from socialcredit.language.check.unmeant import Oddity
from socialcredit.language.model.provenance import ASSUMED, FIXED, IN_DOUBT, Doubted
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.numbers import number_of
from socialcredit.language.read.positions import Loc, Located, follow
from socialcredit.language.resolve.doubts import led
from socialcredit.language.resolve.spots import STAR
from socialcredit.language.resolve.steps import steps_of

# What a block says about itself, or what it is called by, and no value that could be off.
ABOUT = (
    "since", "until", "from", "source", "evidence", "note", "title", "year",
    "entry", "list", "consequence", "bureau", "lender", "mechanism", "place", "deed", "domain",
)  # fmt: skip


def unsaid(file: Any, root: tuple[str, ...]) -> Iterator[tuple[Loc, list[str]]]:
    """Every block of assumed numbers without a word on their doubt, and its settings of numbers.

    root  the steps of a path that lead to the file
    """
    ways = [way for one in file.readings for option in one.options for way in option.changes]
    read = [led(root, way).split("=")[0].rstrip(" *").split(".")[len(root) :] for way in ways]
    for loc, block in doubted(file):
        if getattr(block, "evidence", None) != ASSUMED or block.doubt or block.held is not None:
            continue
        numeric = _numeric(block)
        if numeric and not any(_leads_to(way, file, loc) for way in read):
            yield loc, numeric


def oddities_of_unsaid(file: Any, tree: Located, root: tuple[str, ...]) -> Iterator[Oddity]:
    """The same as warnings, of those numbers that the file itself writes."""
    for loc, numeric in unsaid(file, root):
        node, walked = follow(tree, loc)
        own = [name for name in numeric if _written_in(node, name, tree.place.file)]
        if len(walked) == len(loc) and own:
            message = f"{', '.join(own)}: assumed, and nothing says how far off"
            held = FIXED if node.get("bands") else "held"
            expected = f"doubt: [{{of: {own[0]}, ...}}], or {held}: a reason"
            hint = "say so, here or in a part of it; what is in doubt can be drawn (`run --draw`)"
            yield Oddity(Problem(loc, message, expected), hint)


def _numeric(block: Doubted) -> list[str]:
    """The settings of a block in which there is a number, apart from parts that say themselves."""
    told = block.model_dump(mode="json", by_alias=True, exclude_unset=True)
    parts = {key: value for key, value in told.items() if key not in ABOUT}
    return [key for key, value in parts.items() if _has_number(value)]


def _has_number(value: Any) -> bool:
    if isinstance(value, dict):
        itself = any(key in value for key in ("evidence", *IN_DOUBT) if value.get(key))
        return not itself and any(map(_has_number, value.values()))
    if isinstance(value, list):
        return any(map(_has_number, value))
    return number_of(value) is not None


def _written_in(node: Located, name: str, file: str) -> bool:
    setting = node.get(name)
    return setting is not None and setting.place.file == file


def _leads_to(way: Sequence[str], file: Any, loc: Loc) -> bool:
    """Whether a path of a reading leads into a block, by its full or its shorter name."""
    found = steps_of(file, loc)
    return any(
        len(way) >= len(steps)
        and all(one in (STAR, other) for one, other in zip(way, steps, strict=False))
        for steps in (found.path, found.name)
    )
