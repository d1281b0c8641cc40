"""What an experiment tells of made-up outcomes: two ranges that are never mixed, and what pulls."""

import pytest
from pytest import approx

from socialcredit.analysis.intervals import over_assumptions, over_seeds
from socialcredit.experiments.conduct import Conducted, asked_of
from socialcredit.experiments.plan import WRITTEN, planned
from socialcredit.experiments.results import as_told, numbers, pulls
from socialcredit.experiments.store import Outcome

BAD, WRONG = "conduct.bad", "M1.share"
STRENGTH = "assumptions.behaviour.perceived-risk.strength"
FACTORS = [
    {"factor": "deterrence", "at": STRENGTH, "low": 0.1, "high": 0.6},
    {
        "factor": "standing",
        "at": "assumptions.behaviour.value-of-standing.strength",
        "low": 0,
        "high": 0.5,
    },
]


def made(design, outcome, factors=FACTORS, **more):
    """An experiment of which every run comes to what `outcome(row)` says; nothing is lived."""
    asked = {"experiment": "made-up", "title": "Made up", "scenario": "small-town", "people": 500,
             "seeds": {"luck": 6}, "measures": [BAD, WRONG], **more}  # fmt: skip
    if design:
        asked |= {"design": design, "factors": factors}
    plan = planned(*asked_of(asked))
    told = {row.task.key: Outcome("0" * 64, *outcome(row), 1.0, "") for row in plan.rows}
    return Conducted(plan, told, None)


def values(row):
    """Bad deeds by seed and twice deterrence, whatever the rest; wrong days hardly known."""
    deterrence = row.point.levels[0].value if row.point.levels else None
    moved = 100.0 * (deterrence or 0.3)
    return {BAD: 1000.0 + row.seed - moved, WRONG: 0.25}, (WRONG,)


def test_luck_is_told_from_the_seeds_with_values_as_written_alone():
    found = {one.key: one for one in numbers(made({"kind": "lhs", "points": 12}, values))}
    at_written = [1000.0 + seed - 30 for seed in range(1, 7)]
    assert found[BAD].luck == over_seeds("rate", at_written, one_more=True).interval
    assert (found[BAD].value, found[BAD].seeds) == (approx(973.5), 6)


def test_assumptions_are_told_from_the_points_alone():
    lived = made({"kind": "lhs", "points": 40}, values)
    found = {one.key: one for one in numbers(lived)}
    points = [
        1001.0 - 100 * row.point.levels[0].value
        for row in lived.plan.rows
        if row.point.number != WRITTEN
    ]
    assert found[BAD].assumptions == over_assumptions(points).interval
    assert found[BAD].points == 40 and found[BAD].assumptions[1] < 1001 - 10


def test_a_design_that_draws_nothing_says_nothing_of_assumptions():
    for design in ({"kind": "one-at-a-time"}, {"kind": "morris", "trajectories": 2}, None):
        pytest.importorskip("SALib")
        assert all(one.assumptions is None for one in numbers(made(design, values)))


def test_a_number_on_few_cases_has_no_range_of_luck_and_says_so():
    found = {one.key: one for one in numbers(made({"kind": "one-at-a-time"}, values))}
    assert found[WRONG].few and found[WRONG].luck is None and found[WRONG].value == 0.25


@pytest.mark.parametrize(("unsure", "told"), [(2, True), (3, False)])
def test_points_on_few_cases_take_the_range_of_assumptions_away(unsure, told):
    """One in ten lie outside the range anyhow; where more rest on too few cases none is told."""

    def outcome(row):
        few = row.point.number in range(unsure)
        return {BAD: 900.0 + row.point.number, WRONG: 0.25}, ((BAD,) if few else ())

    found = {one.key: one for one in numbers(made({"kind": "lhs", "points": 20}, outcome))}
    assert (found[BAD].few, found[BAD].few_points) == (False, unsure)
    assert (found[BAD].assumptions is not None) == told and found[BAD].luck is not None


def test_one_factor_alone_pulls_and_the_others_do_not():
    first, second = pulls(made({"kind": "one-at-a-time"}, values), BAD)
    assert (first.factor, second.factor) == ("deterrence", "standing")
    assert first.size == approx(50) and (first.low, first.high) == (approx(941), approx(991))
    assert second.size == 0


def test_effects_of_a_straight_line_are_its_slope_over_the_whole_range():
    pytest.importorskip("SALib")
    first, second = pulls(made({"kind": "morris", "trajectories": 3}, values), BAD)
    assert first.size == approx(50) and second.size == approx(0)
    assert first.interval == approx((50, 50)), "a straight line leaves nothing to luck"


def test_ranks_tell_which_factor_a_hypercube_hangs_on():
    first, second = pulls(made({"kind": "lhs", "points": 30}, values), BAD)
    assert first.factor == "deterrence" and first.size == approx(1)
    assert second.size < 0.5


def test_the_points_of_two_seeds_are_means_over_both():
    lived = made({"kind": "grid"}, values, seeds={"luck": 2, "each": 2})
    rows = [row for row in lived.plan.rows if row.point.number != WRITTEN]
    assert len(rows) == 4 * 2 and {row.seed for row in rows} == {1, 2}
    first, _ = pulls(lived, BAD)
    assert (first.low, first.high) == (approx(1001.5 - 60), approx(1001.5 - 10))


def test_all_of_it_is_plain_values_for_a_page_or_a_machine():
    told = as_told(made({"kind": "grid"}, values, alternatives=["fine-only"]))
    assert told["alternatives"] == ["fine-only"] and told["runs"] == 2 * (6 + 4)
    assert {row["alternative"] for row in told["numbers"]} == {"", "fine-only"}
    assert [factor["name"] for factor in told["factors"]] == ["deterrence", "standing"]
