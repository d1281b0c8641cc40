"""What levels of work and schooling are called where a run's residents live."""

from collections.abc import Mapping
from typing import Any

from socialcredit.core.populations import PERSONS


def level_titles(
    names: Mapping[str, Any], attribute: str, place: int | None = None
) -> tuple[str, ...]:
    """What the levels of an attribute of residents are called, in the order of their numbers.

    place  number of the place whose residents they are; without it titles hold that all places of
        the run share, and levels keep their names where these differ
    """
    said = [one.get(attribute, {}) for one in names.get("level_titles") or ()]
    mine = said if place is None else said[place : place + 1]
    titles = mine[0] if mine and all(one == mine[0] for one in mine) else {}
    return tuple(titles.get(level, level) for level in PERSONS.by[attribute].levels)
