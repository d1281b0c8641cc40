"""Who enters and leaves which list. Stock tomorrow = stock today + in - out, to the unit."""

from typing import NamedTuple

import numpy as np

from socialcredit.core.columns import of_numbers
from socialcredit.core.jit import inner, kernel
from socialcredit.core.limits import NEVER
from socialcredit.core.terms import after

LIVE, FRESH, RIGHT = 1, 2, 4  # of a ground by record: there is one, one of today, a right one
ASKED = 8  # one was struck out today at the request of whom it was owed
LOST = 16  # one counts no more from today on


REGISTER = of_numbers(
    "scheme grades below named term block blocked since until caution black within least above over"
)
"""A list: `grades` bits that are a ground (0 = by score), `below` a score bound in hundredths,
`named` 1 where a live record is the ground, `term` as in core.terms (0 = until the ground is
gone), `block` the term before somebody who left on request may enter again (`blocked` the row of
Standing.blocked, or -1), `since` and `until` days, `caution` the factor on bad deeds of the listed
(255 = neutral), `black` 1 where it counts against whoever is on it. Where not one record is the
ground but several `within` a term (0 = one is): at `least` so many of a size `above` a bound (-1 =
of any), or sizes of more than `over` in all (-1 = not by their total)."""


class Lists(NamedTuple):
    """The lists of all schemes, numbered through."""

    rule: np.ndarray  # records of REGISTER (lists,)
    epoch: int = 0  # day 0 of the run in the calendar of terms


@kernel
def has_ground(lists, ell, score, grade, marks, today):
    """Whether this score or grade, or a record marked LIVE, is a ground for the list."""
    if today < lists.rule[ell].since or today > lists.rule[ell].until:
        return False
    if lists.rule[ell].named == 1:
        return marks & LIVE != 0
    if lists.rule[ell].grades != 0:
        return (lists.rule[ell].grades >> grade) & 1 == 1
    return score < lists.rule[ell].below


@inner
def may_enter(lists, ell, standing, i, marks, today):
    """Whether a ground counts today: a record begins one term only, and a block holds."""
    rule = lists.rule[ell]
    if rule.named == 1 and rule.term != 0 and marks & FRESH == 0 and today != rule.since:
        return False
    return rule.block == 0 or np.int64(standing.blocked[rule.blocked, i]) <= today


@kernel
def review(lists, ell, standing, i, marks, begun, today, subject):
    """Enter or leave one list; returns +1 entered, -1 left, 0 stayed, 2 left and entered again.

    marks  what records say of the ground: LIVE, FRESH, ASKED, LOST
    begun  where one is LOST: the day from which the latest of those left counts, or -1

    Every record has the list's term from its own day on: a further ground in mid-term keeps its
    person listed beyond it, and no longer once it counts no more.
    """
    rule = lists.rule[ell]
    s, term = rule.scheme, rule.term
    ground = subject and has_ground(
        lists, ell, np.int64(standing.score[s, i]), np.int64(standing.grade[s, i]), marks, today
    )
    until = np.int64(standing.until[ell, i])
    ends = NEVER if term == 0 else min(after(today, term, lists.epoch), NEVER - 1)
    if until == 0:
        if ground and may_enter(lists, ell, standing, i, marks, today):
            standing.until[ell, i] = ends
            return 1
        return 0
    if rule.named == 1:
        if term != 0 and marks & FRESH != 0:
            until = max(until, ends)  # type: ignore[arg-type]
        elif term != 0 and marks & LOST != 0 and begun >= 0 and until < NEVER:
            until = min(until, after(max(begun, rule.since), term, lists.epoch))
        standing.until[ell, i] = max(until, 1)
        over = not ground or (term != 0 and until <= today)
    else:
        served = term == 0 or until <= today or today > rule.until
        over = served and not (ground and term == 0)
    if not over:
        return 0
    again = ground and rule.named == 0  # a record that still counts has prolonged its term itself
    standing.until[ell, i] = ends if again else 0
    if rule.block != 0 and marks & ASKED != 0:
        standing.blocked[rule.blocked, i] = min(after(today, rule.block, lists.epoch), NEVER)
    return 2 if again else -1


@inner
def astray(lists, ell, standing, marks, subject, start, count, today, found):
    """Residents listed without a ground, or off the list with one; returns how many.

    marks  uint8 (residents,);  found  int64, their positions;  one tight pass, no review
    """
    s, bits, below = lists.rule[ell].scheme, lists.rule[ell].grades, lists.rule[ell].below
    live = lists.rule[ell].since <= today <= lists.rule[ell].until
    named = lists.rule[ell].named == 1
    score, grade, until = standing.score[s], standing.grade[s], standing.until[ell]
    moved = 0
    for who in range(count):
        by_grade = (bits >> np.int64(grade[start + who])) & 1 == 1
        ground = by_grade if bits != 0 else score[start + who] < below
        ground = (np.int64(marks[who]) & LIVE != 0) if named else ground
        found[moved] = who
        moved += (live and subject[s, who] == 1 and ground) != (until[start + who] != 0)
    return moved


@kernel
def next_end(until, start, count):
    """The day the next listing ends, NEVER for none; one pass, many lanes at once."""
    soonest = np.int64(NEVER)
    for day in until[start : start + count]:
        ends = (np.int64(day) - 1) & NEVER  # of those not listed, 0 goes to the top
        soonest = min(soonest, ends)  # type: ignore[assignment]
    return min(soonest + 1, NEVER)
