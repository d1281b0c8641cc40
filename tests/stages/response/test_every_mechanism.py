"""Every mechanism keeps the contract: neutral at nought, monotone, exact in the mean, any step.

One that is added is taken in by its name in MECHANISMS. Where it keeps bytes, a month in which they
move has to be worked out by hand: `cases.py`.
"""

import numpy as np
import pytest
from pytest import approx

from socialcredit.compile.response import kinds_of
from socialcredit.engine.preparing import prepared
from socialcredit.engine.world import begin
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_beliefs, load_scenario
from socialcredit.stages.response import contract, terms
from socialcredit.stages.response.contract import MIND
from socialcredit.stages.response.mechanisms import MECHANISMS
from tests.engine.towns import mechanisms_off, town
from tests.stages.response.around import felt, live, rows_of, surroundings
from tests.stages.response.cases import KEEPING, TOGETHER, crowd_of, month_of

MANY = 60_000
FILES = (resolve(load_scenario("tax-credit")).beliefs, load_beliefs())
WRITTEN = {one.mechanism: one for file in FILES for one in file.behaviour.mechanisms}
KINDS = kinds_of(
    [
        {"deed": "theft", "sign": "bad", "deterrable": 0.5},
        {"deed": "rage", "sign": "bad", "deterrable": 0.0},
        {"deed": "petition", "sign": "watched"},
        {"deed": "gift", "sign": "good"},
        {"deed": "kindness", "sign": "hidden-good"},
        {"deed": "arrears", "sign": "bad", "group": "money", "size": {"unit": "yuan"}},
    ]
)
WITH_TERMS = [name for name, one in MECHANISMS.items() if one.terms]
MONTHLY = [name for name, one in MECHANISMS.items() if one.monthly]


def settings_of(name, **changes):
    """As the shipped file has them."""
    known = MECHANISMS[name].settings._fields
    given = {"strength": WRITTEN[name].strength, **WRITTEN[name].parameters}
    made = MECHANISMS[name].settings(**{k: v for k, v in given.items() if k in known} | changes)
    return MECHANISMS[name].bound(made, KINDS) if MECHANISMS[name].bound else made


@pytest.mark.parametrize("name", MECHANISMS)
def test_every_mechanism_has_a_block_in_a_shipped_file(name):
    assert name in WRITTEN, (
        "assumptions/behaviour.yaml says its strength and how far it is in doubt"
    )


@pytest.mark.parametrize("name", WITH_TERMS)
def test_at_a_strength_of_nought_no_deed_is_weighed(name):
    for term in MECHANISMS[name].terms:
        assert not term.curve(settings_of(name, strength=0.0)).any()
        assert not term.curve(MECHANISMS[name].settings()).any(), "nought is what is left out"


@pytest.mark.parametrize("name", WITH_TERMS)
def test_the_stronger_the_further_a_term_moves_and_along_its_byte_it_turns_nowhere(name):
    for term in MECHANISMS[name].terms:
        weak, strong = (term.curve(settings_of(name, strength=s)) for s in (0.2, 0.4))
        assert weak.shape == (256,) and (np.sign(weak) == np.sign(strong)).all()
        assert (abs(strong) >= abs(weak)).all() and (abs(strong) > abs(weak)).any()
        steps = np.diff(weak)
        assert (steps <= 0).all() or (steps >= 0).all()


@pytest.mark.parametrize("name", WITH_TERMS)
def test_a_weight_is_a_share_and_nobody_is_deterred_from_what_earns_or_cannot_be_deterred(name):
    moved = False
    for term in MECHANISMS[name].terms:
        weight = term.weighs(settings_of(name), KINDS) if term.weighs else term.weight(KINDS)
        assert weight.shape == (len(KINDS.deed),) and abs(weight).max() <= 1
        moved |= bool(weight.any())
        assert term.acts in whens()
        if not term.weighs and (term.curve(settings_of(name, strength=0.4)) <= 0).all():
            rage, gift = KINDS.deed.index("rage"), KINDS.deed.index("gift")
            assert weight[rage] == weight[gift] == 0
    assert moved, "it weighs on some kind"


def whens():
    """When a term may act, as the contract names it."""
    return {getattr(terms, name) for name in contract.__all__}


@pytest.mark.parametrize("name", WITH_TERMS)
def test_a_term_reads_only_rows_that_its_mechanism_keeps_or_names(name):
    one = MECHANISMS[name]
    for term in one.terms:
        assert term.byte in ("", *one.rows, *one.reads)


@pytest.mark.parametrize("name", MONTHLY)
def test_at_a_strength_of_nought_nobody_makes_an_effort(name):
    rows = rows_of(100, belief=0.4, pays=1.0)
    assert not live(
        MECHANISMS[name], settings_of(name, strength=0.0), surroundings(100), rows
    ).any()


