"""Each kind of rule by hand, and what must hold whatever the record."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialcredit.core.draws import WORD
from socialcredit.stages.scheme.meters import read_meter
from socialcredit.stages.scheme.points import (
    adopted,
    along,
    award,
    bounded,
    grade_all,
    grade_of,
    in_force,
)
from socialcredit.stages.scheme.put_right import size_again, to_keep

FINE = {"score": {"unit": "0.01"}}
HOURS = {"steps": [[20, 1], [80, "1/2"], [200, "1/3"], ["end", "1/4"]], "meter": "hours"}
SIZES = {"by_size": [[1000, -5], [10000, -10], ["end", -20]]}
LADDER = {"ladder": [-5, -10, -20], "meter": "hours"}
words = st.integers(0, WORD)


KEPT = [HOURS, {"by_size": [[1000, -5], [70_000, -10], ["end", -20]]}]


def points(book, e=0, size=1, meters=None, word=0):
    """What one record earns, in points."""
    room = np.zeros((4, 1), np.uint8) if meters is None else meters
    return award(book, 0, e, size, room, 0, word) / 100


def test_plain_points_and_points_by_size(book_with):
    book = book_with({"points": -10}, {"points": "0.25"}, SIZES, **FINE)
    assert [points(book, e) for e in (0, 1)] == [-10, 0.25]
    sizes = (0, 1000, 1001, 10_000, 10_001, 10**6)
    assert [points(book, 2, size) for size in sizes] == [-5, -5, -10, -10, -20, -20]


def test_weihai_hours_give_the_published_sums(book_with):
    book = book_with(HOURS)
    assert [points(book, 0, hours) for hours in (20, 80, 200, 400)] == [20, 50, 90, 140]


def test_a_ladder_rises_and_stays_on_its_last_step(book_with, meters):
    book = book_with(LADDER)
    assert [points(book, meters=meters) for _ in range(5)] == [-5, -10, -20, -20, -20]


def test_a_ladder_may_have_many_steps(book_with, meters):
    book = book_with({"ladder": list(range(-1, -13, -1)), "meter": "hours"})
    assert [points(book, meters=meters) for _ in range(13)] == [*range(-1, -13, -1), -12]


def test_one_deed_may_fall_under_many_entries(book_with):
    rules = [{"entry": f"line-{n}", "deed": "late", "points": -n} for n in range(1, 8)]
    book = book_with(*rules)
    assert book.of_kind[0, 0].tolist() == list(range(7))


def test_earlier_versions_of_an_entry_leave_the_book(book_with):
    """Seven yearly versions of one line: in every month one of them is in force."""
    years = range(2020, 2027)
    rules = [{"deed": "late", "points": -1, "since": date(year, 1, 1)} for year in years]
    for e, year in enumerate(years):
        book = book_with(*rules, first=date(year, 6, 1))
        assert book.of_kind[0, 0].tolist() == [e]
    changing = book_with(
        *rules[:1], {**rules[1], "since": date(2020, 6, 15)}, first=date(2020, 6, 1)
    )
    assert changing.of_kind[0, 0].tolist() == [0, 1]


def test_a_score_in_whole_points_moves_by_whole_points(book_with, meters):
    """Three hours at a half are one point, and the fourth hour makes it two."""
    book = book_with({"steps": [["end", "1/2"]], "meter": "hours"})
    assert [points(book, 0, hours, meters) for hours in (3, 1, 1)] == [1, 1, 0]


def test_steps_that_deduct_never_take_more_than_is_due(book_with):
    book = book_with({"steps": [["end", "-1/3"]], "meter": "hours"}, **FINE)
    assert [points(book, 0, hours) for hours in (1, 2, 3)] == [-0.33, -0.66, -1]


@pytest.mark.parametrize("cap, unit", [(1000, 1), (650.25, "0.01"), (60_000, 1)])
def test_a_high_cap_holds(book_with, meters, cap, unit):
    step = 0.25 if unit == "0.01" else 50
    rule = {"points": step, "cap": {"points": cap, "meter": "points"}}
    book = book_with(rule, score={"unit": unit})
    assert sum(points(book, meters=meters) for _ in range(int(cap / step) + 9)) == cap


@given(st.integers(1, 10**6), st.sampled_from([0, 1]))
def test_what_is_kept_of_a_size_earns_what_the_size_earned(book_with, size, e):
    book = book_with(*KEPT)
    kept = to_keep(book, 0, e, size)
    assert 0 <= kept <= 65535
    assert points(book, e, size_again(book, 0, e, kept)) == points(
        book, e, min(size, 65535) if e == 0 else size
    )


def test_straight_to_a_grade_moves_no_points(book_with):
    book = book_with({"to_grade": "C"})
    assert points(book) == 0
    assert book.entry[0, 0].to_grade == 2


@given(words)
def test_discretion_stays_within_its_range_in_whole_points(book_with, word):
    given_points = points(book_with({"range": [-50, -5]}), word=word)
    assert -50 <= given_points <= -5
    assert given_points == int(given_points)


@pytest.mark.parametrize("low, high", [(-50, -5), (-0.5, 0.25)])
def test_discretion_reaches_both_ends(book_with, low, high):
    book = book_with({"range": [low, high]}, **FINE)
    assert [points(book, word=word) for word in (0, WORD)] == [low, high]


@given(st.lists(st.integers(1, 90), min_size=1, max_size=6))
def test_hours_in_turns_earn_what_they_earn_at_once(book_with, turns):
    book, meters = book_with(HOURS, **FINE), np.zeros((4, 1), np.uint8)
    in_turns = sum(award(book, 0, 0, hours, meters, 0, 0) for hours in turns)
    assert in_turns == award(book, 0, 0, sum(turns), np.zeros((4, 1), np.uint8), 0, 0)
    assert read_meter(meters, book.entry[0, 0].meter, 0) == sum(turns)


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_more_hours_never_earn_less_and_ever_more_slowly(book_with, few, more):
    book = book_with(HOURS)
    low, high = sorted((few, few + more))
    assert 0 <= along(book, 0, 0, high) - along(book, 0, 0, low) <= 100 * (high - low)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 200)), max_size=30), words)
def test_a_cap_is_never_exceeded(book_with, records, word):
    cap = {"cap": {"points": 25, "meter": "points"}}
    book = book_with({"points": 7, **cap}, {**HOURS, **cap}, {"range": [2, 9], **cap})
    meters = np.zeros((4, 1), np.uint8)
    given_points = [award(book, 0, e, size, meters, 0, word) for e, size in records]
    assert all(earned >= 0 for earned in given_points)
    assert (
        sum(given_points)
        == read_meter(meters, book.entry[0, 0].cap_meter, 0) * book.entry[0, 0].cap_step
        <= 2500
    )


def test_a_cap_holds_back_deductions_alike(book_with, meters):
    book = book_with({"points": -10, "cap": {"points": 25, "meter": "points"}})
    assert [points(book, meters=meters) for _ in range(4)] == [-10, -10, -5, 0]


@given(st.integers(0, 200_000), st.integers(-300_000, 300_000))
def test_bounds_hold(book_with, score, change):
    book = book_with({"points": 1}, lowest=0, highest=2000)
    assert bounded(book, 0, score + change) == min(max(score + change, 0), 200_000)


@pytest.mark.parametrize("bounds", [(800, 1040), (900, 1050), (None, 1040), (950, None)])
def test_a_sum_beyond_the_bounds_has_the_grade_of_the_score_that_is_shown(book_with, bounds):
    """Bands from 1050, from 900, and below."""
    book = book_with({"points": 1}, lowest=bounds[0], highest=bounds[1])
    for total in range(70_000, 130_000, 1000):
        shown = bounded(book, 0, total)
        wanted = 0 if shown >= 105_000 else 1 if shown >= 90_000 else 2
        assert grade_of(book, 0, total, 0) == wanted


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


LATER = {"layer": "village", "since": date(2020, 3, 1), "coverage": 1.0}


def has_village_rules(book):
    layers = np.zeros((1, 1), np.uint8)
    adopted(book, 3, 0, (1, 2), layers)
    return layers[0, 0] == 1


@pytest.mark.parametrize(
    "month, held", [(date(2020, 2, 1), False), (date(2020, 3, 1), True), (date(2020, 7, 1), False)]
)
def test_a_layer_holds_from_its_day_to_its_last(book_with, month, held):
    ended = {**LATER, "until": date(2020, 6, 30)}
    book = book_with({"points": -1, "layer": "village"}, first=month, layers=[ended])
    assert has_village_rules(book) == held


def test_a_layer_spreads_with_its_later_version(book_with):
    none = {**LATER, "since": date(2020, 1, 1), "coverage": 0.0}
    rule = {"points": -1, "layer": "village"}
    months = date(2020, 1, 1), date(2020, 3, 1)
    books = [book_with(rule, first=month, layers=[none, LATER]) for month in months]
    assert [has_village_rules(book) for book in books] == [False, True]


def test_a_village_keeps_a_rule_that_is_revised(book_with):
    """Whether a community adopts a line does not hang on which version of it is in force."""
    layers = [{"layer": "village", "adopts": 0.5}]
    old = {"deed": "litter", "points": -1, "layer": "village"}
    rows = np.zeros((1, 2), np.uint8)
    book = book_with(old, {**old, "points": -2, "since": date(2020, 1, 15)}, layers=layers)
    adopters = set()
    for community in range(40):
        adopted(book, community, 0, (1, 2), rows)
        assert rows[0, 0] == rows[0, 1]
        adopters.add(int(rows[0, 0]))
    assert adopters == {0, 1}


@given(st.lists(st.tuples(st.integers(-5, 130_000), st.integers(0, 3)), min_size=1, max_size=40))
def test_a_community_is_graded_as_each_of_its_residents_is(book_with, residents):
    book = book_with({"points": 1})
    score, cap = np.array(residents, np.int64).T
    grades = np.full(len(score), 9, np.uint8)
    grade_all(book, 0, score.astype(np.int32), cap.astype(np.uint8) << 4, 0, len(score), grades)
    assert list(grades) == [grade_of(book, 0, *one) for one in residents]
