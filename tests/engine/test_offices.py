"""The office that decides disputes: as many cases as its residents give it, and no more."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialcredit.engine.collect import gathered
from socialcredit.engine.offices import capacity
from socialcredit.engine.preparing import prepared
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scheme
from tests.engine.paired import lived
from tests.engine.towns import SHARP, town

SCHEMES = [load_scheme("rongcheng"), load_scheme("shenzhen")]
FIRST = date(2018, 1, 1)
TURNS = st.fractions(0, Fraction(99, 100), max_denominator=1000)
MANY = [
    "schemes.rongcheng.procedure.notice.chance=1",
    "assumptions.behaviour.dispute.right=1",
    "schemes.rongcheng.procedure.finds.right=0.5",
]


def a_month(scheme, residents):
    """Cases a month that the rule gives an office of so many residents."""
    office = scheme.procedure[0].office
    return Fraction(office.decisions) * residents / office.residents


@given(st.integers(1, 2_000_000), st.integers(1, 120), TURNS)
def test_in_the_long_run_an_office_decides_what_its_rate_says(residents, months, turn):
    decided = sum(capacity(SCHEMES, residents, FIRST, n, turn) for n in range(months))
    for s, scheme in enumerate(SCHEMES):
        assert abs(decided[s] - a_month(scheme, residents) * months) < 1


@given(st.integers(1, 20_000), st.integers(0, 120))
def test_many_small_places_decide_together_what_one_large_one_would(residents, month):
    places = 31
    turns = [Fraction(2 * p + 1, 2 * places) for p in range(places)]
    together = sum(capacity(SCHEMES, residents, FIRST, month, turn) for turn in turns)
    for s, scheme in enumerate(SCHEMES):
        assert abs(together[s] - places * a_month(scheme, residents)) <= 1


@pytest.mark.parametrize("rate", [20, 300])
def test_where_all_dispute_the_office_decides_as_many_as_it_can(rate):
    sets = [*SHARP[:1], *MANY, f"schemes.rongcheng.procedure.office.decisions={rate}"]
    asked = town(people=2000, starts=date(2018, 1, 1), ends=date(2018, 12, 31), twin=None)
    inputs = resolve(asked, sets)
    per = inputs.schemes[0].procedure[0].office.residents
    setup = prepared(inputs, 1)
    tables = gathered(setup, [lived(setup).world.collected])
    decided = tables["appeals"]["decided"].sum()
    assert tables["appeals"]["queue"][-1] > 0, "the office has too little to do"
    assert abs(decided - rate * 2000 * 12 / per) <= 1 + 2 * rate * 2000 / per