@pytest.mark.parametrize("name", MONTHLY)
def test_rows_of_others_and_what_happened_stay_as_they_are(name):
    around, rows = surroundings(100, felt=np.full(100, felt(1, 2, 1))), rows_of(100, 0.4, pays=0.6)
    before = {key: column.copy() for key, column in rows.items()}
    live(MECHANISMS[name], settings_of(name), around, rows)
    for key in set(rows) - set(MECHANISMS[name].rows):
        assert np.array_equal(before[key], rows[key]), key
    assert (around.felt == felt(1, 2, 1)).all() and not around.effort.any()


@pytest.mark.parametrize("name", KEEPING)
def test_the_mean_of_the_bytes_is_that_of_exact_arithmetic(name):
    month = month_of(name)
    before = month.read(np.array([float(month.start)]))[0]
    after = month.lived(name, settings_of(name, **month.settings), MANY, 1)
    room = 4 * month.spread / MANY**0.5 + 2e-4
    assert after.mean() == approx(month.exact, abs=room)
    assert month.exact != approx(before, abs=2 * room), "a month in which nothing moves"
    assert after.std() <= month.spread + 1e-9, "up or down by one step"


@pytest.mark.parametrize("name", KEEPING)
def test_two_half_steps_are_one(name):
    month = month_of(name)
    settings = settings_of(name, **month.settings)
    whole, halves = (month.lived(name, settings, MANY, steps) for steps in (1, 2))
    assert halves.mean() == approx(whole.mean(), abs=8 * month.spread / MANY**0.5 + 1e-9)


@pytest.mark.parametrize("name", TOGETHER)
def test_of_a_community_the_mean_is_that_of_exact_arithmetic_and_two_half_steps_are_one(name):
    crowd, settings = crowd_of(name), settings_of(name)
    whole, halves = (crowd.lived(name, settings, MANY, steps) for steps in (1, 2))
    room = 4 * 0.51 / MANY**0.5
    assert crowd.exact != approx(crowd.start, abs=2 * room), "a month in which nothing moves"
    assert whole[0].mean() == approx(crowd.exact, abs=room)
    assert whole[0].std() <= 0.51, "up or down by one step"
    assert halves[0].mean() == approx(whole[0].mean(), abs=2 * room)
    assert halves[1].mean() == approx(whole[1].mean(), rel=1e-6)


@pytest.mark.parametrize("name", TOGETHER)
def test_of_a_community_nought_is_neutral_and_the_stronger_the_more(name):
    none, weak, strong = (
        crowd_of(name).lived(name, settings_of(name, strength=s), 10, 1)[1] for s in (0, 0.1, 0.2)
    )
    assert not none.any() and (0 < weak).all() and (weak < strong).all()
    left_out = crowd_of(name).lived(name, MECHANISMS[name].settings(), 10, 1)[1]
    assert not left_out.any(), "nought is what is left out"


def begun(**responses):
    """A town in which these responses are on, and its world on the first morning."""
    switches = {**mechanisms_off(), **responses}
    setup = prepared(resolve(town(people=300, responses=switches)), 1)
    return setup, begin(setup, 0)


def size_of(mind):
    """Bytes of all that minds hold, by column."""
    return {name: column.nbytes for name, column in zip(mind._fields, mind, strict=True)}


@pytest.fixture(scope="module")
def nobody_responds():
    return begun()[1]


def test_with_all_off_minds_have_six_columns_and_the_world_nothing_shared(nobody_responds):
    sizes = size_of(nobody_responds.mind)
    assert sum(many == 300 for many in sizes.values()) == 6
    assert sum(many for many in sizes.values() if many != 300) <= 8, "a row for nobody each"
    assert nobody_responds.shared.size == 0


@pytest.mark.parametrize("name", [name for name in MECHANISMS if name in mechanisms_off()])
def test_a_mechanism_that_is_on_keeps_its_own_bytes_and_no_more(name, nobody_responds):
    setup, world = begun(**{name: True})
    (own,) = setup.responses.chosen
    rows = [row for row in own.rows if row not in MIND]
    more = sum(size_of(world.mind).values()) - sum(size_of(nobody_responds.mind).values())
    asked = sum(bool(getattr(MECHANISMS[name], ask, None)) for ask in ASKS)
    assert len(rows) * 300 - 8 <= more <= (len(rows) + asked) * 300
    assert len(world.shared) == len(own.mechanism.shared)


ASKS = ("visits", "refusals", "names", "treats")  # each a byte of what happened in the month
