"""Who contests a record, of those told of it: by education, and by whether the record is right.

Only those who know of a record can contest it (US Federal Trade Commission 2012).
"""

from typing import NamedTuple

import numpy as np

from socialcredit.stages.response.contract import Mechanism

EDUCATIONS = 5
NOBODY = (0.0,) * EDUCATIONS


class Dispute(NamedTuple):
    """Settings: chances by education, from none to college, or one for all.

    `strength` moves nothing.
    """

    strength: float = 1.0
    right: tuple[float, ...] = NOBODY  # to contest a right record
    wrong: tuple[float, ...] = NOBODY  # to contest a wrong one


def contesting(settings: Dispute) -> np.ndarray:
    """Chances to contest; float64 (2 right/wrong, 5 educations)."""
    told = np.zeros((2, EDUCATIONS))
    told[0], told[1] = settings.right, settings.wrong
    return told


MECHANISM = Mechanism("dispute", Dispute, disputes=contesting)
