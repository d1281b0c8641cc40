"""What does not hold yet, or no longer, counts nothing in an example, as in a run."""

from datetime import date

import pytest

from socialcredit.cases.judge import judge
from socialcredit.language.model.cases import Case
from tests.stages.small import scheme_with

LAYER = {"layer": "village", "since": date(2020, 3, 10)}
VILLAGER = {"age": 30, "layer": "village"}


def outcome(records, as_of, person=VILLAGER, **blocks):
    rule = {"deed": "deed", "points": -10, "layer": "village"}
    scheme = scheme_with([rule], **{"layers": [LAYER], **blocks})
    told = [{"deed": "deed", "on": day} for day in records]
    case = {"case": "x", "person": person, "as_of": as_of, "records": told, "expect": {}}
    return judge(scheme, Case.model_validate(case))


@pytest.mark.parametrize(
    ("day", "score"),
    [
        (date(2020, 2, 14), 1000),  # two weeks before the layer
        (date(2020, 3, 14), 1000),  # it holds from the next first of a month
        (date(2020, 4, 1), 990),
        (date(2020, 6, 14), 990),
    ],
)
def test_a_layer_that_does_not_hold_yet_covers_nobody(day, score):
    assert outcome([day], date(2020, 12, 31)).score == score


def test_a_layer_that_has_ended_covers_nobody():
    layers = [{"layer": "village", "until": date(2020, 5, 31)}]
    days = [date(2020, 5, 20), date(2020, 6, 20)]
    assert outcome(days, date(2020, 12, 31), layers=layers).score == 990


@pytest.mark.parametrize("nobody", [{"coverage": 0}, {"adopts": 0}])
def test_a_layer_that_no_community_has_covers_nobody(nobody):
    layers = [{"layer": "village", **nobody}]
    assert outcome([date(2020, 5, 20)], date(2020, 12, 31), layers=layers).score == 1000


def test_a_benefit_of_a_layer_is_paid_from_the_day_of_the_layer():
    gift = {"consequence": "c", "when": {"grades": ["B"]}, "domain": "d", "effect": "money",
            "money": 200, "per": "year", "layer": "village"}  # fmt: skip
    found = [
        outcome([], day, consequences=[gift]).money for day in (date(2020, 2, 1), date(2020, 4, 1))
    ]
    assert found == [0, 200]


def test_who_is_not_scored_yet_has_no_record():
    subjects = [{"min_age": 40}, {"min_age": 0, "since": date(2020, 6, 1)}]
    layers = [{"layer": "village"}]
    days = [date(2020, 5, 20), date(2020, 6, 20)]
    found = outcome(days, date(2020, 12, 31), layers=layers, subjects=subjects)
    assert found.score == 990
