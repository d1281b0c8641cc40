"""Who meets which condition on a grade, as records come and go and on the first of a month."""

import numpy as np

from socialcredit.core.jit import inlined, inner
from socialcredit.core.terms import after
from socialcredit.month.attributes import level_of
from socialcredit.stages.records.live import counts_from, lives
from socialcredit.stages.scheme.anew import counts_today
from socialcredit.stages.scheme.conditions import (
    ATTRIBUTE,
    CARRIED,
    ENTRY,
    MOST_CONDITIONS,
    NO_RECORD,
    PART,
    RUNNING,
    SUMMED,
    UNSETTLED,
    YOUNGER,
    under_conditions,
)
from socialcredit.stages.scheme.meters import read_meter, set_meter
from socialcredit.stages.scheme.points import grade_of

BOTH = 1 | 1 << MOST_CONDITIONS  # met by all records, and by right ones alone


@inlined
def graded(here, s, who, right):
    """The grade of a resident as things stand: of all records, or (1) of right ones alone."""
    i = here.start + who
    cap = np.int64(here.standing.cap[s, i])
    cap = cap >> 4 if right else cap & 15
    score = np.int64(here.standing.clean[s, i] if right else here.standing.score[s, i])
    return grade_with(here, s, who, score, cap, right)


@inlined
def grade_with(here, s, who, score, cap, right):
    """The grade that a resident would have with a sum of points and a cap."""
    many = here.book.head[s].conditions
    if many == 0:
        return grade_of(here.book, s, score, cap)
    marks = here.marks[s, who] >> (MOST_CONDITIONS * right)
    last = here.book.head[s].grades - 1
    grade = grade_of(here.book, s, score, 0)
    return under_conditions(here.book.condition[s], many, last, grade, cap, marks)


@inner
def mark_all_conditions(here, cases, today):
    """Everybody's conditions, at the start of a month."""
    for s in range(here.book.entry.shape[0]):
        if here.book.head[s].conditions > 0 and here.book.where[s, here.place] != 0:
            mark_conditions(here, cases, s, -1, today)


@inner
def mark_conditions(here, cases, s, only, today):
    """Which conditions are met today: by one resident, or by each (-1)."""
    first, last = (only, only + 1) if only >= 0 else (0, here.count)
    for who in range(first, last):
        here.marks[s, who] = marks_of(here, s, who, today)
    if only >= 0:
        r = np.int64(cases.newest[only])
        while r >= 0:
            mark_by_record(here, cases, s, r, today)
            r = np.int64(cases.before[r])
    else:
        for at in range(cases.used[0]):
            mark_by_record(here, cases, s, at, today)
    for c in range(here.book.head[s].conditions):
        kind = here.book.condition[s, c].kind
        if kind == PART or kind == SUMMED:
            mark_counted(here, cases, s, c, only, today)


@inner
def marks_of(here, s, who, today):
    """The conditions that somebody meets without regard to single records."""
    i, marks = here.start + who, 0
    for c in range(here.book.head[s].conditions):
        rule, met = here.book.condition[s, c], False
        if rule.kind == YOUNGER:
            met = np.int64(here.people.age[i]) < rule.limit
        elif rule.kind == ATTRIBUTE:
            met = (rule.mask >> level_of(here.people, i, rule.column)) & 1 == 1
        elif rule.kind == NO_RECORD:
            met = True
        elif rule.kind == UNSETTLED:
            met = today < here.book.head[s].final and here.book.head[s].opens > today
        elif rule.kind == RUNNING or rule.kind == CARRIED:
            for right in range(2):
                many = read_meter(here.standing.meters, rule.meter + right, i)
                if many > 0 if rule.kind == CARRIED else many + 1 >= rule.limit:
                    marks |= 1 << (c + MOST_CONDITIONS * right)
        if met:
            marks |= BOTH << c
    return marks


