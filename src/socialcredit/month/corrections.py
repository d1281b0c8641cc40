"""Putting a record right: here at once, and after it in the bodies that hold a copy of it."""

import numpy as np

from socialcredit.core.columns import MINORITY, PANEL, PAUSED
from socialcredit.core.events import FOLLOWED, REPAIRED
from socialcredit.core.jit import apart, inlined, inner, unfolded
from socialcredit.core.limits import NEVER
from socialcredit.core.terms import NONE, after
from socialcredit.month.list_grounds import lasting, say
from socialcredit.month.panel_book import tell_book
from socialcredit.month.scoring import return_of, score_of, undo
from socialcredit.month.tally import PUT_RIGHT, TAKEN_BACK
from socialcredit.stages.consequences.at_filing import sum_for
from socialcredit.stages.consequences.doors import tell
from socialcredit.stages.lists.registers import ASKED
from socialcredit.stages.records.cases import (
    COPIES,
    DECIDE,
    DONE,
    HELD,
    NO_SCHEME,
    PENDING,
    QUEUED,
    STRUCK,
    asked_for,
)
from socialcredit.stages.records.sightings import first_of, of_one_sighting, row_of
from socialcredit.stages.scheme.put_right import take_out


@inlined
def waits(here, s, today):
    """Whether a scheme that reckons monthly is between two reckonings."""
    return here.book.head[s].reckoned == 1 and today != here.first_day


@apart
def correct(here, cases, at, today, what, touched):
    """A record no longer counts here; who goes by the grade learns it after the copies' lag."""
    s, i = cases.rows[at].scheme, here.start + cases.rows[at].who
    copies = here.procedure.rule[s].copies
    pay_back(here, cases, at, today)
    clear_meters(here, cases, at)
    undo(here, cases, at, today, touched)
    here.tally.records[s, cases.rows[at].entry, cases.rows[at].cause, PUT_RIGHT] += 1
    tell_book(here, cases, at, today, what, 0)
    cases.rows[at].stage, cases.charge[at], cases.rows[at].joined = COPIES, NEVER, today
    cases.due[at] = max(after(today, copies, here.procedure.epoch), today + 1)
    paused = np.int64(here.standing.hold[s, i]) & PAUSED
    here.standing.hold[s, i] = paused | min(whole_months(copies), PAUSED - 1)


@inner
def whole_months(term):
    """The months that are over when a term is, as a grade is copied once a month."""
    return -term if term < 0 else (term + 29) // 30


@inner
def clear_meters(here, cases, at):
    """A wrong record leaves no rung, and uses up no cap and no warning."""
    case = cases.rows[at]
    take_out(
        here.book, case.scheme, case.entry, case.filed, case.kept, case.points, case.warned,
        here.standing.meters, here.start + case.who,
    )  # fmt: skip


@unfolded
def pay_back(here, cases, at, today):
    """What a record cost its person comes back where the rule says so; not for being shown."""
    s, e, who = cases.rows[at].scheme, cases.rows[at].entry, cases.rows[at].who
    i = here.start + who
    group = 1 if here.people.flags[i] & MINORITY else 0
    for m in range(here.doors.filed.shape[2]):
        q = here.doors.filed[s, e, m]
        if q < 0 or here.has[q] == 0 or here.doors.rule[q].back < 0:
            continue
        if cases.rows[at].filed < here.first_day - here.doors.rule[q].back:
            continue
        fen = -sum_for(here.doors, q, cases.rows[at].points)
        here.tally.doors[q, group, 0, 3] += fen
        if here.people.flags[i] & PANEL:
            tell(
                here.doors, q, here.first + who, today, 0, 1, fen, False,
                score_of(here, s, i), np.int64(here.standing.grade[s, i]), here.log,
            )  # fmt: skip


@apart
def strike(here, cases, at, today, what, end, touched):
    """A record that was repaired or ran out counts no more."""
    tell_book(here, cases, at, today, what, return_of(here, cases, at, today))
    undo(here, cases, at, today, touched)
    here.tally.records[cases.rows[at].scheme, cases.rows[at].entry, cases.rows[at].cause, end] += 1
    cases.rows[at].stage = DONE


@inlined
def unpause(here, s, i):
    """A dispute is over: a penalty that rested meanwhile goes on."""
    here.standing.hold[s, i] = np.int64(here.standing.hold[s, i]) & (PAUSED - 1)


