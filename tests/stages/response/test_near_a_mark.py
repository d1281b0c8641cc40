"""How careful people are above a bound and how much they do below a mark, worked on paper."""

import numpy as np
import pytest
from pytest import approx

from socialcredit.core.columns import AWARE, VOLUNTEER
from socialcredit.stages.response.nearness import grow_careful
from socialcredit.stages.response.offsetting import strive

BEFORE = 2  # residents of another chunk stand before
START, HONOUR, REACH = 100_000, 105_000, 6_000


def column(value, kind=np.int64):
    """One resident's value, behind those of others that would change everything."""
    return np.array([99, 99, value], kind)


def care(above, status=AWARE, subject=1, strength=0.4, reach=2000.0, grade=1, before=1.0):
    """The share of bad deeds still done so many hundredths above the bound of the own grade."""
    bands = np.array([150_000, 90_000, 10_000])
    found = np.array([before])
    score = column(int(bands[grade]) + above)
    grow_careful(strength, reach, column(status, np.uint8), score, column(grade, np.uint8),
                 np.array([subject], np.uint8), bands, BEFORE, BEFORE + 1, found)  # fmt: skip
    return found[0]


@pytest.mark.parametrize(
    ("above", "left"), [(0, 0.6), (500, 0.7), (1000, 0.8), (1999, 0.9998), (2000, 1), (-1, 1)]
)
def test_care_grows_from_nought_at_its_reach_to_the_strength_at_the_bound(above, left):
    assert care(above) == approx(left)
    assert care(above, grade=2) == approx(left)  # the bound is that of the own grade


def test_who_does_not_know_or_is_not_scored_is_not_careful():
    assert care(0, status=VOLUNTEER) == care(0, subject=0) == 1
    assert care(0, status=AWARE | VOLUNTEER) == approx(0.6)


def test_of_several_bounds_the_nearest_counts():
    assert care(1000, before=0.5) == 0.5
    assert care(1000, before=0.9) == approx(0.8)


def effort(points, attention=255, status=AWARE, subject=1, goal=HONOUR, strength=2.0, most=24.0,
           asked=0.0):  # fmt: skip
    """Good deeds a year that a score of so many points brings somebody to."""
    found = np.array([asked / 365])
    strive(strength, most, REACH, goal, START, column(attention), column(status, np.uint8),
           column(points * 100), np.array([subject], np.uint8), BEFORE, BEFORE + 1,
           found)  # fmt: skip
    return found[0] * 365


@pytest.mark.parametrize(
    ("points", "deeds"),
    [
        (950, 2 * 0.5 * 2),  # fifty points below the start: half of a hundred
        (900, 2 * 1 * 2), (300, 2 * 1 * 2),  # beyond a hundred no more
        (999, 2 * 0.01 * 2),
        (1000, 2 * 0.5 * 2),  # at the start: fifty points from honours
        (1020, 2 * 0.3 * 2), (1050, 0), (1100, 0),
    ],
)  # fmt: skip
def test_effort_grows_with_the_gap_to_the_mark(points, deeds):
    assert effort(points) == approx(deeds)


def test_honours_beyond_reach_move_nobody():
    assert effort(1000, goal=START + REACH) == approx(2 * 0.6 * 2)
    assert effort(1000, goal=START + REACH + 1) == 0
    assert effort(999, goal=START + REACH + 1) > 0  # below the start the start is the mark


def test_effort_is_in_proportion_to_attention_and_has_a_ceiling():
    assert effort(900, attention=51) == approx(2 * 1 * 2 * 0.2)
    assert effort(900, strength=20.0) == approx(24)
    assert effort(900, strength=20.0, most=7.0) == approx(7)


def test_who_does_not_know_or_is_not_scored_makes_no_effort():
    assert effort(900, status=VOLUNTEER) == effort(900, subject=0) == 0


def test_the_scheme_that_asks_most_counts():
    assert effort(900, asked=9.0) == approx(9)
    assert effort(900, asked=1.0) == approx(4)
