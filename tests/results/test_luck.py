"""Intervals of one draw: what luck alone could do to a number of each kind, at 90 %."""

import numpy as np
import pytest
from pytest import approx

from socialcredit.core.student import student
from socialcredit.results import luck
from tests.results.coverage import coverage, passes


def test_households_that_are_all_alike_leave_no_doubt():
    low, high = luck.of_share(0.5, np.full(40, 1.0), np.full(40, 2.0))
    assert (low, high) == approx((0.5, 0.5))


def test_an_interval_encloses_the_share_and_stays_within_nought_and_one():
    parts = np.array([1.0] * 11 + [0.0] * 400)
    low, high = luck.of_share(11 / 411, parts, np.ones(411))
    assert 0 < low < 11 / 411 < high < 1
    # Five in a hundred lie beyond each end: 11 seen, and Student's t with ten degrees of freedom.
    reach = np.exp(1.812 / 11**0.5)
    assert 411 * low == approx(11 / reach, rel=0.05) and 411 * high == approx(11 * reach, rel=0.05)


def test_what_fewer_than_ten_households_bear_has_no_interval():
    parts = np.array([1.0] * 9 + [0.0] * 400)
    assert luck.of_share(9 / 409, parts, np.ones(409)) is None
    assert luck.of_ratio(9 / 409, parts, np.ones(409)) is None
    assert luck.of_share(400 / 409, np.ones(409) - parts, np.ones(409)) is None


def test_a_number_of_everybody_is_surer_than_that_of_the_panel():
    parts = np.array([1.0] * 50 + [0.0] * 400)
    panel = luck.of_ratio(1.0, parts, np.ones(450))
    everybody = luck.of_ratio(1.0, parts, np.ones(450), 1 / 100)
    assert np.log(everybody[1]) == approx(np.log(panel[1]) / 10)


def test_a_change_rests_on_the_households_that_changed_and_not_on_the_deeds():
    without = np.full(500, 4.0)
    steadily = without - np.array([1.0] * 100 + [0.0] * 400)
    few = without - np.array([12.5] * 8 + [0.0] * 492)
    low, high = luck.of_change(-0.05, steadily, without)
    assert low < -0.05 < high < 0
    assert luck.of_change(-0.05, few, without) is None


def test_two_groups_differ_by_no_less_than_the_luck_of_the_smaller():
    there = np.arange(824) < 24  # households of the smaller group; the others are of the larger
    bears = np.arange(824) % 2 == 0
    few, many = ((np.where(of & bears, 1.0, 0.0), of.astype(float)) for of in (there, ~there))
    low, high = luck.of_two_groups(1.0, few, many)
    assert high / low > 1.5
    assert (
        luck.of_two_groups(1.0, (np.where(np.arange(824) < 6, 0.0, few[0]), few[1]), many) is None
    )


def test_a_quantile_lies_between_two_ranks():
    values = np.arange(1, 1001)
    assert luck.of_quantile(values, values, 0.5) == approx((474, 526), abs=1)
    assert luck.of_quantile(values[:9], values[:9], 0.5) is None


def test_a_quantile_of_people_who_fare_alike_at_home_is_as_sure_as_one_of_homes():
    values, homes = np.arange(1, 1001), np.arange(1000) // 4
    together = luck.of_quantile(values, homes, 0.5)
    assert together == approx(luck.of_quantile(values[::4], homes[::4], 0.5), abs=6)
    assert luck.of_quantile(values, homes, 0.99) is None  # only three households lie beyond


def test_the_mean_over_seeds_has_students_interval():
    low, high = luck.of_mean([1.0, 2.0, 3.0])
    assert (low, high) == approx((2 - 2.920 / 3**0.5, 2 + 2.920 / 3**0.5))
    assert luck.of_mean([1.0]) is None
    assert student(40) == approx(1.684, abs=0.001)


def test_no_interval_of_few_seeds_is_far_from_what_it_should_cover():
    """The committed script at a small size; docs/reference/measures.md has it at 200 seeds."""
    rows = [row for row in coverage(seeds=4, people=1000) if row["intervals"] >= 3]
    assert len(rows) >= 18
    assert np.mean([row["covered"] for row in rows]) == approx(0.9, abs=0.12)


def test_what_is_judged_by_fewer_intervals_may_lie_farther_off():
    assert passes(0.84, 0.84, 200) and passes(0.95, 0.95, 200)
    assert not passes(0.83, 0.83, 200) and not passes(0.96, 0.96, 200)
    assert passes(0.80, 0.80, 40) and not passes(0.75, 0.75, 40)
    assert passes(0.98, 0.70, 200), "a step that is the very end of most intervals"


def test_a_sum_that_one_household_makes_up_is_as_unsure_as_a_draw_of_few():
    evenly, heaped = np.ones(400), np.array([1.0] * 399 + [100.0])
    assert luck.freedom_of(np.random.default_rng(7).normal(size=4000)) > 3000
    assert luck.freedom_of(heaped - heaped.mean()) < 3
    assert luck.of_ratio(1.0, evenly, evenly) == approx((1, 1))


def drawn(seed):
    """People in households that share a fate: what each bears, and whose household it is."""
    words = np.random.default_rng(seed)
    homes = np.repeat(np.arange(300), words.integers(1, 5, 300))
    return words.exponential(1.0, len(homes)) * np.exp(words.normal(0, 0.7, 300))[homes], homes


@pytest.mark.parametrize("q", [0.5, 0.9])
def test_a_quantile_without_steps_is_held_nine_times_in_ten(q):
    towns = [drawn(seed) for seed in range(200)]
    truth = np.median([np.quantile(values, q) for values, _ in towns])
    ends = [luck.of_quantile(values, homes, q) for values, homes in towns]
    assert 0.84 <= np.mean([low <= truth <= high for low, high in ends]) <= 0.95