@apart
def pass_on(here, cases, at, today, touched):
    """Copies of a record just put right follow if it is their day; `charge` is the next such day.

    A copy that does not count yet never will.
    """
    s, next_day, r = cases.rows[at].scheme, NEVER, first_of(cases, at)
    while r < cases.used[0] and of_one_sighting(cases, r, at):
        b, stage = cases.rows[r].scheme, cases.rows[r].stage
        over = b == NO_SCHEME or stage == DONE or stage == COPIES or stage == STRUCK
        if not over and here.book.entry[b, cases.rows[r].entry].origin == s:
            lag = here.procedure.rule[b].follows
            day = today
            if lag != NONE:
                day = max(after(cases.rows[at].joined, lag, here.procedure.epoch), today)
            if day == today and waits(here, b, today):
                day = here.turn
            if lag != NONE and day > today:
                next_day = min(next_day, day)
            elif lag != NONE and stage == PENDING:
                cases.rows[r].stage = DONE
            elif lag != NONE:
                follow_suit(here, cases, r, cases.rows[at].stage, today, touched)
        r += 1
    cases.charge[at] = next_day


@unfolded
def follow_suit(here, cases, at, stage, today, touched):
    """A copy is put right as the original was; what was disputed about it is settled."""
    if cases.rows[at].stage == QUEUED or cases.rows[at].stage == DECIDE:
        unpause(here, cases.rows[at].scheme, here.start + cases.rows[at].who)
    if stage == STRUCK:
        strike(here, cases, at, today, REPAIRED, TAKEN_BACK, touched)
    else:
        correct(here, cases, at, today, FOLLOWED, touched)


@apart
def repaired(here, cases, at, today, touched):
    """A record is struck out on repair, and stays in the book until the last copy is."""
    strike(here, cases, at, today, REPAIRED, TAKEN_BACK, touched)
    asked = here.book.entry[cases.rows[at].scheme, cases.rows[at].entry].asked
    if asked > 0 and asked_for(cases, at, here.community, asked, here.key):
        say(here, cases, at, ASKED)
    if here.book.head[cases.rows[at].scheme].copied:
        cases.rows[at].stage, cases.due[at] = STRUCK, NEVER
        cases.rows[at].joined = today
        pass_on(here, cases, at, today, touched)
        close_if_told(cases, at)


@apart
def next_copies(here, cases, at, today, touched):
    """Another day on which copies follow."""
    pass_on(here, cases, at, today, touched)
    close_if_told(cases, at)
    let_go(here, cases, at)


@inlined
def close_if_told(cases, at):
    """A record that was put right is done with once nobody is left to be told."""
    if cases.charge[at] == NEVER and cases.due[at] == NEVER:
        cases.rows[at].stage = DONE


@unfolded
def hold_copies(here, cases, first):
    """Of the records just filed, from row `first` on: copies stay as long as they may follow."""
    for at in range(first, cases.used[0]):
        s, e = cases.rows[at].scheme, cases.rows[at].entry
        if here.book.entry[s, e].origin >= 0 or here.procedure.rule[s].forwarded:
            stage = cases.rows[at].stage
            if stage == DONE or (stage == HELD and cases.due[at] == NEVER):
                cases.rows[at].stage = HELD if lasting(here, cases, at) else DONE


@inner
def let_go(here, cases, at):
    """Close what was kept of a sighting only for what might still become of this record."""
    s, r = cases.rows[at].scheme, first_of(cases, at)
    origin = here.book.entry[s, cases.rows[at].entry].origin
    origin = s if origin < 0 else origin
    while r < cases.used[0] and of_one_sighting(cases, r, at):
        b, held = cases.rows[r].scheme, cases.rows[r].stage == HELD and cases.due[r] == NEVER
        if held and (b == origin or here.book.entry[b, cases.rows[r].entry].origin == origin):
            cases.rows[r].stage = HELD if lasting(here, cases, r) else DONE
        r += 1


@unfolded
def whose_office(here, cases, at):
    """The record on which an objection to this one is decided: itself, or its original.

    A copy whose original is no longer open, or does not count yet, is decided on here.
    """
    s = cases.rows[at].scheme
    origin = here.book.entry[s, cases.rows[at].entry].origin
    if origin < 0 or here.procedure.rule[s].forwards == 0:
        return at
    first = row_of(cases, at, origin)
    return at if first < 0 or cases.rows[first].stage == PENDING else first
