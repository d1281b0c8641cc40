"""What the bounds of a score keep back is known from the books: "without that record" is exact."""

import pytest

from socialcredit.core import events as happened
from socialcredit.results import panel

LOWEST, HIGHEST, START = 0, 12_000, 10_000
BOUNDS = [9_000, 5_000, -(2**40)]


def shown(total):
    return min(max(total, LOWEST), HIGHEST)


def book(*steps):
    """Events of one person: points of records filed by number, or the number of one that ends."""
    total, held, told = START, {}, []
    for day, (what, record, points) in enumerate(steps):
        score, moved = shown(total), points
        if what == happened.FILED:
            held[record] = points
            total += points
            score = shown(total)
        else:
            total -= held.pop(record)
            moved = shown(total) - score
            if what == happened.CORRECTED:
                score, moved = shown(total), 0
        grade = panel.grade_of(score, BOUNDS)
        told.append(panel.Event(day, what, 0, 0, 0, 0, moved, 0, record, score, grade))
    return told, total, held


FILE, END, RIGHT = happened.FILED, happened.EXPIRED, happened.CORRECTED


@pytest.mark.parametrize(
    "steps",
    [
        [(FILE, 1, -6_000), (FILE, 2, -5_000), (FILE, 3, -4_000)],
        [(FILE, 1, 1_500), (FILE, 2, 1_500), (FILE, 3, -200), (END, 1, 0)],
        [(FILE, 1, -9_000), (FILE, 2, -5_000), (END, 1, 0), (FILE, 3, -6_000), (RIGHT, 2, 0)],
    ],
)
def test_a_score_without_a_record_is_that_of_the_others(steps):
    told, total, held = book(*steps)
    *_, (_, state) = panel.replay(told, 0)
    assert state.score + state.hidden == total
    for record, points in held.items():
        wanted = shown(total - points)
        assert panel.without(state, {record}, BOUNDS)[0] == wanted
        assert panel.without(state, {record}, BOUNDS)[1] == panel.grade_of(wanted, BOUNDS)
