"""A grade at the door: who shows it, who does not, and what customers who look make of it.

Customers come whether or not a scheme exists. Those who look at the sign stay away or come besides
as it shows, true or not: a sign that is not up moves nobody, a forged one as the grade it shows.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.columns import HELD_GRADE, MINORITY, PANEL, of_numbers
from socialcredit.core.draws import philox, stream
from socialcredit.core.jit import inner
from socialcredit.stages.consequences.doors import LATE, WRONG, falls_on, slot_of, tell

UNTRUE = stream("consequences.sign-untrue")
CAME = stream("consequences.customers")
UP, HIDDEN, FORGED = range(3)
(FIRMS, OF_HIDDEN, OF_FORGED, CUSTOMERS, LOST, LOST_WRONGLY, LOST_LATE, GAINED, KEPT,
 MONEY) = range(10)  # columns of table `signs`  # fmt: skip
HALF = 16  # bits after the point of customers and shares of them

SIGN = of_numbers("door kind bit untrue shows price")
"""A sign: its consequence; the kind of deed that it is to hide or forge it and the bit of that
fault, 0 where nobody does; `untrue` bits of the grades whose holders may; the grade that a forged
one shows, -1 none; what a customer is worth, in fen."""


class Signs(NamedTuple):
    """The signs of all schemes for one month; no rows where there is none."""

    rule: np.ndarray  # records of SIGN (signs,)
    moves: np.ndarray  # int64 (signs, grades) share of those who look that come besides, 1/65536
    forged: np.ndarray  # int64 (signs, 5) chance by size that a firm forges, out of 2**32
    untrue: np.ndarray  # int64 (signs, 5) the same that it forges or hides
    custom: np.ndarray  # int64 (signs, 5) customers of a month by size, in 65536ths


@inner
def is_due(doors, here, standing, subject, q, i, who):
    """Whether a firm has to show sign q: the rule is in force here and it holds such a grade."""
    rule = doors.rule[q]
    return (
        rule.open == 1
        and here[q] == 1
        and subject[rule.scheme, who] == 1
        and falls_on(doors, q, standing, i)
    )


@inner
def wants(doors, signs, n, standing, i, size, slot, opening, key):
    """What a firm would rather do with a sign that is due: UP, HIDDEN or FORGED.

    Drawn once for a firm and a rule, so that it does the same whenever it has such a grade.
    """
    sign, rule = signs.rule[n], doors.rule[signs.rule[n].door]
    if (sign.untrue >> (np.int64(standing.copy[rule.scheme, i]) & HELD_GRADE)) & 1 == 0:
        return UP
    nth = opening << HALF | rule.line
    word = philox(slot, nth, rule.scheme, UNTRUE, key[0], key[1])[0]
    if word < signs.forged[n, size]:
        return FORGED
    return HIDDEN if word < signs.untrue[n, size] else UP


@inner
def show(doors, signs, people, standing, clean, subject, hung, sitting, tally, sums, log):
    """A month of signs for one community: who showed what, and whom it kept away or brought.

    clean  uint8 (schemes, count), the grade from right records only; it reaches but the counts
    hung  uint8 (doors, COMMUNITY), what hangs where a sign is due: UP, HIDDEN or FORGED
    tally  int64 (doors, 2 groups, 3 hits, 5), sums int64 (doors, 5 sizes, 10), written
    """
    for n in range(signs.rule.shape[0]):
        q = signs.rule[n].door
        for who in range(sitting.count):
            i = sitting.start + who
            if is_due(doors, sitting.here, standing, subject, q, i, who):
                show_one(
                    doors, signs, n, people, standing, np.int64(clean[doors.rule[q].scheme, who]),
                    np.int64(hung[q, who]), sitting, who, tally, sums, log,
                )  # fmt: skip


@inner
def show_one(doors, signs, n, people, standing, right, state, sitting, who, tally, sums, log):
    """One firm, one sign, one month; `right` is its grade by right records alone."""
    q, i, slot = signs.rule[n].door, sitting.start + who, slot_of(sitting, who)
    size = np.int64(people.fifth[i])
    grade = np.int64(standing.copy[doors.rule[q].scheme, i]) & HELD_GRADE
    when = doors.rule[q].scheme << HALF | sitting.month
    words = philox(slot, doors.rule[q].line, when, CAME, sitting.key[0], sitting.key[1])
    came = (signs.custom[n, size] + (words[0] >> HALF)) >> HALF
    looked, dither = came * (doors.rule[q].looks >> HALF), words[1] >> HALF
    owed = moved(signs.moves[n, grade], looked, dither)
    shown = owed if state == UP else 0
    if state == FORGED:
        shown = moved(signs.moves[n, signs.rule[n].shows], looked, dither)
    fault = amiss(doors, q, standing, i, grade, right)
    fen = shown * signs.rule[n].price
    row = sums[q, size]
    row[FIRMS] += 1
    row[OF_HIDDEN] += state == HIDDEN
    row[OF_FORGED] += state == FORGED
    row[CUSTOMERS] += came
    row[GAINED] += max(shown, 0)
    row[KEPT] += max(shown - owed, 0)
    row[MONEY] += fen
    if shown < 0:
        less = max(moved(signs.moves[n, right], looked, dither) - shown, 0)
        row[LOST] -= shown
        row[LOST_WRONGLY] += min(less, -shown) if fault == WRONG else 0
        row[LOST_LATE] += min(less, -shown) if fault == LATE else 0
    if state == UP:
        met = tally[q, 1 if people.flags[i] & MINORITY else 0, 0]
        met[0] += 1
        met[2] += fault == WRONG
        met[4] += fault == LATE
        if people.flags[i] & PANEL:
            score = of_bounds(standing, sitting, doors.rule[q].scheme, i)
            tell(doors, q, sitting.first + who, sitting.day, 0, 1, fen, fault, score, grade, log)


@inner
def moved(move, looked, dither):
    """How many more customers come, fewer below nought; whole ones, by the same word for all."""
    many = ((looked * abs(move) >> HALF) + dither) >> HALF
    return many if move > 0 else -many


@inner
def amiss(doors, q, standing, i, grade, right):
    """What is amiss with the grade on a sign (truth, for the counts): 0, WRONG or LATE."""
    if grade == right:
        return 0
    s = doors.rule[q].scheme
    now, behind = np.int64(standing.grade[s, i]), np.int64(standing.copy[s, i]) >> 4
    return LATE if now != grade and behind == grade else WRONG


@inner
def of_bounds(standing, sitting, s, i):
    """A firm's score as the scheme shows it."""
    return min(max(np.int64(standing.score[s, i]), sitting.head[s].lowest), sitting.head[s].highest)
