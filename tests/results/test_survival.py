"""How long something takes where it is not over for everybody: worked on paper."""

import numpy as np
from pytest import approx

from socialcredit.results.survival import Case, curve

DAYS = [(6, 1), (6, 1), (6, 1), (6, 0), (7, 1), (9, 0), (10, 1), (10, 0), (11, 0), (13, 1), (16, 1)]
FREIREICH = [*DAYS, (17, 0), (19, 0), (20, 0), (22, 1), (23, 1), (25, 0), (32, 0), (32, 0), (34, 0),
             (35, 0)]  # fmt: skip


def of(pairs, each=1):
    """A case for each pair of days and whether it ended; `each` cases share a household."""
    return curve([Case(days, bool(over), n // each) for n, (days, over) in enumerate(pairs)])


def test_the_curve_of_the_trial_from_which_the_method_is_taught():
    """21 patients of Freireich et al. 1963: 0.857 after 6 weeks, 0.753 after 10, 0.448 after 23."""
    found = of(FREIREICH)
    assert [1 - found.by(week) for week in (6, 10, 23)] == approx([0.857, 0.753, 0.448], abs=0.001)
    assert found.quantile(0.5) == 23
    errors = (1 - found.ended) * np.sqrt(found.variance)
    assert errors[0] == approx(0.076, abs=0.001) and errors[-1] == approx(0.135, abs=0.001)


def test_what_ends_with_the_run_does_not_make_the_rest_look_quick():
    half = [(10, 1)] * 10 + [(10, 0)] * 10
    longer = [(10, 1)] * 10 + [(400, 0)] * 10
    assert of(half).by(10) == of(longer).by(10) == approx(0.5)
    assert of(half).by(365) is None and of(longer).by(365) == approx(0.5)


def test_a_middle_that_is_not_reached_is_not_made_up():
    found = of([(10, 1)] * 8 + [(400, 0)] * 12)
    assert found.quantile(0.5) is None and found.quantile_interval(0.5) is None


def test_nine_cases_have_no_interval_and_no_middle():
    found = of([(day, 1) for day in range(1, 10)])
    assert found.quantile(0.5) is None and found.interval(5) is None
    assert found.by(5).few


def test_cases_that_end_together_count_as_less_than_as_many_apart():
    """Each household three cases of one fate: as sure as a third of them, and no surer."""
    fates = FREIREICH * 3
    thrice = [fate for fate in fates for _ in range(3)]
    assert of(thrice, each=3).interval(10) == approx(of(fates).interval(10))
    low, high = of(thrice).interval(10)
    assert of(thrice, each=3).interval(10)[0] < low < high < of(thrice, each=3).interval(10)[1]


def test_cases_of_one_household_that_end_apart_are_as_sure_as_others():
    """Households are not punished for having many cases, if these have nothing in common."""
    apart = FREIREICH * 9
    mixed = [apart[n] for n in np.random.default_rng(7).permutation(len(apart))]
    alone, shared = of(mixed).interval(10), of(mixed, each=3).interval(10)
    assert shared[1] - shared[0] == approx(alone[1] - alone[0], rel=0.3)


def test_what_ended_in_fewer_than_ten_households_has_no_interval():
    many = [(10, 1)] * 30 + [(400, 0)] * 30
    assert of(many).interval(365) is not None
    assert of(many, each=5).interval(365) is None


def test_no_case_has_no_share():
    assert curve([]).by(30) is None


def drawn(seed):
    """Cases of households that share a fate, each followed for a time of its own."""
    words = np.random.default_rng(seed)
    homes = np.repeat(np.arange(150), words.integers(1, 5, 150))
    fate = np.exp(words.normal(0, 0.7, 150))[homes]
    ends = np.ceil(1000 * words.exponential(1.0, len(homes)) * fate)
    until = words.integers(200, 4000, len(homes))
    return [
        Case(int(min(end, cut)), bool(end <= cut), home)
        for end, cut, home in zip(ends, until, homes, strict=True)
    ]


def test_a_share_and_a_middle_of_cases_that_share_a_fate_are_held_nine_times_in_ten():
    curves = [curve(drawn(seed)) for seed in range(200)]
    share = np.mean([found.by(700) for found in curves])
    middle = np.median([found.quantile(0.5) for found in curves])
    shares = [found.interval(700) for found in curves]
    middles = [found.quantile_interval(0.5) for found in curves]
    assert 0.84 <= np.mean([low <= share <= high for low, high in shares]) <= 0.95
    assert 0.84 <= np.mean([low <= middle <= high for low, high in middles]) <= 0.95
