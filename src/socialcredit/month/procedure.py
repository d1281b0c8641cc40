"""The life of a record after filing: monthly points, notice, dispute, decision, expiry, repair."""

import numpy as np

from socialcredit.core.columns import PAUSED
from socialcredit.core.draws import stream
from socialcredit.core.events import (
    CHARGED,
    COPIES_CORRECTED,
    CORRECTED,
    DISPUTE,
    EXPIRED,
    NOTICE,
    UPHELD,
)
from socialcredit.core.felt import EXPLAINED, PUT_RIGHT, WRONGED, with_notice, with_treatment
from socialcredit.core.jit import apart, inner, unfolded
from socialcredit.core.limits import NEVER
from socialcredit.core.terms import after
from socialcredit.month.collecting import bill, collect
from socialcredit.month.corrections import (
    close_if_told,
    correct,
    let_go,
    next_copies,
    pass_on,
    repaired,
    strike,
    unpause,
    waits,
    whose_office,
)
from socialcredit.month.filing import file_case, reckon, terms_of
from socialcredit.month.list_grounds import lasting
from socialcredit.month.panel_book import tell_book
from socialcredit.month.scoring import give, next_charge, regrade
from socialcredit.month.tally import CORRECTED as WON
from socialcredit.month.tally import (
    DECIDED,
    DISPUTES,
    LONGEST,
    NOTICES,
    RUN_OUT,
    SILENT,
    WAITING_DAYS,
    WRONGLY_UPHELD,
)
from socialcredit.stages.records import cases as book_of_cases
from socialcredit.stages.records.cases import (
    DECIDE,
    DONE,
    HELD,
    MOST_WARNED,
    NO_SCHEME,
    PENDING,
    QUEUED,
    REPAIR,
    STRUCK,
    TOLD,
)
from socialcredit.stages.records.days import next_due
from socialcredit.stages.response.contract import NOTICED
from socialcredit.stages.scheme.meters import warnings
from socialcredit.stages.scheme.points import award
from socialcredit.stages.scheme.put_right import kept_again, kept_of_last_year, size_again

DISCRETION = stream("scheme.discretion")
COPIES = book_of_cases.COPIES


@inner
def new_year(here, cases):
    """Meters that start anew with the year have counted nothing of any record yet."""
    for at in range(cases.used[0]):
        s, e = cases.rows[at].scheme, cases.rows[at].entry
        if s == NO_SCHEME or here.book.head[s].year != here.first_day:
            continue
        cases.rows[at].kept = kept_of_last_year(here.book, s, e, cases.rows[at].kept)


@apart
def advance(here, cases, today, touched):
    """Every case whose day has come takes its next step, in the order of filing."""
    rows, at = cases.used[0], -1
    while True:
        at = next_due(cases, at + 1, rows, today)
        if at == rows:
            return
        if cases.charge[at] == today and cases.rows[at].stage != DONE:
            charge(here, cases, at, today, touched)
        if cases.due[at] == today and cases.rows[at].stage != DONE:
            step(here, cases, at, today, touched)


@apart
def charge(here, cases, at, today, touched):
    """Points again for another month that the matter lasts; once it is over, the next copies."""
    if cases.rows[at].stage == COPIES or cases.rows[at].stage == STRUCK:
        next_copies(here, cases, at, today, touched)
        return
    s, e, who = cases.rows[at].scheme, cases.rows[at].entry, cases.rows[at].who
    if waits(here, s, today):
        cases.charge[at] = here.turn
        return
    word = book_of_cases.luck(cases, at, here.community, e << 16 | today, DISCRETION, here.key)[0]
    size = size_again(here.book, s, e, cases.rows[at].kept)
    i = here.start + who
    told = warnings(here.book, s, e, here.standing.meters, i)
    points = award(here.book, s, e, size, here.standing.meters, i, word)
    told = warnings(here.book, s, e, here.standing.meters, i) - told
    cases.rows[at].warned = min(cases.rows[at].warned + told, MOST_WARNED)
    cases.rows[at].kept = kept_again(here.book, s, e, cases.rows[at].kept)
    give(here, cases, at, points, today)
    here.tally.records[s, e, cases.rows[at].cause, 1] += points
    cases.rows[at].left -= 1
    more = cases.rows[at].left > 0
    cases.charge[at] = next_charge(here, cases, at, today) if more else NEVER
    regrade(here, s, who, today, touched)
    tell_book(here, cases, at, today, CHARGED, points)
    if cases.rows[at].left == 0 and cases.rows[at].stage == HELD and cases.due[at] == NEVER:
        cases.rows[at].stage = HELD if lasting(here, cases, at) else DONE


