"""Who enters and leaves which list. Stock tomorrow = stock today + in - out, to the unit."""

from typing import NamedTuple

import numpy as np

from socialcredit.compiled import kernel

OPEN_END = 65535


REGISTER = np.dtype(
    [(name, np.int64) for name in "scheme grades below term since until caution".split()]
)
"""A list: `grades` bits that are a ground (0 = by score), `below` a score bound in hundredths,
`term` days (0 = until the ground is gone), `since` and `until` days, `caution` the factor on bad
deeds of the listed (255 = neutral)."""


class Lists(NamedTuple):
    """The lists of all schemes, numbered through."""

    rule: np.ndarray  # records of REGISTER (lists,)


@kernel
def has_ground(lists, ell, score, grade, today):
    """Whether this score or grade is a live ground for the list."""
    if today < lists.rule[ell].since or today > lists.rule[ell].until:
        return False
    if lists.rule[ell].grades != 0:
        return (lists.rule[ell].grades >> grade) & 1 == 1
    return score < lists.rule[ell].below


@kernel
def review(lists, ell, standing, i, today, subject):
    """Enter or leave one list; returns +1 entered, -1 left, 0 stayed, 2 left and entered again."""
    s = lists.rule[ell].scheme
    ground = subject and has_ground(
        lists, ell, np.int64(standing.score[s, i]), np.int64(standing.grade[s, i]), today
    )
    until = np.int64(standing.until[ell, i])
    ends = (
        OPEN_END if lists.rule[ell].term == 0 else min(today + lists.rule[ell].term, OPEN_END - 1)
    )
    if until == 0:
        if ground:
            standing.until[ell, i] = ends
            return 1
        return 0
    served = lists.rule[ell].term == 0 or until <= today or today > lists.rule[ell].until
    over = served and not (ground and lists.rule[ell].term == 0)
    if not over:
        return 0
    standing.until[ell, i] = ends if ground else 0
    return 2 if ground else -1


@kernel
def astray(lists, ell, standing, subject, start, count, today, found):
    """Residents listed without a ground, or off the list with one; returns how many.

    found  int64, their positions;  one tight pass over the columns, no review
    """
    s, bits, below = lists.rule[ell].scheme, lists.rule[ell].grades, lists.rule[ell].below
    live = lists.rule[ell].since <= today <= lists.rule[ell].until
    score, grade, until = standing.score[s], standing.grade[s], standing.until[ell]
    moved = 0
    for who in range(count):
        by_grade = (bits >> np.int64(grade[start + who])) & 1 == 1
        ground = by_grade if bits != 0 else score[start + who] < below
        found[moved] = who
        moved += (live and subject[s, who] == 1 and ground) != (until[start + who] != 0)
    return moved


@kernel
def next_end(until, start, count):
    """The day the next listing ends, OPEN_END for none; one pass, many lanes at once."""
    soonest = np.int64(OPEN_END)
    for day in until[start : start + count]:
        ends = (np.int64(day) - 1) & OPEN_END  # of those not listed, 0 goes to the top
        soonest = min(soonest, ends)  # type: ignore[assignment]
    return min(soonest + 1, OPEN_END)
