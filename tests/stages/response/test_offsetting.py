"""Good deeds made up for points: the gap to the mark, the offer, and what one expects of it."""

import numpy as np
import pytest
from pytest import approx

from socialcredit.engine.run import simulate
from socialcredit.language.resolve.inputs import resolve
from socialcredit.stages.response.contract import CREDITED, TRIED
from socialcredit.stages.response.offsetting import MECHANISM, learnt
from tests.engine.towns import SHARP, town
from tests.stages.response.around import START, live, rows_of, surroundings
from tests.stages.response.test_every_mechanism import settings_of

STRENGTH_2 = settings_of("offsetting", strength=2.0)


def a_year(points, settings=STRENGTH_2, pays=1.0, attention=255, known=1, **changes):
    """Good deeds a year that a score of so many points brings somebody to."""
    around = surroundings(1, score=np.array([[points * 100]], np.int32), **changes)
    around.people.attention[:] = attention
    return live(MECHANISM, settings, around, rows_of(1, known=known, pays=pays))[0] * 365


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
    assert a_year(points) == approx(deeds)


def test_honours_beyond_reach_move_nobody():
    near = STRENGTH_2._replace(reach=50.0)
    far = STRENGTH_2._replace(reach=49.0)
    assert a_year(1000, near) > 0 == a_year(1000, far)
    assert a_year(999, far) > 0, "below the start the start is the mark"


def test_effort_is_in_proportion_to_attention_and_to_what_pays_and_has_a_ceiling():
    assert a_year(900, attention=51) == approx(2 * 1 * 2 * 0.2)
    assert a_year(900, pays=0.2) == approx(2 * 1 * 2 * 0.2)
    assert a_year(900, STRENGTH_2._replace(strength=20.0)) == approx(24)
    assert a_year(900, STRENGTH_2._replace(strength=20.0, most=7.0)) == approx(7)


def test_who_does_not_know_or_is_not_scored_or_has_no_offer_makes_no_effort():
    none = np.zeros((1, 1), np.uint8)
    assert a_year(900, known=0) == a_year(900, known=2) == 0
    assert a_year(900, subject=none) == a_year(900, offers=none) == 0
    assert a_year(900, active=none[0]) == 0


def test_of_two_schemes_the_one_that_asks_most_counts():
    two = {
        "subject": np.ones((2, 1), np.uint8), "bit": np.array([[1], [2]], np.uint8),
        "offers": np.ones((2, 1), np.uint8), "active": np.ones(2, np.uint8),
        "honour": np.zeros((2, 3), np.uint8), "bands": np.zeros((2, 3), np.int64),
        "start_score": np.full(2, START),
    }  # fmt: skip
    around = surroundings(1, score=np.array([[95_000], [93_000]], np.int32), **two)
    around.people.attention[:] = 255
    asked = live(MECHANISM, STRENGTH_2, around, rows_of(1, known=3, pays=1.0))[0]
    assert asked * 365 == approx(2 * 0.7 * 2)


def test_who_has_just_heard_takes_the_offer_at_its_word():
    rows = rows_of(5, pays=0.0)
    live(MECHANISM, STRENGTH_2, surroundings(5), rows)
    assert (rows["pays"] == 255).all()


def test_a_share_learns_from_ones_own_deeds_and_keeps_what_is_true():
    assert learnt(0.2, 0.5, 4.0, 2) == approx(0.5), "half credited, half expected"
    assert learnt(0.2, 1.0, 1.0, 0) == approx(0.8)
    assert learnt(0.2, 0.5, 0.0, 0) == 0.5
    twice = learnt(0.2, learnt(0.2, 0.9, 1.0, 0), 1.0, 0)
    assert learnt(0.2, 0.9, 2.0, 0) == approx(twice)


def test_what_the_community_was_credited_is_heard_by_those_who_do_nothing():
    news = np.zeros((1, 3), np.int64)
    news[0, TRIED], news[0, CREDITED] = 100, 25
    rows = rows_of(60_000, pays=1.0)
    live(MECHANISM, STRENGTH_2, surroundings(60_000, news=news), rows)
    assert rows["pays"].mean() / 255 == approx(1.0 + (0.25 - 1.0) * 0.12, abs=1e-4)


def done_for_points(**changes):
    _, tables = simulate(resolve(town(people=2500, twin=None, **changes), SHARP), 2)
    return tables["conduct"]["effort"].sum()


def test_nobody_makes_up_for_anything_where_nothing_is_rewarded():
    assert done_for_points() > 0
    assert done_for_points(alternatives=("fine-only",)) == 0
