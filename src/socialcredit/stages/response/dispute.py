"""Who contests a record, of those told of it: by education, and by whether the record is right.

Only those who know of a record can contest it (US Federal Trade Commission 2012).
"""

from math import exp
from typing import NamedTuple

import numpy as np

from socialcredit.stages.response.contract import Mechanism

EDUCATIONS = 5
NOBODY = (0.0,) * EDUCATIONS


class Dispute(NamedTuple):
    """Settings: chances by education, from none to college, or one for all.

    `strength` multiplies them. Whoever objects takes `days` on average to do so, exponentially, so
    that of a window of w days 1 - exp(-w / days) of the objections come in time.
    """

    strength: float = 1.0
    days: float = 0.0  # mean days until an objection is made; 0 = at once
    right: tuple[float, ...] = NOBODY  # to contest a right record
    wrong: tuple[float, ...] = NOBODY  # to contest a wrong one


def contesting(settings: Dispute, window: float) -> np.ndarray:
    """Chances to contest within a window of so many days; float64 (2 right/wrong, 5 educations)."""
    told = np.zeros((2, EDUCATIONS))
    told[0], told[1] = settings.right, settings.wrong
    in_time = 1.0 - exp(-window / settings.days) if settings.days > 0 else 1.0
    return np.minimum(settings.strength * told, 1.0) * in_time


MECHANISM = Mechanism(
    "dispute",
    Dispute,
    disputes=contesting,
    limits={
        "strength": (0.0, 1000.0),
        "days": (0.0, 36500.0),
        "right": (0.0, 1.0),
        "wrong": (0.0, 1.0),
    },
)
