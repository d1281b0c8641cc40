"""Which consequences a community has this month, whom they concerned, and from what they keep.

Nothing of a scheme reaches the deeds of a day but what is marked here: a mask for the month.
"""

import numpy as np

from socialcredit.core.columns import AMISS, HELD_GRADE, MINORITY, NEWCOMER, PANEL
from socialcredit.core.events import STOPPED
from socialcredit.core.jit import inner, kernel, unfolded
from socialcredit.core.log import note
from socialcredit.core.on_call import on_call
from socialcredit.month.conditions import graded
from socialcredit.month.list_keeping import mark_amiss
from socialcredit.month.tables import MonthTables
from socialcredit.stages.consequences.doors import ONCE, Sitting, falls_on
from socialcredit.stages.consequences.incapacity import keep_from_deeds
from socialcredit.stages.scheme.points import grade_all, has_line
from socialcredit.stages.society.prevented import prevent

RIGHTLY, WRONGLY = 1, 2  # how somebody is made public
LINES = 256  # consequences draw their adoption beside the catalogue's entries
YEAR = 12


@inner
def open_here(doors, community, urban, key, has):
    """Consequences of a layer are those of communities that have it: has[q] = 1."""
    for q in range(doors.rule.shape[0]):
        rule = doors.rule[q]
        has[q] = 1
        if rule.layer:
            has[q] = has_line(
                rule.scheme, rule.layer, rule.number, rule.covers, rule.adopts, LINES + rule.line,
                community, urban, key,
            )  # fmt: skip


@kernel
def mark_open(doors, urban, first, last, key, has):
    """The same for communities first .. last-1: uint8 (communities, consequences), written."""
    for c in range(first, last):
        open_here(doors, c, np.int64(urban[c]), key, has[c - first])


@inner
def concerned_before(here, doors, before):
    """Whom a consequence that is paid once concerned until now; looked at before grades are copied.

    Its earlier version says so, where it has one: a rule that returns does not pay again. In the
    first month of a run that is everybody it concerns, unless the rule itself is new.
    """
    for q in range(doors.rule.shape[0]):
        if doors.rule[q].per != ONCE:
            continue
        s, earlier = doors.rule[q].scheme, doors.rule[q].before
        for who in range(here.count):
            i = here.start + who
            arrived = here.month == YEAR and (np.int64(here.people.flags[i]) & NEWCOMER) != 0
            known = here.subject[s, who] == 1 and not (arrived and here.book.head[s].newcomers == 0)
            before[q, who] = (
                1 if known and earlier >= 0 and falls_on(doors, earlier, here.standing, i) else 0
            )


@inner
def sitting_of(here, space, day):
    """The community, its month and who sits over it, as consequences are handed them."""
    return Sitting(
        here.start, here.count, here.community, here.month, day, here.key, space.luck, here.first,
        space.doors, space.amiss, space.before, here.book.head, here.mind.refused, here.mind.shied,
        here.tally.giving_up[here.place],
    )  # fmt: skip


@inner
def grade_by_right_records(here, space):
    """The grade that everybody would have from right records alone (truth, for the counts)."""
    for s in range(here.book.entry.shape[0]):
        if here.book.where[s, here.place]:
            grade_all(
                here.book, s, here.standing.clean[s], here.standing.cap[s], here.start, here.count,
                space.clean[s],
            )  # fmt: skip
            if here.book.head[s].conditions > 0:
                for who in range(here.count):
                    space.clean[s, who] = graded(here, s, who, 1)


def bans(tables: MonthTables) -> bool:
    """Whether any rule keeps people from deeds; asked before a month."""
    return len(tables.doors.bans) > 0


@on_call(bans)
def keep_back(here, lists, space, when):
    """Who is kept from deeds this month, as grades were copied and lists stand on its first day."""
    grade_by_right_records(here, space)
    mark_amiss(here, lists, space, when.first_day)
    keep_from_deeds(
        here.doors, here.people, here.standing, space.clean, space.subject,
        sitting_of(here, space, when.first_day), when.days, space.held, here.tally.incapacity,
    )  # fmt: skip


@on_call(bans, gives="int64")
def stop_deeds(here, acts, rows, held, stopped, today):
    """What people are kept from is taken out of the day; returns how many acts are left."""
    left, many = prevent(acts, rows, held, here.doors.stops, stopped)
    count_stopped(here, stopped, many, held, today)
    return left


@unfolded
def count_stopped(here, stopped, many, held, today):
    """Deeds that were not done because somebody was kept from them; into the truth of the panel."""
    for r in range(many):
        who, kind = stopped[r].who, stopped[r].kind
        i, bit = here.start + who, 0
        both = held[who] & here.doors.stops[kind]
        while (both >> bit) & 1 == 0:  # where several bans keep from it, the first of them counts
            bit += 1
        q = here.doors.bans[bit]
        here.tally.stopped[q, 1 if here.people.flags[i] & MINORITY else 0, kind, 0] += 1
        if here.people.flags[i] & PANEL:
            note(
                here.log, here.first + who, today, STOPPED, kind, -1, here.doors.rule[q].scheme,
                here.doors.rule[q].own, stopped[r].amount, stopped[r].extra, -1, -1, -1,
            )  # fmt: skip


@unfolded
def count_named(here, doors, space, named):
    """Who stands before the public at the month's end, by means, and for whom nothing right does.

    named  int64 (means and unsaid, 2) people, of these those who stand there wrongly. Who is there
           by two rules of the same means counts twice
    """
    for r in range(doors.shown_by.shape[0]):
        if shows_nobody(here, doors, r):
            continue
        means = doors.shown_by[r, 4]
        for who in range(here.count):
            found = stands_named(here, doors, space, r, who)
            if found > 0:
                named[means, 0] += 1
                named[means, 1] += found == WRONGLY


@unfolded
def mark_named(here, doors, space, named):
    """By which means each one is public at the month's end, and whether by nothing right.

    named  uint8 (residents,), written: see `core.columns.Passing`
    """
    named[here.start : here.start + here.count] = 0
    for r in range(doors.shown_by.shape[0]):
        if shows_nobody(here, doors, r):
            continue
        means = doors.shown_by[r, 4]
        for who in range(here.count):
            found = stands_named(here, doors, space, r, who)
            if found > 0:
                before = np.int64(named[here.start + who])
                amiss = found == WRONGLY and (before == 0 or before & AMISS != 0)
                named[here.start + who] = (before & ~AMISS) | 1 << means | (AMISS if amiss else 0)


@inner
def shows_nobody(here, doors, r):
    """Whether a rule that makes people public does not hold in this community this month."""
    s, q = doors.shown_by[r, 0], doors.shown_by[r, 1]
    return here.book.head[s].active == 0 or (q >= 0 and here.has[q] == 0)


@inner
def stands_named(here, doors, space, r, who):
    """Whether a rule makes somebody public at the month's end: 0 no, RIGHTLY or WRONGLY."""
    s, ell, grades = doors.shown_by[r, 0], doors.shown_by[r, 2], doors.shown_by[r, 3]
    i = here.start + who
    if here.subject[s, who] == 0:
        return 0
    if ell >= 0 and here.standing.until[ell, i] != 0:
        return WRONGLY if space.amiss[ell, who] else RIGHTLY
    if (grades >> (np.int64(here.standing.copy[s, i]) & HELD_GRADE)) & 1:
        return RIGHTLY if (grades >> np.int64(space.clean[s, who])) & 1 else WRONGLY
    return 0
