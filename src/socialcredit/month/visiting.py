"""Rounds in the life of a community: who is visited this month, and what visits find each day."""

import numpy as np

from socialcredit.core.jit import inlined, inner, kernel
from socialcredit.core.on_call import on_call
from socialcredit.month.laws import laws_for
from socialcredit.month.subjects import scored_in
from socialcredit.month.tables import MonthTables
from socialcredit.month.tally_of_visits import add_hours, count_lenient, count_orders, count_visits
from socialcredit.stages.observation.orders import plan_again
from socialcredit.stages.observation.rounds import (
    FULL,
    RANDOM,
    UNIFORM,
    by_days,
    fade,
    plan,
    weigh,
)
from socialcredit.stages.observation.visits import inspect
from socialcredit.stages.society.faults import look_at, remember_found

MOST_VISITS = 255  # of a month that are remembered


@inner
def asks_grades(rounds):
    """Whether any source goes by grades."""
    for r in range(rounds.tour.shape[0]):
        if rounds.tour[r].scheme >= 0:
            return True
    return False


@kernel
def weigh_communities(
    rounds, book, people, grade, level, throws, offset, place, first, last, luck, month, key,
    subject, weights, sums,
):  # fmt: skip
    """The sum of weights, or of visits due, of communities first .. last-1, by source.

    subject, weights  room for one community    sums  int64 (from the first on, R), written
    """
    for c in range(first, last):
        start, count, here = offset[c], offset[c + 1] - offset[c], np.int64(place[c])
        if asks_grades(rounds):
            scored_in(book, people, here, c, start, count, luck, month, key, subject, 0)
        for r in range(rounds.tour.shape[0]):
            way = rounds.tour[r].way
            if rounds.goes[r, here] == 0 or way == RANDOM or way == UNIFORM:
                continue
            sums[c - first, r] = weigh(
                rounds, r, subject, 0, grade, level, throws.cut[here, r], throws.turn[here, r],
                start, count, luck, month, weights,
            )  # fmt: skip


def goes_round(tables: MonthTables) -> bool:
    """Whether any source goes round; asked before a month."""
    return len(tables.rounds.tour) > 0


@on_call(goes_round)
def plan_rounds(here, rounds, noted, throws, space, days):
    """Who is visited this month and on which day, by what was on file when it began."""
    if asks_grades(rounds):
        scored_in(
            here.book, here.people, here.place, here.community, here.start, here.count, here.luck,
            here.month, here.key, here.subject, 0,
        )  # fmt: skip
    used = 0
    for r in range(rounds.tour.shape[0]):
        row, keep = rounds.tour[r].row, rounds.tour[r].keep
        if rounds.goes[r, here.place]:
            turn, total = throws.turn[here.place, r], 0
            if throws.by_weight[here.row, r] > 0:
                total = weigh(
                    rounds, r, here.subject, 0, here.standing.grade, noted.level,
                    throws.cut[here.place, r], turn, here.start, here.count, here.luck, here.month,
                    space.weights,
                )  # fmt: skip
            used = plan(
                rounds, r, throws.by_weight[here.row, r], throws.by_lot[here.row, r],
                space.weights, total, turn, here.start, here.count, here.community, here.luck,
                here.month, days, here.key, space.room, space.visits, used,
            )  # fmt: skip
        if rounds.orders.shape[0] > 0 and rounds.orders[r].row >= 0:
            before = used
            used = plan_again(
                rounds, r, noted.level, here.start, here.count, here.first_day, days, space.visits,
                used,
            )  # fmt: skip
            add_hours(here.tally.rounds[here.place, r], used - before, rounds.tour[r].minutes)
        if row >= 0 and keep < FULL:
            fade(noted.level, row, keep, here.start, here.count)
    if used > space.visits.shape[0]:
        space.mail.used[1] += 1  # told as any book of a community that is full
        used = space.visits.shape[0]
    by_days(space.visits, used, days, space.order, space.begins)


@on_call(goes_round, gives="int64")
def go_round(here, conduct, tables, noted, space, d, today, seen):
    """Sources that go somewhere make today's visits; returns the sightings there are."""
    first, last = space.begins[d], space.begins[d + 1]
    look_at(conduct, space.visits, space.order, first, last, here.start)
    seen = inspect(
        space.visits, space.order, first, last, tables.rounds, here.people, here.subject,
        noted.level, here.start, here.community, here.month, today, here.key, here.luck,
        space.sightings, seen,
    )  # fmt: skip
    if here.mind.visited.shape[0] >= here.start + here.count:
        feel_visited(here, space, first, last, tables.rounds)
    if tables.faults.found.shape[0] > 0:
        remember_found(conduct, space.visits, space.order, first, last, here.start)
    count_visits(
        space.visits, space.order, first, last, tables.rounds, here.standing.grade, here.subject,
        here.start, here.tally.visits[here.place],
    )  # fmt: skip
    if tables.rounds.lenient.shape[0] > 0:
        count_lenient(
            space.visits, space.order, first, last, tables.rounds, here.standing.grade,
            here.people.flags, here.start, here.tally.leniency[here.place],
        )  # fmt: skip
    if tables.rounds.orders.shape[0] > 0:
        count_orders(
            space.visits, space.order, first, last, tables.rounds, here.tally.orders[here.place]
        )
    return seen


@inlined
def feel_visited(here, space, first, last, rounds):
    """Who was visited today remembers it, where a known rule counts what such visits find."""
    for at in range(first, last):
        v = space.order[at]
        who, kind = space.visits[v].who, rounds.tour[space.visits[v].tour].result
        i = here.start + who
        _, known = laws_for(here.mind, space.laws, who, i, kind)
        if known and here.mind.visited[i] < MOST_VISITS:
            here.mind.visited[i] = np.int64(here.mind.visited[i]) + 1
