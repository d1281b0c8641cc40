"""From sighting to points and back: the calls between records, scheme and tally, in one place.

Only this room may hand a record to the scheme; the scheme gets kind, size, source and meters.
"""

import numpy as np

from socialcredit.core.draws import share, stream
from socialcredit.core.events import FILED, SIGHTED
from socialcredit.core.felt import with_credit
from socialcredit.core.jit import apart, inlined, unfolded
from socialcredit.core.limits import NEVER
from socialcredit.core.terms import after
from socialcredit.month.collecting import owe
from socialcredit.month.conditions import mark_conditions
from socialcredit.month.corrections import hold_copies
from socialcredit.month.disclosing import disclosed
from socialcredit.month.list_grounds import is_further, lasting, mark
from socialcredit.month.panel_book import tell_book
from socialcredit.month.scoring import cap_by, give, next_charge, regrade, score_of
from socialcredit.month.tally import BAD_RECORDS, UNNOTICED_WRONG, WRONG_RECORDS, cell_of
from socialcredit.stages.consequences.at_filing import follow
from socialcredit.stages.lists.registers import FRESH, LIVE
from socialcredit.stages.records import cases as book_of_cases
from socialcredit.stages.records.cases import (
    DONE,
    HELD,
    INDEX,
    NO_SCHEME,
    PENDING,
    REPAIR,
    TOLD,
)
from socialcredit.stages.records.live import lives
from socialcredit.stages.records.sightings import drop_done
from socialcredit.stages.response.contract import CREDITED
from socialcredit.stages.scheme.meters import warnings
from socialcredit.stages.scheme.points import RANGE, award, in_force, lessened
from socialcredit.stages.scheme.put_right import to_keep
from socialcredit.stages.society.deeds import MADE_UP

DELAY = stream("records.filing-delay")
DISCRETION = stream("scheme.discretion")


@apart
def receive(here, sensor, cases, sightings, seen, today, touched):
    """Sightings of today: file at once where the source has no delay, else put them by."""
    for r in range(seen):
        source, kind, who = sightings[r].extra, sightings[r].kind, sightings[r].who
        number = book_of_cases.number_of(today, kind, sightings[r].index)
        at = book_of_cases.open_case(
            cases, who, kind, source, NO_SCHEME, sightings[r].cause, PENDING, 0,
            sightings[r].lasts, 0, 0, sightings[r].amount, number,
        )  # fmt: skip
        if at < 0:
            return
        delay, spread = sensor[source].least, sensor[source].spread
        if spread > 0:
            word = book_of_cases.luck(cases, at, here.community, today, DELAY, here.key)[0]
            delay += share(word, spread + 1)
        cases.due[at] = min(today + delay, NEVER)
        tell_book(here, cases, at, today, SIGHTED, cases.rows[at].points)
        if delay == 0:
            file_case(here, cases, at, today, touched)
            drop_done(cases, at)  # most do, and the book stays short


@apart
def file_case(here, cases, at, today, touched):
    """A pending sighting becomes a record under every entry of every scheme that covers it."""
    who, kind, source = cases.rows[at].who, cases.rows[at].kind, cases.rows[at].source
    size, lasts = cases.rows[at].points, cases.rows[at].left
    cases.rows[at].stage = DONE
    first, copies, credited = cases.used[0], False, False
    for s in range(here.book.entry.shape[0]):
        if here.subject[s, who] == 0:
            continue
        if book_of_cases.dropped(cases, at, here.procedure, s, here.community, today, here.key):
            continue
        for m in range(here.book.of_kind.shape[2]):
            e = here.book.of_kind[s, kind, m]
            if e < 0 or not in_force(here.book, s, e, today, source, here.layers):
                continue
            filed = book_of_cases.open_case(
                cases, who, kind, source, s, cases.rows[at].cause, PENDING, e, lasts, here.turn,
                today, size, cases.rows[at].number,
            )  # fmt: skip
            if filed < 0:
                return
            copies = copies or here.book.entry[s, e].origin >= 0
            credited = credited or here.book.entry[s, e].gives == 1
            if here.book.head[s].reckoned == 0:
                reckon(here, cases, filed, today, touched)
    if credited and cases.rows[at].number >> INDEX == MADE_UP:
        here.mind.felt[here.start + who] = with_credit(np.int64(here.mind.felt[here.start + who]))
        here.news[here.row, CREDITED] += 1
    if copies:
        hold_copies(here, cases, first)


@apart
def reckon(here, cases, at, today, touched):
    """A record that was filed comes to count: at once, or on the first of the next month."""
    s, e, i = cases.rows[at].scheme, cases.rows[at].entry, here.start + cases.rows[at].who
    size, lasts = cases.rows[at].points, cases.rows[at].left
    cases.rows[at].stage, cases.due[at] = HELD, NEVER
    cases.rows[at].points = cases.rows[at].left = 0
    word = 0
    if here.book.entry[s, e].rule == RANGE:
        word = book_of_cases.luck(cases, at, here.community, e, DISCRETION, here.key)[0]
    told = warnings(here.book, s, e, here.standing.meters, i)
    points = award(here.book, s, e, size, here.standing.meters, i, word)
    if points < 0 and here.book.entry[s, e].disclosed_by >= 0 and disclosed(here, cases, at):
        points = lessened(here.book, s, e, points)
    cases.rows[at].warned = warnings(here.book, s, e, here.standing.meters, i) - told
    cases.rows[at].kept = to_keep(here.book, s, e, size)
    enter(here, cases, at, points, lasts, today, touched)


