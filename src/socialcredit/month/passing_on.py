"""What the exchange between residents and firms is told of listings: whether they are true."""

import numpy as np

from socialcredit.core.events import RIGHT
from socialcredit.core.on_call import on_call
from socialcredit.month.list_totals import cause_behind


@on_call(lambda tables: len(tables.crosses) > 0)
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
                rule = lists.rule[ell]
                cause = cause_behind(here, cases, rule.scheme, ell, rule.black, who)
            if told == 0 or cause == RIGHT:
                told = 1 + cause
        listed[i] = told
