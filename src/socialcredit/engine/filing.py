"""From sighting to points and back: the calls between records, scheme and tally, in one place.

Only the engine may hand a record to the scheme; the scheme gets kind, size, source and meters.
"""

import numpy as np

from socialcredit.columns import AWARE, NEWCOMER, PANEL, PAUSED
from socialcredit.compiled import kernel
from socialcredit.draws import philox, stream
from socialcredit.engine.panel_book import expiry, tell_book
from socialcredit.ledger import (
    CHARGED,
    COPIES_CORRECTED,
    CORRECTED,
    DISPUTE,
    EXPIRED,
    FILED,
    GRADE,
    NOTICE,
    REPAIRED,
    SIGHTED,
    UPHELD,
    note,
)
from socialcredit.records import cases as book_of_cases
from socialcredit.records.cases import (
    DECIDE,
    DONE,
    HELD,
    NEVER,
    NO_SCHEME,
    PENDING,
    QUEUED,
    REPAIR,
    TOLD,
)
from socialcredit.results.tally import (
    BAD_RECORDS,
    DECIDED,
    DISPUTES,
    LONGEST,
    NOTICES,
    UNNOTICED,
    WAITING,
    WRONG_RECORDS,
    WRONGLY_UPHELD,
    cell_of,
)
from socialcredit.results.tally import (
    CORRECTED as WON,
)
from socialcredit.scheme.points import award, grade_of, in_force, is_subject, within

DELAY = stream("records.filing-delay")
DISCRETION = stream("scheme.discretion")
COPIES = book_of_cases.COPIES


@kernel
def give(here, cases, at, points, today):
    """Move a score by the points of a case, within bounds; the clean score only by right records."""
    s, i = cases.rows[at].scheme, here.start + cases.rows[at].who
    change = within(here.book, s, np.int64(here.standing.score[s, i]), points)
    here.standing.score[s, i] = np.int64(here.standing.score[s, i]) + change
    if cases.rows[at].cause == 0:
        here.standing.clean[s, i] = np.int64(here.standing.clean[s, i]) + change
    cases.rows[at].points += change
    return change


@kernel
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


@kernel
def receive(here, cases, serial, sightings, seen, today, touched):
    """Sightings of today: file at once where the source has no delay, else put them by."""
    for r in range(seen):
        source, kind, who = sightings[r].extra, sightings[r].kind, sightings[r].who
        number = serial[here.community]
        serial[here.community] = number + 1
        word = philox(here.community, number, today, DELAY, here.key[0], here.key[1])[0]
        delay = here.senses.sensor[source].least + (
            (word >> 1) * (here.senses.sensor[source].spread + 1) >> 31
        )
        at = book_of_cases.open_case(
            cases, who, kind, source, NO_SCHEME, sightings[r].cause, PENDING, 0,
            sightings[r].lasts, today + delay, 0, sightings[r].size, number,
        )  # fmt: skip
        if at < 0:
            return
        tell_book(
            here.log,
            here.people.flags,
            here.standing,
            here.first,
            here.start,
            here.community,
            cases,
            at,
            today,
            SIGHTED,
            0,
        )
        if delay == 0:
            file_case(here, cases, at, today, touched)
            # Records with nothing left to happen leave at once: most do, and the book stays short.
            while cases.used[0] > at and cases.rows[cases.used[0] - 1].stage == DONE:
                cases.used[0] -= 1


@kernel
def file_case(here, cases, at, today, touched):
    """A pending sighting becomes a record under every entry of every scheme that covers it."""
    who, kind, source = cases.rows[at].who, cases.rows[at].kind, cases.rows[at].source
    i, size, lasts = here.start + who, cases.rows[at].points, cases.rows[at].left
    cases.rows[at].stage = DONE
    for s in range(here.book.entry.shape[0]):
        if here.subject[s, who] == 0:
            continue
        for m in range(here.book.of_kind.shape[2]):
            e = here.book.of_kind[s, kind, m]
            if e < 0 or not in_force(here.book, s, e, today, source, here.layers):
                continue
            filed = book_of_cases.open_case(
                cases, who, kind, source, s, cases.rows[at].cause, HELD, e, 0, NEVER, today, 0,
                cases.rows[at].number,
            )  # fmt: skip
            if filed < 0:
                return
            word = philox(
                here.community, cases.rows[at].number, e, DISCRETION, here.key[0], here.key[1]
            )[0]
            points = award(here.book, s, e, size, here.standing.meters, i, word)
            enter(here, cases, filed, points, lasts, today, touched)


