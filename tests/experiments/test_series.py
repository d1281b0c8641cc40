"""Growth between the dates of a series, and what somebody without a model would have said."""

from datetime import date

import pytest

from socialcredit.experiments.series import LINE, PACE, SAME, increments, naive_of
from socialcredit.language.model.published import Figure

START = date(2014, 1, 1)
RECORDS = {"table": "records", "column": "records"}
STOCK = {"table": "lists", "column": "stock"}


def figure(when: date, kind: str = "calibrated", **more) -> Figure:
    told = {
        "what": "entries", "when": when, "unit": "entries", "kind": kind, "source": "assumed",
        "evidence": "assumed", "produced": RECORDS,
    }  # fmt: skip
    return Figure.model_validate(told | more)


FIRST, SECOND = figure(date(2014, 1, 10), count=100), figure(date(2014, 1, 20), count=300)
LATER = figure(date(2014, 2, 4), "predicted", count=900)


def test_a_count_goes_on_along_its_last_two_calibrated_figures():
    naive = naive_of(LATER, [LATER, SECOND, FIRST], START)
    assert (naive.value, naive.says) == (300 + 15 * 20, LINE)


def test_a_count_with_one_calibrated_figure_goes_on_at_its_pace():
    naive = naive_of(LATER, [FIRST, LATER], START)
    assert (naive.value, naive.says) == (100 / 10 * 35, PACE)


def test_a_share_and_a_lone_state_stay_as_they_were():
    state = [figure(one.when, one.kind, count=one.count, produced=STOCK) for one in (FIRST, LATER)]
    share = [
        figure(one.when, one.kind, count=one.count, of=1000, unit="%", divided_by=RECORDS)
        for one in (FIRST, SECOND, LATER)
    ]
    assert naive_of(state[-1], state, START).value == 100
    naive = naive_of(share[-1], share, START)
    assert (naive.value, naive.says) == (30, SAME)


def test_only_calibrated_figures_of_the_same_series_before_it_are_carried_on():
    after = figure(date(2014, 3, 1), count=1000)
    other = figure(date(2014, 1, 5), count=7, what="attempts")
    early = figure(date(2014, 1, 30), "predicted", count=800)
    assert naive_of(LATER, [other, early, after, LATER], START) is None
    assert naive_of(FIRST, [FIRST, SECOND], START) is None


def test_a_naive_number_of_the_file_comes_first():
    own = {"value": 46, "says": "the mean day of the trial week"}
    given = figure(LATER.when, "predicted", count=58, naive=own)
    assert naive_of(given, [FIRST, SECOND, given], START).value == 46


def test_increments_run_from_the_day_after_one_figure_to_the_next():
    (one, growth), (two, later) = increments([SECOND, LATER, FIRST], START)
    assert (one, two) == (FIRST, SECOND)
    assert (growth.count, growth.produced.since, growth.when) == (
        200,
        date(2014, 1, 11),
        SECOND.when,
    )
    assert (later.count, later.kind) == (600, "predicted")
    assert later.naive.value == 15 * 20


def test_a_rounded_number_leaves_its_tolerance_to_the_increment():
    rounded = figure(LATER.when, "predicted", value=1000, tolerance="5 %")
    [(_, growth)] = increments([SECOND, rounded], START)
    assert growth.published == 700 and growth.tolerance.of(growth.published) == pytest.approx(35)


def test_shares_of_counts_that_are_both_told_have_increments_and_others_none():
    counts = [
        figure(one.when, count=one.count, of=base, unit="%", divided_by=RECORDS)
        for one, base in ((FIRST, 1000), (SECOND, 1500))
    ]
    [(_, growth)] = increments(counts, START)
    assert (growth.count, growth.of, growth.published) == (200, 500, 40)
    assert growth.divided_by.since == growth.produced.since == date(2014, 1, 11)
    share = {"value": 10, "tolerance": "2 points", "unit": "%", "divided_by": RECORDS}
    assert increments([figure(FIRST.when, **share), figure(SECOND.when, **share)], START) == []


def test_a_flow_has_no_increments():
    flow = {"produced": {**RECORDS, "since": START}}
    assert increments([figure(one.when, count=5, **flow) for one in (FIRST, SECOND)], START) == []


def test_another_reading_changes_what_it_says_and_nothing_else():
    read = {"reading": "one", "readings": [{"reading": "two", "value": 70, "tolerance": "10 %"}]}
    counted = figure(FIRST.when, count=24, why_missed="by chance", **read)
    other = counted.read_as(counted.readings[0])
    assert (other.published, other.count, other.reading) == (70, None, "two")
    assert (other.what, other.when, other.why_missed) == (counted.what, counted.when, None)


@pytest.mark.parametrize(
    "number, words",
    [
        ({}, "says one number"),
        ({"value": 3, "count": 3}, "says one number"),
        ({"value": 3}, "how near is near enough"),
        ({"count": 3, "of": 5}, "a share against a share"),
        ({"count": 3, "divided_by": RECORDS}, "a share against a share"),
        ({"value": 3, "tolerance": 1, "of": 5}, "needs the count"),
        ({"count": 3, "readings": [{"reading": "two"}]}, "says which it is"),
        ({"count": 3, "reading": "a", "readings": [{"reading": "b", "value": 3}]}, "near enough"),
        ({"count": 3, "naive": {"value": 1, "says": "less"}}, "only a prediction"),
    ],
)
def test_a_figure_that_says_no_number_or_two_is_refused(number, words):
    with pytest.raises(ValueError, match=words):
        figure(START, **number)
