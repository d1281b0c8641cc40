"""Good deeds done for points: only where a scheme gives points for something anybody can do."""

from types import SimpleNamespace

import numpy as np

from socialcredit.core.columns import AWARE
from socialcredit.engine.run import simulate
from socialcredit.engine.setup import prepared
from socialcredit.language.resolve.inputs import resolve
from socialcredit.stages.response.offsetting import Offsetting, monthly
from tests.engine.towns import SHARP, town


def done_for_points(**changes):
    _, tables = simulate(resolve(town(people=2500, twin=None, **changes), SHARP), 2)
    return tables["conduct"]["effort"].sum()


def test_nobody_makes_up_for_anything_where_nothing_is_rewarded():
    assert done_for_points() > 0
    assert done_for_points(alternatives=("fine-only",)) == 0


def test_it_is_known_of_each_scheme_whether_it_rewards_what_anybody_can_do():
    setup = prepared(resolve(town(schemes=("rongcheng", "licence-points"))), 1)
    assert setup.offers.tolist() == [1, 0]


def effort_at(*offers):
    """The effort of one person, 50 points down in each of two schemes."""
    around = SimpleNamespace(
        active=np.ones(2, np.uint8), offers=np.array(offers, np.uint8),
        honour=np.zeros((2, 2), np.uint8), bands=np.zeros((2, 2), np.int64),
        start_score=np.full(2, 100_000), score=np.full((2, 1), 95_000, np.int32),
        subject=np.ones((2, 1), np.uint8), people=SimpleNamespace(attention=np.array([255])),
        mind=SimpleNamespace(status=np.array([AWARE], np.uint8)),
    )  # fmt: skip
    effort = np.zeros(1)
    monthly(Offsetting(strength=1.0), around, 0, 1, np.ones(1), effort)
    return effort[0]


def test_what_is_lost_with_a_scheme_that_rewards_nothing_is_no_reason():
    assert effort_at(0, 0) == 0
    assert effort_at(1, 0) == effort_at(0, 1) > 0


def test_what_is_lost_with_two_schemes_is_made_up_for_by_the_same_good_deeds():
    assert effort_at(1, 1) == effort_at(1, 0)