@unfolded
def enter(here, cases, at, points, lasts, today, touched):
    """The record takes effect: points, cap, tally, and the first step of its life."""
    s, e, who = cases.rows[at].scheme, cases.rows[at].entry, cases.rows[at].who
    i, cause = here.start + who, cases.rows[at].cause
    give(here, cases, at, points, today)
    to_grade = here.book.entry[s, e].to_grade
    if to_grade > 0:
        cap_by(here, s, i, to_grade, cause)
    if here.book.entry[s, e].monthly and lasts > 1:
        cases.rows[at].left, cases.charge[at] = lasts - 1, next_charge(here, cases, at, today)
    if here.book.head[s].conditions > 0:
        mark_conditions(here, cases, s, who, today)
    regrade(here, s, who, today, touched)
    here.tally.records[s, e, cause, 0] += 1
    here.tally.records[s, e, cause, 1] += points
    if here.book.entry[s, e].lists != 0:
        cases.rows[at].further = 1 if is_further(here, cases, at) else 0
        mark(here, cases, at, LIVE | FRESH, today)
        if cases.rows[at].further:
            prolong(here, cases, at, today)
    bad = points < 0 or to_grade > 0 or here.book.entry[s, e].black == 1
    if bad:
        cell = cell_of(here.people, i, here.place)
        here.tally.harm[s, cell, BAD_RECORDS] += 1
        here.tally.harm[s, cell, WRONG_RECORDS] += 1 if cause else 0
    tell_book(here, cases, at, today, FILED, points)
    follow_up(here, cases, at, points, today)
    stays = lasting(here, cases, at)
    terms = terms_of(here.book.entry, here.procedure, here.last_day, cases.rows[at], bad)
    if points == 0 and here.book.entry[s, e].warn_meter >= 0:
        cases.rows[at].stage = TOLD  # nobody is warned without being told
        cases.due[at] = after(today, here.procedure.rule[s].after, here.procedure.epoch)
    elif bad:
        book_of_cases.start_life(
            cases, at, here.procedure, terms, stays, here.community, today, here.key
        )
        if cause and cases.rows[at].stage != TOLD:
            here.tally.appeals[s, UNNOTICED_WRONG] += 1
    else:
        book_of_cases.hold(cases, at, terms, stays, here.community, today, here.key)


@unfolded
def prolong(here, cases, at, today):
    """What was filed on the day of this record is further beside it, whichever is first in line."""
    s = cases.rows[at].scheme
    lists = here.book.entry[s, cases.rows[at].entry].lists
    first = r = at
    while r >= 0:
        if cases.rows[r].filed == cases.rows[at].filed:
            first = r
        r = np.int64(cases.before[r])
    for r in range(first, at):  # from the first filed to the last: one decides about the next
        if cases.rows[r].who != cases.rows[at].who or cases.rows[r].filed != cases.rows[at].filed:
            continue
        if cases.rows[r].scheme != s or cases.rows[r].further or not lives(cases, r):
            continue
        entry = here.book.entry[s, cases.rows[r].entry]
        if entry.lists & lists == 0 or entry.extension == 0:
            continue
        cases.rows[r].further = 1
        stage = cases.rows[r].stage
        if stage == HELD or stage == REPAIR:
            # An extension stands beside a `for`: that a record is bad or good decides nothing.
            terms = terms_of(here.book.entry, here.procedure, here.last_day, cases.rows[r], True)
            stays = lasting(here, cases, r)
            book_of_cases.hold(cases, r, terms, stays, here.community, today, here.key)


@unfolded
def follow_up(here, cases, at, points, today):
    """Consequences of the record itself, on the day on which it takes effect."""
    s, e, who = cases.rows[at].scheme, cases.rows[at].entry, cases.rows[at].who
    i = here.start + who
    for m in range(here.doors.filed.shape[2]):
        q = here.doors.filed[s, e, m]
        if q >= 0 and here.has[q] == 1:
            follow(
                here.doors, q, here.people, i, here.first + who, today, points,
                1 if cases.rows[at].cause != 0 else 0,
                score_of(here, s, i), np.int64(here.standing.grade[s, i]),
                here.tally.doors, here.log,
            )  # fmt: skip
            if here.doors.rule[q].owed >= 0:
                owe(here, cases, at, q, points, today)


@inlined
def terms_of(entries, procedure, last_day, case, bad):
    """The day a record stops counting (NEVER: not within the run), and when it may be repaired."""
    entry, rule = entries[case.scheme, case.entry], procedure.rule[case.scheme]
    epoch = procedure.epoch
    valid = entry.valid
    if valid == 0:
        valid = rule.bad if bad else rule.good
    day = after(case.filed, valid, epoch)
    if case.further:
        day = after(day, entry.extension, epoch)
    ends = day if valid != 0 and day < last_day else NEVER
    if entry.repair_after != 0:
        return ends, entry.repair_after, entry.repair, epoch
    return ends, rule.repair_after, rule.repair, epoch
