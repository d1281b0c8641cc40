"""Example people where two rules meet: bounds and expiry, caps and years, grades and terms."""

from datetime import date
from fractions import Fraction

import pytest

from socialcredit.cases import Case
from socialcredit.engine.example_people import judge
from tests.unit.small import scheme_with


def outcome(entries, records, as_of, **more):
    """The outcome for an adult with these records, as (deed, day), perhaps with months and size."""
    filed = [
        {
            "deed": deed,
            "on": date.fromisoformat(day),
            **dict(zip(("lasts", "size"), more, strict=False)),
        }
        for deed, day, *more in records
    ]
    person = {"age": 30}
    case = Case.model_validate(
        {"case": "x", "person": person, "as_of": as_of, "records": filed, "expect": {}}
    )
    return judge(scheme_with(entries, **more), case)


FINE = {"deed": "fine", "points": -300, "for": "1 month"}


def test_an_expired_record_gives_back_what_it_took():
    """The bound of 600 left 100 of the second fine: 700, 600, then + 300, then + 100."""
    records = [("fine", "2020-01-02"), ("fine", "2020-01-31")]
    days = ("2020-01-30", "2020-01-31", "2020-02-01", "2020-03-01")
    found = [outcome([FINE], records, day, lowest=600).score for day in days]
    assert found == [700, 600, 900, 1000]


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
