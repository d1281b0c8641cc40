"""Where a firm closes, its file is closed: what was on record leaves with it, in every scheme."""

import numpy as np

from socialcredit.core.columns import PANEL
from socialcredit.core.events import OPENED
from socialcredit.core.jit import unfolded
from socialcredit.core.limits import COMMUNITY, NEVER
from socialcredit.core.log import note
from socialcredit.stages.records.cases import DONE, NO_SCHEME
from socialcredit.stages.society.premises import (
    BAD_RECORDS,
    CLOSED,
    MOST_OPENINGS,
    RECORDS,
    closes,
    open_anew,
)


@unfolded
def turn_over(here, conduct, noted, tables, cases, gone):
    """Firms that close this month, and those that open in their place with a clean sheet.

    gone  uint8 (COMMUNITY,), room: 1 where a firm closed
    """
    many = 0
    for who in range(here.count):
        i, slot = here.start + who, here.community * COMMUNITY + here.luck[who]
        gone[who] = closes(tables.premises, here.people, here.place, i, slot, here.month, here.key)
        many += gone[who]
    if many == 0:
        return
    drop_records(here, cases, gone)
    for who in range(here.count):
        if gone[who]:
            replace(here, conduct, noted, tables, who)


@unfolded
def replace(here, conduct, noted, tables, who):
    """The firm at this position closes, and another one opens."""
    i, slot = here.start + who, here.community * COMMUNITY + here.luck[who]
    here.tally.premises[here.place, np.int64(here.people.fifth[i]), CLOSED] += 1
    opening = min(np.int64(conduct.openings[i]) + 1, MOST_OPENINGS)
    conduct.openings[i] = opening
    conduct.balance[i] = conduct.bad[i] = 0
    if conduct.faults.shape[0] > i:
        conduct.faults[i] = 0
    if conduct.found.shape[0] > i:
        conduct.found[i] = 0
    for row in range(noted.level.shape[0]):
        if noted.level.shape[1] > i:
            noted.level[row, i] = 0
    open_anew(tables.premises, here.people, here.mind, tables.hazards, here.place, i, slot, opening)
    leave_lists(here, i)
    begin_anew(here.standing, tables.fresh, i)
    if here.people.flags[i] & PANEL:
        whom, day = here.first + who, here.first_day
        note(here.log, whom, day, OPENED, -1, -1, -1, -1, 0, -1, -1, -1, -1)


@unfolded
def drop_records(here, cases, gone):
    """Open records of firms that are gone settle nothing any more."""
    for at in range(cases.used[0]):
        who = cases.rows[at].who
        if gone[who] == 0:
            continue
        if cases.rows[at].scheme != NO_SCHEME:
            row = here.tally.premises[here.place, np.int64(here.people.fifth[here.start + who])]
            row[RECORDS] += 1
            row[BAD_RECORDS] += cases.rows[at].points < 0
        cases.rows[at].stage = DONE
        cases.due[at] = cases.charge[at] = NEVER


@unfolded
def leave_lists(here, i):
    """A firm that closes is on no list any more."""
    for ell in range(here.tally.lists.shape[0]):
        if here.standing.until.shape[1] > i and here.standing.until[ell, i] != 0:
            here.standing.until[ell, i] = 0
            here.tally.lists[ell, 2] += 1


@unfolded
def begin_anew(standing, fresh, i):
    """The standing of a firm of whom no body has heard yet; `fresh` is that of one subject."""
    for s in range(standing.score.shape[0]):
        standing.score[s, i], standing.clean[s, i] = fresh.score[s, 0], fresh.clean[s, 0]
        standing.grade[s, i], standing.copy[s, i] = fresh.grade[s, 0], fresh.copy[s, 0]
        standing.cap[s, i], standing.hold[s, i] = fresh.cap[s, 0], fresh.hold[s, 0]
    for row in range(standing.meters.shape[0]):
        if standing.meters.shape[1] > i:
            standing.meters[row, i] = 0
    for row in range(standing.levels.shape[0]):
        if standing.levels.shape[1] > i:
            standing.levels[row, i] = fresh.levels[row, 0]
    for row in range(standing.blocked.shape[0]):
        if standing.blocked.shape[1] > i:
            standing.blocked[row, i] = 0
