"""What stands where the standing is made anew of the records on file, for one resident or for all.

Such schemes keep their records open for as long as they may be asked for again: no sums beside.
"""

import numpy as np

from socialcredit.core.jit import inlined, inner
from socialcredit.core.limits import NEVER
from socialcredit.month.attributes import level_of
from socialcredit.month.list_grounds import asked_again, lasting_else
from socialcredit.stages.records.cases import DONE, HELD
from socialcredit.stages.records.live import lives
from socialcredit.stages.scheme.anew import (
    LATEST,
    MEAN,
    SUM,
    counts_today,
    shared_out,
    taken_in,
)
from socialcredit.stages.scheme.points import TO_GRADE, in_dimension

ALL, RIGHT = 0, 1  # rows of what is counted: of all records, and of right ones


@inner
def settle(here, cases, s, only, today):
    """Make what stands today anew of the live records: of one resident, or of all (-1)."""
    if only >= 0:
        begin_anew(here, s, only)
        r = np.int64(cases.newest[only])
        while r >= 0:
            take_in(here, cases, s, r, today)
            r = np.int64(cases.before[r])
        share_out(here, s, only)
        return
    for who in range(here.count):
        begin_anew(here, s, who)
    for back in range(cases.used[0]):
        take_in(here, cases, s, cases.used[0] - 1 - back, today)
    for who in range(here.count):
        share_out(here, s, who)


@inner
def share_out(here, s, who):
    """Where the mean counts: the sums of somebody's records, shared out over them."""
    if here.book.head[s].counts != MEAN:
        return
    i = here.start + who
    if here.counted[ALL, who] > 0:
        score, many = np.int64(here.standing.score[s, i]), here.counted[ALL, who]
        here.standing.score[s, i] = shared_out(here.book, s, score, many)
    if here.counted[RIGHT, who] > 0:
        clean, many = np.int64(here.standing.clean[s, i]), here.counted[RIGHT, who]
        here.standing.clean[s, i] = shared_out(here.book, s, clean, many)


@inner
def start_of(here, s, i):
    """The hundredths with which a resident began."""
    column = here.book.head[s].column
    if column < 0:
        return here.book.head[s].start
    return here.book.starts[s, level_of(here.people, i, column)]


@inner
def begin_anew(here, s, who):
    """Nothing on file yet."""
    i, level = here.start + who, here.book.head[s].level
    here.standing.score[s, i] = here.standing.clean[s, i] = start_of(here, s, i)
    here.counted[ALL, who] = here.counted[RIGHT, who] = 0
    for row in range(level, level + 2 * here.book.head[s].levels):
        here.standing.levels[row, i] = here.book.begins[row]


@inner
def take_in(here, cases, s, at, today):
    """One more record, if it is live and counts today, from the newest on.

    What leads straight to a grade is no score.
    """
    if cases.rows[at].scheme != s or not lives(cases, at):
        return
    if not counts_today(here.book, s, cases.rows[at].filed, today):
        return
    e, who = cases.rows[at].entry, cases.rows[at].who
    if here.book.entry[s, e].rule == TO_GRADE and here.book.head[s].counts != SUM:
        return
    i, points = here.start + who, cases.rows[at].points
    score = np.int64(here.standing.score[s, i])
    moved = within_room(here, s, e, i, points, ALL)
    here.standing.score[s, i] = taken_in(here.book, s, score, moved, here.counted[ALL, who])
    here.counted[ALL, who] += 1
    if cases.rows[at].cause == 0:
        clean = np.int64(here.standing.clean[s, i])
        moved = within_room(here, s, e, i, points, RIGHT)
        here.standing.clean[s, i] = taken_in(here.book, s, clean, moved, here.counted[RIGHT, who])
        here.counted[RIGHT, who] += 1


@inlined
def within_room(here, s, e, i, points, right):
    """How far points move the sum: in a dimension, as far as it has room, and with its level."""
    entry = here.book.entry[s, e]
    if entry.dimension < 0:
        return points
    row = entry.dimension + right
    level = np.int64(here.standing.levels[row, i])
    here.standing.levels[row, i] = level + points
    return in_dimension(entry.room, level, points)


@inner
def let_go_of_old(here, cases):
    """Once a month: close records for which nothing that stands will ever ask again.

    Of those that only a result kept: what was filed before the period that stands; and where the
    latest counts, what is older than a right record that nothing can happen to any more.
    """
    for s in range(here.book.entry.shape[0]):
        head = here.book.head[s]
        if head.anew == 0 and head.conditions == 0:
            continue
        here.counted[RIGHT, : here.count] = 0
        for back in range(cases.used[0]):
            at = cases.used[0] - 1 - back
            if cases.rows[at].scheme != s or cases.rows[at].stage != HELD:
                continue
            if cases.due[at] != NEVER or cases.rows[at].left > 0:
                continue
            who, entry = cases.rows[at].who, here.book.entry[s, cases.rows[at].entry]
            single = head.counts == LATEST and head.periods == 0 and entry.rule != TO_GRADE
            beyond = single and here.counted[RIGHT, who] > 0 and (entry.meets | entry.among) == 0
            if beyond or not asked_again(here, cases, at):
                if lasting_else(here, cases, at) == 0:
                    cases.rows[at].stage = DONE
            elif single and cases.rows[at].cause == 0:
                here.counted[RIGHT, who] += 1
