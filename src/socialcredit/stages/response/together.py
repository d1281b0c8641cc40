"""What people of a community or a place are told of by each other, for mechanisms of many."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

from socialcredit.core.columns import People

NAME = 65536  # of `Sums.named` in somebody newly named of whom all of the community are told


class Sums(NamedTuple):
    """What happened in each community in the month just lived; int64 (communities,)."""

    residents: np.ndarray
    notices: np.ndarray
    made_up: np.ndarray
    credited: np.ndarray
    named: np.ndarray  # in 1/NAME of somebody of whom all are told; nought where nobody asks


class Together(NamedTuple):
    """What says whether residents of a range join what others of their place do.

    rows  uint8 (residents of the range,) each: what minds hold, by its name
    """

    people: People  # of the range
    slot: np.ndarray  # int64 (residents of the range,) to whose draws each one has a right
    rows: Mapping[str, np.ndarray]
    key: tuple[int, int]


Collective = Callable[[Any, Sums, Mapping[str, np.ndarray], float, np.ndarray], None]
