"""Whether a home lies in the places that a rule or deed names."""

from __future__ import annotations

from collections.abc import Collection, Sequence

KNOWN_APART = 8  # schemes of one place that people tell apart; further ones share the last
NATION = "china"  # as a place of a scenario or scheme: all provinces together


def lies_in(places: Collection[str], names: Collection[str]) -> bool:
    """Whether a home, told by its name and its province's, lies in these places; none is all."""
    return not places or not {NATION, *names}.isdisjoint(places)


def scored_in(
    named: Collection[str] | None, seat: str, homes: Sequence[Collection[str]]
) -> list[bool]:
    """In which homes a scheme scores people, each told by its name and its province's.

    named  the places of its subjects, where it says any; else it is its seat that counts, and one
        that is not simulated is everywhere: that is how a city's rules are tried on other people
    """
    wanted = {*(named or (seat,))}
    held = [bool(wanted & {NATION, *names}) for names in homes]
    return held if named or any(held) else [True] * len(held)