@kernel
def enter(here, cases, at, points, lasts, today, touched):
    """The record takes effect: points, cap, tally, and the first step of its life."""
    s, e, who = cases.rows[at].scheme, cases.rows[at].entry, cases.rows[at].who
    i, cause = here.start + who, cases.rows[at].cause
    change = give(here, cases, at, points, today)
    to_grade = here.book.entry[s, e].to_grade
    if to_grade > 0:
        cap_by(here, s, i, to_grade, cause)
    if here.book.entry[s, e].monthly and lasts > 1:
        cases.rows[at].left, cases.rows[at].charge = lasts - 1, today + 30
    regrade(here, s, who, today, touched)
    here.tally.records[s, e, cause, 0] += 1
    here.tally.records[s, e, cause, 1] += change
    if points < 0 or to_grade > 0:
        cell = cell_of(
            np.int64(here.people.flags[i]),
            np.int64(here.people.age[i]),
            np.int64(here.people.fifth[i]),
            here.place,
        )
        here.tally.harm[s, cell, BAD_RECORDS] += 1
        here.tally.harm[s, cell, WRONG_RECORDS] += 1 if cause else 0
    tell_book(
        here.log,
        here.people.flags,
        here.standing,
        here.first,
        here.start,
        here.community,
        cases,
        at,
        today,
        FILED,
        change,
    )
    bad = points < 0 or to_grade > 0
    lasting = to_grade > 0 or cases.rows[at].left > 0
    if bad:
        book_of_cases.start_life(
            cases,
            at,
            here.procedure,
            expiry(here.book.entry, here.procedure.rule, here.last_day, cases.rows[at], bad),
            lasting,
            here.community,
            today,
            here.key,
        )
        if cause and cases.rows[at].stage != TOLD:
            here.tally.appeals[s, UNNOTICED] += 1
    else:
        book_of_cases.hold(
            cases,
            at,
            here.procedure,
            expiry(here.book.entry, here.procedure.rule, here.last_day, cases.rows[at], bad),
            lasting,
            here.community,
            today,
            here.key,
        )


@kernel
def cap_by(here, s, i, grade, cause):
    """Straight to a grade: the low nibble is in force, the high nibble counts right records only."""
    cap = np.int64(here.standing.cap[s, i])
    low = max(cap & 15, grade)
    high = max(cap >> 4, grade) if cause == 0 else cap >> 4
    here.standing.cap[s, i] = high << 4 | low


@kernel
def undo(here, cases, at, today, touched):
    """Take a record's points and cap back out of the standing."""
    s, who = cases.rows[at].scheme, cases.rows[at].who
    i = here.start + who
    back = -cases.rows[at].points
    give(here, cases, at, back, today)
    here.tally.records[s, cases.rows[at].entry, cases.rows[at].cause, 1] += back
    if here.book.entry[s, cases.rows[at].entry].to_grade > 0:
        here.standing.cap[s, i] = 0
        stage = cases.rows[at].stage
        cases.rows[at].stage = DONE
        for other in range(cases.used[0]):
            same = cases.rows[other].who == who and cases.rows[other].scheme == s
            if (
                same
                and cases.rows[other].stage != DONE
                and cases.rows[other].stage != COPIES
                and cases.rows[other].stage != PENDING
            ):
                grade = here.book.entry[s, cases.rows[other].entry].to_grade
                if grade > 0:
                    cap_by(here, s, i, grade, cases.rows[other].cause)
        cases.rows[at].stage = stage
    regrade(here, s, who, today, touched)


@kernel
def advance(here, cases, today, touched):
    """Every case whose day has come takes its next step, in the order of filing."""
    for at in range(cases.used[0]):
        if (
            cases.rows[at].charge == today
            and cases.rows[at].stage != DONE
            and cases.rows[at].stage != COPIES
        ):
            charge(here, cases, at, today, touched)
        if cases.rows[at].due == today and cases.rows[at].stage != DONE:
            step(here, cases, at, today, touched)


@kernel
def charge(here, cases, at, today, touched):
    """Points again for another month that the matter lasts."""
    s, e, who = cases.rows[at].scheme, cases.rows[at].entry, cases.rows[at].who
    word = philox(
        here.community, cases.rows[at].number, e + today, DISCRETION, here.key[0], here.key[1]
    )[0]
    points = award(here.book, s, e, 1, here.standing.meters, here.start + who, word)
    change = give(here, cases, at, points, today)
    here.tally.records[s, e, cases.rows[at].cause, 1] += change
    cases.rows[at].left -= 1
    cases.rows[at].charge = today + 30 if cases.rows[at].left > 0 else NEVER
    regrade(here, s, who, today, touched)
    tell_book(
        here.log,
        here.people.flags,
        here.standing,
        here.first,
        here.start,
        here.community,
        cases,
        at,
        today,
        CHARGED,
        change,
    )
    if cases.rows[at].left == 0 and cases.rows[at].stage == HELD and cases.rows[at].due == NEVER:
        cases.rows[at].stage = HELD if here.book.entry[s, e].to_grade > 0 else DONE


