"""What adults make of being scored: approve, are afraid, see no use in protest, or protest."""

import numpy as np

from socialcredit.core.columns import URBAN
from socialcredit.core.jit import kernel
from socialcredit.month.tally import age_band
from socialcredit.stages.response.approval import ADULT, APPROVES

STANCES = APPROVING, AFRAID, NO_USE, PROTESTING = range(4)
EVERYBODY, BY_AGE, BY_INCOME, BY_TOWN, BY_SCHOOL = range(5)  # by what adults are told apart
BY, MOST_LEVELS = 5, 8  # ways to tell them apart, and the levels of any


@kernel
def count_stances(people, approval, stance, start, stop, counts):
    """Count adults of start .. stop-1 by stance: int64 `counts[by, level, stance]`, added to.

    In one look at each: five groupings in NumPy took ten times as long.

    stance  uint8 (stop - start,) of whoever does not approve
    """
    for i in range(start, stop):
        years, flags = np.int64(people.age[i]), np.int64(people.flags[i])
        if years < ADULT:
            continue
        approves = np.int64(approval[i]) >= APPROVES
        what = APPROVING if approves else np.int64(stance[i - start])
        counts[EVERYBODY, 0, what] += 1
        counts[BY_AGE, age_band(years), what] += 1
        counts[BY_INCOME, np.int64(people.fifth[i]), what] += 1
        counts[BY_TOWN, 1 if flags & URBAN else 0, what] += 1
        counts[BY_SCHOOL, np.int64(people.role_education[i]) & 7, what] += 1
