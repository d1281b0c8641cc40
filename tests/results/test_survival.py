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


def test_cases_of_one_household_count_as_less_than_as_many_of_several():
    low, high = of(FREIREICH).interval(10)
    wider = of(FREIREICH, each=3).interval(10)
    assert wider[0] < low < high < wider[1]


def test_no_case_has_no_share():
    assert curve([]).by(30) is None
