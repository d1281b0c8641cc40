"""What counts of the records: their sum, the latest, or their mean; of all, or of a period."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialcredit.cases.judge import judge
from socialcredit.language.model.cases import Case
from tests.stages.small import HOLDS, scheme_with

BANDS = {"bands": {"smile": 9, "flat": "7.5", "frown": "lowest"}}
VISIT = {"deed": "visit", "by_size": [[0, 10], [3, 8], ["end", 2]]}
YEARLY = {"period": {"months": 12, "closes": "12-31"}, "draft": "03-01", "final": "04-01"}
BAD = {"deed": "bad", "by_size": [[1, -10], [2, -20], ["end", -40]]}


def day(text):
    return date.fromisoformat(text)


def visited(counts, *records, as_of="2021-12-31", **blocks):
    """Who was visited on these days: (day, weight of what was found, what more is said)."""
    score = {"counts": counts, "start": "7.5", "unit": "0.01"}
    scheme = scheme_with([VISIT], score=score, grades=[BANDS], **blocks)
    return judged(scheme, "visit", records, as_of)


def judged(scheme, deed, records, as_of):
    told = [
        {"deed": deed, "on": day(on), "size": size, **dict(*more)} for on, size, *more in records
    ]
    case = {"case": "x", "person": {"age": 30}, "as_of": day(as_of), "records": told, "expect": {}}
    found = judge(scheme, Case.model_validate(case))
    return float(found.score), found.grade


def test_the_latest_record_is_the_score():
    assert visited("latest") == (7.5, "flat")
    assert visited("latest", ("2020-02-01", 5)) == (2, "frown")
    assert visited("latest", ("2020-02-01", 5), ("2020-05-01", 0)) == (10, "smile")


def test_when_the_latest_is_struck_out_the_one_before_counts_again():
    first, second = ("2020-02-01", 0), ("2020-05-01", 9, {"ends": day("2020-06-01")})
    assert visited("latest", first, second, as_of="2020-05-31") == (2, "frown")
    assert visited("latest", first, second, as_of="2020-06-01") == (10, "smile")
    assert visited("latest", second) == (7.5, "flat"), "and without one, the start"


def test_a_result_below_the_start_is_a_bad_record_and_one_above_it_a_good_one():
    """Bad ones run out in a year here, and good ones never."""
    terms = {"procedure": [{"validity": {"bad": "1 year", "good": None}, **HOLDS}]}
    bad, good = ("2020-02-01", 5), ("2020-02-01", 0)
    assert visited("latest", bad, as_of="2021-01-31", **terms) == (2, "frown")
    assert visited("latest", bad, as_of="2021-02-01", **terms) == (7.5, "flat")
    assert visited("latest", good, as_of="2021-12-31", **terms) == (10, "smile")
    assert visited("mean", bad, good, as_of="2021-02-01", **terms) == (10, "smile")


def test_a_mean_is_that_of_the_live_records_to_the_unit_of_the_score():
    assert visited("mean", ("2020-02-01", 0), ("2020-05-01", 2), ("2020-06-01", 2)) == (
        8.67,
        "flat",
    )
    struck = ("2020-05-01", 9, {"ends": day("2020-06-01")})
    assert visited("mean", ("2020-02-01", 0), struck) == (10, "smile")
    assert visited("mean") == (7.5, "flat")


def test_a_mean_of_a_period_is_of_its_records_alone():
    told = ("2020-02-01", 0), ("2020-05-01", 2), ("2021-02-01", 9)
    yearly = {"evaluation": [{**HOLDS, **YEARLY}]}
    assert visited("mean", *told, as_of="2021-03-31", **yearly) == (7.5, "flat")
    assert visited("mean", *told, as_of="2021-04-01", **yearly) == (9, "smile")
    assert visited("mean", *told, as_of="2022-04-01", **yearly) == (2, "frown")


def of_period(*records, as_of, **more):
    scheme = scheme_with([BAD], evaluation=[{**HOLDS, **YEARLY, **more}])
    return judged(scheme, "bad", records, as_of)


def test_a_grade_is_settled_when_it_is_final_and_stands_until_the_next():
    lapse = ("2020-06-01", 9), ("2020-07-01", 9), ("2020-08-01", 9)
    assert of_period(*lapse, as_of="2021-03-31") == (1000, "B")
    assert of_period(*lapse, as_of="2021-04-01") == (880, "C")
    assert of_period(*lapse, as_of="2022-03-31") == (880, "C")
    assert of_period(*lapse, as_of="2022-04-01") == (1000, "B")


def test_a_record_moves_the_period_in_which_it_was_filed():
    eve, morning = ("2020-12-31", 1), ("2021-01-01", 2)
    assert of_period(eve, morning, as_of="2021-04-01")[0] == 990
    assert of_period(eve, morning, as_of="2022-04-01")[0] == 980


@pytest.mark.parametrize("struck", ["2021-02-01", "2021-03-15", "2021-04-01", "2021-11-11"])
def test_what_is_struck_out_before_or_after_the_final_result_moves_it(struck):
    wrong = ("2020-06-01", 9, {"ends": day(struck)})
    before = of_period(wrong, as_of="2021-04-01")[0]
    assert before == (960 if struck > "2021-04-01" else 1000)
    assert of_period(wrong, as_of="2021-12-31")[0] == 1000


def test_what_is_struck_out_of_a_period_that_stands_no_more_moves_nothing():
    wrong = ("2020-06-01", 9, {"ends": day("2022-05-01")})
    assert of_period(wrong, ("2021-03-03", 1), as_of="2022-12-31")[0] == 990


def test_shorter_periods_close_on_the_last_of_their_months():
    often = {"period": {"months": 3, "closes": "12-31"}, "draft": "10 days", "final": "20 days"}
    assert of_period(("2020-03-31", 1), ("2020-04-01", 2), as_of="2020-04-20", **often)[0] == 990
    assert of_period(("2020-03-31", 1), ("2020-04-01", 2), as_of="2020-07-20", **often)[0] == 980


def test_before_a_result_is_final_it_moves_nothing_whatever_comes_about_meanwhile():
    often = {"period": {"months": 3, "closes": "12-31"}, "draft": "10 days", "final": "20 days"}
    told = ("2020-02-01", 2), ("2020-03-31", 1, {"ends": day("2020-04-10")})
    assert of_period(*told, as_of="2020-04-19", **often)[0] == 1000
    assert of_period(*told, as_of="2020-04-20", **often)[0] == 980


days = st.dates(date(2020, 1, 1), date(2021, 12, 31))
histories = st.lists(st.tuples(days, st.sampled_from([1, 2, 9]), st.integers(0, 500)), max_size=8)


@given(histories, st.dates(date(2020, 1, 1), date(2023, 1, 1)))
def test_the_score_is_the_start_and_the_live_records_of_the_period(history, as_of):
    told, expected = [], 1000
    closed = as_of.year - (1 if as_of >= date(as_of.year, 4, 1) else 2)
    for on, size, lasts in sorted(history):
        ends = date.fromordinal(on.toordinal() + 1 + lasts)
        told.append((on.isoformat(), size, {"ends": ends}))
        if on.year == closed and on <= as_of and ends > as_of:
            expected += {1: -10, 2: -20, 9: -40}[size]
    assert of_period(*told, as_of=as_of.isoformat())[0] == expected


DIMENSIONS = [
    {"dimension": name, "weight": weight, "start": start, **HOLDS}
    for name, weight, start in (("law", "0.4", 40), ("tax", "0.6", 60))
]


def test_blocks_of_an_evaluation_have_a_room_each():
    entries = [
        {"deed": "bad", "points": -30, "dimension": "law"},
        {"deed": "worse", "points": -30, "dimension": "tax"},
    ]
    scheme = scheme_with(
        entries, dimensions=DIMENSIONS, score={"start": 100, "lowest": 0, "highest": 100},
        evaluation=[{**HOLDS, **YEARLY}],
    )  # fmt: skip
    many = [("2020-02-01", 1), ("2020-02-02", 1), ("2020-02-03", 1), ("2021-02-03", 1)]
    assert judged(scheme, "bad", many, "2021-05-01")[0] == 60
    assert judged(scheme, "bad", many, "2022-05-01")[0] == 70
