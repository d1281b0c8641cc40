"""Lenders' thresholds, and what they do to scores: the published numbers, and why they hold."""

from dataclasses import replace

import numpy as np
import pytest

from socialcredit.experiments.behaviour import lending
from socialcredit.stages.lending.thresholds import (
    LOWEST,
    harm_threshold,
    lent,
    moves,
    outcome_curve,
    retrained,
    taking,
)


@pytest.fixture(scope="module")
def who():
    return lending.applicants()


def test_every_published_number_of_delayed_impact_and_re_training_is_met():
    rows = lending.rows()
    assert len(rows) == 3 * 3 * 2 + 2 * 3 + 1 + 2
    assert [row["what"] for row in rows if not row["pass"]] == []


def test_the_groups_are_those_of_the_tables(who):
    assert who.weight == pytest.approx([0.12066905, 0.87933095])
    assert (who.mass * who.score).sum(axis=1) == pytest.approx([515.81, 651.31], abs=0.01)
    assert (who.mass * who.repays).sum(axis=1) == pytest.approx([0.3366, 0.7587], abs=1e-4)


@pytest.mark.parametrize(
    ("policy", "profit", "found"),
    [("MaxProfit", 0.4574, (0.4496, 0.8335)), ("DemParity", 0.3355, (0.9239, 0.7367)),
     ("EqOpp", 0.4305, (0.7913, 0.7913))],
)  # fmt: skip
def test_profit_and_who_is_found_are_as_published(who, policy, profit, found):
    told = lent(who, policy)
    assert told.profit == pytest.approx(profit, abs=1e-4)
    assert told.found == pytest.approx(found, abs=1e-4)


def test_no_condition_earns_most_and_dearer_losses_make_lenders_stricter(who):
    profits = [lent(who, policy).profit for policy in ("MaxProfit", "EqOpp", "DemParity")]
    assert profits == sorted(profits, reverse=True)
    for policy in ("MaxProfit", "EqOpp", "DemParity"):
        mild, strict = lent(who, policy), lent(who, policy, loss=-10.0)
        assert (strict.threshold > mild.threshold).all()
        assert (strict.accepted < mild.accepted).all()


def test_equal_shares_are_equal_at_any_loss(who):
    for loss in (-2.0, -7.0, -10.0):
        parity, chance = lent(who, "DemParity", loss=loss), lent(who, "EqOpp", loss=loss)
        assert parity.accepted[0] == pytest.approx(parity.accepted[1], abs=1e-9)
        assert chance.found[0] == pytest.approx(chance.found[1], abs=1e-9)


def test_nobody_falls_below_the_lowest_score_or_rises_above_the_highest(who):
    after = who.score + moves(who)
    assert after.min() == LOWEST and after.max() <= 850.0
    assert moves(who, up=1e4).max() <= 850.0 - LOWEST


def test_harm_begins_by_a_groups_own_curve_of_repayment(who):
    assert harm_threshold(who, 0) == pytest.approx(529.75, abs=0.01)
    assert harm_threshold(who, 1) is None
    other = replace(who, repays=who.repays[[1, 1]])
    assert harm_threshold(other, 0) != pytest.approx(529.75, abs=10.0)


def test_people_drawn_one_by_one_come_to_what_the_shares_say(who):
    draws, many = np.random.default_rng(3), 400_000
    told = lent(who, "EqOpp")
    for group in (0, 1):
        at = draws.choice(len(who.score), many, p=who.mass[group] / who.mass[group].sum())
        taken = draws.random(many) < taking(who.mass, told.accepted)[group][at]
        moved = np.where(taken, moves(who)[group][at], 0.0)
        assert taken.mean() == pytest.approx(told.accepted[group], abs=0.003)
        assert moved.mean() == pytest.approx(told.change[group], abs=4 * moved.std() / many**0.5)


def test_the_curve_ends_where_everybody_is_taken(who):
    shares, change = outcome_curve(who, 0)
    assert shares[-1] == pytest.approx(1.0)
    assert change[-1] == pytest.approx(float((who.mass * moves(who))[0].sum()))


def test_an_unknown_policy_is_refused(who):
    with pytest.raises(ValueError, match="MaxProfit, DemParity, EqOpp"):
        lent(who, "Lottery")


def test_re_training_leads_to_its_fixed_point_below_one_and_away_above():
    rules = retrained(10.0, 0.9, 0.0, 200)
    errors = 100.0 - rules
    assert errors[1:] / errors[:-1] == pytest.approx(0.9)
    assert retrained(10.0, 0.9, 500.0, 400)[-1] == pytest.approx(100.0)
    assert retrained(10.0, 1.0, 0.0, 400)[-1] == pytest.approx(4000.0)
    assert retrained(10.0, 1.1, 0.0, 400)[-1] > 1e15