@kernel
def step(here, cases, at, today, touched):
    """One step of one case."""
    stage, s = cases.rows[at].stage, cases.rows[at].scheme
    lasting = False
    if s != NO_SCHEME:
        lasting = here.book.entry[s, cases.rows[at].entry].to_grade > 0 or cases.rows[at].left > 0
    if stage == PENDING:
        file_case(here, cases, at, today, touched)
    elif stage == TOLD:
        told(here, cases, at, today, lasting)
    elif stage == DECIDE:
        decide(here, cases, at, today, lasting, touched)
    elif stage == COPIES:
        tell_book(
            here.log,
            here.people.flags,
            here.standing,
            here.first,
            here.start,
            here.community,
            cases,
            at,
            today,
            COPIES_CORRECTED,
            0,
        )
        here.tally.repair[s, min(today - cases.rows[at].filed, LONGEST - 1)] += 1
        cases.rows[at].stage = DONE
    elif stage == REPAIR or stage == HELD:
        tell_book(
            here.log,
            here.people.flags,
            here.standing,
            here.first,
            here.start,
            here.community,
            cases,
            at,
            today,
            REPAIRED if stage == REPAIR else EXPIRED,
            -cases.rows[at].points,
        )
        undo(here, cases, at, today, touched)
        cases.rows[at].stage = DONE


@kernel
def told(here, cases, at, today, lasting):
    """Notice reaches the person, who may dispute."""
    s, who = cases.rows[at].scheme, cases.rows[at].who
    i = here.start + who
    here.mind.status[i] = np.int64(here.mind.status[i]) | AWARE
    felt = np.int64(here.mind.felt[i])
    here.mind.felt[i] = felt + 16 if felt < 240 else felt
    here.tally.appeals[s, NOTICES] += 1
    here.gossip[here.community] += 1
    tell_book(
        here.log,
        here.people.flags,
        here.standing,
        here.first,
        here.start,
        here.community,
        cases,
        at,
        today,
        NOTICE,
        0,
    )
    education = np.int64(here.people.education[i])
    if book_of_cases.contests(
        cases, at, here.procedure, education, here.community, today, here.key
    ):
        cases.rows[at].stage, cases.rows[at].due, cases.rows[at].joined = QUEUED, NEVER, today
        here.tally.appeals[s, DISPUTES] += 1
        if here.procedure.rule[s].paused:
            here.mind.status[i] = np.int64(here.mind.status[i]) | PAUSED
        tell_book(
            here.log,
            here.people.flags,
            here.standing,
            here.first,
            here.start,
            here.community,
            cases,
            at,
            today,
            DISPUTE,
            0,
        )
    else:
        valid = expiry(here.book.entry, here.procedure.rule, here.last_day, cases.rows[at], True)
        book_of_cases.hold(
            cases, at, here.procedure, valid, lasting, here.community, today, here.key
        )


@kernel
def decide(here, cases, at, today, lasting, touched):
    """The office decides; a correction is undone here at once and elsewhere after the copies' lag."""
    s, who = cases.rows[at].scheme, cases.rows[at].who
    i = here.start + who
    here.mind.status[i] = np.int64(here.mind.status[i]) & (255 - PAUSED)
    here.tally.appeals[s, DECIDED] += 1
    here.tally.appeals[s, WAITING] += today - cases.rows[at].joined
    if book_of_cases.corrects(cases, at, here.procedure, here.community, here.key):
        here.tally.appeals[s, WON] += 1
        undo(here, cases, at, today, touched)
        tell_book(
            here.log,
            here.people.flags,
            here.standing,
            here.first,
            here.start,
            here.community,
            cases,
            at,
            today,
            CORRECTED,
            0,
        )
        cases.rows[at].stage, cases.rows[at].charge = COPIES, NEVER
        cases.rows[at].due = today + max(here.procedure.rule[s].copies, 1)
        here.standing.hold[s, i] = min((here.procedure.rule[s].copies + 29) // 30, 255)
    else:
        here.tally.appeals[s, WRONGLY_UPHELD] += 1 if cases.rows[at].cause else 0
        tell_book(
            here.log,
            here.people.flags,
            here.standing,
            here.first,
            here.start,
            here.community,
            cases,
            at,
            today,
            UPHELD,
            0,
        )
        valid = expiry(here.book.entry, here.procedure.rule, here.last_day, cases.rows[at], True)
        book_of_cases.hold(
            cases, at, here.procedure, valid, lasting, here.community, today, here.key
        )


@kernel
def who_is_scored(here):
    """Subjects of each scheme this month, from the register of residents: age, residence, consent."""
    for s in range(here.book.entry.shape[0]):
        for who in range(here.count):
            i = here.start + who
            newcomer = (np.int64(here.people.flags[i]) & NEWCOMER) != 0 and here.month < 12
            slot = here.community * 2048 + here.luck[who]
            here.subject[s, who] = is_subject(
                here.book, s, np.int64(here.people.age[i]), newcomer, slot, here.key
            )