@inner
def mark_by_record(here, cases, s, at, today):
    """The conditions that a live record of a scheme meets, or that there is one."""
    if cases.rows[at].scheme != s or not lives(cases, at):
        return
    who, filed = cases.rows[at].who, cases.rows[at].filed
    meets = here.book.entry[s, cases.rows[at].entry].meets
    stands = counts_today(here.book, s, filed, today)
    said = BOTH if cases.rows[at].cause == 0 else 1
    for c in range(here.book.head[s].conditions):
        rule = here.book.condition[s, c]
        if rule.kind == NO_RECORD and stands:
            here.marks[s, who] &= ~(said << c)
        if rule.kind != ENTRY or (meets >> c) & 1 == 0:
            continue
        if rule.term == 0:
            met = stands
        else:
            met = today < after(filed, rule.term, here.procedure.epoch)
        if met:
            here.marks[s, who] |= said << c


@inner
def mark_counted(here, cases, s, c, only, today):
    """Whose records are of some kind in more than a share, or so many or so much within a time."""
    first, last = (only, only + 1) if only >= 0 else (0, here.count)
    rule, many = here.book.condition[s, c], here.counted
    many[:, first:last] = 0
    if only >= 0:
        r = np.int64(cases.newest[only])
        while r >= 0:
            count_record(here, cases, s, c, r, today)
            r = np.int64(cases.before[r])
    else:
        for at in range(cases.used[0]):
            count_record(here, cases, s, c, at, today)
    for who in range(first, last):
        for right in range(2):
            if is_enough(rule, many[right, who], many[2 + right, who]):
                here.marks[s, who] |= 1 << (c + MOST_CONDITIONS * right)


@inlined
def is_enough(rule, many, part):
    """Whether so many records, and so many of a kind or so much in all, meet a condition."""
    if rule.kind == PART:
        return many > 0 and many >= rule.least and part << 16 > rule.share * many
    return part > rule.over if rule.over >= 0 else many >= rule.least


@inner
def count_record(here, cases, s, c, at, today):
    """Count a live record of those that a condition asks together, and what it adds."""
    if cases.rows[at].scheme != s or not lives(cases, at):
        return
    who, entry = cases.rows[at].who, here.book.entry[s, cases.rows[at].entry]
    rule, one, part = here.book.condition[s, c], 1, (entry.meets >> c) & 1
    if rule.kind == PART:
        if (entry.among >> c) & 1 == 0:
            return
        if not counts_today(here.book, s, cases.rows[at].filed, today):
            return
    else:
        epoch = here.procedure.epoch
        begun = counts_from(cases, at, here.book.head[s].reckoned, epoch)
        if part == 0 or today >= after(begun, rule.term, epoch):
            return
        part = cases.rows[at].kept * entry.amounts
        one = 1 if part > rule.above else 0
    for right in range(2 if cases.rows[at].cause == 0 else 1):
        here.counted[right, who] += one
        here.counted[2 + right, who] += part


@inner
def count_running(here, s):
    """A result is about to be followed by the next: how often running its grade was the same, and
    for how many periods it is carried over."""
    for c in range(here.book.head[s].conditions):
        rule = here.book.condition[s, c]
        if rule.kind != RUNNING and rule.kind != CARRIED:
            continue
        for who in range(here.count):
            i = here.start + who
            for right in range(2):
                before = read_meter(here.standing.meters, rule.meter + right, i)
                natural = natural_grade(here, s, who, right)
                if rule.kind == CARRIED:
                    again = rule.limit if natural == rule.grade else max(before - 1, 0)
                else:
                    again = before + 1 if natural == rule.grade else 0
                set_meter(here.standing.meters, rule.meter + right, i, again)


@inner
def natural_grade(here, s, who, right):
    """The grade of a period without regard to those before it."""
    marks = here.marks[s, who]
    for c in range(here.book.head[s].conditions):
        kind = here.book.condition[s, c].kind
        if kind == RUNNING or kind == CARRIED:
            here.marks[s, who] &= ~(BOTH << c)
    found = graded(here, s, who, right)
    here.marks[s, who] = marks
    return found
