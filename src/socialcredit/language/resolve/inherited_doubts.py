"""Which doubts of an original a variant keeps: those that speak of values which it leaves alone.

A range was said of the value beside it. Where a variant gives another value, the range of the old
one would be a claim that nobody made.
"""

from __future__ import annotations

from collections.abc import Mapping

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
