"""Moving a standing: points given and taken back, caps, grades."""

import numpy as np

from socialcredit.core.columns import PANEL
from socialcredit.core.events import GRADE
from socialcredit.core.jit import inlined, inner
from socialcredit.core.log import note
from socialcredit.core.terms import a_month_on
from socialcredit.month.list_grounds import lives, unmark
from socialcredit.stages.records.cases import DONE
from socialcredit.stages.scheme.points import grade_of, in_dimension, within


@inlined
def give(here, cases, at, points, today):
    """Move a score by a case's points, within bounds; the clean score only by right records."""
    s, i = cases.rows[at].scheme, here.start + cases.rows[at].who
    points = in_dimension(here.book, s, cases.rows[at].entry, points, here.standing.meters, i)
    change = within(here.book, s, np.int64(here.standing.score[s, i]), points)
    here.standing.score[s, i] = np.int64(here.standing.score[s, i]) + change
    if cases.rows[at].cause == 0:
        here.standing.clean[s, i] = np.int64(here.standing.clean[s, i]) + change
    cases.rows[at].points += change
    return change


@inner
def next_charge(here, cases, at, today):
    """The day of another month's points: as many months after filing, or the next reckoning."""
    if here.book.head[cases.rows[at].scheme].reckoned:
        return here.turn
    return a_month_on(cases.rows[at].filed, today, here.procedure.epoch)


@inlined
def regrade(here, s, who, today, touched):
    """Recompute a grade after the score or the cap moved; lists look at it at the day's end."""
    i = here.start + who
    old = np.int64(here.standing.grade[s, i])
    new = grade_of(
        here.book, s, np.int64(here.standing.score[s, i]), np.int64(here.standing.cap[s, i]) & 15
    )
    here.standing.grade[s, i] = new
    if touched[0] < touched.shape[0] - 1:
        touched[0] += 1
        touched[touched[0]] = who
    if old != new and here.people.flags[i] & PANEL:
        note(
            here.log, here.first + who, today, GRADE, -1, -1, s, -1, 0, -1, -1,
            np.int64(here.standing.score[s, i]), new,
        )  # fmt: skip


@inner
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
    give(here, cases, at, back, today)
    here.tally.records[s, cases.rows[at].entry, cases.rows[at].cause, 1] += back
    stage = cases.rows[at].stage
    cases.rows[at].stage = DONE
    if here.book.entry[s, cases.rows[at].entry].to_grade > 0:
        here.standing.cap[s, i] = 0
        bind(here, cases, s, who)
    if here.book.entry[s, cases.rows[at].entry].lists != 0:
        unmark(here, cases, at)
    cases.rows[at].stage = stage
    regrade(here, s, who, today, touched)


@inner
def bind(here, cases, s, only):
    """Hold those with live straight-to-grade records to their grades: one resident, or all (-1)."""
    for at in range(cases.used[0]):
        wanted = only < 0 or cases.rows[at].who == only
        if cases.rows[at].scheme != s or not wanted:
            continue
        if lives(cases, at):
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
        bind(here, cases, s, -1)
        for who in range(here.count):
            regrade(here, s, who, here.first_day, touched)
            here.standing.copy[s, here.start + who] = here.standing.grade[s, here.start + who]
