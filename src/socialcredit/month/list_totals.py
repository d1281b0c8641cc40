"""Lists whose ground is several records together: so many, or so much, within a time.

Such a ground is reached on the day on which a record comes to count. On a list with a term it lasts
for the term from the last such day, as a single record's does; without one for as long as records
of the time before today reach it, which is looked at as records come and go, and on the first of
each month.
"""

import numpy as np

from socialcredit.core.events import FALSE_ALARM
from socialcredit.core.jit import inlined, inner
from socialcredit.core.terms import after
from socialcredit.stages.lists.registers import ASKED, FRESH, LIVE, LOST, RIGHT
from socialcredit.stages.records.live import counts_from, lives


@inlined
def leads(here, cases, at, ell):
    """Whether a live record leads to a list, alone or with others."""
    s = here.lists.rule[ell].scheme
    if cases.rows[at].scheme != s or not lives(cases, at):
        return False
    return (here.book.entry[s, cases.rows[at].entry].lists >> (ell - here.book.head[s].lists)) & 1


@inner
def cause_behind(here, cases, s, ell, bad, who):
    """Why somebody stands where right records alone would not put them: of the latest behind it.

    ell  the list of scheme s, below nought of a grade    bad  whether it counts against them there
    """
    named = ell >= 0 and here.lists.rule[ell].named == 1
    at = np.int64(cases.newest[who])
    while at >= 0:
        r, at = at, np.int64(cases.before[at])
        if cases.rows[r].scheme != s or cases.rows[r].cause == 0 or not lives(cases, r):
            continue
        takes = cases.rows[r].points < 0 or here.book.entry[s, cases.rows[r].entry].to_grade > 0
        if leads(here, cases, r, ell) if named else takes == (bad != 0):
            return np.int64(cases.rows[r].cause)
    return np.int64(FALSE_ALARM)


@inner
def reached_on(here, cases, ell, who, day, right):
    """Whether somebody's live records reached a list's number or total on a day.

    right  1 where right records alone are asked (truth)
    """
    rule, many, total = here.lists.rule[ell], 0, 0
    s, epoch = rule.scheme, here.procedure.epoch
    at = np.int64(cases.newest[who])
    while at >= 0:
        r, at = at, np.int64(cases.before[at])
        if not leads(here, cases, r, ell) or (right == 1 and cases.rows[r].cause != 0):
            continue
        begun = counts_from(cases, r, here.book.head[s].reckoned, epoch)
        if begun > day or day >= after(begun, rule.within, epoch):
            continue
        amount = cases.rows[r].kept * here.book.entry[s, cases.rows[r].entry].amounts
        total += amount
        many += amount > rule.above
    return total > rule.over if rule.over >= 0 else many >= rule.least


@inner
def last_reached(here, cases, ell, who, today, right):
    """The last day on which a ground that still holds was reached, -1 where none holds."""
    rule, found = here.lists.rule[ell], -1
    if rule.term == 0:
        return today if reached_on(here, cases, ell, who, today, right) else -1
    at = np.int64(cases.newest[who])
    while at >= 0:
        r, at = at, np.int64(cases.before[at])
        if not leads(here, cases, r, ell) or (right == 1 and cases.rows[r].cause != 0):
            continue
        reckoned = here.book.head[rule.scheme].reckoned
        day = counts_from(cases, r, reckoned, here.procedure.epoch)
        if day > found and reached_on(here, cases, ell, who, day, right):
            found = day
    return found


@inner
def sum_up(here, cases, ell, who, today, fresh):
    """Mark somebody for a list by the records of a time; those of today begin a term where they
    reach its number or total."""
    said = np.int64(here.grounds[ell, who]) & (FRESH | ASKED | LOST)
    if last_reached(here, cases, ell, who, today, 0) >= 0:
        said |= LIVE
        if fresh and reached_on(here, cases, ell, who, today, 0):
            said |= FRESH
        if last_reached(here, cases, ell, who, today, 1) >= 0:
            said |= RIGHT
    here.grounds[ell, who] = said
