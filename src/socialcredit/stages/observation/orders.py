"""Orders to mend what was found within a term, and the second visit that looks whether it is.

Of an order two rows of levels are kept: the day on which its term ends, 0 where none is open, and
the faults that it is about. The second visit is made on that day, or on the first of the next month
where the term begins and ends within one month; its hours come on top, so that an order moves
nobody else's visits. It looks for the faults that it is about and for nothing else; one that was
mended and arose anew is not mended in its eyes.
"""

import numpy as np

from socialcredit.core.draws import philox, stream
from socialcredit.core.jit import inner
from socialcredit.core.limits import SIXTEEN_BITS
from socialcredit.stages.observation.rounds import add_visit

LOOKED = stream("observation.rounds.looked-again")
AGAIN = 1 << 20  # the number of a second visit
GONE, MENDED, OVERLOOKED, NOT_MENDED = range(4)  # how a second visit ends
DUE, ABOUT = 0, 1  # rows of what is kept of an order


@inner
def plan_again(rounds, r, level, start, count, first_day, days, visits, used):
    """The second visits of one source in this month, appended; returns how many visits there are.

    Whoever has closed meanwhile is found gone.
    """
    row = rounds.orders[r].row
    for who in range(count):
        due = np.int64(level[row + DUE, start + who])
        if due == 0 or due >= first_day + days:
            continue
        at, used = used, add_visit(visits, used, who, max(due - first_day, 0), r, AGAIN, 0, rounds)
        if at < visits.shape[0]:
            visits[at].second = 1
    return used


@inner
def order(visit, own, size, level, i, today):
    """A visit that wrote down so much orders to mend what it found; an open order grows by that."""
    visit.ordered = 0
    if size < own.over:
        return
    if level[own.row + DUE, i] == 0:
        level[own.row + DUE, i] = min(today + own.within, SIXTEEN_BITS)
        level[own.row + ABOUT, i] = 0
        visit.ordered = 1
    level[own.row + ABOUT, i] = np.int64(level[own.row + ABOUT, i]) | visit.found


@inner
def look_again(visit, rounds, level, i, slot, today, key):
    """What a second visit finds of what was to be mended; returns the size of its record, 0 none.

    With it the order is over, however it ends.
    """
    r = visit.tour
    own, size = rounds.orders[r], 0
    visit.noticed = visit.missed = visit.unfounded = visit.found = visit.ordered = 0
    due, about = np.int64(level[own.row + DUE, i]), np.int64(level[own.row + ABOUT, i])
    if due == 0 or due > today:
        visit.done = GONE
        return 0
    level[own.row + DUE, i] = level[own.row + ABOUT, i] = 0
    left = visit.stands & about
    visit.done = MENDED if left == 0 else OVERLOOKED
    if left > 0 and philox(slot, r, today, LOOKED, key[0], key[1])[0] < own.notices:
        visit.done, visit.found = NOT_MENDED, left
    for f in range(rounds.weighs.shape[1]):
        if (left >> f) & 1:
            size += rounds.weighs[r, f]
            visit.noticed += visit.done == NOT_MENDED
            visit.missed += visit.done == OVERLOOKED
    return size if visit.done == NOT_MENDED else 0
