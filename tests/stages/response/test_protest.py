"""Who joins a protest: thresholds, fear, and the exact numbers of the threshold model."""

import numpy as np
import pytest
from pytest import approx

from socialcredit.experiments.behaviour import granovetter
from socialcredit.stages.response.protest import equilibrium, joined, needed, thresholds
from socialcredit.stages.response.together import Together
from socialcredit.stages.society.people import empty
from tests.stages.response.test_every_mechanism import settings_of

MANY = 200_000
SHIPPED = settings_of("protest")
FEARLESS = SHIPPED._replace(fear=0.0)


def crowd(many=20_000, approval=1, belief=0, **traits):
    """People of average traits who all think the same."""
    people = empty(many)
    people.age[:] = 30
    for name in ("trust", "caution"):
        getattr(people, name)[:] = traits.get(name, 127)
    rows = {
        "approval": np.full(many, approval, np.uint8),
        "belief": np.full(many, belief, np.uint8),
    }
    return Together(people, np.arange(many), rows, (7, 0))


def waits(settings, people):
    """For what share each of the crowd waits, as it is and were nothing to fear; inf for never."""
    who, shares = thresholds(settings, people)
    found = np.full((2, len(people.slot)), np.inf)
    found[:, who] = shares
    return found


@pytest.mark.parametrize("told", granovetter.rows(), ids=lambda told: told["what"])
def test_the_threshold_model_comes_out_to_the_digit(told):
    assert told["pass"], told


def test_drawn_people_do_what_the_law_says():
    at, beyond = (
        joined(needed(waits(FEARLESS._replace(spread=spread), crowd(MANY))[0], MANY))
        for spread in (0.12, 0.123)
    )
    assert at / MANY == approx(equilibrium(0.25 * 254 / 255, 0.12 * 254 / 255), abs=0.004)
    assert beyond / MANY > 0.99


def test_whoever_waits_for_as_many_as_there_are_joins_and_nobody_waits_for_one_more():
    assert joined(np.array([0, 1, 2])) == 3, "a threshold is reached, not passed"
    assert joined(np.array([0, 2, 3])) == 1
    assert joined(np.array([1, 1, 1])) == 0, "nobody begins"
    assert joined(np.array([0, 4, 4])) == 1, "whoever never joins"


def test_all_whose_number_is_reached_join_at_the_same_moment():
    luck = np.random.default_rng(2)
    need = np.minimum(luck.integers(0, 60, 100), luck.integers(0, 60, 100))
    assert len({joined(luck.permutation(need)) for _ in range(20)}) == 1


def test_whoever_approves_or_has_no_opinion_never_joins():
    for approval in (0, 128, 255):
        assert np.isinf(waits(SHIPPED, crowd(approval=approval))).all()
    assert np.isfinite(waits(SHIPPED, crowd(approval=127))).all()


def test_at_a_strength_of_nought_nobody_does_and_at_a_half_every_second():
    assert np.isinf(waits(SHIPPED._replace(strength=0.0), crowd())).all()
    half = np.isfinite(waits(SHIPPED._replace(strength=0.5), crowd())[0]).mean()
    assert half == approx(0.5, abs=0.02)


def test_the_more_somebody_fears_or_trusts_the_more_others_must_have_begun():
    calm, bold = waits(SHIPPED, crowd(belief=0))
    assert np.array_equal(calm, bold)
    afraid, as_bold = waits(SHIPPED, crowd(belief=128))
    assert (afraid > calm).all() and np.array_equal(as_bold, bold)
    more, careless = (waits(SHIPPED, crowd(belief=128, caution=c))[0] for c in (255, 0))
    assert (more > afraid).all() and np.array_equal(careless, calm)
    trusting = waits(SHIPPED, crowd(trust=255))[0]
    assert trusting.mean() > 1.9 * calm.mean()
