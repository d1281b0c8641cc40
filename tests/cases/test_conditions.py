"""Conditions on a grade, and who has none: what holds beside the points."""

from datetime import date

import pytest

from socialcredit.cases.judge import judge
from socialcredit.language.model.cases import Case
from tests.cases.test_counts import BAD, YEARLY, day
from tests.stages.small import HOLDS, scheme_with

BANDS = {"A": 1000, "B": 900, "C": 800, "D": "lowest"}
GOOD = {"deed": "good", "points": 5}
ACCIDENT = {"deed": "accident", "points": 0}


def graded(*records, as_of="2021-06-15", person=None, unrated=None, conditions=(), **blocks):
    """The grade of somebody with these records: (deed, day, what more is said)."""
    grades = [{"bands": BANDS, **({"unrated": unrated} if unrated else {})}]
    told = [{**HOLDS, "condition": f"c{n}", **rule} for n, rule in enumerate(conditions)]
    scheme = scheme_with(
        [BAD, GOOD, ACCIDENT], grades=grades, conditions=told,
        **{"procedure": [{"validity": {"bad": "5 years"}}], **blocks},
    )  # fmt: skip
    filed = [{"deed": deed, "on": day(on), "size": 9, **dict(*more)} for deed, on, *more in records]
    case = {"case": "x", "person": {"age": 30, **(person or {})}, "as_of": day(as_of)}
    case |= {"records": filed, "expect": {}}
    return judge(scheme, Case.model_validate(case)).grade


NONE = "none-yet"


def test_nobody_without_a_record_has_a_grade_where_the_rule_says_so():
    rule = {"grade": NONE, "without_records": True}
    assert graded(unrated=rule) == NONE
    assert graded(("good", "2021-01-01"), unrated=rule) == "A"
    wrong = ("good", "2021-01-01", {"ends": day("2021-03-03")})
    assert graded(wrong, unrated=rule, as_of="2021-03-02") == "A"
    assert graded(wrong, unrated=rule, as_of="2021-03-03") == NONE


def test_the_young_have_no_grade():
    rule = {"grade": NONE, "until": {"age": 18}}
    assert graded(person={"age": 17}, unrated=rule) == NONE
    assert graded(person={"age": 18}, unrated=rule) == "A"


def test_some_time_after_a_record_there_is_no_grade_to_the_next_first():
    rule = {"grade": NONE, "after": {"entry": ["accident"], "for": "6 months"}}
    found = {
        on: graded(("accident", "2020-08-10"), unrated=rule, as_of=on)
        for on in ("2020-08-10", "2021-02-09", "2021-02-28", "2021-03-01")
    }
    assert list(found.values()) == [NONE, NONE, NONE, "A"]


def test_a_record_struck_out_as_wrong_leaves_a_grade_behind():
    rule = {"grade": NONE, "after": {"entry": ["accident"], "for": "6 months"}}
    wrong = ("accident", "2020-08-10", {"ends": day("2020-09-10")})
    assert graded(wrong, unrated=rule, as_of="2020-09-09") == NONE
    assert graded(wrong, unrated=rule, as_of="2020-09-10") == "A"


def test_before_a_first_result_is_final_nobody_has_a_grade():
    rule = {"grade": NONE, "until": {"age": 3}}
    yearly = {"evaluation": [{**HOLDS, **YEARLY}]}
    assert graded(unrated=rule, as_of="2021-03-31", **yearly) == NONE
    assert graded(unrated=rule, as_of="2021-04-01", **yearly) == "A"


def test_a_record_bars_from_the_best_grade():
    rule = {"when": {"entry": ["accident"]}, "then": {"not_above": "B"}}
    assert graded(conditions=[rule]) == "A"
    assert graded(("accident", "2021-01-01"), conditions=[rule]) == "B"
    assert (
        graded(*[("bad", "2021-01-01")] * 5, ("accident", "2021-01-01"), conditions=[rule]) == "C"
    )


def test_a_record_takes_a_grade_down():
    rule = {"when": {"entry": ["accident"]}, "then": {"down": 1}}
    assert graded(("bad", "2021-01-01"), ("accident", "2021-01-01"), conditions=[rule]) == "C"
    assert (
        graded(*[("bad", "2021-01-01")] * 9, ("accident", "2021-01-01"), conditions=[rule]) == "D"
    )


def test_of_several_conditions_down_comes_first_and_to_last():
    down = {"when": {"entry": ["accident"]}, "then": {"down": 1}}
    bar = {"when": {"entry": ["accident"]}, "then": {"not_above": "C"}}
    to = {"when": {"younger": 40}, "then": {"to": "D"}}
    filed = ("accident", "2021-01-01")
    assert graded(filed, conditions=[down]) == "B"
    assert graded(filed, conditions=[down, bar]) == graded(filed, conditions=[bar, down]) == "C"
    assert graded(filed, conditions=[to, down, bar]) == "D"


def test_an_attribute_is_a_condition():
    rule = {"when": {"attribute": {"education": ["none", "primary"]}}, "then": {"not_above": "B"}}
    levels = {"none": "B", "primary": "B", "junior": "A", "college": "A"}
    found = {
        level: graded(person={"attributes": {"education": level}}, conditions=[rule])
        for level in levels
    }
    assert found == levels


LAPSES = [("bad", f"{year}-0{month}-01") for year in (2020, 2021, 2022) for month in range(1, 6)]
TWICE = {"when": {"running": {"grade": "C", "periods": 2}}, "then": {"to": "D"}}
EVERY_YEAR = {"evaluation": [{**HOLDS, **YEARLY}]}


