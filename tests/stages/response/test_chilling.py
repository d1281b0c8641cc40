"""How much of what is watched, and lawful, is left undone, by whom, and how much of it stays."""

import numpy as np
import pytest
from pytest import approx

from socialcredit.stages.response.chilling import MECHANISM, Chilling
from socialcredit.stages.response.contract import NEVER_THERE, ONCE_RULED
from tests.stages.response.around import live, rows_of, surroundings

FEARS = Chilling(strength=0.25, stays=0.4)


def done(settings, belief, worn):
    """The chance that a watched deed is done all the same, of average trust under a known rule."""
    first, last = (term.curve(settings) for term in MECHANISM.terms)
    return float(np.exp(first[round(belief * 255)] + last[round(worn * 255)]))


@pytest.mark.parametrize("stays", [0.0, 0.4, 1.0])
def test_belief_of_three_tenths_leaves_a_quarter_of_watched_deeds_undone(stays):
    settings = Chilling(strength=0.25, stays=stays)
    # 3 ** -0.25 = 0.7598, whatever share of it will stay
    assert done(settings, 77 / 255, 77 / 255) == approx(0.7598, abs=0.002)
    assert done(settings, 0.05, 0.0) == 1, "below the belief before any scheme nobody holds back"


def test_when_belief_returns_the_share_of_the_fall_that_stays_is_left():
    for stays, left in ((0.0, 1.0), (0.4, 3**-0.1), (1.0, 3**-0.25)):
        settings = Chilling(strength=0.25, stays=stays)
        assert done(settings, 0.09, 77 / 255) == approx(left, abs=0.002)


def test_who_trusts_more_falls_silent_and_the_average_is_one():
    assert [term.trait for term in MECHANISM.terms] == ["trust", "trust"]
    assert MECHANISM.terms[1].acts == ONCE_RULED, "what stays outlasts the rule"


def test_switched_off_nothing_is_left_undone():
    assert done(Chilling(), 0.9, 0.9) == 1


def lived(beliefs, rows=None, **changes):
    rows = rows or rows_of(256)
    for month, belief in enumerate(beliefs):
        rows["belief"][:] = round(belief * 255)
        live(MECHANISM, FEARS, surroundings(256, month=month, **changes), rows)
    return rows["worn"]


def test_worn_is_the_highest_belief_held_under_a_rule_of_watched_deeds():
    assert (lived([0.2, 0.6, 0.1]) == round(0.6 * 255)).all()


@pytest.mark.parametrize(
    "never", [
        {"watches": np.zeros(1, np.uint8)}, {"subject": np.zeros((1, 256), np.uint8)},
        {"announced": np.full((1, 1), NEVER_THERE)}, {"rows": rows_of(256, known=0)},
    ],
)  # fmt: skip
def test_nobody_is_worn_by_what_is_not_watched_not_about_them_not_in_force_or_not_known(never):
    assert not lived([0.9], **never).any()
