"""Sums that have to be collected: who owes one, who is told of it, who pays, and what ends then.

To be named, to be reached and to pay are three steps, each with a chance of its own. Who can be
reached is one fact of a sighting, whether it is asked for the notice or for the money: the draw of
the notice. Nobody pays who was not told.
"""

import numpy as np

from socialcredit.core.columns import MINORITY, PANEL
from socialcredit.core.draws import stream
from socialcredit.core.events import EXPIRED
from socialcredit.core.jit import apart, inner, unfolded
from socialcredit.month.corrections import strike, unpause, waits
from socialcredit.month.scoring import score_of
from socialcredit.month.tally import (
    BILLED,
    FEN_OWED,
    IDENTIFIED,
    OWED,
    PAID,
    REACHED,
    RUN_OUT,
)
from socialcredit.stages.consequences.at_filing import sum_for
from socialcredit.stages.consequences.doors import tell
from socialcredit.stages.records.cases import DECIDE, HELD, QUEUED, luck, reached
from socialcredit.stages.records.live import lives
from socialcredit.stages.records.sightings import first_of, of_one_sighting

PAYING = stream("records.paying")


@inner
def tick(here, q, who, column, by):
    """Add to a count of a consequence that collects, in the group of a person."""
    group = 1 if here.people.flags[here.start + who] & MINORITY else 0
    here.tally.collected[q, group, column] += by


@unfolded
def owe(here, cases, at, q, points, today):
    """A record of which a sum may follow was filed: somebody is identified, and perhaps owes.

    Nobody is warned without being told.
    """
    who, fen = cases.rows[at].who, sum_for(here.doors, q, points)
    tick(here, q, who, IDENTIFIED, 1)
    warns = here.book.entry[cases.rows[at].scheme, cases.rows[at].entry].warn_meter >= 0
    warned = points == 0 and warns
    if warned or reached(cases, at, here.procedure, here.community, today, here.key):
        tick(here, q, who, REACHED, 1)
    if fen != 0:
        tick(here, q, who, OWED, 1)
        tick(here, q, who, FEN_OWED, -fen)


@inner
def sum_owed(here, q, case):
    """Fen that have to be collected for a record; a rule asks nothing for those filed before."""
    if q < 0 or here.has[q] == 0 or here.doors.rule[q].owed < 0:
        return 0
    if case.filed < here.first_day - here.doors.rule[q].owed:
        return 0
    return sum_for(here.doors, q, case.points)


@inner
def pays(cases, at, community, chance, key):
    """Whether who was told pays: one decision for all that a sighting costs."""
    return luck(cases, at, community, 0, PAYING, key)[0] < chance


@unfolded
def bill(here, cases, at):
    """Whoever is told of a record is told what it costs."""
    s, e = cases.rows[at].scheme, cases.rows[at].entry
    for m in range(here.doors.filed.shape[2]):
        q = here.doors.filed[s, e, m]
        if sum_owed(here, q, cases.rows[at]) != 0:
            tick(here, q, cases.rows[at].who, BILLED, 1)


@apart
def collect(here, cases, at, today, touched):
    """Who was told and does not contest, or contested in vain, pays what the record costs, or not.

    Whoever pays does so on that day.
    """
    s, e, who = cases.rows[at].scheme, cases.rows[at].entry, cases.rows[at].who
    i = here.start + who
    for m in range(here.doors.filed.shape[2]):
        q = here.doors.filed[s, e, m]
        fen = sum_owed(here, q, cases.rows[at])
        if fen == 0:
            continue  # also where no consequence follows a record: there is no rule to look at
        chance = here.doors.rule[q].paid
        if not pays(cases, at, here.community, chance, here.key):
            continue
        tick(here, q, who, PAID, 1)
        here.tally.doors[q, 1 if here.people.flags[i] & MINORITY else 0, 0, 3] += fen
        if here.people.flags[i] & PANEL:
            tell(
                here.doors, q, here.first + who, today, 0, 1, fen,
                1 if cases.rows[at].cause != 0 else 0, score_of(here, s, i),
                np.int64(here.standing.grade[s, i]), here.log,
            )  # fmt: skip
        settle(here, cases, at, q, today, touched)


@unfolded
def settle(here, cases, at, q, today, touched):
    """What was paid for is over: the records of the same sighting that the rule ends run out."""
    s, r = cases.rows[at].scheme, first_of(cases, at)
    while r < cases.used[0] and of_one_sighting(cases, r, at):
        mine = cases.rows[r].scheme == s and lives(cases, r)
        if mine and here.doors.ends[q, cases.rows[r].entry] == 1:
            if cases.rows[r].stage == QUEUED or cases.rows[r].stage == DECIDE:
                unpause(here, s, here.start + cases.rows[r].who)
            if waits(here, s, today):
                cases.rows[r].stage, cases.due[r] = HELD, here.turn
            else:
                strike(here, cases, r, today, EXPIRED, RUN_OUT, touched)
        r += 1
