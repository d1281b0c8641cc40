"""Deeds and sources that count as others: what a rule says of one holds of the other too."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

Names = Mapping[str, frozenset[str]]  # of each deed or source, those that count as it


class Kin(NamedTuple):
    """Which deeds count as which, and which sources."""

    deeds: Names
    sources: Names


NO_KIN = Kin({}, {})


def kin_of(deeds: Sequence[Mapping[str, Any]], sources: Sequence[Mapping[str, Any]]) -> Kin:
    """What the assumption files say that counts as what."""
    return Kin(_counting(deeds, "deed"), _counting(sources, "source"))


def _counting(items: Sequence[Mapping[str, Any]], key: str) -> Names:
    found: dict[str, set[str]] = {}
    for item in items:
        for name in item.get("counts_as") or ():
            found.setdefault(name, set()).add(item[key])
    return {name: frozenset(others) for name, others in found.items()}


def with_kin(names: Iterable[str], kin: Names) -> set[str]:
    """These names and all that count as one of them."""
    return {other for name in names for other in (name, *kin.get(name, ()))}
