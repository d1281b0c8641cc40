"""Example people live under a rule of mid-month from the first on which a run would know it."""

import pytest

from tests.cases.test_judge import outcome

SLIP = {"deed": "slip", "points": -10}
BANDS = {"bands": {"A": 1000, "B": 500, "C": "lowest"}}
LENIENT = {"bands": {"A": 900, "B": 500, "C": "lowest"}, "since": "2020-03-15"}
BAN = {"consequence": "ban", "when": {"grades": ["B"]}, "domain": "fly", "effect": "refuse"}


@pytest.mark.parametrize(("day", "grade"), [("2020-03-15", "B"), ("2020-03-31", "B"),
                                            ("2020-04-01", "A")])  # fmt: skip
def test_grades_revised_in_mid_month_grade_from_the_next_first(day, grade):
    found = outcome([SLIP], [("slip", "2020-03-01")], day, grades=[BANDS, LENIENT])
    assert found.grade == grade


@pytest.mark.parametrize(("filed", "score"), [("2020-03-15", 1000), ("2020-04-01", 990)])
def test_who_is_scored_changes_on_the_next_first(filed, score):
    subjects = [{"min_age": 60}, {"min_age": 14, "since": "2020-03-15"}]
    assert outcome([SLIP], [("slip", filed)], "2020-04-30", subjects=subjects).score == score


@pytest.mark.parametrize(("filed", "score"), [("2020-03-15", 990), ("2020-04-01", 1000)])
def test_how_long_records_count_changes_on_the_next_first(filed, score):
    longer, shorter = {"validity": {"bad": "10 years"}}, {"validity": {"bad": "1 year"}}
    procedure = [longer, {**shorter, "since": "2020-03-15"}]
    assert outcome([SLIP], [("slip", filed)], "2021-12-31", procedure=procedure).score == score


@pytest.mark.parametrize(("day", "refused"), [("2020-03-31", ()), ("2020-04-01", ("fly",))])
def test_a_consequence_of_mid_month_falls_on_people_from_the_next_first(day, refused):
    ban = {**BAN, "since": "2020-03-15"}
    found = outcome([SLIP], [("slip", "2020-03-01")], day, grades=[BANDS], consequences=[ban])
    assert found.refused == refused


def test_an_entry_and_a_list_of_mid_month_act_on_their_day():
    later = {**SLIP, "points": -20, "since": "2020-03-15"}
    enter = {"grades": ["B"]}
    listed = {"list": "l", "colour": "black", "enter": enter, "since": "2020-03-15"}
    before, on = (
        outcome([SLIP, later], [("slip", day)], day, grades=[BANDS], lists=[listed])
        for day in ("2020-03-14", "2020-03-15")
    )
    assert (before.score, before.lists) == (990, ())
    assert (on.score, on.lists) == (980, ("l",))
