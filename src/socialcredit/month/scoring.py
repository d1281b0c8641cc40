"""Moving a standing: points given and taken back, caps, grades."""

import numpy as np

from socialcredit.core.columns import PANEL
from socialcredit.core.events import GRADE
from socialcredit.core.jit import apart, inlined, inner
from socialcredit.core.log import note
from socialcredit.core.terms import a_month_on
from socialcredit.month.anew import settle
from socialcredit.month.conditions import graded, mark_conditions
from socialcredit.month.list_grounds import unmark
from socialcredit.stages.records.cases import DONE
from socialcredit.stages.records.live import lives
from socialcredit.stages.scheme.anew import counts_today
from socialcredit.stages.scheme.points import bounded, in_dimension


@inlined
def give(here, cases, at, points, today):
    """Add a case's points to the sum on file; to the clean one only those of right records.

    What is made anew of the records is, where this one is among them.
    """
    s, i = cases.rows[at].scheme, here.start + cases.rows[at].who
    if here.book.head[s].anew:
        cases.rows[at].points += points
        if counts_today(here.book, s, cases.rows[at].filed, today):
            settle(here, cases, s, cases.rows[at].who, today)
        return
    change = changes(here, cases, at, points, 0)
    here.standing.score[s, i] = np.int64(here.standing.score[s, i]) + change
    if cases.rows[at].cause == 0:
        change = changes(here, cases, at, points, 1)
        here.standing.clean[s, i] = np.int64(here.standing.clean[s, i]) + change
    row = here.book.entry[s, cases.rows[at].entry].dimension
    if row >= 0:
        add_level(here.standing.levels, row, i, points)
        if cases.rows[at].cause == 0:
            add_level(here.standing.levels, row + 1, i, points)
    cases.rows[at].points += points


@inner
def add_level(levels, row, i, points):
    """Points on file in a dimension."""
    levels[row, i] = np.int64(levels[row, i]) + points


@inlined
def changes(here, cases, at, points, right):
    """How far these points of a case move the sum: in a dimension, as far as it has room."""
    entry = here.book.entry[cases.rows[at].scheme, cases.rows[at].entry]
    if entry.dimension < 0:
        return points
    i = here.start + cases.rows[at].who
    level = np.int64(here.standing.levels[entry.dimension + right, i])
    return in_dimension(entry.room, level, points)


@inlined
def score_of(here, s, i):
    """The score of resident i, in hundredths."""
    return bounded(here.book, s, np.int64(here.standing.score[s, i]))


@inner
def return_of(here, cases, at, today):
    """How far the score moves once a record counts no more."""
    s, i = cases.rows[at].scheme, here.start + cases.rows[at].who
    if here.book.head[s].anew:
        stage, before = cases.rows[at].stage, score_of(here, s, i)
        cases.rows[at].stage = DONE
        settle(here, cases, s, cases.rows[at].who, today)
        moved = score_of(here, s, i) - before
        cases.rows[at].stage = stage
        settle(here, cases, s, cases.rows[at].who, today)
        return moved
    left = np.int64(here.standing.score[s, i]) + changes(here, cases, at, -cases.rows[at].points, 0)
    return bounded(here.book, s, left) - score_of(here, s, i)


@inlined
def next_charge(here, cases, at, today):
    """The day of another month's points: as many months after filing, or the next reckoning."""
    if here.book.head[cases.rows[at].scheme].reckoned:
        return here.turn
    return a_month_on(cases.rows[at].filed, today, here.procedure.epoch)


@apart
def regrade(here, s, who, today, touched):
    """Recompute a grade after the score or the cap moved; lists look at it at the day's end."""
    i = here.start + who
    old = np.int64(here.standing.grade[s, i])
    new = graded(here, s, who, 0)
    here.standing.grade[s, i] = new
    if touched[0] < touched.shape[0] - 1:
        touched[0] += 1
        touched[touched[0]] = who
    if old != new and here.people.flags[i] & PANEL:
        note(
            here.log, here.first + who, today, GRADE, -1, -1, s, -1, 0, -1, -1,
            score_of(here, s, i), new,
        )  # fmt: skip


@inlined
def cap_by(here, s, i, grade, cause):
    """Straight to a grade: the low nibble is in force, the high one counts right records only."""
    cap = np.int64(here.standing.cap[s, i])
    low = max(cap & 15, grade)
    high = max(cap >> 4, grade) if cause == 0 else cap >> 4
    here.standing.cap[s, i] = high << 4 | low


@inner
def undo(here, cases, at, today, touched):
    """Take a record's points and cap back out of the standing."""
    s, who = cases.rows[at].scheme, cases.rows[at].who
    i = here.start + who
    back = -cases.rows[at].points
    stage = cases.rows[at].stage
    cases.rows[at].stage = DONE
    give(here, cases, at, back, today)
    here.tally.records[s, cases.rows[at].entry, cases.rows[at].cause, 1] += back
    if here.book.entry[s, cases.rows[at].entry].to_grade > 0:
        here.standing.cap[s, i] = 0
        r = np.int64(cases.newest[who])
        while r >= 0:
            bind(here, cases, s, r)
            r = np.int64(cases.before[r])
    if here.book.entry[s, cases.rows[at].entry].lists != 0:
        unmark(here, cases, at, today)
    if here.book.head[s].conditions > 0:
        mark_conditions(here, cases, s, who, today)
    cases.rows[at].stage = stage
    regrade(here, s, who, today, touched)


@inner
def bind(here, cases, s, at):
    """Hold the person of a record of this scheme to its grade while it lives, if it has one."""
    if cases.rows[at].scheme == s and lives(cases, at):
        grade = here.book.entry[s, cases.rows[at].entry].to_grade
        if grade > 0:
            cap_by(here, s, here.start + cases.rows[at].who, grade, cases.rows[at].cause)


@inner
def regrade_where_revised(here, cases, touched):
    """In the first month of revised grades everybody is graded anew, and every body is told."""
    touched[0] = 0
    for s in range(here.book.entry.shape[0]):
        if here.book.head[s].regrade == 0 or here.book.where[s, here.place] == 0:
            continue
        for who in range(here.count):
            here.standing.cap[s, here.start + who] = 0
        for at in range(cases.used[0]):
            bind(here, cases, s, at)
        for who in range(here.count):
            regrade(here, s, who, here.first_day, touched)
            take_copy(here, s, who)


@inner
def regrade_by_conditions(here, touched):
    """On the first of a month: who meets another condition than before has another grade."""
    for s in range(here.book.entry.shape[0]):
        if here.book.head[s].conditions == 0 or here.book.where[s, here.place] == 0:
            continue
        if here.book.head[s].over:
            continue
        for who in range(here.count):
            if graded(here, s, who, 0) != np.int64(here.standing.grade[s, here.start + who]):
                regrade(here, s, who, here.first_day, touched)


@inner
def take_copy(here, s, who):
    """Others take the grade as it is today; above it stands that from right records alone."""
    i, right = here.start + who, graded(here, s, who, 1)
    here.standing.copy[s, i] = right << 4 | np.int64(here.standing.grade[s, i])
