"""Which blocks of assumption files have any part in a scenario: those of its places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from socialcredit.language.model.beliefs import Beliefs
from socialcredit.language.model.places import HomePlace
from socialcredit.language.model.scenario import Scenario


def lived_by(scenario: Scenario, beliefs: Beliefs) -> Callable[[Any], bool]:
    """Whether a place is lived in, or a deed or source has to do with one that is."""
    places = beliefs.places.places
    around = {place.place: place.inside for place in places}
    asked = {each for name in scenario.places for each in (beliefs.places.members(name) or (name,))}
    lived = set(asked)
    for name in asked:
        above = around.get(name)
        while above is not None and above not in lived:
            lived.add(above)
            above = around.get(above)
    lived |= {name for name in around if _within(name, around, asked)}
    lived |= {
        nation.nation
        for place in places
        if place.place in lived and (nation := beliefs.places.nation_of(place))
    }

    def part(item: Any) -> bool:
        if isinstance(item, HomePlace):
            return item.place in lived
        named = getattr(item, "places", ())
        return not isinstance(named, tuple) or not named or bool({*named} & lived)

    return part


def _within(name: str, around: dict[str, str | None], places: set[str]) -> bool:
    above: str | None = name
    for _ in around:
        if above is None or above in places:
            break
        above = around.get(above)
    return above in places