def test_the_same_grade_twice_running_leads_to_another():
    found = [
        graded(*LAPSES, conditions=[TWICE], as_of=f"{year}-05-01", **EVERY_YEAR)
        for year in (2021, 2022, 2023, 2024)
    ]
    assert found == ["C", "D", "D", "A"]


def test_once_a_record_of_the_second_period_is_struck_out_it_was_not_twice_running():
    wrong = [(*lapse, {"ends": day("2022-08-01")}) for lapse in LAPSES[5:8]] + LAPSES[8:10]
    told = dict(conditions=[TWICE], **EVERY_YEAR)
    assert graded(*LAPSES[:5], *wrong, as_of="2022-07-31", **told) == "D"
    assert graded(*LAPSES[:5], *wrong, as_of="2022-08-01", **told) == "B"


@pytest.mark.parametrize(("failed", "grade"), [(0, "A"), (1, "A"), (2, "C"), (9, "C")])
def test_a_tier_by_the_share_of_failed_tests(failed, grade):
    part = {"of": ["accident"], "among": ["accident", "good"], "over": 0.25, "at_least": 4}
    rule = {"when": {"share": part}, "then": {"not_above": "C"}}
    tests = [("accident", "2021-01-01")] * failed + [("good", "2021-02-01")] * 3
    assert graded(*tests, conditions=[rule]) == grade


def test_a_share_of_too_few_tests_says_nothing():
    part = {"of": ["accident"], "among": ["accident", "good"], "over": 0.25, "at_least": 4}
    rule = {"when": {"share": part}, "then": {"not_above": "C"}}
    assert graded(*[("accident", "2021-01-01")] * 3, conditions=[rule]) == "A"


def test_who_is_led_straight_to_a_grade_has_it_though_too_young_for_any():
    rule = {"grade": NONE, "until": {"age": 18}}
    entries = [{"deed": "bad", "to_grade": "D"}]
    scheme = scheme_with(entries, grades=[{"bands": BANDS, "unrated": rule}])
    filed = [{"deed": "bad", "on": date(2021, 1, 1)}]
    case = {"case": "x", "person": {"age": 9}, "as_of": date(2021, 2, 1), "records": filed}
    assert judge(scheme, Case.model_validate(case | {"expect": {}})).grade == "D"


YEAR_OF_C = [("bad", f"2020-0{month}-01") for month in range(1, 6)]
STAYS = {"when": {"after": {"grade": "C", "periods": 1}}, "then": {"to": "C"}}
NO_A = {"when": {"after": {"grade": "C", "periods": 2}}, "then": {"not_above": "B"}}


def by_year(*records, conditions):
    """The grades of the results of 2020 to 2023."""
    return [
        graded(*records, conditions=conditions, as_of=f"{year}-05-01", **EVERY_YEAR)
        for year in (2021, 2022, 2023, 2024)
    ]


def test_a_grade_is_carried_over_a_year_and_no_further():
    assert by_year(*YEAR_OF_C, conditions=[]) == ["C", "A", "A", "A"]
    assert by_year(*YEAR_OF_C, conditions=[STAYS]) == ["C", "C", "A", "A"]
    assert by_year(*YEAR_OF_C, conditions=[STAYS, NO_A]) == ["C", "C", "B", "A"]


def test_what_was_put_right_before_the_next_result_is_not_carried_over():
    wrong = [(*lapse, {"ends": day("2021-08-01")}) for lapse in YEAR_OF_C]
    assert by_year(*wrong, conditions=[STAYS, NO_A]) == ["C", "A", "A", "A"]


def test_a_record_may_move_the_grade_that_stands_at_once_and_for_a_time():
    rule = {"when": {"entry": ["accident"], "for": "3 months"}, "then": {"down": 1}}
    found = {
        on: graded(("accident", "2021-02-10"), conditions=[rule], as_of=on, **EVERY_YEAR)
        for on in ("2021-02-09", "2021-02-10", "2021-05-31", "2021-06-01")
    }
    assert list(found.values()) == ["A", "B", "B", "A"]


def summed(*records, as_of="2021-06-15", **asks):
    rule = {"when": asks, "then": {"to": "D"}}
    return graded(*records, conditions=[rule], as_of=as_of)


def test_so_many_records_within_a_time_lead_to_a_grade():
    asks = {"count": {"of": ["accident"], "at_least": 2, "within": "12 months"}}
    first, second = ("accident", "2020-03-10"), ("accident", "2021-03-09")
    assert summed(first, as_of="2020-03-10", **asks) == "A"
    assert summed(first, second, as_of="2021-03-09", **asks) == "D"
    assert summed(first, ("accident", "2021-03-10"), as_of="2021-03-10", **asks) == "A"
    struck = (*second, {"ends": day("2021-03-11")})
    assert summed(first, struck, as_of="2021-03-11", **asks) == "A"


def test_so_much_in_all_within_a_time_leads_to_a_grade():
    asks = {"total": {"of": ["accident"], "over": 17, "within": "12 months"}}
    told = [("accident", "2021-01-01"), ("accident", "2021-02-01")]  # of nine each
    assert summed(told[0], **asks) == "A"
    assert summed(*told, **asks) == "D"
    assert summed(*told, **{"total": {**asks["total"], "over": 18}}) == "A"
