"""Sources that are their subjects' own: a lying one keeps quiet what it notices.

Who lies is a draw of subject and year, so that a firm that does lies all year. What it keeps quiet
others may still notice: their draws are their own.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.columns import CONNECTED
from socialcredit.core.draws import philox, stream
from socialcredit.core.jit import inner
from socialcredit.core.levels import OCCUPATIONS

LIES = stream("observation.self-reports.lies")
NOTHING = np.zeros((0, 2, 5, len(OCCUPATIONS)), np.int64)


class SelfReports(NamedTuple):
    """Compiled for a month: L sources that are their subjects' own; none of most populations."""

    row: np.ndarray = np.zeros(0, np.int64)  # (sources,) row of each here, -1 for the others
    lies: np.ndarray = NOTHING  # (L, 2 groups, 5 sizes, OCCUPATIONS) chance out of 2**32
    lax: np.ndarray = np.zeros((0, 256), np.int64)  # (L, steps of motivation) times it, in 2**16ths
    deed: np.ndarray = np.zeros(0, np.int64)  # (L,) the kind that a lie is, -1: none
    year: np.ndarray = np.zeros(1, np.int64)  # (1,)


@inner
def lies(own, ell, source, people, i, slot, key):
    """Whether what a subject says of itself is a lie this year."""
    group = 1 if np.int64(people.flags[i]) & CONNECTED else 0
    share = own.lies[ell, group, np.int64(people.fifth[i]), np.int64(people.occupation[i])]
    share = (share * own.lax[ell, np.int64(people.motivation[i])]) >> 16
    return philox(slot, source, own.year[0], LIES, key[0], key[1])[0] < share
