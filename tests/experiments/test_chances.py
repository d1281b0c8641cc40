"""How far chance alone moves a count."""

from math import exp, lgamma, log

import pytest

from socialcredit.experiments.chances import apart, of_count, of_share


def test_twenty_four_of_1926_could_have_been_eighteen_or_thirty_three():
    found = of_share(24, 1926).times(1926)
    assert found.value == 24
    assert (found.low, found.high) == pytest.approx((17.2, 33.4), abs=0.1)


def test_a_count_of_nothing_may_be_one_or_two_and_is_never_less_than_nothing():
    assert of_count(0) == pytest.approx((0, 0, 2.7), abs=0.1)
    assert of_share(0, 10).low == 0 and of_share(10, 10).high == pytest.approx(1)


def test_a_rare_share_is_as_sure_as_the_count_above_it():
    share, count = of_share(60, 10**8).times(10**8), of_count(60)
    assert share == pytest.approx(count, rel=1e-4)
    assert of_share(3, 2) == pytest.approx(of_count(3).times(0.5))  # a rate and no share


@pytest.mark.parametrize("mean", [12, 20, 58, 130])
def test_the_interval_holds_the_truth_nine_times_in_ten(mean):
    chance = {n: exp(n * log(mean) - mean - lgamma(n + 1)) for n in range(4 * mean)}
    held = sum(p for n, p in chance.items() if of_count(n).low <= mean <= of_count(n).high)
    assert 0.86 < held < 0.94


def test_two_counts_may_be_farther_apart_than_either_from_its_truth():
    sure, unsure = of_count(10_000).times(0.01), of_count(100)
    assert apart(sure, of_count(130)) > sure.high - sure.value
    assert apart(unsure, of_count(130)) > apart(sure, of_count(130))
    assert apart(of_count(130), unsure) == pytest.approx(apart(unsure, of_count(130)))


def test_a_loss_is_as_sure_as_a_gain():
    gain, loss = of_count(40), of_count(-40)
    assert (loss.low, loss.high) == (-gain.high, -gain.low)
