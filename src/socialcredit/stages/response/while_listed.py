"""Care while one's name is on a black list: a factor on the bad deeds that rules count against one.

Whoever is listed was told so by the list: it acts on every bad deed against which some entry is in
force here and now, also one that the person has not heard of.

Publication added little beyond the threat of it (Dwenger and Treber 2022), so that 1, which is
neutral, is what the shipped file says.
"""

from typing import NamedTuple

from socialcredit.stages.response.contract import Mechanism

UNMOVED = 255  # the factor 1 in the byte that a resident carries


class WhileListed(NamedTuple):
    """Settings; where no factor is given the strength is it."""

    strength: float = 1.0
    factor: float | None = None  # on bad deeds; 1 is neutral


def care(settings: WhileListed) -> int:
    """The factor as a byte: (care + 1) / 256 of the bad deeds are still done."""
    factor = settings.strength if settings.factor is None else settings.factor
    return min(UNMOVED, max(0, round(256 * factor) - 1))


MECHANISM = Mechanism(
    "while-listed",
    WhileListed,
    listed=care,
    limits={"strength": (0.0, 1.0), "factor": (0.0, 1.0)},
)
