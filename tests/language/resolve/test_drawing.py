"""A draw is a function of parameter seed, name and number: a new doubt moves no other."""

import random

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.resolve.doubts import doubts_of
from socialcredit.language.resolve.draw_asked import draw_of
from socialcredit.language.resolve.drawing import drawn, quantile
from socialcredit.language.resolve.inputs import (
    as_told,
    from_told,
    resolve,
    resolve_whole,
    written_of,
)
from socialcredit.language.resolve.loading import load_scenario
from tests.engine.towns import mechanisms_off, town


@pytest.fixture(scope="module")
def doubts():
    """Those of a town under Rongcheng's rules."""
    return doubts_of(*written_of(town()).whole)


def test_a_doubt_more_or_less_moves_no_other(doubts):
    every = drawn(doubts, 1, 7)
    for left_out in doubts:
        fewer = drawn([one for one in doubts if one != left_out], 1, 7)
        assert fewer == [change for change in every if change not in set(drawn([left_out], 1, 7))]
    mixed = list(doubts)
    random.Random(1).shuffle(mixed)
    assert sorted(drawn(mixed, 1, 7)) == sorted(every)


def test_quantiles_are_even_and_never_at_an_end():
    seen = [quantile("a name", 3, number) for number in range(1, 2001)]
    assert len({*seen}) == len(seen) and 0 < min(seen) and max(seen) < 1
    for part in range(10):
        assert 150 < sum(part / 10 <= one < (part + 1) / 10 for one in seen) < 250
    assert quantile("a name", 3, 1) == pytest.approx(0.178822978, abs=1e-9)  # for ever


def test_seed_number_and_name_each_make_another_draw(doubts):
    draws = [drawn(doubts, seed, number) for seed in (1, 2) for number in (1, 2)]
    assert len({tuple(one) for one in draws}) == len(draws)
    assert draws[0] == drawn(doubts, 1, 1)


def test_draw_nought_is_what_is_written(doubts):
    assert drawn(doubts, 1, 0) == [] and draw_of(town(), [], 0, 1) is None


def test_a_draw_stays_within_its_ranges(doubts):
    for number in range(1, 30):
        found = resolve(town(), given=drawn(doubts, 1, number)).beliefs.behaviour
        standing = next(one for one in found.mechanisms if one.mechanism == "value-of-standing")
        assert 0 < standing.strength < 0.6


def test_ones_own_changes_come_last():
    change = "assumptions.behaviour.value-of-standing.strength=0.9"
    inputs = resolve_whole(town(), [change], draw=draw_of(town(), [change], 7, 1))
    standing = next(
        o for o in inputs.beliefs.behaviour.mechanisms if o.mechanism == "value-of-standing"
    )
    assert standing.strength == 0.9 and inputs.changes == (change,)
    assert inputs.given == inputs.draw.changes


def test_a_draw_is_laid_under_alternatives():
    """`fast-appeal` tells everybody: a notice that is drawn is not to undo that."""
    change = "schemes.rongcheng.procedure.notice.chance=0.2"
    with_it = town(alternatives=("fast-appeal",))
    assert resolve(with_it, given=[change]).schemes[0].procedure[0].notice.chance > 0.2
    assert resolve(with_it, [change]).schemes[0].procedure[0].notice.chance == 0.2


def test_what_is_switched_off_by_a_change_is_not_drawn():
    draw = draw_of(town(), ["responses.value-of-standing=false"], 7, 1)
    assert draw and not any("value-of-standing" in change for change in draw.changes)
    on = draw_of(town(), ["responses.chilling=true"], 7, 1)
    assert any("chilling" in change for change in on.changes)


def test_where_nothing_is_in_doubt_nothing_can_be_drawn(tmp_path):
    every = "\n".join(f"  - {{mechanism: {name}, doubt: []}}" for name in mechanisms_off())
    (tmp_path / "sure.yaml").write_text(f"extends: behaviour.yaml\nmechanisms:\n{every}\n")
    files = {"behaviour": str(tmp_path / "sure.yaml")}
    if doubts_of(*written_of(town(assumptions=files)).whole):
        pytest.skip("other files say how far off they may be")
    with pytest.raises(SocialCreditError, match="nothing that the scenario"):
        draw_of(town(assumptions=files), [], 7, 1)


def test_a_folder_keeps_its_draw():
    inputs = resolve_whole(load_scenario("small-town"), [], draw=draw_of(town(), [], 7, 2))
    assert from_told(as_told(inputs)) == inputs and inputs.draw.parameter_seed == 2
    assert inputs.command == "socialcredit run small-town --draw 7 --parameter-seed 2"
    older = {key: value for key, value in as_told(inputs).items() if key != "draw"}
    assert from_told(older).draw is None
