"""What the exchange between residents and firms is told of listings: whether they are true."""

import numpy as np

from socialcredit.core.events import FALSE_ALARM, RIGHT
from socialcredit.core.jit import inner, unfolded
from socialcredit.month.list_grounds import lives


@unfolded
def mark_crossing(here, lists, crosses, cases, amiss, listed):
    """What the listings that cross to another population rest on; the truth, after `mark_amiss`.

    crosses  uint8 (lists,)    listed  uint8 (residents,), written: see `core.columns.Passing`
    Whoever is rightly on one of these lists is rightly listed.
    """
    for who in range(here.count):
        i, told = here.start + who, np.int64(0)
        for ell in range(crosses.shape[0]):
            if crosses[ell] == 0 or here.standing.until[ell, i] == 0:
                continue
            cause = np.int64(RIGHT)
            if amiss[ell, who]:
                cause = cause_behind(here, lists, cases, ell, who)
            if told == 0 or cause == RIGHT:
                told = 1 + cause
        listed[i] = told


@inner
def cause_behind(here, lists, cases, ell, who):
    """Why a listing without a right ground is there: the cause of the latest record behind it."""
    s, named = lists.rule[ell].scheme, lists.rule[ell].named == 1
    at = np.int64(cases.newest[who])
    while at >= 0:
        r, at = at, np.int64(cases.before[at])
        if cases.rows[r].scheme != s or cases.rows[r].cause == 0 or not lives(cases, r):
            continue
        entry = here.book.entry[s, cases.rows[r].entry]
        leads = (entry.lists >> (ell - here.book.head[s].lists)) & 1 == 1
        if leads if named else cases.rows[r].points < 0 or entry.to_grade > 0:
            return np.int64(cases.rows[r].cause)
    return np.int64(FALSE_ALARM)
