"""Every mechanism keeps the contract: neutral at nought, monotone, exact in the mean, any step."""

import numpy as np
import pytest
from pytest import approx

from socialcredit.compile.response import kinds_of
from socialcredit.engine.preparing import prepared
from socialcredit.engine.world import begin
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_beliefs, load_scenario
from socialcredit.stages.response.contract import ALWAYS, AT_STAKE, MIND, NAMED, UNDER_A_RULE
from socialcredit.stages.response.mechanisms import MECHANISMS
from tests.engine.towns import mechanisms_off, town
from tests.stages.response.around import felt, live, rows_of, surroundings

MANY = 60_000
FILES = (resolve(load_scenario("tax-credit")).beliefs, load_beliefs())
WRITTEN = {one.mechanism: one for file in FILES for one in file.behaviour.mechanisms}
KINDS = kinds_of(
    [
        {"deed": "theft", "sign": "bad", "deterrable": 0.5},
        {"deed": "rage", "sign": "bad", "deterrable": 0.0},
        {"deed": "petition", "sign": "watched"},
        {"deed": "gift", "sign": "good"},
        {"deed": "arrears", "sign": "bad", "group": "money", "size": {"unit": "yuan"}},
    ]
)
RAISE = ("strain",)  # mechanisms whose terms move people to deeds
WITH_TERMS = [name for name, one in MECHANISMS.items() if one.terms]
MONTHLY = [name for name, one in MECHANISMS.items() if one.monthly]


def settings_of(name, **changes):
    """As the shipped file has them."""
    known = MECHANISMS[name].settings._fields
    given = {"strength": WRITTEN[name].strength, **WRITTEN[name].parameters}
    return MECHANISMS[name].settings(**{k: v for k, v in given.items() if k in known} | changes)


def own_rows(name, residents):
    """The rows that a mechanism keeps beside those that everybody has, nothing in them yet."""
    own = set(MECHANISMS[name].rows) - set(MIND)
    return {row: np.zeros(residents, np.uint8) for row in own}


@pytest.mark.parametrize("name", WITH_TERMS)
def test_at_a_strength_of_nought_no_deed_is_weighed(name):
    for term in MECHANISMS[name].terms:
        assert not term.curve(settings_of(name, strength=0.0)).any()
        assert not term.curve(MECHANISMS[name].settings()).any(), "nought is what is left out"


@pytest.mark.parametrize("name", WITH_TERMS)
def test_the_stronger_and_the_higher_the_byte_the_less_is_done(name):
    for term in MECHANISMS[name].terms:
        weak, strong = (term.curve(settings_of(name, strength=s)) for s in (0.2, 0.4))
        if name in RAISE:
            weak, strong = -weak, -strong
        assert (strong <= weak).all() and (strong < weak).any() and (weak <= 0).all()
        assert (np.diff(weak) <= 0).all()


@pytest.mark.parametrize("name", WITH_TERMS)
def test_good_deeds_and_those_from_which_nobody_is_deterred_have_no_weight(name):
    for term in MECHANISMS[name].terms:
        weight = term.weight(KINDS)
        assert weight.shape == (5,) and weight.max() <= 1
        assert weight[1] == weight[3] == 0 < weight.sum()
        assert term.acts in (ALWAYS, UNDER_A_RULE, AT_STAKE, NAMED)


@pytest.mark.parametrize("name", MONTHLY)
def test_at_a_strength_of_nought_nobody_makes_an_effort(name):
    rows = rows_of(100, belief=0.4, pays=1.0) | own_rows(name, 100)
    assert not live(
        MECHANISMS[name], settings_of(name, strength=0.0), surroundings(100), rows
    ).any()


@pytest.mark.parametrize("name", MONTHLY)
def test_rows_of_others_and_what_happened_stay_as_they_are(name):
    around, rows = surroundings(100, felt=np.full(100, felt(1, 2, 1))), rows_of(100, 0.4, pays=0.6)
    rows |= own_rows(name, 100)
    before = {key: column.copy() for key, column in rows.items()}
    live(MECHANISMS[name], settings_of(name), around, rows)
    for key in set(MIND) - set(MECHANISMS[name].rows):
        assert np.array_equal(before[key], rows[key])
    assert (around.felt == felt(1, 2, 1)).all() and not around.effort.any()


TRIED = 102 * 30 / 2048  # deeds made up in a month, as the byte of effort has them
EXACT = {
    # belief .5: two notices, three more deeds unseen, and .12 of the way back to .1
    "perceived-risk": ("belief", 0.5, felt(notices=2, deeds=5), 0,
                       lambda b: 0.1 + (((1 - (1 - b) * 0.7**2) * 0.98**3) - 0.1) * 0.88),
    # pays .8: one deed credited of some one and a half; a fifth of the way for each of them
    "offsetting": ("pays", 0.8, felt(credited=1), 102,
                   lambda p: p * 0.8**TRIED + (1 - 0.8**TRIED) / TRIED),
}  # fmt: skip


@pytest.mark.parametrize("name", EXACT)
def test_the_mean_of_the_bytes_is_that_of_exact_arithmetic(name):
    row, share, month, tried, exact = EXACT[name]
    start = round(share * 255) / 255
    rows = rows_of(MANY, **{row: share})
    effort = np.full(MANY, tried, np.uint8)
    around = surroundings(MANY, felt=np.full(MANY, month), effort=effort)
    live(MECHANISMS[name], settings_of(name), around, rows)
    assert rows[row].mean() / 255 == approx(exact(start), abs=4 * 0.5 / 255 / MANY**0.5 + 2e-4)
    assert 0 < rows[row].std() <= 0.51, "up or down by one step"


@pytest.mark.parametrize("name", EXACT)
def test_two_half_steps_are_one(name):
    row, share, month, tried, _ = EXACT[name]
    effort = np.full(MANY, tried, np.uint8)
    around = surroundings(MANY, felt=np.full(MANY, month), effort=effort)
    quiet = around._replace(felt=np.zeros(MANY, np.uint8), effort=np.zeros(MANY, np.uint8), month=4)
    whole, halves = rows_of(MANY, **{row: share}), rows_of(MANY, **{row: share})
    live(MECHANISMS[name], settings_of(name), around, whole)
    for step in (around, quiet):
        live(MECHANISMS[name], settings_of(name), step, halves, months=0.5)
    assert halves[row].mean() == approx(whole[row].mean(), abs=8 * 0.5 / MANY**0.5)


def test_a_mechanism_that_is_off_keeps_no_bytes():
    """Six columns a resident whichever is on; more only for mechanisms that keep rows."""
    off, on = (
        begin(prepared(resolve(town(people=300, responses=r)), 1), 0)
        for r in (mechanisms_off(), {})
    )
    assert off.mind.rows.size == on.mind.rows.size == 1 and off.shared.size == 0
    assert off.mind.refused.size == on.mind.refused.size == off.mind.shied.size == 1
