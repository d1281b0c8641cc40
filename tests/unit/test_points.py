"""Each kind of rule by hand, and what must hold whatever the record."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from socialcredit.draws import WORD
from socialcredit.scheme.points import along, award, grade_of, in_force, within

HOURS = {"steps": [[20, 1], [80, "1/2"], [200, "1/3"], ["end", "1/4"]], "meter": "hours"}
SIZES = {"by_size": [[1000, -5], [10000, -10], ["end", -20]]}
LADDER = {"ladder": [-5, -10, -20], "meter": "hours"}
words = st.integers(0, WORD)


def points(book, e=0, size=1, meters=None, word=0):
    """What one record earns, in points."""
    room = np.zeros((2, 1), np.uint16) if meters is None else meters
    return award(book, 0, e, size, room, 0, word) / 100


def test_plain_points_and_points_by_size(book_with):
    book = book_with({"points": -10}, {"points": "0.25"}, SIZES)
    assert [points(book, e) for e in (0, 1)] == [-10, 0.25]
    sizes = (0, 1000, 1001, 10_000, 10_001, 10**6)
    assert [points(book, 2, size) for size in sizes] == [-5, -5, -10, -10, -20, -20]


def test_weihai_hours_give_the_published_sums(book_with):
    book = book_with(HOURS)
    assert [points(book, 0, hours) for hours in (20, 80, 200, 400)] == [20, 50, 90, 140]


def test_a_ladder_rises_and_stays_on_its_last_step(book_with, meters):
    book = book_with(LADDER)
    assert [points(book, meters=meters) for _ in range(5)] == [-5, -10, -20, -20, -20]


def test_straight_to_a_grade_moves_no_points(book_with):
    book = book_with({"to_grade": "C"})
    assert points(book) == 0
    assert book.entry[0, 0].to_grade == 2


@given(words)
def test_discretion_stays_within_its_range_in_whole_points(book_with, word):
    given_points = points(book_with({"range": [-50, -5]}), word=word)
    assert -50 <= given_points <= -5
    assert given_points == int(given_points)


def test_discretion_reaches_both_ends(book_with):
    book = book_with({"range": [-50, -5]})
    assert [points(book, word=word) for word in (0, WORD)] == [-50, -5]


@given(st.lists(st.integers(1, 90), min_size=1, max_size=6))
def test_hours_in_turns_earn_what_they_earn_at_once(book_with, turns):
    book, meters = book_with(HOURS), np.zeros((2, 1), np.uint16)
    in_turns = sum(award(book, 0, 0, hours, meters, 0, 0) for hours in turns)
    assert in_turns == award(book, 0, 0, sum(turns), np.zeros((2, 1), np.uint16), 0, 0)
    assert meters[0, 0] == sum(turns)


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_more_hours_never_earn_less_and_ever_more_slowly(book_with, few, more):
    book = book_with(HOURS)
    low, high = sorted((few, few + more))
    assert 0 <= along(book, 0, 0, high) - along(book, 0, 0, low) <= 100 * (high - low)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 200)), max_size=30), words)
def test_a_cap_is_never_exceeded(book_with, records, word):
    cap = {"cap": {"points": 25, "meter": "points"}}
    book = book_with({"points": 7, **cap}, {**HOURS, **cap}, {"range": [2, 9], **cap})
    meters = np.zeros((2, 1), np.uint16)
    given_points = [award(book, 0, e, size, meters, 0, word) for e, size in records]
    assert all(earned >= 0 for earned in given_points)
    assert sum(given_points) == meters[1, 0] <= 2500


def test_a_cap_holds_back_deductions_alike(book_with, meters):
    book = book_with({"points": -10, "cap": {"points": 25, "meter": "points"}})
    assert [points(book, meters=meters) for _ in range(4)] == [-10, -10, -5, 0]


@given(st.integers(0, 200_000), st.integers(-300_000, 300_000))
def test_bounds_hold(book_with, score, change):
    book = book_with({"points": 1}, lowest=0, highest=2000)
    after = score + within(book, 0, score, change)
    assert after == min(max(score + change, 0), 200_000)


def test_grades_by_threshold_and_by_cap(book_with):
    book = book_with({"points": 1})
    scores = (105_000, 104_999, 90_000, 89_999, -5)
    assert [grade_of(book, 0, score, 0) for score in scores] == [0, 1, 1, 2, 2]
    assert grade_of(book, 0, 105_000, 2) == 2


def test_an_entry_counts_from_its_day_and_for_its_sources(book_with):
    book = book_with({"points": -1, "seen_by": ["courts"]}, {"points": -1})
    everywhere = np.zeros((1, 2), np.uint8)
    cases = [(0, 0, 0), (0, 0, 1), (0, -1, 0), (1, 0, 1), (0, 0, -1)]
    found = [in_force(book, 0, e, day, source, everywhere) for e, day, source in cases]
    assert found == [True, False, False, True, True]
