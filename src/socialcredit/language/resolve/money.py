"""Money carried over: sums of an assumption file, told in the currency of another place.

A sum is taken to mean what it is of an income: it is multiplied by the median income of the place
over that of the people whom the file is about, and what a unit of money weighs is divided by it.
That is a guess, so what it touches is `assumed` and in doubt. It is done to trees, before anything
is laid over them, so that a file in one currency may extend one in another, and so that nothing
behind it knows of two. The published sums of a file in the place's own currency stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.kept import once
from socialcredit.core.retelling import MONEY, OF_MONEY
from socialcredit.language.model.money import CarriedMoney, FileMoney, Purse
from socialcredit.language.read.diagnostics import fitted, gather
from socialcredit.language.read.positions import Loc, Located, located, plain

# How far off a sum may be that is carried over. Fines for the same act differ between countries of
# like income by some such factor; the range is ours.
TIMES = [0.5, 2]
WORD = "money carried over"
UNITS = ("size", "unit")
# Where sums stand in a block, by the list of a file that the block is in.
SUMS: dict[str, tuple[Loc, ...]] = {
    "deeds": (("fine",), ("gravity", "fine"), ("size", "values"), ("stands", "harms")),
    "burden": (("money",),),
    "volumes": (("price",),),
    "mechanisms": (("fine",), ("grade",), ("firm",), ("cost",), ("limit",)),
    "markets": (("owner_loses",),),
}
DIVIDED = ("money",)  # what a unit weighs: less, where there are more of them to an income
MECHANISMS = ("compliance", "shame")


def money_in(tree: Located) -> FileMoney | None:
    """In whose money a file is; None where it does not say."""
    told = tree.get("money")
    if told is None or not isinstance(told.value, dict):
        return None
    found, problems = fitted(FileMoney, plain(told))
    if found is None:
        raise gather(told, problems)
    return found


@once()
def in_currency(tree: Located, purse: Purse) -> Located:
    """The tree of an assumption file with its sums in the currency of a place."""
    money = money_in(tree)
    if money is None or money.currency == purse.currency:
        return tree
    times = times_of(money, purse, tree)
    changed, names = _reworded(tree, money), dict[Loc, list[Loc]]()
    for loc, node in spots(tree):
        changed = _at(changed, loc, _always(_worth(node, loc, times)))
        names.setdefault(loc[:2], []).append(loc[2:])
    for at, of in names.items():
        block = _doubted(_node(changed, at) or changed, of, money, times)
        changed = _at(changed, at, _always(block))
    told = CarriedMoney(of=money.of, times=float(f"{times:.6g}"), blocks=len(names))
    own = FileMoney(
        currency=purse.currency, median_income=purse.median or 0, year=int(purse.year), of=purse.of,
        carried=(*money.carried, told),
    )  # fmt: skip
    place = (tree.get("money") or tree).place
    return _with(changed, "money", located(own.model_dump(mode="json"), place))


def with_carried(tree: Located, before: Located) -> Located:
    """A variant's tree that says what was carried over of its original."""
    own, told = tree.get("money"), _node(before, ("money", "carried"))
    return (
        tree if own is None or told is None else _with(tree, "money", _with(own, "carried", told))
    )


def _reworded(node: Located, money: FileMoney) -> Located:
    """The tree with what notes and titles say of sums told as the sums of whom they are."""
    if isinstance(node.value, dict):
        parts: Any = {key: _reworded(item, money) for key, item in node.value.items()}
    elif isinstance(node.value, list):
        parts = [_reworded(item, money) for item in node.value]
    elif isinstance(node.value, str) and f" {money.currency}" in node.value:
        word = rf"\b{re.escape(money.currency)}\b"
        parts = re.sub(word, f"of {money.of}'s money", node.value)
    else:
        return node
    return Located(parts, node.place, node.text, node.keys)


def _always(node: Located) -> Callable[[Located], Located]:
    return lambda _: node


def purse_in(tree: Located) -> Purse | None:
    """The same as the money of a place has it."""
    found = money_in(tree)
    if found is None:
        return None
    return Purse(found.currency, found.median_income, str(found.year), found.of)


def times_of(money: FileMoney, purse: Purse, tree: Located) -> float:
    """What a sum of the file is multiplied by, to be one of the place."""
    if purse.median is None:
        told = tree.get("money") or tree
        raise SocialCreditError(
            f"`{purse.of}` has another currency than this file, and no median income is said",
            str(told.place), told.text,
            expected=f"`median_income: {{2023: 24000}}` of {purse.of}",
            hint="write it where the place stands (places.yaml); sums are carried over by it",
        )  # fmt: skip
    return purse.median / money.median_income


def spots(tree: Located) -> Iterator[tuple[Loc, Located]]:
    """Every sum of money in the tree of an assumption file, with its path."""
    for name, paths in SUMS.items():
        items = tree.get(name)
        for index, item in enumerate(
            items.value if items and isinstance(items.value, list) else ()
        ):
            if isinstance(item, Located):
                for path in paths:
                    yield from _spots_at(item, path, (name, index))


