"""What schemes hear of each other's lists and grades, on the first of each month.

A scheme whose rules ask another's list, or the copy that others hold of its grade, is told of
whoever came there since, and files it like any sighting. Told is once: whoever leaves and comes
back is told of again. What was wrong there is wrong here, for the same reason.
"""

import numpy as np

from socialcredit.core.columns import HELD_GRADE
from socialcredit.core.events import RIGHT
from socialcredit.core.jit import inner
from socialcredit.core.on_call import on_call
from socialcredit.month.consequences import grade_by_right_records
from socialcredit.month.corrections import unpause
from socialcredit.month.list_keeping import mark_amiss
from socialcredit.month.list_totals import cause_behind
from socialcredit.stages.observation.sources import NAMED, sight
from socialcredit.stages.records.cases import DECIDE, DONE, HELD, NO_SCHEME, PENDING, QUEUED
from socialcredit.stages.records.live import lives
from socialcredit.stages.scheme.points import in_force


@on_call(lambda tables: len(tables.book.link) > 0, gives="int64")
def hear_of_others(here, lists, space, sightings, seen, today):
    """Sightings of whoever came on a list or to a grade that a rule asks; ends what has ended."""
    grade_by_right_records(here, space)
    mark_amiss(here, lists, space, today)
    for k in range(here.book.link.shape[0]):
        rule, bit = here.book.link[k], 1 << k
        listens = filed_here(here, rule, today)
        for who in range(here.count):
            i = here.start + who
            heard = np.int64(here.standing.heard[i])
            if not stands_there(here, rule, i, who):
                if heard & bit:
                    here.standing.heard[i] = heard & ~bit
                    if rule.ends:
                        end_with_it(here, space.cases, rule, who, today)
            elif heard & bit == 0 and listens and here.subject[rule.into, who] == 1:
                here.standing.heard[i] = heard | bit
                cause = cause_of(here, space, rule, who)
                seen = sight(sightings, seen, who, rule.kind, 1, 1, rule.source, NAMED + k, cause)
    return seen


@inner
def filed_here(here, rule, today):
    """Whether a rule that files it is in force today."""
    for m in range(here.book.of_kind.shape[2]):
        e = here.book.of_kind[rule.into, rule.kind, m]
        if e >= 0 and in_force(here.book, rule.into, e, today, rule.source, here.layers):
            return True
    return False


@inner
def stands_there(here, rule, i, who):
    """Whether somebody stands on the list, or others hold such a grade of them."""
    s = rule.origin
    if here.book.head[s].active == 0 or here.book.where[s, here.place] == 0:
        return False
    if rule.register >= 0:
        return here.standing.until[rule.register, i] != 0
    if here.subject[s, who] == 0:
        return False
    return (rule.grades >> (np.int64(here.standing.copy[s, i]) & HELD_GRADE)) & 1 == 1


@inner
def cause_of(here, space, rule, who):
    """Why it is wrong that somebody stands there; right where right records alone say so.

    The reason is that of the latest wrong record that is open there and leads that way, and a false
    alarm where that is closed.
    """
    s, ell = rule.origin, rule.register
    if ell >= 0:
        right, bad = space.amiss[ell, who] == 0, here.lists.rule[ell].black == 1
    else:
        held = np.int64(here.standing.copy[s, here.start + who])
        right, bad = (rule.grades >> (held >> 4)) & 1 == 1, here.book.penal[s, held & HELD_GRADE]
    return np.int64(RIGHT) if right else cause_behind(here, space.cases, s, ell, bad, who)


@inner
def end_with_it(here, cases, rule, who, today):
    """What was filed of it ends today; what was disputed about it is settled."""
    at = np.int64(cases.newest[who])
    while at >= 0:
        s, stage = cases.rows[at].scheme, cases.rows[at].stage
        mine = s == rule.into  # or a copy of it, which another scheme has taken over
        if s != NO_SCHEME and not mine:
            mine = here.book.entry[s, cases.rows[at].entry].origin == rule.into
        if mine and cases.rows[at].kind == rule.kind:
            if stage == PENDING:
                cases.rows[at].stage = DONE
            elif lives(cases, at):
                if stage == QUEUED or stage == DECIDE:
                    unpause(here, s, here.start + who)
                cases.rows[at].stage, cases.due[at] = HELD, today
        at = np.int64(cases.before[at])
