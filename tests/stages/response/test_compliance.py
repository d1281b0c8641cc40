"""What it costs to comply against what a fault is expected to cost: the choice, and its table."""

import numba
import numpy as np
import pytest
from pytest import approx

from socialcredit.compile.response import compile_terms
from socialcredit.core.columns import new_mind
from socialcredit.stages.response.compliance import MECHANISM, Compliance, curve
from socialcredit.stages.response.mechanisms import Chosen
from socialcredit.stages.response.terms import A_GRADE, A_RECORD, THE_FIRM, moved_by
from socialcredit.stages.society.deeds import UNIT
from socialcredit.stages.society.people import empty
from tests.stages.response.test_every_mechanism import KINDS, settings_of

SHIPPED = settings_of("compliance")
THEFT, RAGE, PETITION, GIFT = range(4)
KNOWN = Compliance(
    strength=1.0, baseline=0.1, alike=1.5, fine=(100.0, 200.0, 300.0, 400.0, 500.0),
    grade=(1000.0,) * 5, firm=(50_000.0,) * 5, cost=(200.0, 400.0, 600.0, 800.0, 1000.0),
)  # fmt: skip


@numba.njit
def moved(terms, mind, people, i, kind, stake):
    return moved_by(terms, 0, mind, people, i, kind, stake, 0)


def done(settings, belief, trait=127.5, size=0, stake=A_RECORD):
    """The share of such deeds still done, by the formula of the mechanism."""
    at_stake = (0.0, settings.grade[size], settings.grade[size] + settings.firm[size])[stake]
    cost, fine = settings.cost[size] * trait / 127.5, settings.fine[size]
    first = (settings.baseline * fine / cost) ** settings.alike
    now = (belief * (fine + at_stake) / cost) ** settings.alike
    return min(((1 + first) / (1 + now)) ** settings.strength, 1.0)


def weighed(settings, belief, trait=128, size=0, stake=A_RECORD, kind=PETITION):
    """The same by the tables that a run holds a deed against, for a belief in steps of a byte."""
    people, mind = empty(3), new_mind(3)
    people.shame[1], people.fifth[1], mind.belief[1] = trait, size, round(belief * 255)
    terms = compile_terms([Chosen(MECHANISM, settings)], KINDS, 255)
    return np.exp(moved(terms, mind, people, 1, kind, stake) / UNIT)


@pytest.mark.parametrize("belief", [0.1, 0.2, 0.6, 1.0])
@pytest.mark.parametrize("trait", [20, 128, 250])
@pytest.mark.parametrize(("size", "stake"), [(0, A_RECORD), (2, A_GRADE), (4, THE_FIRM)])
def test_the_tables_say_what_the_choice_says(belief, trait, size, stake):
    bad = KINDS._replace(deterrable=np.ones(len(KINDS.deed)))
    people, mind = empty(1), new_mind(1)
    people.shame[0], people.fifth[0], mind.belief[0] = trait, size, round(belief * 255)
    terms = compile_terms([Chosen(MECHANISM, KNOWN)], bad, 255)
    found = np.exp(moved(terms, mind, people, 0, THEFT, stake) / UNIT)
    assert found == approx(done(KNOWN, round(belief * 255) / 255, trait, size, stake), rel=0.03)


def test_at_the_belief_before_any_scheme_all_is_done_and_never_more():
    assert done(KNOWN, 0.1) == 1 and weighed(KNOWN, 0.1, kind=THEFT) == approx(1, abs=0.01)
    assert weighed(KNOWN, 0.02, kind=THEFT) == 1


def test_a_loss_twice_as_large_moves_as_a_belief_twice_as_large():
    twice = KNOWN._replace(grade=KNOWN.fine)  # so that a grade at stake doubles what is lost
    one = weighed(twice, 0.4, kind=THEFT)
    assert one == approx(weighed(twice, 0.2, stake=A_GRADE, kind=THEFT), rel=0.02)
    assert one < weighed(twice, 0.2, kind=THEFT)


def test_the_more_is_at_stake_and_the_less_it_costs_the_more_is_left_undone():
    by_stake = [weighed(KNOWN, 0.3, stake=stake, kind=THEFT) for stake in range(3)]
    assert by_stake[0] > by_stake[1] > by_stake[2] > 0
    by_cost = [weighed(KNOWN, 0.6, trait=trait, kind=THEFT) for trait in (30, 128, 250)]
    assert by_cost[0] < by_cost[1] < by_cost[2] < 1


def test_who_cannot_be_deterred_and_who_does_good_weighs_nothing():
    assert weighed(KNOWN, 1.0, stake=THE_FIRM, kind=RAGE) == 1
    assert weighed(KNOWN, 1.0, stake=THE_FIRM, kind=GIFT) == 1
    assert weighed(KNOWN, 1.0, stake=THE_FIRM, kind=PETITION) == 1, "lawful deeds are chilling's"


def test_its_curve_is_that_of_the_first_size_with_only_the_fine_at_stake():
    steps = np.array([26, 100, 255])
    assert np.exp(curve(KNOWN))[steps] == approx([done(KNOWN, step / 255) for step in steps])


def test_as_shipped_a_grade_at_stake_takes_off_as_much_as_customers_who_saw_it_did():
    """Deductions fell by 12 to 14 % in Louisville, and those of small restaurants are meant."""
    without = done(SHIPPED, 0.5)
    assert done(SHIPPED, 0.5, stake=A_GRADE) / without == approx(0.87, abs=0.01)
