"""Where a firm closes, its file is closed: what was on record leaves with it, in every scheme."""

import numpy as np

from socialcredit.core.columns import PANEL
from socialcredit.core.draws import philox, stream
from socialcredit.core.events import EXPIRED, GRADE, OPENED, UNLISTED
from socialcredit.core.jit import inlined, unfolded
from socialcredit.core.limits import COMMUNITY, NEVER
from socialcredit.core.log import note
from socialcredit.core.on_call import on_call
from socialcredit.month.anew import start_of
from socialcredit.month.panel_book import tell_book
from socialcredit.stages.consequences.closing import ordered_to_close
from socialcredit.stages.records.cases import DONE, NO_SCHEME
from socialcredit.stages.records.live import lives
from socialcredit.stages.scheme.points import bounded, grade_of
from socialcredit.stages.society.premises import (
    BAD_RECORDS,
    CHOSEN,
    CHOSEN_RECORDS,
    CLOSED,
    MOST_OPENINGS,
    ORDERED_CLOSED,
    RECORDS,
    closes,
    open_anew,
)

REOPENS = stream("response.reopening")
BY_ITSELF, BY_ORDER, BY_CHOICE = 1, 2, 3  # how a firm closed; by choice to shed what is on file


@on_call(lambda tables: len(tables.premises.closes) > 0)
def turn_over(here, conduct, noted, passing, tables, cases, post, gone):
    """Firms that close this month, and those that open in their place with a clean sheet.

    post  int64 (letters, 7) of this month: what was written to a firm that is gone reaches nobody
    gone  uint8 (COMMUNITY,), room: how a firm closed, 0 where none did
    """
    many = 0
    for who in range(here.count):
        i, slot = here.start + who, here.community * COMMUNITY + here.luck[who]
        gone[who] = closes(tables.premises, here.people, here.place, i, slot, here.month, here.key)
        row = here.tally.premises[here.place, np.int64(here.people.fifth[i])]
        if gone[who] == 0 and tables.premises.by_order:
            active = here.book.head.active
            ordered = ordered_to_close(
                tables.doors, here.standing, active, i, slot, here.month, here.key
            )
            row[ORDERED_CLOSED] += ordered
            gone[who] = BY_ORDER * ordered
        if gone[who] == 0 and tables.premises.reopens.shape[0] > 0:
            if reopens(here, tables.premises, tables.lists, i, slot):
                row[CHOSEN] += 1
                gone[who] = BY_CHOICE
        many += gone[who] != 0
        tell_closing(here, passing, i, np.int64(gone[who]))
    if many == 0:
        return
    drop_records(here, cases, gone)
    for r in range(post.shape[0]):
        if post[r, 6] < 0 and gone[post[r, 1]] != 0:
            post[r, 1] = -1
    for who in range(here.count):
        if gone[who]:
            replace(here, conduct, noted, tables, who)


@inlined
def reopens(here, premises, lists, i, slot):
    """Whether a firm with a bad standing that it knows of closes this month, to open anew."""
    chance = premises.reopens[np.int64(here.people.fifth[i])]
    if philox(slot, 0, here.month, REOPENS, here.key[0], here.key[1])[0] >= chance:
        return False
    for s in range(here.book.entry.shape[0]):
        known = np.int64(here.mind.known[i]) & np.int64(here.book.where[s, here.place])
        if known and here.book.head[s].active:
            if here.book.penal[s, np.int64(here.standing.grade[s, i])]:
                return True
            for ell in range(lists.rule.shape[0]):
                rule = lists.rule[ell]
                if rule.scheme == s and rule.black and here.standing.until[ell, i] != 0:
                    return True
    return False


@unfolded
def tell_closing(here, passing, i, gone):
    """Whose owner loses what they earned there: before another firm stands in the columns."""
    if passing.closed.shape[0] > i:
        size, how = np.int64(here.people.fifth[i]), BY_ORDER if gone == BY_ORDER else BY_ITSELF
        passing.closed[i] = how + 2 * size if gone else 0


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
    leave_lists(here, tables.lists, who)
    if here.standing.heard.shape[0] > i:
        here.standing.heard[i] = 0
    if here.people.flags[i] & PANEL:
        tell_opening(here, tables.fresh, who)
    begin_anew(here.standing, tables.fresh, i)
    start_by_attribute(here, who)


@unfolded
def tell_opening(here, fresh, who):
    """The panel's books: another firm, and the grade in which each scheme has it."""
    i, day = here.start + who, here.first_day
    note(here.log, here.first + who, day, OPENED, -1, -1, -1, -1, 0, -1, -1, -1, -1)
    for s in range(here.standing.grade.shape[0]):
        grade = np.int64(fresh.grade[s, 0])
        if np.int64(here.standing.grade[s, i]) != grade:
            score = bounded(here.book, s, np.int64(fresh.score[s, 0]))
            note(here.log, here.first + who, day, GRADE, -1, -1, s, -1, 0, -1, -1, score, grade)


@unfolded
def start_by_attribute(here, who):
    """Where the start of a score differs by an attribute, that of the firm that opened."""
    i = here.start + who
    for s in range(here.book.entry.shape[0]):
        if here.book.head[s].column >= 0:
            start = start_of(here, s, i)
            grade = grade_of(here.book, s, start, 0)
            if here.people.flags[i] & PANEL and np.int64(here.standing.grade[s, i]) != grade:
                score, day = bounded(here.book, s, start), here.first_day
                note(here.log, here.first + who, day, GRADE, -1, -1, s, -1, 0, -1, -1, score, grade)
            here.standing.score[s, i] = here.standing.clean[s, i] = start
            here.standing.grade[s, i], here.standing.copy[s, i] = grade, grade << 4 | grade


@unfolded
def drop_records(here, cases, gone):
    """Open records of firms that are gone settle nothing any more."""
    for at in range(cases.used[0]):
        who = cases.rows[at].who
        if gone[who] == 0:
            continue
        if cases.rows[at].scheme != NO_SCHEME and lives(cases, at):
            row = here.tally.premises[here.place, np.int64(here.people.fifth[here.start + who])]
            row[RECORDS] += 1
            row[BAD_RECORDS] += cases.rows[at].points < 0
            row[CHOSEN_RECORDS] += cases.rows[at].points < 0 and gone[who] == BY_CHOICE
            tell_book(here, cases, at, here.first_day, EXPIRED, -cases.rows[at].points)
        cases.rows[at].stage = DONE
        cases.due[at] = cases.charge[at] = NEVER


@unfolded
def leave_lists(here, lists, who):
    """A firm that closes is on no list any more."""
    i = here.start + who
    for ell in range(lists.rule.shape[0]):
        if here.standing.until[ell, i] == 0:
            continue
        here.standing.until[ell, i] = 0
        here.tally.lists[ell, 2] += 1
        if here.people.flags[i] & PANEL:
            s = lists.rule[ell].scheme
            note(
                here.log, here.first + who, here.first_day, UNLISTED, -1, -1, s,
                ell - here.book.head[s].lists, 0, -1, -1, -1, -1,
            )  # fmt: skip


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
