"""Example people where two rules meet: bounds and expiry, caps and years, grades and terms."""

from datetime import date
from fractions import Fraction

import pytest

from socialcredit.cases.judge import judge
from socialcredit.language.check.cases import problems_of_cases
from socialcredit.language.model.cases import Case
from tests.stages.small import START, scheme_with


def outcome(entries, records, as_of, person=None, **more):
    """The outcome for an adult with these records, as (deed, day), perhaps with months and size."""
    filed = [
        {
            "deed": deed,
            "on": date.fromisoformat(day),
            **dict(zip(("lasts", "size", "points"), more, strict=False)),
        }
        for deed, day, *more in records
    ]
    person = {"age": 30, **(person or {})}
    case = Case.model_validate(
        {"case": "x", "person": person, "as_of": as_of, "records": filed, "expect": {}}
    )
    return judge(scheme_with(entries, **more), case)


FINE = {"deed": "fine", "points": -300, "for": "1 month"}


def test_a_score_is_what_its_bounds_leave_of_the_records_that_count():
    """700, then 400 cut to 600, then 700 again and 1000."""
    records = [("fine", "2020-01-02"), ("fine", "2020-01-31")]
    days = ("2020-01-30", "2020-01-31", "2020-02-02", "2020-02-29")
    found = [outcome([FINE], records, day, lowest=600).score for day in days]
    assert found == [700, 600, 700, 1000]


def test_months_are_charged_until_the_record_expires():
    """Charged on days 0, 30 and 60; on day 70 all three are given back, and no more are charged."""
    arrears = {"deed": "arrears", "points": -10, "per": "month", "for": "70 days"}
    records = [("arrears", "2020-01-01", "5 months")]
    found = [outcome([arrears], records, day).score for day in ("2020-03-01", "2020-06-30")]
    assert found == [970, 1000]


def test_each_month_of_a_large_debt_costs_what_its_size_says():
    """Three months of 50,000: three times twenty points, and not three times five."""
    sizes = [[1000, -5], [10_000, -10], ["end", -20]]
    arrears = {"deed": "arrears", "by_size": sizes, "per": "month"}
    records = [("arrears", "2020-01-01", "3 months", 50_000)]
    assert outcome([arrears], records, "2020-12-31").score == 1000 - 3 * 20


def test_a_cap_starts_anew_in_january():
    gift = {"deed": "gift", "points": 6, "cap": {"points": 10, "meter": "points"}}
    days = ("2020-11-01", "2020-12-01", "2020-12-31", "2021-01-01")
    found = outcome([gift], [("gift", day) for day in days], "2021-01-01")
    assert found.score == 1000 + 10 + 6


@pytest.mark.parametrize("as_of, grade", [("2020-01-20", "C"), ("2020-02-15", "B")])
def test_the_worst_live_record_decides_the_grade(as_of, grade):
    """Nobody is better than B from the first record and C from the second, while they count."""
    entries = [
        {"deed": "slip", "to_grade": "B", "for": "1 year"},
        {"deed": "crime", "to_grade": "C", "for": "30 days"},
        {"deed": "honour", "points": 100},
    ]
    records = [("honour", "2020-01-02"), ("slip", "2020-01-03"), ("crime", "2020-01-05")]
    found = outcome(entries, records, as_of)
    assert (found.score, found.grade) == (Fraction(1100), grade)


def test_the_term_of_a_list_outlasts_its_ground():
    lists = [{"list": "l", "colour": "black", "enter": {"grades": ["C"]}, "term": "60 days"}]
    entries = [{"deed": "crime", "to_grade": "C", "for": "30 days"}]
    records = [("crime", "2020-01-05")]
    days = ("2020-01-05", "2020-03-04", "2020-03-05")
    found = [outcome(entries, records, day, lists=lists) for day in days]
    assert [(one.grade, one.lists) for one in found] == [("C", ("l",)), ("B", ("l",)), ("B", ())]


RANGE = {"deed": "slip", "range": [-50, -5]}


