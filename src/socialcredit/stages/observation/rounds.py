"""Sources that go somewhere: whom they visit this month, and on which day.

Hours decide how many visits there are (`engine/rounds.py`). Each visit has draws of its own: one
more is one subject more, and moves nobody else. What a visit finds is in `visits.py`.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.columns import of_numbers, records
from socialcredit.core.draws import philox, share, stream
from socialcredit.core.jit import inner, kernel
from socialcredit.core.limits import COMMUNITY
from socialcredit.stages.observation.throwing import first_above

RANDOM, UNIFORM, GRADE, FINDINGS, COMPLAINTS, GREEDY, DUTY = range(7)  # ways, see `Rounds.tour`
VISIT_DRAW = stream("observation.rounds.visit")
DUE = stream("observation.rounds.due")
CHOSEN = stream("observation.rounds.chosen")
FULL = 1 << 16  # the weight of those whom a greedy inspector visits; also: not tired at all
A_YEAR = 12_000  # a visit a month, in thousandths of a visit a year
FINE = 20  # bits of a turn
SUBJECTS, FACTOR, SHIFT, NEXT, VISITS, BASE = range(6)  # columns of a turn

TOUR = of_numbers("source way scheme others each a_day result unfounded keep row complains minutes")
"""A source that goes round: `way` as above; `scheme` whose grades decide, -1 none; `others` the
weight of who has no grade there, and `each` the visits a year of all, both in thousandths;
`unfounded` the chance of writing down what is not there; `keep` what a month leaves of a level, of
FULL; `row` the level, -1 none; `complains` bits of the sources whose sightings it counts;
`minutes` of a visit."""

VISIT = of_numbers(
    "who day tour number late stands found noticed missed unfounded border choices lesser swayed "
    "met before earned stayed second ordered done"
)
"""A visit: its subject, day of the month and source; `number` tells it from others, `late` how many
its inspector made before it that day, `second` whether it is one after an order. Then, for the
truth: bits of what stood there and what of it was found, how many faults were noticed and missed,
and whether one was written down that was not there. For `lenient.py`: whether a grade was at stake,
how many deductions were a choice, of how many the lesser was chosen, and of how many of them for
the grade alone; how often the same inspector came before, how often another one whom he follows;
the grade that the result earns, -1 none, and that it would had the other one come. For `orders.py`:
whether it `ordered` to mend, and how a second visit ended, see there."""


LENIENT = np.dtype(
    [(n, np.int64) for n in "usually border connected term row scheme age worst".split()]
)
"""A lenient source: the chance of the lesser deduction, out of 2**32; times it where a grade is at
stake and for the connected, in FULL; `term` months of an inspector, on average; `row` of what is
kept of him, -1 where the source is not lenient; the `scheme` whose grades are at stake (-1: it is
not in force), of whom from which `age` on, and how many grades a result may earn."""

ORDER = of_numbers("over within result notices row")
"""Orders of a source: from which size of a result on, within how many days, the kind filed where it
is not met, the chance out of 2**32 that this is noticed, and the first of two rows, -1 none."""


class Rounds(NamedTuple):
    """Compiled rounds of one month; R sources, none where nobody goes round."""

    tour: np.ndarray  # records of TOUR (R,)
    goes: np.ndarray  # uint8 (R, places)
    grades: np.ndarray  # int64 (R, grades) weight, or visits a year, in thousandths
    sees: np.ndarray  # int64 (R, F) chance out of 2**32 to notice each fault
    weighs: np.ndarray  # int64 (R, F) its weight in a record; 0: nobody looks for it
    tired: np.ndarray  # int64 (R, visits of a day) what is left of the skill, of FULL
    lenient: np.ndarray = records(0, LENIENT)  # (R,); none where no inspector is
    spares: np.ndarray = np.zeros((0, 0), np.int64)  # (R, F) less by so much, 0: no lesser
    longer: np.ndarray = np.zeros((0, 0), np.int64)  # (R, 256) times, after so many visits
    earns: np.ndarray = np.zeros((0, 0), np.uint8)  # (R, sizes) grade that a size earns, 0 best
    orders: np.ndarray = records(0, ORDER)  # (R,); none where nobody orders anything


class Throws(NamedTuple):
    """How many visits fall where this month; decided between months."""

    by_weight: np.ndarray  # int64 (communities, R) by weight, or due
    by_lot: np.ndarray  # int64 (communities, R) at everybody
    cut: np.ndarray  # int64 (places, R, 2) greedy: a level, and the weight of who is at it
    turn: np.ndarray  # int64 (places, R, 6) whose turn it is, see `turn_of`


@inner
def turn_of(turn, start, who, luck):
    """Where a subject stands in the order in which all of a place take their turn: 0 .. n-1."""
    at = start - turn[BASE] + luck[who]
    return (turn[FACTOR] * at + turn[SHIFT]) % turn[SUBJECTS]


@inner
def due_in(visits, month, place_in_turn, subjects):
    """How many of so many visits a year (thousandths) fall due in a month, by one's turn."""
    phase = (place_in_turn << FINE) // subjects
    until = (month * visits << FINE) // A_YEAR + phase
    return (((month + 1) * visits << FINE) // A_YEAR + phase >> FINE) - (until >> FINE)


@inner
def dealt(turn, place_in_turn):
    """How many of this month's visits are dealt to a subject, everybody in turn."""
    wait = (-place_in_turn - turn[NEXT]) % turn[SUBJECTS]
    return 0 if wait >= turn[VISITS] else 1 + (turn[VISITS] - 1 - wait) // turn[SUBJECTS]


@kernel
def weigh(rounds, r, subject, at, grade, level, cut, turn, start, count, luck, month, weights):
    """Each subject's weight, or the visits due to it, into `weights`; returns their sum.

    subject  uint8 (schemes, ..), whom schemes score, this community from `at` on
    """
    way, row, total = rounds.tour[r].way, rounds.tour[r].row, 0
    for who in range(count):
        weights[who] = 0
        if way == GRADE:
            weights[who] = by_grade(rounds, r, subject, at + who, grade, start + who)
        elif way == DUTY:
            each = by_grade(rounds, r, subject, at + who, grade, start + who)
            weights[who] = due_in(each, month, turn_of(turn, start, who, luck), turn[SUBJECTS])
        elif way == GREEDY and level[row, start + who] == cut[0]:
            weights[who] = cut[1]
        elif way == GREEDY:
            weights[who] = FULL if level[row, start + who] > cut[0] else 0
        elif row >= 0:
            weights[who] = level[row, start + who]
        total += weights[who]
    return total


@inner
def by_grade(rounds, r, subject, at, grade, i):
    """What is said of the grade that a subject holds, or of who has none."""
    scheme = rounds.tour[r].scheme
    if scheme < 0:
        return rounds.tour[r].each
    if subject[scheme, at]:
        return rounds.grades[r, np.int64(grade[scheme, i])]
    return rounds.tour[r].others


@kernel
def plan(
    rounds, r, by_weight, by_lot, weights, total, turn, start, count, community, luck, month,
    days, key, room, visits, used,
):  # fmt: skip
    """This month's visits of one source in one community, appended; returns how many there are.

    room  int64, scratch; more visits than `visits` holds are counted and not kept
    """
    way = rounds.tour[r].way
    if way == UNIFORM:
        for who in range(count):
            times = dealt(turn, turn_of(turn, start, who, luck))
            for nth in range(times):
                used = visit_due(
                    visits, used, who, r, nth, community, luck, month, days, key, rounds
                )
        return used
    if way == DUTY and by_weight > 0:
        used = plan_duty(
            rounds, r, by_weight, weights, total, count, community, luck, month, days, key, room,
            visits, used,
        )  # fmt: skip
    elif by_weight > 0:
        reached = 0
        for j in range(count):  # by luck, so that who swaps luck swaps visits
            reached += weights[luck[j]]
            room[j] = reached
        for k in range(by_weight):
            a, b, c, _ = philox(community * COMMUNITY + r, 2 * k, month, VISIT_DRAW, key[0], key[1])
            who = luck[first_above(room, count, share(a, total))]
            used = add_visit(visits, used, who, share(b, days), r, 2 * k, c, rounds)
    for k in range(by_lot):
        number = 2 * k + 1
        a, b, c, _ = philox(community * COMMUNITY + r, number, month, VISIT_DRAW, key[0], key[1])
        used = add_visit(visits, used, luck[share(a, count)], share(b, days), r, number, c, rounds)
    return used


@inner
def plan_duty(
    rounds, r, quota, due, total, count, community, luck, month, days, key, room, visits, used,
):  # fmt: skip
    """Visits that are due; where hours do not reach, so many of them by lot, no one twice."""
    listed = 0
    for j in range(count):
        for nth in range(due[luck[j]]):
            room[listed] = nth * COMMUNITY + luck[j]
            listed += 1
    for k in range(min(quota, listed)):
        if quota < total:
            word = philox(community * COMMUNITY + r, k, month, CHOSEN, key[0], key[1])[0]
            other = k + share(word, listed - k)
            room[k], room[other] = room[other], room[k]
        who, nth = room[k] % COMMUNITY, room[k] // COMMUNITY
        used = visit_due(visits, used, who, r, nth, community, luck, month, days, key, rounds)
    return used


@inner
def visit_due(visits, used, who, r, nth, community, luck, month, days, key, rounds):
    """The nth visit of a month to somebody whose turn it is: day and hour are its own draw."""
    slot = community * COMMUNITY + luck[who]
    _, b, c, _ = philox(slot, nth << 4 | r, month, DUE, key[0], key[1])
    return add_visit(visits, used, who, share(b, days), r, 2 * nth, c, rounds)


@inner
def add_visit(visits, used, who, day, r, number, word, rounds):
    """One more visit; returns how many there are, also where there is no room."""
    if used < visits.shape[0]:
        visits[used].second = 0
        visits[used].who, visits[used].day, visits[used].tour = who, day, r
        visits[used].number, visits[used].late = number, share(word, rounds.tour[r].a_day)
    return used + 1


@kernel
def by_days(visits, used, days, order, begins):
    """Numbers of visits in the order of their days, and where each day begins in it."""
    for d in range(days + 1):
        begins[d] = 0
    for v in range(used):
        begins[visits[v].day + 1] += 1
    for d in range(days):
        begins[d + 1] += begins[d]
    for v in range(used - 1, -1, -1):  # fills each day from its end: the first visit stays first
        begins[visits[v].day + 1] -= 1
        order[begins[visits[v].day + 1]] = v
    for d in range(days):
        begins[d] = begins[d + 1]
    begins[days] = used


@kernel
def fade(level, row, keep, start, count):
    """What a month leaves of what is on file."""
    for i in range(start, start + count):
        level[row, i] = (np.int64(level[row, i]) * keep) >> 16
