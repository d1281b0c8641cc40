"""Any history of records: the book's points are those worked out by hand, person by person."""

from fractions import Fraction
from typing import NamedTuple

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from socialcredit.stages.scheme.points import award, bounded

PEOPLE, START, LOWEST, HIGHEST = 3, 1000, 900, 1080
CAP = {"cap": {"points": 25, "meter": "points"}}
RULES = (
    {"points": -10},
    {"points": 7, **CAP},
    {"by_size": [[1000, -5], [10000, -10], ["end", -20]]},
    {"steps": [[20, 1], [80, "1/2"], ["end", "1/4"]], "meter": "hours", **CAP},
    {"ladder": [-5, -10, -20], "meter": "falls"},
)
METERS = [{"meter": name, "resets": "never"} for name in ("points", "hours", "falls")]


class Record(NamedTuple):
    """A record: on whom, under which rule, how large."""

    who: int
    entry: int
    size: int


records = st.builds(
    Record,
    st.integers(0, PEOPLE - 1),
    st.integers(0, len(RULES) - 1),
    st.sampled_from([1, 5, 30, 90, 999, 1000, 1001, 10_001]),
)
histories = st.lists(records, max_size=25)


def scores(book_with, history):
    """Scores in hundredths after a history, by the kernels of a run."""
    bounds = {"lowest": LOWEST, "highest": HIGHEST, "score": {"unit": "0.01"}}
    book = book_with(*RULES, meters=METERS, **bounds)
    meters = np.zeros((2 * len(METERS), PEOPLE), np.uint8)
    score = [100 * START] * PEOPLE
    for who, entry, size in history:
        points = int(award(book, 0, entry, size, meters, who, 0))
        score[who] += points
    return [int(bounded(book, 0, total)) for total in score]


def by_hand(history):
    """The same in fractions, from the text of the rules."""
    score = [Fraction(START)] * PEOPLE
    hours, falls, capped = ([Fraction(0)] * PEOPLE for _ in range(3))
    for who, entry, size in history:
        if entry == 0:
            points = Fraction(-10)
        elif entry == 1:
            points = Fraction(7)
        elif entry == 2:
            points = Fraction(-5 if size <= 1000 else -10 if size <= 10_000 else -20)
        elif entry == 3:
            points = worth(hours[who] + size) - worth(hours[who])
            hours[who] += size
        else:
            points = Fraction((-5, -10, -20)[min(int(falls[who]), 2)])
            falls[who] += 1
        if entry in (1, 3):
            points = min(points, 25 - capped[who])
            capped[who] += points
        score[who] += points
    return [min(max(total, Fraction(LOWEST)), Fraction(HIGHEST)) for total in score]


def worth(hours):
    """Points of so many hours: a point each up to 20, a half up to 80, a quarter beyond."""
    return min(hours, 20) + (min(hours, 80) - min(hours, 20)) / 2 + max(hours - 80, 0) / 4


HALF_A_POINT = [Record(0, 3, 1), *[Record(0, 3, 5)] * 4]


@given(histories)
@example(HALF_A_POINT)
def test_any_history_earns_what_it_earns_by_hand(book_with, history):
    off_by_rounding = 2 * len(history)  # hundredths; each diminishing step is rounded down
    for found, wanted in zip(scores(book_with, history), by_hand(history), strict=True):
        assert abs(found - 100 * wanted) <= off_by_rounding


@given(histories, records, st.integers(0, 25))
def test_one_more_record_moves_no_other_score(book_with, history, more, at):
    before = scores(book_with, history)
    after = scores(book_with, [*history[:at], more, *history[at:]])
    assert [a for i, a in enumerate(after) if i != more.who] == [
        b for i, b in enumerate(before) if i != more.who
    ]


@given(histories)
def test_the_order_of_different_people_does_not_matter(book_with, history):
    """Person by person instead of day by day."""
    sorted_by_person = sorted(history, key=lambda record: record.who)
    assert scores(book_with, sorted_by_person) == scores(book_with, history)
