"""Which blocks of assumption files have any part in a scenario: those of its places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from socialcredit.core.places import NATION
from socialcredit.language.model.beliefs import Beliefs, HomePlace
from socialcredit.language.model.scenario import Scenario


def lived_by(scenario: Scenario, beliefs: Beliefs) -> Callable[[Any], bool]:
    """Whether a place is lived in, or a deed or source has to do with one that is."""
    places = beliefs.places.places
    around = {place.place: place.inside for place in places}
    lived = set(scenario.places)
    for name in scenario.places:
        above = around.get(name)
        while above is not None and above not in lived:
            lived.add(above)
            above = around.get(above)
    inner = {name for name in around if _within(name, around, {*scenario.places})}
    lived |= {*around} if NATION in scenario.places else inner

    def part(item: Any) -> bool:
        if isinstance(item, HomePlace):
            return item.place in lived
        named = getattr(item, "places", ())
        return not isinstance(named, tuple) or not named or bool({*named, NATION} & lived)

    return part


def _within(name: str, around: dict[str, str | None], places: set[str]) -> bool:
    above: str | None = name
    for _ in around:
        if above is None or above in places:
            break
        above = around.get(above)
    return above in places