@apart
def step(here, cases, at, today, touched):
    """One step of one case; where scores are reckoned monthly, points move on the first.

    What has run out counts no more from its day on, by whatever the score is reckoned.
    """
    stage, s = cases.rows[at].stage, cases.rows[at].scheme
    stays, moves = 0, stage != TOLD and stage != COPIES and stage != HELD
    if s != NO_SCHEME and moves and waits(here, s, today):
        cases.due[at] = here.turn
        return
    if s != NO_SCHEME:
        stays = lasting(here, cases, at)
    if stage == PENDING and s == NO_SCHEME:
        file_case(here, cases, at, today, touched)
    elif stage == PENDING:
        reckon(here, cases, at, today, touched)
    elif stage == TOLD:
        told(here, cases, at, today, touched)
    elif stage == DECIDE or stage == QUEUED:
        decide(here, cases, at, today, stays, touched)
    elif stage == COPIES:
        tell_book(here, cases, at, today, COPIES_CORRECTED, 0)
        here.tally.repair[s, min(today - cases.rows[at].filed, LONGEST - 1)] += 1
        cases.due[at] = NEVER
        close_if_told(cases, at)
    elif stage == REPAIR:
        repaired(here, cases, at, today, touched)
    elif stage == HELD:
        strike(here, cases, at, today, EXPIRED, RUN_OUT, touched)
    if s != NO_SCHEME and (here.book.head[s].copied or here.procedure.rule[s].forwards):
        let_go(here, cases, at)


@apart
def told(here, cases, at, today, touched):
    """Notice reaches the person, who may dispute."""
    s, who = cases.rows[at].scheme, cases.rows[at].who
    i = here.start + who
    here.mind.known[i] = np.int64(here.mind.known[i]) | np.int64(here.book.where[s, here.place])
    if here.book.entry[s, cases.rows[at].entry].origin < 0:
        feel_caught(here, i)
        feel_treated(here, i, WRONGED if cases.rows[at].cause else EXPLAINED)
    here.tally.appeals[s, NOTICES] += 1
    tell_book(here, cases, at, today, NOTICE, 0)
    bill(here, cases, at)
    education = np.int64(here.people.role_education[i]) & 7
    if book_of_cases.contests(
        cases, at, here.procedure.dispute, education, here.community, today, here.key
    ):
        office = whose_office(here, cases, at)
        if office != at and cases.rows[office].stage == TOLD:
            feel_caught(here, i)  # the word of the original, which nobody will send any more
            feel_treated(here, i, WRONGED if cases.rows[at].cause else EXPLAINED)
        queue_up(here, cases, office, today)
    else:
        collect(here, cases, at, today, touched)
    if cases.rows[at].stage == TOLD:
        terms = terms_of(here.book.entry, here.procedure, here.last_day, cases.rows[at], True)
        stays = lasting(here, cases, at)
        book_of_cases.hold(cases, at, terms, stays, here.community, today, here.key)


@inner
def feel_caught(here, i):
    """Word of a record moves what people expect; word of its copies is no second catch."""
    here.mind.felt[i] = with_notice(np.int64(here.mind.felt[i]))
    here.news[here.row, NOTICED] += 1


@inner
def feel_treated(here, i, way):
    """People know themselves what they did, and remember how they were treated for it."""
    if here.mind.treated.shape[0] > i:
        here.mind.treated[i] = with_treatment(np.int64(here.mind.treated[i]), way)


@unfolded
def queue_up(here, cases, at, today):
    """An objection joins the office's queue, unless the record was contested or put right."""
    s, i = cases.rows[at].scheme, here.start + cases.rows[at].who
    if cases.rows[at].joined > 0:
        return
    answers = here.procedure.rule[s].answers
    cases.rows[at].stage, cases.rows[at].joined = QUEUED, today
    silent = after(today, answers, here.procedure.epoch)
    cases.due[at] = silent if answers != 0 else NEVER
    here.tally.appeals[s, DISPUTES] += 1
    if here.procedure.rule[s].paused:
        here.standing.hold[s, i] = np.int64(here.standing.hold[s, i]) | PAUSED
    tell_book(here, cases, at, today, DISPUTE, 0)


@inner
def in_office(cases, at):
    """Whether a record's objection has not been followed by anything yet."""
    return cases.rows[at].stage == QUEUED or cases.rows[at].stage == DECIDE


@apart
def decide(here, cases, at, today, stays, touched):
    """The office decides, or its silence does where the objection still waits in the queue.

    A correction counts here at once, elsewhere after the copies' lag.
    """
    s, i = cases.rows[at].scheme, here.start + cases.rows[at].who
    unpause(here, s, i)
    silent = cases.rows[at].stage == QUEUED
    here.tally.appeals[s, SILENT if silent else DECIDED] += 1
    here.tally.appeals[s, WAITING_DAYS] += today - cases.rows[at].joined
    struck = here.procedure.rule[s].silence == 1
    if not silent:
        struck = book_of_cases.corrects(cases, at, here.procedure, here.community, here.key)
    if struck:
        here.tally.appeals[s, WON] += 1
        feel_treated(here, i, PUT_RIGHT)
        correct(here, cases, at, today, CORRECTED, touched)
        if here.book.head[s].copied:
            pass_on(here, cases, at, today, touched)
    else:
        here.tally.appeals[s, WRONGLY_UPHELD] += 1 if cases.rows[at].cause else 0
        if cases.rows[at].cause:
            feel_treated(here, i, WRONGED)
        tell_book(here, cases, at, today, UPHELD, 0)
        collect(here, cases, at, today, touched)
        if not in_office(cases, at):
            return
        terms = terms_of(here.book.entry, here.procedure, here.last_day, cases.rows[at], True)
        book_of_cases.hold(cases, at, terms, stays, here.community, today, here.key)
