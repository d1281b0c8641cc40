"""Rough intervals: what luck alone could do to a number."""

from pytest import approx

from socialcredit.results import luck


def test_people_who_are_all_alike_leave_no_doubt():
    assert luck.of_share([1] * 20, [2] * 20) == (0.5, 0.5)


def test_an_interval_encloses_the_share_and_stays_the_same():
    parts = [1, 0, 0, 0, 1, 0, 0, 1, 0, 0]
    low, high = luck.of_share(parts, [1] * 10)
    assert 0 <= low < 0.3 < high <= 0.7
    assert luck.of_share(parts, [1] * 10) == (low, high)


def test_too_few_people_give_no_interval():
    assert luck.of_share([1, 0], [1, 1]) is None
    assert luck.of_count(0.1, 3) is None
    assert luck.of_ratio(2.0, 100, 3) is None


def test_a_burden_borne_by_a_hundred_people_is_known_to_a_fifth():
    low, high = luck.of_count(1.0, 100)
    assert (low, high) == (approx(0.822, abs=0.001), approx(1.217, abs=0.001))


def test_a_change_made_of_many_deeds_is_sure_of_its_sign():
    # 300 deeds fewer and 100 more among 10,000: -2 % give or take 2 x 1.96 x 20 / 10,000.
    low, high = luck.of_change(100, 300, 10_000)
    assert (low, high) == (approx(-0.02784), approx(-0.01216))
