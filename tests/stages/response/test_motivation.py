"""A price replaces a norm: how far motivation goes while there is a price, and how it returns."""

import math

import numpy as np
import pytest
from pytest import approx

from socialcredit.compile.response import kinds_of
from socialcredit.stages.response.contract import NEVER_THERE, TOLD_BEFORE
from socialcredit.stages.response.mechanisms import Chosen, rows_kept
from socialcredit.stages.response.motivation import MECHANISM, Motivation, bound
from tests.stages.response.around import live, rows_of, surroundings

MANY, WEEK = 3_000, 12 / 52
KINDS = kinds_of(
    [
        {"deed": "late", "sign": "bad"},
        {"deed": "theft", "sign": "bad"},
        {"deed": "petition", "sign": "watched"},
        {"deed": "gift", "sign": "good"},
    ]
)


def settings(kappa=0.9, tau_in=0.7, tau_out=math.inf, strength=1.0, words=("late", "gift")):
    return bound(Motivation(strength, {"norm": [*words]}, {"norm": kappa}, tau_in, tau_out), KINDS)


def shares(start=0.0, known=1):
    """Rows of people of whom everybody has gone this share of the way."""
    step = np.full(MANY, round(start * 255), np.uint8)
    return rows_of(MANY, known=known) | {"motive_1": step}


def lived(rows, told, around=None, months=1.0):
    live(MECHANISM, told, surroundings(MANY) if around is None else around, rows, months)
    return rows["motive_1"].mean() / 255


UNPAID = {"priced": np.zeros((1, 4, 1), np.uint8)}
NOISE = 4 * 0.5 / 255 / MANY**0.5 + 1e-4


def test_while_paid_it_goes_exponentially_towards_kappa():
    rows = shares()
    assert lived(rows, settings()) == approx(1 - math.exp(-1 / 0.7), abs=NOISE)
    assert rows["motive_1"].std() <= 0.51, "up or down by one step"


def test_after_the_price_it_returns_where_it_does_and_else_never():
    end = surroundings(MANY, **UNPAID)
    assert lived(shares(0.8), settings(tau_out=6.0), end) == approx(
        0.8 * math.exp(-1 / 6), abs=NOISE
    )
    assert lived(shares(0.8), settings(), end) == 0.8


def test_four_weekly_steps_are_one_of_four_weeks():
    weekly, whole = shares(), shares()
    for week in range(4):
        lived(weekly, settings(), surroundings(MANY, month=3 + week), WEEK)
    assert weekly["motive_1"].mean() / 255 == approx(
        lived(whole, settings(), months=4 * WEEK), abs=3 * NOISE
    )


@pytest.mark.parametrize(
    "spared",
    [
        {"priced": np.zeros((1, 4, 1), np.uint8)},
        {"priced": np.array([[[0], [1], [1], [0]]], np.uint8)},
        {"priced_for": np.zeros((1, MANY), np.uint8)},
        {"priced": np.full((1, 4, 1), 2, np.uint8)},
    ],
    ids=["no price here", "a price on other kinds", "not scored", "a scheme of which nobody heard"],
)
def test_only_a_price_here_on_a_kind_of_the_group_of_whom_it_scores_and_who_knows(spared):
    assert lived(shares(), settings(), surroundings(MANY, **spared)) == 0.0
    assert lived(shares(), settings()) > 0.0


def test_bad_deeds_rise_and_good_ones_fall_with_a_kappa_above_nought_and_the_reverse():
    for kappa in (0.9, -0.2):
        told = settings(kappa)
        curve, weight = MECHANISM.terms[0].curve(told), MECHANISM.terms[0].weighs(told, KINDS)
        assert curve[0] == 0 and curve[255] == approx(-kappa)
        assert (curve[255] * weight).tolist() == approx([kappa, 0.0, 0.0, -kappa])
    assert not MECHANISM.terms[0].curve(settings(strength=0.0)).any()


def test_who_knows_of_a_rule_older_than_the_run_has_had_its_price_since_it_began():
    old = surroundings(MANY, month=0, announced=np.full((1, 1), 3))
    assert lived(shares(), settings(tau_in=2.0), old) == approx(1 - math.exp(-1.5), abs=NOISE)
    new = surroundings(MANY, month=0, announced=np.zeros((1, 1), np.int64))
    assert lived(shares(), settings(), new) == 0.0
    gone = surroundings(MANY, month=5, announced=np.full((1, 1), TOLD_BEFORE))
    assert lived(shares(), settings(), gone) > 0.0
    assert NEVER_THERE < TOLD_BEFORE


def test_only_as_many_bytes_as_groups():
    assert rows_kept([Chosen(MECHANISM, settings())]) == ("motive_1",)
    assert len(Chosen(MECHANISM, settings()).terms) == 1
    assert rows_kept([Chosen(MECHANISM, Motivation())]) == ()
