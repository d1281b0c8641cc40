"""Whether a home lies in the places that a rule or deed names."""

from __future__ import annotations

from collections.abc import Collection

NATION = "china"  # as a place of a scenario or scheme: all provinces together


def lies_in(places: Collection[str], names: Collection[str]) -> bool:
    """Whether a home, told by its name and its province's, lies in these places; none is all."""
    return not places or not {NATION, *names}.isdisjoint(places)
