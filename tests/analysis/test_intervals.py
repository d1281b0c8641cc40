"""Intervals by kind of number, against printed tables and exact laws."""

from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from socialcredit.analysis import intervals
from socialcredit.analysis.intervals import over_assumptions, over_seeds, ranks

T8 = 1.895  # 95 % quantile of Student's t, seven degrees of freedom
EIGHT = [0.2, 0.25, 0.22, 0.19, 0.3, 0.24, 0.21, 0.23]
ERROR = float(np.std(EIGHT, ddof=1) / 8**0.5)
MEAN = float(np.mean(EIGHT))


def test_each_kind_has_students_interval_on_its_scale():
    low, high = over_seeds("difference", EIGHT).interval
    assert (low, high) == approx((MEAN - T8 * ERROR, MEAN + T8 * ERROR), rel=1e-3)
    assert over_seeds("change", EIGHT) == over_seeds("difference", EIGHT)
    low, high = over_seeds("rate", EIGHT).interval
    assert (low, high) == approx(
        (MEAN * exp(-T8 * ERROR / MEAN), MEAN * exp(T8 * ERROR / MEAN)), rel=1e-3
    )
    assert over_seeds("count", EIGHT) == over_seeds("ratio", EIGHT) == over_seeds("rate", EIGHT)
    low, high = over_seeds("share", EIGHT).interval
    reach = T8 * ERROR / (MEAN * (1 - MEAN))
    assert log(high / (1 - high)) - log(low / (1 - low)) == approx(2 * reach, rel=1e-3)
    assert over_seeds("share", EIGHT).value == approx(MEAN)


def test_one_further_seed_falls_three_times_as_far_as_the_mean_of_eight():
    mean, further = (over_seeds("change", EIGHT, more).interval for more in (False, True))
    assert further[1] - further[0] == approx(3 * (mean[1] - mean[0]))


NUMBERS = st.lists(st.none() | st.floats(0, 1), max_size=12)


@given(NUMBERS, st.booleans())
def test_the_interval_of_a_share_never_leaves_nought_and_one(values, one_more):
    told = over_seeds("share", values, one_more)
    assert told.known + told.missing == len(values)
    if told.interval is not None:
        low, high = told.interval
        assert 0 <= low <= told.value + 1e-12 and told.value - 1e-12 <= high <= 1


@given(st.lists(st.floats(0, 1e9), max_size=12))
def test_the_interval_of_a_rate_never_falls_below_nought(values):
    told = over_seeds("rate", values)
    if told.interval is not None:
        assert 0 <= told.interval[0] <= told.interval[1]


def test_what_tells_nothing_has_no_interval_and_says_what_it_rests_on():
    assert over_seeds("share", [0.0] * 8) == (0.0, None, 8, 0, False)
    assert over_seeds("share", [1.0] * 8).interval is None
    assert over_seeds("count", [0.0] * 8).interval is None
    assert over_seeds("change", [0.1, None, float("nan")]) == (0.1, None, 1, 2, False)
    assert over_seeds("median", []) == (None, None, 0, 0, False)
    assert over_seeds("share", [0.0, 0.0, 0.1]).interval is not None
    with pytest.raises(ValueError, match="'mean'"):
        over_seeds("mean", EIGHT)


# Ranks of the interval of a median with at least 90 %: printed in tables of order statistics (such
# as Conover, Practical Nonparametric Statistics, table of the sign test at 5 % a side).
PRINTED = {5: 1, 6: 1, 7: 1, 8: 2, 10: 2, 11: 3, 13: 4, 16: 5, 20: 6, 25: 8, 30: 11, 40: 15, 50: 19}


@pytest.mark.parametrize(("many", "low"), PRINTED.items())
def test_order_statistics_are_those_of_the_printed_table(many, low):
    assert ranks(many) == (low, many + 1 - low)


def test_fewer_than_five_have_no_interval_of_their_middle_and_a_further_one_takes_nineteen():
    assert ranks(4) is None and over_seeds("median", [1.0, 2.0, 3.0, 4.0]).interval is None
    assert ranks(18, True) is None and ranks(19, True) == (1, 19) and ranks(39, True) == (2, 38)
    told = over_seeds("quantile", [5.0, 1.0, 4.0, 2.0, 3.0, 8.0, 7.0, 6.0])
    assert (told.value, told.interval) == (4.5, (2.0, 7.0))


def test_the_range_of_assumptions_is_where_nine_in_ten_points_lie():
    told = over_assumptions([float(value) for value in range(1, 101)])
    assert told.interval == approx(tuple(np.quantile(np.arange(1, 101), [0.05, 0.95],
                                                     method="median_unbiased")))  # fmt: skip
    assert told.value == approx(50.5) and (told.known, told.few) == (100, False)


@given(st.lists(st.none() | st.floats(-1e6, 1e6), max_size=40))
def test_a_range_is_that_of_the_textbook_and_says_when_it_is_of_few(values):
    told = over_assumptions(values)
    known = [value for value in values if value is not None]
    assert (told.known, told.missing) == (len(known), len(values) - len(known))
    assert told.few == (len(known) < 20)
    if len(known) < 2:
        assert told.interval is None
    else:
        printed = np.quantile(known, [0.05, 0.95], method="median_unbiased")
        assert told.interval == approx(tuple(printed), abs=1e-6)


def test_weights_count_points_as_often():
    values = [float(value) for value in range(40)]
    upper = over_assumptions(values, [0.0] * 10 + [1.0] * 30)
    assert upper.interval == approx(over_assumptions(values[10:]).interval)
    heaped = over_assumptions(values, [1.0] + [1e-9] * 39)
    assert heaped.few and heaped.value == approx(0.0, abs=1e-3)


def test_coverage_counts_and_the_score_is_that_of_the_paper():
    assert intervals.coverage([(0, 1), (0, 1), (2, 3), (0, 1)], [0.5, 1.0, 0.0, 9.0]) == 0.5
    assert intervals.coverage([], []) is None
    assert intervals.interval_score(1, 3, 2) == 2
    assert intervals.interval_score(1, 3, 0.5) == approx(2 + 20 * 0.5)
    assert intervals.interval_score(1, 3, 4, level=0.5) == approx(2 + 4 * 1)
    # Proper: of all central intervals that of the law itself has the least expected score.
    truths = np.random.default_rng(1).standard_normal(4000)
    scores = {reach: np.mean([intervals.interval_score(-reach, reach, truth) for truth in truths])
              for reach in (1.2, 1.645, 2.2)}  # fmt: skip
    assert min(scores, key=scores.__getitem__) == 1.645