@pytest.mark.parametrize("points", [-50, -49, -28, -6, -5])
def test_the_office_decides_as_the_record_says(points):
    records = [("slip", "2020-01-02", "1 month", 1, points)]
    assert outcome([RANGE], records, "2020-02-01").score == 1000 + points


def test_points_that_no_rule_leaves_open_are_refused():
    scheme = scheme_with([RANGE, FINE])
    records = [
        {"deed": "slip", "on": START, "points": -51},
        {"deed": "fine", "on": START, "points": -5},
    ]
    expect = {"grade": scheme.grades[0].names[0]}
    case = {"case": "x", "person": {"age": 30}, "as_of": START, "records": records}
    case["expect"] = expect
    found = problems_of_cases((Case.model_validate(case),), scheme)
    assert [problem.loc for problem in found] == [(0, "records", n, "points") for n in (0, 1)]
    assert found[0].expected == "-50 to -5 in steps of 1"


@pytest.mark.parametrize(
    "asked, agrees, score", [(1.0, False, 700), (0.5, False, 1000), (0.5, True, 700)]
)
def test_who_does_not_consent_is_not_scored_where_consent_is_asked(asked, agrees, score):
    found = outcome(
        [{**FINE, "for": "5 years"}], [("fine", "2020-01-02")], "2020-02-01",
        person={"consent": agrees}, subjects=[{"consent": asked}],
    )  # fmt: skip
    assert found.score == score


def test_consent_that_comes_to_be_needed_ends_a_listing():
    lists = [{"list": "l", "colour": "red", "enter": {"score_below": 5000}}]
    subjects = [{}, {"since": date(2020, 6, 15), "consent": 0.5}]
    days = ("2020-01-01", "2020-06-30", "2020-07-01")
    found = [
        outcome([], [], day, person={"consent": False}, lists=lists, subjects=subjects).lists
        for day in days
    ]
    assert found == [("l",), ("l",), ()]


def test_a_benefit_of_a_layer_is_for_who_lives_there():
    layers = [{"layer": "village"}]
    honour = {"consequence": "c", "when": {"grades": ["B"]}, "domain": "d", "effect": "money",
              "money": 200, "per": "year", "layer": "village"}  # fmt: skip
    found = [
        outcome([], [], "2020-03-01", person=person, layers=layers, consequences=[honour]).money
        for person in ({}, {"layer": "village"})
    ]
    assert found == [0, 200]


def test_monthly_reckoning_counts_from_the_first_and_no_longer_than_a_record_lasts():
    """Filed on 20 January, counted on 1 February, void on 20 February."""
    fine = {"deed": "fine", "points": -30, "for": "31 days"}
    days = ("2020-01-31", "2020-02-01", "2020-02-19", "2020-02-20")
    found = [
        outcome([fine], [("fine", "2020-01-20")], day, score={"reckoned": "monthly"}).score
        for day in days
    ]
    assert found == [1000, 970, 970, 1000]


def test_monthly_reckoning_charges_every_month_once():
    arrears = {"deed": "arrears", "points": -10, "per": "month"}
    days = ("2020-01-31", "2020-02-01", "2020-03-01", "2020-04-01", "2020-12-31")
    records = [("arrears", "2020-01-20", "3 months")]
    found = [outcome([arrears], records, day, score={"reckoned": "monthly"}).score for day in days]
    assert found == [1000, 990, 980, 970, 970]


def test_revised_grades_hold_from_the_first_of_their_month():
    bands = {"A": 900, "B": 500, "C": "lowest"}
    grades = [
        {"bands": {"A": 1050, "B": 900, "C": "lowest"}},
        {"since": date(2020, 3, 1), "bands": bands},
    ]
    found = [outcome([], [], day, grades=grades).grade for day in ("2020-01-01", "2020-02-29")]
    assert found == ["B", "B"]
    records = [("fine", "2020-01-02")]
    assert outcome([{**FINE, "for": "1 year"}], records, "2020-03-15", grades=grades).grade == "B"
