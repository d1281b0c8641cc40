"""Sums of money in a scheme's rules, and the same rules as a text with their sums carried over.

The text stays as it was written, comments too; what is changed is a number, a word of evidence or
a range, each where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from socialcredit.language.read.positions import Loc, Located
from socialcredit.language.resolve.money import TIMES, WORD, hundredths

SUMS = ("money", "money_per_point")
BOUNDS = ("by_size", "steps")
TOTALS = ("above", "over")
END = "end"
CITED = "sources"  # what documents are called is theirs to say
PARTED = ("story", "departures")  # blocks with an empty line behind them
SPOKEN = re.compile(
    r"(?i)\b(?:(?:a|one|two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|hundred|thousand)"
    r"[ -])+yuan\b"
)


class Edit(NamedTuple):
    """A piece of a text to be put in place of another: where it begins, counted from 1."""

    line: int
    column: int
    old: str
    new: str


class CarriedOver(NamedTuple):
    """A text with its sums carried over; how many they are, and in which rules."""

    text: str
    sums: int
    rules: tuple[str, ...]


def money_spots(tree: Located, sized: frozenset[str]) -> Iterator[tuple[Loc, Located]]:
    """Every sum of a scheme with its path.

    sized  deeds whose size is a sum, so that bounds on it are sums too
    """
    deeds = {
        str((item.get("entry") or item.get("deed") or item).value): _text(item, "deed")
        for item in _items(tree, "entries")
    }
    for index, item in enumerate(_items(tree, "consequences")):
        for name in SUMS:
            node = item.get(name)
            if node is not None:
                yield ("consequences", index, name), node
    for index, item in enumerate(_items(tree, "entries")):
        if _text(item, "deed") in sized:
            yield from _bounds(item, ("entries", index))
    mine = {name for name, deed in deeds.items() if deed in sized}
    yield from ((loc, node) for loc, node in _totals(tree, (), mine))


def _items(tree: Located, block: str) -> list[Located]:
    found = tree.get(block)
    return found.value if found is not None and isinstance(found.value, list) else []


def _text(item: Located, key: str) -> str:
    found = item.get(key)
    return "" if found is None else str(found.value)


def _bounds(item: Located, at: Loc) -> Iterator[tuple[Loc, Located]]:
    for name in BOUNDS:
        pairs = item.get(name)
        for index, pair in enumerate(
            pairs.value if pairs and isinstance(pairs.value, list) else ()
        ):
            bound = pair.get(0)
            if bound is not None and bound.value not in (END, 0):
                yield (*at, name, index, 0), bound


def _totals(node: Located, at: Loc, mine: set[str]) -> Iterator[tuple[Loc, Located]]:
    """Bounds on how large records are, or are together, wherever rules count them."""
    if isinstance(node.value, dict):
        of = node.get("of")
        named = of.value if of is not None and isinstance(of.value, list) else []
        if {str(one.value) for one in named} & mine:
            for name in TOTALS:
                bound = node.get(name)
                if bound is not None and bound.value:
                    yield (*at, name), bound
        for key, inner in node.value.items():
            yield from _totals(inner, (*at, key), mine)
    elif isinstance(node.value, list):
        for index, inner in enumerate(node.value):
            yield from _totals(inner, (*at, index), mine)


def carried_over(text: str, tree: Located, sized: frozenset[str], times: float, currency: str,
                 before: str) -> CarriedOver:  # fmt: skip
    """The text of a scheme with its sums multiplied, and what that makes of its rules.

    before  the currency that the text has, and titles name
    """
    edits = list[Edit]()
    rules = dict[Loc, list[str]]()
    for loc, node in money_spots(tree, sized):
        value = Fraction(str(node.value))
        worth: Any = hundredths(value, times)
        if loc[0] != "consequences":
            worth = max(1, round(value * Fraction(times)))
        edits.append(Edit(node.place.line, node.place.column, node.text, str(worth)))
        rules.setdefault(loc[:2], []).append(str(loc[2]))
    lines = text.split("\n")
    for at, names in rules.items():
        block = _at(tree, at)
        edits += _marked(block, [name for name in names if name in SUMS], lines)
    named = tuple(_name(_at(tree, at)) for at in rules)
    many = sum(map(len, rules.values()))
    return CarriedOver(_spoken(edited(text, edits), times, currency, before), many, named)


def _at(tree: Located, loc: Loc) -> Located:
    for step in loc:
        tree = tree.get(step) or tree
    return tree


def _name(block: Located) -> str:
    return next((_text(block, key) for key in ("consequence", "entry", "deed", "list", "condition")
                 if block.get(key)), "a rule")  # fmt: skip


def _marked(block: Located, names: list[str], lines: list[str]) -> Iterator[Edit]:
    """A rule whose sums were multiplied: assumed, and in doubt where it is not yet, nor held."""
    evidence, doubt = block.get("evidence"), block.get("doubt")
    if evidence is None:
        return
    word, place = str(evidence.value), evidence.place
    ranges = doubt.value if doubt is not None and isinstance(doubt.value, list) else []
    known = {str(part.value) for one in ranges for part in _parts(one.get("of"))}
    new = "assumed"
    free = [name for name in names if name not in known]
    if free and block.get("held") is None:
        one = f"{{of: [{', '.join(free)}], times: {TIMES}, shape: log, with: {WORD}, "
        one += "evidence: assumed}"
        if doubt is None:
            new += _further(block, lines, f"doubt: [{one}]")
        elif _char(lines, doubt) == "[":
            yield Edit(doubt.place.line, doubt.place.column, "[", f"[{one}, ")
    if new != word:
        yield Edit(place.line, place.column, word, new)


def _parts(node: Located | None) -> list[Located]:
    if node is None:
        return []
    return node.value if isinstance(node.value, list) else [node]


def _char(lines: list[str], node: Located) -> str:
    return lines[node.place.line - 1][node.place.column - 1 : node.place.column]


def _further(block: Located, lines: list[str], told: str) -> str:
    """One key more of a block, behind another: on its line, or below it."""
    if _char(lines, block) == "{":
        return f", {told}"
    return "\n" + " " * (block.place.column - 1) + told


def edited(text: str, edits: list[Edit]) -> str:
    """The text with all edits made, the last first so that none moves another."""
    lines = text.split("\n")
    for one in sorted({*edits}, reverse=True):
        line, at = lines[one.line - 1], one.column - 1
        if not line.startswith(one.old, at):
            raise ValueError(f"{one.line}:{one.column} holds no `{one.old}`")
        lines[one.line - 1] = line[:at] + one.new + line[at + len(one.old) :]
    return "\n".join(lines)


def _spoken(text: str, times: float, currency: str, before: str) -> str:
    """Sums that titles speak of, in figures and in words."""

    def told(found: re.Match[str]) -> str:
        worth = hundredths(Fraction(found[1].replace(",", "")), times)
        return f"{worth:,} {currency}"

    def said(line: str) -> str:
        line = re.sub(rf"(\d[\d,]*(?:\.\d+)?) {before}\b", told, line)
        line = SPOKEN.sub(lambda one: "Money" if one[0][:1].isupper() else "money", line)
        return re.sub(rf"\b{before}\b", "money", line)

    return _by_block(text, said, {CITED: ""})


def moved_by(text: str, years: int, keep: Mapping[str, str]) -> str:
    """A text with its dates moved by whole years, but for blocks of these names.

    keep  names of blocks, and what stands there instead; as it is where that is empty
    """
    return _by_block(text, lambda line: _later(line, years), keep)


def _by_block(text: str, change: Callable[[str], str], keep: Mapping[str, str]) -> str:
    """A text with each line changed but those of blocks to keep."""
    told, block = list[str](), ""
    for line in text.split("\n"):
        found = re.match(r"([a-z_]+):", line)
        if found:
            block = found[1]
            if keep.get(block):
                told += [keep[block], *([""] if block in PARTED else [])]
        if not keep.get(block):
            told.append(line if block in keep else change(line))
    return "\n".join(told)


def _later(line: str, years: int) -> str:
    return re.sub(r"\b(\d{4})-(\d\d-\d\d)\b", lambda day: f"{int(day[1]) + years}-{day[2]}", line)
