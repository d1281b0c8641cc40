"""A record struck out as wrong leaves no rung, uses up no cap or warning; one made good does."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialcredit.cases.judge import judge
from socialcredit.language.check.cases import problems_of_cases
from socialcredit.language.model.cases import Case
from tests.stages.small import scheme_with

END = date(2020, 12, 31)
KINDS = {
    "ladder": {"ladder": [-5, -10, -20], "meter": "m"},
    "steps": {"steps": [[2, -10], [4, -20], ["end", -30]], "meter": "m"},
    "cap": {"points": -30, "cap": {"points": 50, "meter": "m"}},
    "warning": {"points": -30, "warning": {"records": 1, "meter": "m"}},
    "range under a cap": {"range": [-40, -20], "cap": {"points": 50, "meter": "m"}},
    "sizes under a cap": {"by_size": [[5, -20], ["end", -40]], "cap": {"points": 50, "meter": "m"}},
    "a warning, then a ladder": {
        "ladder": [-5, -10, -20], "meter": "m", "warning": {"records": 2, "meter": "told"}
    },
    "every month, under a cap": {
        "points": -30, "per": "month", "cap": {"points": 100, "meter": "m"}
    },
    "every month, a ladder": {"ladder": [-5, -10, -20], "meter": "m", "per": "month"},
}  # fmt: skip
kinds = pytest.mark.parametrize("kind", KINDS)
resets = pytest.mark.parametrize("resets", ["yearly", "never"])


def score_of(rule, records, resets="never", as_of=END, **blocks):
    """The score of somebody with records as (day, size) or (day, size, what more is said)."""
    meters = [{"meter": name, "resets": resets} for name in ("m", "told")]
    scheme = scheme_with([{"deed": "deed", **rule}], meters=meters, **blocks)
    told = [
        {"deed": "deed", "on": day, "size": size, "lasts": "2 months", **dict(*more)}
        for day, size, *more in records
    ]
    case = {"case": "x", "person": {"age": 30}, "as_of": as_of, "records": told, "expect": {}}
    return judge(scheme, Case.model_validate(case)).score


LATER = [(date(2020, 6, day), 3) for day in (1, 2, 3)]


@kinds
@resets
@pytest.mark.parametrize("reckoned", ["daily", "monthly"])
def test_what_was_wrong_leaves_nothing_behind(kind, resets, reckoned):
    wrong = (date(2020, 1, 10), 3, {"ends": date(2020, 5, 15)})
    how = {"resets": resets, "score": {"reckoned": reckoned}}
    assert score_of(KINDS[kind], [wrong, *LATER], **how) == score_of(KINDS[kind], LATER, **how)


@kinds
def test_what_was_made_good_was_right_and_counts_in_the_meters(kind):
    good = (date(2020, 1, 10), 3, {"ends": date(2020, 5, 15), "repaired": True})
    expired = (date(2020, 1, 10), 3)
    short = {**KINDS[kind], "for": "100 days"}
    later = [(date(2020, 12, day), 3) for day in (1, 2, 3)]
    found = score_of(short, [good, *later])
    assert found == score_of(short, [expired, *later])
    assert found != score_of(short, later)


@resets
def test_a_wrong_record_of_last_year_takes_nothing_from_this_years_meter(resets):
    ladder = KINDS["ladder"]
    wrong = (date(2019, 12, 10), 3, {"ends": date(2020, 6, 15)})
    first, second = (date(2020, 6, 1), 3), (date(2020, 7, 1), 3)
    starts = {"starts": date(2019, 1, 1)}
    since = {"since": date(2019, 1, 1)}
    found = score_of(ladder | since, [wrong, first, second], resets, **starts)
    # The first was filed on the second rung where the meter never resets, and stays there.
    assert found == 1000 - (5 + 10 if resets == "yearly" else 10 + 10)


def test_records_filed_before_the_correction_stay_as_they_were_filed():
    wrong = (date(2020, 1, 10), 1, {"ends": date(2020, 5, 15)})
    meanwhile, after = (date(2020, 3, 1), 1), (date(2020, 6, 1), 1)
    assert score_of(KINDS["ladder"], [wrong, meanwhile]) == 1000 - 10
    assert score_of(KINDS["ladder"], [wrong, meanwhile, after]) == 1000 - 10 - 10


days = st.integers(1, 28).map(lambda day: date(2020, 2, day))
wrongs = st.lists(st.tuples(days, st.integers(0, 300)), max_size=4)


@given(st.sampled_from(sorted(KINDS)), wrongs, st.lists(st.integers(1, 9), max_size=4))
def test_any_wrong_records_before_leave_the_later_ones_alone(kind, wrong, sizes):
    told = [(day, size, {"ends": date(2020, 4, 1)}) for day, size in sorted(wrong)]
    later = [(date(2020, 5, 1 + n), size) for n, size in enumerate(sizes)]
    assert score_of(KINDS[kind], [*told, *later]) == score_of(KINDS[kind], later)


def test_half_a_unit_is_refused_where_a_meter_counts_units():
    scheme = scheme_with(
        [{"deed": "deed", **KINDS["steps"]}], meters=[{"meter": "m", "resets": "never"}]
    )
    record = {"deed": "deed", "on": date(2020, 1, 1), "size": "2.5"}
    case = {"case": "x", "person": {"age": 30}, "as_of": END, "records": [record]}
    case["expect"] = {"score": 1000}
    (problem,) = problems_of_cases((Case.model_validate(case),), scheme)
    assert problem.loc == (0, "records", 0, "size")


def test_nothing_and_less_than_nothing_are_no_units():
    records = [(date(2020, 1, 1), 0), (date(2020, 1, 2), -5), (date(2020, 1, 3), 2)]
    assert score_of(KINDS["steps"], records) == 1000 - 20
