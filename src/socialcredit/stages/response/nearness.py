"""Nearness to a limit: those about to lose a grade become careful.

Only the aware act on it. Care grows linearly from nought at `reach` points above the bound to
`strength` at the bound itself (assumed; the published regularity it must give is bunching just
inside thresholds).
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.columns import AWARE
from socialcredit.core.jit import kernel
from socialcredit.stages.response.contract import Mechanism, Surroundings


class Nearness(NamedTuple):
    """Settings: the share of bad deeds not done at the bound, and its reach in points."""

    strength: float = 0.0
    reach: float = 20.0


def monthly(
    settings: Nearness,
    around: Surroundings,
    start: int,
    stop: int,
    restraint: np.ndarray,
    effort: np.ndarray,
) -> None:
    """Multiply restraint by 1 - strength x closeness to the bound under the own grade."""
    if settings.strength == 0.0:
        return
    care = np.ones(stop - start)
    for s in np.flatnonzero(around.active):
        grow_careful(
            settings.strength, settings.reach * 100.0, around.mind.status, around.score[s],
            around.grade[s], around.subject[s], around.bands[s], start, stop, care,
        )  # fmt: skip
    restraint *= care


@kernel
def grow_careful(strength, reach, status, score, grade, subject, bands, start, stop, care):
    """Care of residents start .. stop-1 in one scheme, where no other scheme's bound is nearer."""
    for i in range(start, stop):
        if np.int64(status[i]) & AWARE == 0 or subject[i - start] == 0:
            continue
        above = np.int64(score[i]) - bands[np.int64(grade[i])]
        if 0 <= above < reach:
            care[i - start] = min(care[i - start], 1.0 - strength * (1.0 - above / reach))


MECHANISM = Mechanism("nearness", Nearness, monthly=monthly)
