"""A variant of a file: `extends: NAME` plus what changes, `without:` what goes.

Items of entries, lists, consequences, layers, meters and dimensions, and those of assumption files
(deeds, sources that see, mechanisms, ...), are laid over those of the same name, key by key; an
item with a `since` of its own that the original does not have is a later version beside it. The
original's sources stay, and so does what it says of the doubt of values that the variant leaves
alone. Every other part is replaced whole. Positions are kept, so an error in an inherited line
names the file where that line stands.
"""

from __future__ import annotations

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.kept import once
from socialcredit.language.model.entries import KINDS
from socialcredit.language.read.positions import Located
from socialcredit.language.resolve.inherited_doubts import still_in_doubt

NAMED = {
    "entries": ("entry", "deed"),
    "lists": ("list",),
    "consequences": ("consequence",),
    "layers": ("layer",),
    "meters": ("meter",),
    "markets": ("sector",),
    "dimensions": ("dimension",),
    "conditions": ("condition",),
    "bureau": ("bureau",),
    "lenders": ("lender",),
    "deeds": ("deed",),
    "sources": ("source",),
    "mechanisms": ("mechanism",),
    "domains": ("domain",),
    "attempts": ("domain",),
    "volumes": ("domain",),
    "burden": ("scale",),
    "nations": ("nation",),
    "places": ("place",),
    "readings": ("reading",),
    "groups": ("group",),
    "proposals": ("proposal",),
}
CITED = ("sources", "documents")
ABOUT_ITSELF = ("extends", "without")


@once()
def extended(original: Located, variant: Located) -> Located:
    """Return the tree of a variant laid over the tree of its original."""
    before, after = _mapping(original), _mapping(variant)
    items, keys = dict(before), dict(original.keys)
    for key, node in after.items():
        if key in ABOUT_ITSELF:
            continue
        items[key] = _laid_over(key, before.get(key), node)
        keys[key] = variant.keys[key]
    if "without" in after:
        _leave_out(items, after["without"])
    return Located(items, variant.place, variant.text, keys)


def _mapping(node: Located) -> dict[str, Located]:
    return node.value if isinstance(node.value, dict) else {}


def _laid_over(key: str, before: Located | None, after: Located) -> Located:
    if before is None:
        return after
    if key in CITED and isinstance(before.value, dict) and isinstance(after.value, dict):
        keys = {**before.keys, **after.keys}
        return Located({**before.value, **after.value}, after.place, after.text, keys)
    old, new = _items_in(before), _items_in(after)
    if key in NAMED and old is not None and new is not None:
        return Located(_items(key, old, new), after.place, after.text)
    return after


def _items_in(node: Located) -> list[Located] | None:
    """Items that say more than a name; `places` of a scenario are names alone, replaced whole."""
    items = node.value if isinstance(node.value, list) else None
    says_more = not items or any(isinstance(one.value, dict) for one in items)
    return items if says_more else None


def _items(key: str, before: list[Located], after: list[Located]) -> list[Located]:
    items = list(before)
    for node in after:
        same = [place for place, item in enumerate(items) if _revises(key, node, item)]
        for place in same:
            items[place] = _item(items[place], node)
        if not same:
            items.append(node)
    return items


def _revises(key: str, node: Located, item: Located) -> bool:
    name, since = name_of(key, node), node.get("since")
    if name is None or name != name_of(key, item):
        return False
    written = item.get("since")
    return since is None or (written is not None and since.value == written.value)


def name_of(key: str, node: Located) -> str | None:
    """Return the name by which an item of `entries`, `lists`, ... is known."""
    for name in NAMED[key]:
        found = node.get(name)
        if found is not None:
            return str(found.value)
    return None


def _item(before: Located, after: Located) -> Located:
    old, new = _mapping(before), _mapping(after)
    changes_kind = any(kind in new for kind in KINDS)
    kept = {k: v for k, v in old.items() if not (changes_kind and k in KINDS)}
    keys = {**before.keys, **after.keys}
    return Located({**still_in_doubt(kept, new), **new}, after.place, after.text, keys)


def _leave_out(items: dict[str, Located], without: Located) -> None:
    """Remove what `without: {entries: [names], consequences: all}` lists."""
    for key, names in _mapping(without).items():
        if key not in NAMED or key not in items:
            raise SocialCreditError(
                f"`{key}` cannot be left out",
                str(without.keys[key]),
                key,
                "one of " + ", ".join(name for name in NAMED if name in items),
                meant=nearest(key, NAMED),
            )
        block = items[key]
        listed = block.value if isinstance(block.value, list) else []
        gone = _names_gone(key, names, listed)
        kept = [item for item in listed if name_of(key, item) not in gone]
        items[key] = Located(kept, block.place, block.text)


def _names_gone(key: str, names: Located, listed: list[Located]) -> set[str | None]:
    there = [name for item in listed if (name := name_of(key, item)) is not None]
    if names.value == "all":
        return set(there)
    if not isinstance(names.value, list):
        raise SocialCreditError(
            "this is not a list of names", str(names.place), names.text, "[one, two], or all"
        )
    for written in names.value:
        if written.value not in there:
            raise SocialCreditError(
                f"the original has no `{written.value}` among its {key}",
                str(written.place),
                written.text,
                "a name of the original",
                meant=nearest(str(written.value), there),
            )
    return {str(written.value) for written in names.value}
