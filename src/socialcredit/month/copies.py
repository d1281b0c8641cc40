"""Copies of grades that other bodies hold: renewed once a month, late where a correction waits."""

import numpy as np

from socialcredit.core.columns import HELD_GRADE, PAUSED
from socialcredit.core.jit import inner
from socialcredit.month.conditions import graded


@inner
def copy_grades(here):
    """Other bodies refresh their copy once a month; a correction reaches them after its lag."""
    for s in range(here.book.entry.shape[0]):
        if here.book.where[s, here.place] == 0 or here.book.head[s].over:
            continue
        for i in range(here.start, here.start + here.count):
            grade, both = np.int64(here.standing.grade[s, i]), np.int64(here.standing.copy[s, i])
            wait = np.int64(here.standing.hold[s, i]) & (PAUSED - 1)
            if grade != 0 or both != 0:
                here.standing.copy[s, i] = renewed(here, s, i, grade, both, wait)
            if wait > 0:
                here.standing.hold[s, i] = np.int64(here.standing.hold[s, i]) - 1


@inner
def renewed(here, s, i, grade, both, wait):
    """The copy after its renewal: the grade that others now hold, and above it, for the results
    alone, the grade that right records would have given when it was taken (see Standing.copy)."""
    copy, behind = both & HELD_GRADE, both >> 4
    right = graded(here, s, i - here.start, 1)
    if grade >= copy or wait == 0:
        return right << 4 | grade
    return max(behind, right) << 4 | copy
