"""The next open case whose day has come: days are compared in whole blocks, rows are left alone."""

import numpy as np

from socialcredit.core.jit import inlined, merged

BLOCK = 64  # rows whose days are compared in one go


@inlined
def any_due(cases, first, today):
    """Whether a day of this block has come; days beyond the rows in use are of closed ones."""
    day, found = np.int32(today), np.int32(0)
    due, charge = cases.due[first : first + BLOCK], cases.charge[first : first + BLOCK]
    for k in range(BLOCK):
        found |= np.int32(due[k] == day) | np.int32(charge[k] == day)
    return found != 0


@merged
def next_due(cases, at, rows, today):
    """The first row from `at` on whose day has come, `rows` where there is none.

    A block without such a day is passed over whole, its days compared eight at once, and the rows
    themselves are not fetched. What a row sets for a later one while it is worked on is seen, since
    a block is compared only when its turn comes.
    """
    while at < rows:
        if at % BLOCK == 0 and not any_due(cases, at, today):
            at += BLOCK
        elif cases.due[at] == today or cases.charge[at] == today:
            return at
        else:
            at += 1
    return rows
