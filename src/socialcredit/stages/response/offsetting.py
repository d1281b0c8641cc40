"""Offsetting: cheap good deeds to make up for bad ones, or to reach a grade that pays.

Who is aware, scored and under the mark (the start score, or the honour grade within reach) makes an
effort in proportion to the gap, the attention paid and the strength. Good deeds so done are counted
apart from those done anyway: registered volunteering may multiply while helping does not. A scheme
that rewards nothing of the kind moves nobody to it. Of several schemes the one that asks most
counts: a good deed is done once, in whichever files it counts.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.columns import AWARE
from socialcredit.core.jit import kernel
from socialcredit.stages.response.contract import Mechanism, Surroundings


class Offsetting(NamedTuple):
    """Settings: good deeds more a year at a gap of 100 points; at most so many; reach in points."""

    strength: float = 0.0
    most: float = 24.0
    reach: float = 60.0


def monthly(
    settings: Offsetting,
    around: Surroundings,
    start: int,
    stop: int,
    restraint: np.ndarray,
    effort: np.ndarray,
) -> None:
    """Add the daily rate of made-up good deeds to `effort`."""
    if settings.strength == 0.0:
        return
    asked = np.zeros(stop - start)
    for s in np.flatnonzero(around.active & around.offers):
        honours = np.flatnonzero(around.honour[s])
        goal = int(around.bands[s, honours.max()]) if len(honours) else int(around.start_score[s])
        strive(
            settings.strength, settings.most, settings.reach * 100.0, goal,
            int(around.start_score[s]), around.people.attention, around.mind.status,
            around.score[s], around.subject[s], start, stop, asked,
        )  # fmt: skip
    effort += asked


@kernel
def strive(strength, most, reach, goal, par, attention, status, score, subject, start, stop, asked):
    """Effort that one scheme asks of residents start .. stop-1, where no other asks for more."""
    for i in range(start, stop):
        if np.int64(status[i]) & AWARE == 0 or subject[i - start] == 0:
            continue
        points = np.int64(score[i])
        gap = par - points if points < par else goal - points
        if gap <= 0 or (points >= par and gap > reach):
            continue
        year = strength * min(gap / 10000.0, 1.0) * 2.0 * attention[i] / 255.0
        asked[i - start] = max(asked[i - start], min(year, most) / 365.0)


MECHANISM = Mechanism("offsetting", Offsetting, monthly=monthly)
