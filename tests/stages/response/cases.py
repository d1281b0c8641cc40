"""What the suite over every mechanism has to be told of one: a month whose end is known exactly.

A mechanism that keeps a row of bytes needs a `Month` here; the suite says so where it is missing.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from socialcredit.stages.response.mechanisms import MECHANISMS
from tests.stages.response.around import felt

TRIED = 102 * 30 / 2048  # deeds made up in a month, as the byte of effort has them


@dataclass(frozen=True)
class Month:
    """A month in the life of many like people, and what exact arithmetic makes of a row.

    row    the row of bytes;  share  where it stands before, of 1
    exact  from the share before, as the byte has it, to the mean after the month
    events  what happened in it: changes of `surroundings`, a value for everybody each
    """

    row: str
    share: float
    exact: Callable[[float], float]
    events: dict[str, Any] = field(default_factory=dict)

    def around(self, many: int) -> dict[str, np.ndarray]:
        """The events, for so many people."""
        return {name: np.full(many, value, np.uint8) for name, value in self.events.items()}

    def quiet(self, many: int) -> dict[str, np.ndarray]:
        """A month in which none of it happened."""
        return {name: np.zeros(many, np.uint8) for name in self.events}


MONTHS: dict[str, Month] = {
    # two notices, three more deeds unseen, and .12 of the way back to .1
    "perceived-risk": Month(
        "belief", 0.5, lambda b: 0.1 + (((1 - (1 - b) * 0.7**2) * 0.98**3) - 0.1) * 0.88,
        {"felt": felt(notices=2, deeds=5)},
    ),
    # one deed credited of some one and a half; a fifth of the way for each of them
    "offsetting": Month(
        "pays", 0.8, lambda p: p * 0.8**TRIED + (1 - 0.8**TRIED) / TRIED,
        {"felt": felt(credited=1), "effort": 102},
    ),
    # a price on every kind all month, and a month in which it works
    "motivation": Month("motive_1", 0.3, lambda share: 1 - (1 - share) * math.exp(-1)),
}  # fmt: skip
CLOCKS = {"licensing"}  # a byte that counts a month down, by no draw: see its own tests
KEEPING = [name for name, one in MECHANISMS.items() if one.rows and name not in CLOCKS]


def month_of(name: str) -> Month:
    """The month of a mechanism that keeps bytes; AssertionError says what is missing."""
    rows = ", ".join(MECHANISMS[name].rows)
    assert name in MONTHS, (
        f"`{name}` keeps bytes ({rows}): give it a Month in tests/stages/response/cases.py, a row "
        "whose mean after a month you have worked out by hand"
    )
    assert MONTHS[name].row in MECHANISMS[name].rows
    return MONTHS[name]
