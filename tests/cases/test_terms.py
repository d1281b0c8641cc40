"""Example people whose records and listings end by the calendar, alone and beside others."""

import pytest

from socialcredit.cases.judge import months_begun
from socialcredit.core.calendar import Duration
from tests.cases.test_judge import outcome
from tests.stages.small import START

JUDGED = {"deed": "judged", "points": 0, "for": "2 years"}
SUED = {"deed": "sued", "points": 0, "for": "2 years", "extension": "2 years"}
LISTED = [{"list": "l", "colour": "black", "enter": {"entry": ["judged", "sued"]}}]


@pytest.mark.parametrize(
    ("begins", "length", "last", "over"),
    [
        ("2020-02-29", "2 years", "2022-02-27", "2022-02-28"),
        ("2020-02-29", "4 years", "2024-02-28", "2024-02-29"),
        ("2021-01-01", "12 months", "2021-12-31", "2022-01-01"),
        ("2020-01-01", "1 year", "2020-12-31", "2021-01-01"),
        ("2020-01-01", "365 days", "2020-12-30", "2020-12-31"),
        ("2020-01-31", "1 month", "2020-02-28", "2020-02-29"),
        ("2020-01-31", "2 weeks", "2020-02-13", "2020-02-14"),
    ],
)
@pytest.mark.parametrize("said_by", ["the entry", "the procedure", "a list"])
def test_a_term_ends_by_the_calendar_whoever_says_it(said_by, begins, length, last, over):
    slip = {"deed": "slip", "points": -10}
    more = {}
    if said_by == "the entry":
        slip["for"] = length
    elif said_by == "the procedure":
        more["procedure"] = [{"validity": {"bad": length, "good": length}}]
    else:
        enter = {"entry": ["slip"]}
        more["lists"] = [{"list": "l", "colour": "black", "enter": enter, "term": length}]
    found = [outcome([slip], [("slip", begins)], day, **more) for day in (last, over)]
    if said_by == "a list":
        assert [one.lists for one in found] == [("l",), ()]
    else:
        assert [one.score for one in found] == [990, 1000]


@pytest.mark.parametrize(
    ("lasts", "months"),
    [("12 months", 12), ("1 year", 12), ("29 days", 1), ("31 days", 2), ("1 day", 1)],
)
def test_a_debt_costs_points_for_every_month_that_begins_while_it_lasts(lasts, months):
    """From 31 January 2020: the second month begins on 29 February."""
    arrears = {"deed": "arrears", "points": -10, "per": "month"}
    found = outcome([arrears], [("arrears", "2020-01-31", lasts)], "2021-02-28")
    assert found.score == 1000 - 10 * months


def test_a_month_that_is_over_on_the_day_on_which_the_next_would_begin_is_one():
    assert months_begun(START, Duration(months=1)) == 1
    assert months_begun(START, 0) == 1


@pytest.mark.parametrize("order", [("judged", "sued"), ("sued", "judged")])
def test_two_records_of_one_day_list_for_the_longer_term_in_either_order(order):
    records = [(deed, "2020-02-29") for deed in order]
    found = [
        outcome([JUDGED, SUED], records, day, lists=LISTED).lists
        for day in ("2022-02-28", "2024-02-27", "2024-02-28")
    ]
    assert found == [("l",), ("l",), ()]


def listed(days, *records, term="30 days", lasting="1 year"):
    entries = [{"deed": deed, "points": 0, "for": lasting} for deed in ("judged", "sued")]
    entries[1]["for"] = "10 days" if lasting == "short" else lasting
    entries[0]["for"] = "1 year"
    lists = [{**LISTED[0], "term": term}]
    return [bool(outcome(entries, records, day, lists=lists).lists) for day in days]


def test_a_further_record_in_mid_term_keeps_its_person_listed_to_the_end_of_its_own_term():
    records = [("judged", "2020-03-01"), ("sued", "2020-03-15")]
    assert listed(["2020-03-31", "2020-04-13", "2020-04-14"], *records) == [True, True, False]


def test_a_further_record_that_ends_before_the_first_terms_end_changes_nothing():
    records = [("judged", "2020-03-01"), ("sued", "2020-03-15")]
    days = ["2020-03-30", "2020-03-31", "2020-04-10"]
    assert listed(days, *records, lasting="short") == [True, False, False]


def test_what_has_run_out_counts_no_more_where_a_score_is_reckoned_monthly():
    fine = {"deed": "fine", "points": -60, "for": "45 days"}
    days = ("2020-05-31", "2020-06-01", "2020-06-24", "2020-06-25")
    found = [
        outcome([fine], [("fine", "2020-05-11")], day, score={"reckoned": "monthly"}).score
        for day in days
    ]
    assert found == [1000, 940, 940, 1000]