def _spots_at(item: Located, path: Loc, at: Loc) -> Iterator[tuple[Loc, Located]]:
    if at[0] == "mechanisms" and _value(item, ("mechanism",)) not in MECHANISMS:
        return
    if path[0] == "size" and _value(item, UNITS) not in OF_MONEY:
        return
    found = _node(item, path)
    if found is None:
        return
    for step, node in _leaves(found):
        if path[0] == "stands" and _value(item, ("stands", "units", *step)) not in OF_MONEY:
            continue
        if type(node.value) in (int, float) and node.value:
            yield (*at, *path, *step), node


def _leaves(node: Located) -> Iterator[tuple[Loc, Located]]:
    if isinstance(node.value, dict):
        yield from (((key,), one) for key, one in node.value.items())
    elif isinstance(node.value, list):
        yield from (((index,), one) for index, one in enumerate(node.value))
    else:
        yield (), node


def _node(node: Located, path: Loc) -> Located | None:
    for step in path:
        inner = node.get(step)
        if inner is None:
            return None
        node = inner
    return node


def _value(node: Located, path: Loc) -> Any:
    found = _node(node, path)
    return None if found is None else found.value


def _worth(node: Located, loc: Loc, times: float) -> Located:
    """A sum carried over: whole where sizes are kept whole, else in whole hundredths."""
    value = float(node.value)  # type: ignore[arg-type]
    if loc[2:] == DIVIDED:
        return located(float(f"{value / times:.6g}"), node.place)
    if loc[2] in ("size", "stands"):
        return located(max(1, round(value * times)), node.place)
    return located(hundredths(value, times), node.place)


def hundredths(value: float | Fraction, times: float) -> int | float:
    """A sum in whole hundredths, never nought where it was something."""
    found = round(Fraction(value) * Fraction(times) * 100)
    found = found or (1 if value > 0 else -1)
    return found // 100 if found % 100 == 0 else found / 100


def _doubted(node: Located, names: list[Loc], money: FileMoney, times: float) -> Located:
    """A block of which sums were carried over: assumed, in doubt, and with a note of it."""
    told = dict.fromkeys(".".join(map(str, _setting(name))) for name in names)
    held, doubt = node.get("held"), node.get("doubt")
    ranges = doubt.value if doubt is not None and isinstance(doubt.value, list) else []
    before = [one for one in ranges if any(_overlap(a, b) for a in told for b in _of(one))]
    node = _with(node, "evidence", located("assumed", node.place))
    note = _value(node, ("note",))
    words = f"money carried over from {money.of} by median incomes, times {times:.4g}"
    node = _with(node, "note", located(f"{note}; {words}" if note else words, node.place))
    if "unit" in {step for name in names for step in name} or "size" in {n[0] for n in names}:
        node = _at(node, UNITS, lambda unit: located("money", unit.place))
    for unit in {name[2] for name in names if name[0] == "stands"}:
        node = _at(node, ("stands", "units", unit), lambda one: located(MONEY, one.place))
    if before or held is not None:
        scaled = [_ends_scaled(one, times) if one in before else one for one in ranges]
        place = doubt.place if doubt is not None else node.place
        return _with(node, "doubt", Located(scaled, place)) if scaled else node
    one = {"of": [*told], "times": TIMES, "shape": "log", "with": WORD, "evidence": "assumed"}
    return _with(node, "doubt", Located([*ranges, located(one, node.place)], node.place))


def _setting(name: Loc) -> Loc:
    """The setting that a doubt names: a table of numbers is in doubt whole."""
    return tuple(step for step in name if isinstance(step, str))


def _overlap(one: str, other: str) -> bool:
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")


def _of(one: Located) -> list[str]:
    of = _value(one, ("of",))
    return [str(part.value) for part in of] if isinstance(of, list) else [str(of)]


def _ends_scaled(one: Located, times: float) -> Located:
    """A range whose ends are sums."""
    for end in ("low", "high"):
        node = one.get(end)
        if node is not None and type(node.value) in (int, float):
            one = _with(one, end, located(float(f"{node.value * times:.6g}"), node.place))  # type: ignore[operator]
    return one


def _with(node: Located, key: str, item: Located) -> Located:
    items = dict(node.value) if isinstance(node.value, dict) else {}
    return Located({**items, key: item}, node.place, node.text, {key: item.place, **node.keys})


def _at(node: Located, path: Loc, change: Callable[[Located], Located]) -> Located:
    """The tree with the node at a path changed."""
    if not path:
        return change(node)
    step, rest = path[0], path[1:]
    if isinstance(node.value, dict) and step in node.value:
        items: Any = {**node.value, step: _at(node.value[str(step)], rest, change)}
    elif isinstance(node.value, list) and isinstance(step, int):
        items = [*node.value]
        items[step] = _at(items[step], rest, change)
    else:
        return node
    return Located(items, node.place, node.text, node.keys)
