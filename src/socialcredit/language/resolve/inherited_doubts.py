"""Which doubts of an original a variant keeps: those that speak of values which it leaves alone.

A range was said of the value beside it. Where a variant gives another value, the range of the old
one would be a claim that nobody made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from socialcredit.language.model.provenance import IN_DOUBT
from socialcredit.language.read.positions import Located


def still_in_doubt(old: Mapping[str, Located], new: Mapping[str, Located]) -> dict[str, Located]:
    """The keys of an item without what they say of the doubt of values that the variant gives.

    A variant that says `doubt` or `held` itself takes the place of both.
    """
    if any(key in new for key in IN_DOUBT):
        return {key: node for key, node in old.items() if key not in IN_DOUBT}
    doubts = old.get("doubt")
    if doubts is None or not isinstance(doubts.value, list):
        return dict(old)
    left = [kept for one in doubts.value if (kept := _of_others(one, new)) is not None]
    return {**old, "doubt": Located(left, doubts.place, doubts.text)}  # type: ignore[arg-type]


def _of_others(doubt: Located, new: Mapping[str, Located]) -> Located | None:
    """A doubt of those settings alone that the variant does not give; None where it gives all."""
    of = doubt.get("of")
    if of is None or not isinstance(doubt.value, dict):
        return doubt
    names = of.value if isinstance(of.value, list) else [of]
    left = [name for name in names if str(name.value).split(".")[0] not in new]
    if len(left) == len(names):
        return doubt
    fewer = {**doubt.value, "of": Located(left, of.place, of.text)}  # type: ignore[arg-type]
    return Located(fewer, doubt.place, doubt.text, doubt.keys) if left else None


def parted(original: Located, variant: Located, whole: Located) -> Located:
    """The whole without inherited words `with` of which all partners went.

    A word that the variant writes stays, so that `check` can ask whether it was meant.
    """
    before, own, after = (Counter(_words(tree)) for tree in (original, variant, whole))
    lone = {word for word in after if after[word] == 1 < before[word] and not own[word]}
    return _without(whole, lone) if lone else whole


def _words(node: Located) -> Iterator[str]:
    """The words `with` of all doubts of a tree, once for each setting that one moves."""
    if isinstance(node.value, dict):
        for doubt in _items(node.value.get("doubt")):
            word, of = doubt.get("with"), doubt.get("of")
            if word is not None and of is not None:
                yield from [str(word.value)] * max(1, len(_items(of)))
    for inner in _items(node):
        yield from _words(inner)


def _items(node: Located | None) -> list[Located]:
    if node is None or not isinstance(node.value, dict | list):
        return []
    return list(node.value.values()) if isinstance(node.value, dict) else node.value


def _without(node: Located, lone: set[str], of_doubt: bool = False) -> Located:
    """A copy of a tree in which no doubt has one of these words."""
    if isinstance(node.value, list):
        items = [_without(one, lone, of_doubt) for one in node.value]
        return Located(items, node.place, node.text)
    if not isinstance(node.value, dict):
        return node
    word = node.get("with")
    gone = of_doubt and word is not None and str(word.value) in lone
    kept = {key: v for key, v in node.value.items() if not (gone and key == "with")}
    inner = {key: _without(value, lone, key == "doubt") for key, value in kept.items()}
    return Located(inner, node.place, node.text, node.keys)
