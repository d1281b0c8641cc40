"""Licensing: for a month after a credit bad deeds come easier, and then no longer."""

import math

import numpy as np
import pytest
from pytest import approx

from socialcredit.compile.response import kinds_of
from socialcredit.stages.response.licensing import MECHANISM, Licensing
from tests.stages.response.around import felt, live, rows_of, surroundings

CREDITED, NOTHING = (np.full(100, felt(credited=n), np.uint8) for n in (1, 0))


def lived(*months, step=1.0):
    """Whether people are licensed after each of these steps."""
    rows, found = rows_of(100) | {"licensed": np.zeros(100, np.uint8)}, []
    for number, events in enumerate(months):
        live(MECHANISM, Licensing(0.3), surroundings(100, felt=events, month=number), rows, step)
        found.append(bool(rows["licensed"].all()))
    return found


@pytest.mark.parametrize(("step", "lasts"), [(1.0, 1), (0.5, 2), (0.25, 4)])
def test_it_stands_for_a_month_after_a_credit_in_steps_of_any_length(step, lasts):
    assert lived(CREDITED, *[NOTHING] * 5, step=step) == [True] * lasts + [False] * (6 - lasts)
    assert not any(lived(NOTHING, NOTHING))


def test_it_is_the_logit_of_so_many_standard_deviations_and_nought_as_shipped():
    curve = MECHANISM.terms[0].curve(Licensing(0.3))
    assert curve[0] == 0 and curve[255] == approx(0.3 * math.pi / math.sqrt(3))
    assert not MECHANISM.terms[0].curve(Licensing()).any()


def test_it_is_of_bad_deeds_alone():
    kinds = kinds_of([{"deed": s, "sign": s} for s in ("bad", "hidden-bad", "watched", "good")])
    assert MECHANISM.terms[0].weight(kinds).tolist() == [1, 1, 0, 0]
