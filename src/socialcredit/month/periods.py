"""Evaluation by period: the draft is shown, and the day comes on which a result is final."""

import numpy as np

from socialcredit.core.events import NOTICE
from socialcredit.core.jit import inner, unfolded
from socialcredit.core.limits import NEVER
from socialcredit.core.on_call import on_call
from socialcredit.core.terms import next_first
from socialcredit.month.anew import settle
from socialcredit.month.conditions import count_running, mark_conditions
from socialcredit.month.corrections import whose_office
from socialcredit.month.panel_book import tell_book
from socialcredit.month.procedure import feel_caught, queue_up
from socialcredit.month.scoring import regrade, take_copy
from socialcredit.month.tables import MonthTables
from socialcredit.month.tally import NOTICES
from socialcredit.stages.records.cases import HELD, REPAIR, contests, reached
from socialcredit.stages.records.live import lives


@unfolded
def turn_periods(here, cases, today, touched):
    """Results that are shown today, and results that are final today and stand from now on."""
    for s in range(here.book.entry.shape[0]):
        if here.book.where[s, here.place] == 0 or here.book.head[s].active == 0:
            continue
        if here.book.head[s].draft == today or here.book.head[s].final == today:
            turn_period(here, cases, s, today, touched)


def shows_results(tables: MonthTables) -> bool:
    """Whether a result is shown or final in this month; asked before it."""
    head = tables.book.head
    return bool(((head.draft >= 0) | (head.final < NEVER)).any())


@on_call(shows_results)
def turn_period(here, cases, s, today, touched):
    """A scheme's results that are shown or final today."""
    if here.book.head[s].draft == today:
        show_draft(here, cases, s, today)
    if here.book.head[s].final == today:
        count_running(here, s)
        settle(here, cases, s, -1, today)
        mark_conditions(here, cases, s, -1, today)
        for who in range(here.count):
            regrade(here, s, who, today, touched)
            if today == here.first_day:
                take_copy(here, s, who)


@inner
def show_draft(here, cases, s, today):
    """Whoever was not told of a bad record of the period is told of it, and may object."""
    for at in range(cases.used[0]):
        stage, filed = cases.rows[at].stage, cases.rows[at].filed
        if cases.rows[at].scheme != s or not lives(cases, at) or cases.rows[at].joined > 0:
            continue
        if filed < here.book.head[s].draft_opens or filed > here.book.head[s].draft_closes:
            continue
        entry = here.book.entry[s, cases.rows[at].entry]
        bad = cases.rows[at].points < 0 or entry.to_grade > 0 or entry.black == 1
        if (stage == HELD or stage == REPAIR) and bad and unheard(here, cases, at):
            tell_draft(here, cases, at, today)


@inner
def unheard(here, cases, at):
    """Whether notice of a record did not reach its person when it came to count."""
    s, day = cases.rows[at].scheme, cases.rows[at].filed
    if here.book.head[s].reckoned:
        day = next_first(day, here.procedure.epoch)
    return not reached(cases, at, here.procedure, here.community, day, here.key)


@inner
def tell_draft(here, cases, at, today):
    """The draft tells its person of a record, who may object to it."""
    s, i = cases.rows[at].scheme, here.start + cases.rows[at].who
    here.mind.known[i] = np.int64(here.mind.known[i]) | np.int64(here.book.where[s, here.place])
    feel_caught(here, i)
    here.tally.appeals[s, NOTICES] += 1
    tell_book(here, cases, at, today, NOTICE, 0)
    education = np.int64(here.people.role_education[i]) & 7
    if contests(cases, at, here.procedure.objects, education, here.community, today, here.key):
        queue_up(here, cases, whose_office(here, cases, at), today)
