"""What a run produced, counted as the published numbers were counted."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from socialcredit.commands.held_against import independent
from socialcredit.core.calendar import calendar
from socialcredit.core.events import FILED
from socialcredit.experiments.counted import Lived, produced_by
from socialcredit.experiments.targets import figures_under, readings_of
from socialcredit.experiments.validate import figure_row, row_of
from socialcredit.language.model.published import Figure, Naive, Pick, Published, tolerance_of
from socialcredit.language.resolve.loading import load_scheme

RECORDS = {"table": "records", "column": "records"}


@pytest.fixture
def lived() -> Lived:
    """January to March: 31, 28 and 93 records of one entry, 10 of another; 100 listed, then 200."""
    scheme = load_scheme("rongcheng")
    setup = SimpleNamespace(
        sources=(),
        harms={},
        told=calendar(date(2015, 1, 1), date(2015, 3, 31)), residents=1000, deeds=(), places=(),
        responses=SimpleNamespace(names=("perceived-risk", "value-of-standing", "perceived-risk")),
    )  # fmt: skip
    records = {
        "month": np.array([0, 1, 2, 2]),
        "scheme": np.zeros(4, int),
        "entry": np.array([1, 1, 1, 2]),
        "cause": np.array([0, 0, 1, 0]),
        "records": np.array([31, 28, 93, 10]),
    }
    lists = {
        "month": np.array([0, 1, 2]),
        "scheme": np.zeros(3, int),
        "list": np.array([1, 1, 1]),
        "stock": np.array([100, 200, 200]),
    }
    return Lived(setup, {"records": records, "lists": lists}, scheme, 0, 10.0)


def figure(produced: dict, when: date, divided_by: dict | None = None, **more) -> Figure:
    told = {
        "what": "a count", "when": when, "value": 100.0, "unit": "entries", "tolerance": "5 %",
        "kind": "predicted", "source": "assumed", "evidence": "assumed", **more,
    }  # fmt: skip
    return Figure.model_validate({**told, "produced": produced, "divided_by": divided_by})


def entry(lived: Lived, number: int) -> str:
    return lived.scheme.entries[number].id


def test_a_sum_runs_from_the_start_to_the_end_of_the_day(lived):
    where = {"entry": entry(lived, 1)}
    in_january = figure({**RECORDS, "where": where}, date(2015, 1, 10))
    at_the_end = figure({**RECORDS, "where": where}, date(2015, 3, 31))
    assert produced_by(lived, in_january) == pytest.approx(10 * 10.0)
    assert produced_by(lived, at_the_end) == pytest.approx((31 + 28 + 93) * 10.0)


def test_a_flow_counts_from_its_first_day(lived):
    march = {**RECORDS, "where": {"entry": entry(lived, 1)}, "since": date(2015, 3, 1)}
    assert produced_by(lived, figure(march, date(2015, 3, 31))) == pytest.approx(93 * 10.0)


def test_several_names_are_added_up_and_causes_told_apart(lived):
    both = {"entry": [entry(lived, 1), entry(lived, 2)]}
    assert produced_by(lived, figure({**RECORDS, "where": both}, date(2015, 3, 31))) == 1620.0
    right = {**RECORDS, "where": {**both, "cause": "right"}}
    assert produced_by(lived, figure(right, date(2015, 3, 31))) == pytest.approx(69 * 10.0)


def test_a_state_stands_between_two_ends_of_months(lived):
    stock = {"table": "lists", "column": "stock", "where": {"list": lived.scheme.lists[1].id}}
    assert produced_by(lived, figure(stock, date(2015, 1, 31))) == pytest.approx(1000.0)
    assert produced_by(lived, figure(stock, date(2015, 2, 14))) == pytest.approx(1500.0)


def test_what_was_left_undone_is_picked_by_the_mechanism_of_all_its_terms(lived):
    left = {"month": np.zeros(3, int), "term": np.arange(3), "deeds": np.array([4, 5, 6])}
    here = replace(lived, tables={"refrained": left})
    afraid = {"table": "refrained", "column": "deeds", "where": {"term": "perceived-risk"}}
    assert produced_by(here, figure(afraid, date(2015, 1, 31))) == pytest.approx(100.0)


def test_a_share_is_not_scaled_and_may_be_a_percentage(lived):
    part, whole = {**RECORDS, "where": {"cause": "wrong-person"}}, RECORDS
    share = figure(part, date(2015, 3, 31), whole)
    percent = share.model_copy(update={"unit": "%"})
    assert produced_by(lived, share) == pytest.approx(93 / 162)
    assert produced_by(lived, percent) == pytest.approx(100 * 93 / 162)


def test_nothing_is_said_of_a_day_outside_the_run_or_a_share_of_nothing(lived):
    assert produced_by(lived, figure(RECORDS, date(2015, 4, 1))) is None
    assert produced_by(lived, figure(RECORDS, date(2014, 12, 31))) is None
    nothing = {**RECORDS, "where": {"cause": "false-alarm"}}
    assert produced_by(lived, figure(RECORDS, date(2015, 3, 31), nothing)) is None


@pytest.mark.parametrize(
    "value, tolerance, close",
    [(1700.0, "5 %", True), (1710.0, "5 %", False), (1700.0, 79, False), (1700.0, "80", True)],
)
def test_a_miss_is_a_miss(lived, value, tolerance, close):
    row = figure_row(lived, figure(RECORDS, date(2015, 3, 31), value=value, tolerance=tolerance))
    assert row["produced"] == 1620.0
    assert row["pass"] is close
    assert (abs(row["produced"] - row["published"]) <= row["tolerance"]) is close


def test_a_scheme_reads_its_own_rows_only(lived):
    other = replace(lived, number=1)
    assert produced_by(other, figure(RECORDS, date(2015, 3, 31))) == 0.0
    assert Pick.model_validate({"table": "lists", "column": "stock"}).is_state


@pytest.mark.parametrize(
    "people_for_one, tolerance, too_few",
    [(10.0, "10 %", False), (10.0, "9 %", True), (100.0, "30 %", True)],
)
def test_chance_wider_than_the_tolerance_is_told(lived, people_for_one, tolerance, too_few):
    """A thousand in the world are a hundred here, give or take ten: a tenth of them."""
    here = replace(lived, scale=people_for_one)
    row = figure_row(here, figure(RECORDS, date(2015, 3, 31), value=1000.0, tolerance=tolerance))
    assert row["luck"] == pytest.approx(1000.0 / (1000.0 / people_for_one) ** 0.5)
    assert row["too_few"] is too_few


def test_a_day_read_off_a_month_is_as_sure_as_the_month(lived):
    """Of 31 in January a day has one; published are ten a day of ten real people for one here."""
    day = figure({**RECORDS, "where": {"entry": entry(lived, 1)}}, date(2015, 1, 1), value=10.0)
    assert figure_row(lived, day)["luck"] == pytest.approx(10.0 / 31**0.5)
    nobody = figure({**RECORDS, "where": {"cause": "false-alarm"}}, date(2015, 1, 1), value=10.0)
    row = figure_row(lived, nobody)
    assert row["produced"] == 0.0 and row["luck"] == pytest.approx(10.0 / 31**0.5)


def test_a_share_is_as_sure_as_its_base_is_large(lived):
    share = figure(RECORDS, date(2015, 3, 31), RECORDS, value=50.0, unit="%", tolerance="4 points")
    row = figure_row(lived, share)
    assert row["luck"] == pytest.approx(50.0 / 162**0.5) and row["too_few"] is False
    nothing = {**RECORDS, "where": {"cause": "false-alarm"}}
    row = figure_row(lived, figure(RECORDS, date(2015, 3, 31), nothing, unit="%"))
    assert row["too_few"] is True and row["luck"] is None


def test_more_people_do_not_help_where_the_run_ends_too_early(lived):
    row = figure_row(lived, figure(RECORDS, date(2015, 4, 1)))
    assert row["produced"] is None and row["pass"] is False and row["too_few"] is False


def test_a_count_is_held_as_near_as_chance_lets_both_be(lived):
    """162 events for 1,620 of the world, which come out with seven in a hundred of luck."""
    near, far = (figure(RECORDS, date(2015, 3, 31), value=None, tolerance=None, count=n)
                 for n in (1800, 2100))  # fmt: skip
    close, miss = figure_row(lived, near), figure_row(lived, far)
    assert close["pass"] is True and miss["pass"] is False
    assert close["published_range"][0] < 1800 < close["published_range"][1]
    assert close["tolerance"] > 1800 - close["published_range"][0]
    more = figure_row(lived, near.model_copy(update={"tolerance": tolerance_of("30 %")}))
    assert more["tolerance"] == pytest.approx(540) and more["chance_wider"] is False


def test_a_share_of_a_count_is_held_as_near_as_both_bases_let_it(lived):
    part = {**RECORDS, "where": {"cause": "wrong-person"}}
    told = {"value": None, "tolerance": None, "unit": "%"}
    few, many = (
        figure(part, date(2015, 3, 31), RECORDS, count=n, of=2 * n, **told) for n in (24, 24_000)
    )
    assert figure_row(lived, few)["produced"] == pytest.approx(100 * 93 / 162)
    assert figure_row(lived, few)["pass"] is True
    assert figure_row(lived, many)["tolerance"] < figure_row(lived, few)["tolerance"]


def test_a_count_of_which_hardly_any_are_expected_is_not_judged(lived):
    told = {"value": None, "tolerance": None}
    rows = [
        figure_row(lived, figure(RECORDS, date(2015, 3, 31), count=n, **told)) for n in (99, 100)
    ]
    assert [row["too_few"] for row in rows] == [True, False]


def test_published_counts_that_go_back_are_no_miss_of_the_run(lived):
    back = figure(RECORDS, date(2015, 3, 31), value=None, tolerance=None, count=5)
    row = figure_row(lived, back.model_copy(update={"count": -5}), since=date(2015, 1, 31))
    assert row["absurd"] is True and row["pass"] is False and row["since"] == "2015-01-31"


def test_a_prediction_says_whether_it_is_nearer_than_a_naive_one(lived):
    told = figure(RECORDS, date(2015, 3, 31), value=1600.0)
    rows = [figure_row(lived, told, Naive(value=value, says="x")) for value in (1590, 1700)]
    assert [row["nearer"] for row in rows] == [False, True]
    assert figure_row(lived, told)["nearer"] is None


def test_a_state_changes_between_two_days(lived):
    stock = {"table": "lists", "column": "stock", "where": {"list": lived.scheme.lists[1].id}}
    grown = Pick.model_validate({**stock, "since": date(2015, 2, 1)})
    one = figure(stock, date(2015, 2, 28)).model_copy(update={"produced": grown})
    assert produced_by(lived, one) == pytest.approx(1000.0)


def test_a_group_is_told_apart_by_the_cells_it_lives_in(lived):
    tables = {
        "cells": {"minority": np.array([0, 1]), "residents": np.array([120, 25])},
        "grades": {
            "month": np.array([2, 2]),
            "scheme": np.zeros(2, int),
            "cell": np.array([0, 1]),
            "grade": np.zeros(2, int),
            "residents": np.array([90, 10]),
        },
    }
    here = replace(lived, tables=tables)
    few = {"table": "grades", "column": "residents", "where": {"group": "minority"}}
    assert produced_by(here, figure(few, date(2015, 3, 31))) == 100.0
    all_ages = {"table": "cells", "column": "residents", "where": {"group": "minority"}}
    assert produced_by(here, figure(few, date(2015, 3, 31), all_ages, unit="%")) == 40.0


def with_a_panel(lived: Lived, *each: int) -> Lived:
    """The same run, whose panel of 1,000 households of one has these many records in its books."""
    residents = np.arange(1000)
    who = np.repeat(residents[: len(each)], each)
    nought = np.zeros(len(who), int)
    names = ("kind", "source", "scheme", "points", "record", "score", "grade", "cause", "world")
    events = dict.fromkeys(names, nought) | {
        "resident": who, "day": nought + 40, "what": nought + FILED, "entry": nought + 1,
    }  # fmt: skip
    people = {"resident": residents, "household": residents, "flags": residents * 0}
    return replace(lived, tables=lived.tables | {"panel_events": events, "panel_people": people})


def test_what_one_household_files_again_and_again_says_no_more_than_it_filed_once(lived):
    """Of 160 entries of 16 households as little is known as of 16; both say it, range and luck."""
    told = figure(RECORDS, date(2015, 3, 31), value=None, tolerance=None, count=1620)
    singly, together = (
        figure_row(with_a_panel(lived, *each), told) for each in ([1] * 160, [10] * 16)
    )
    assert singly["household_effect"] == pytest.approx(1, abs=0.05)
    assert together["household_effect"] == pytest.approx(10 * (1.753 / 1.645) ** 2, rel=0.05)
    wide = [row["produced_range"][1] - row["produced_range"][0] for row in (singly, together)]
    assert wide[1] > 3 * wide[0]
    assert together["luck"] == pytest.approx(singly["luck"] * together["household_effect"] ** 0.5)
    assert together["tolerance"] > singly["tolerance"]


def test_so_few_households_are_too_few_however_many_events_they_bear(lived):
    told = figure(RECORDS, date(2015, 3, 31), value=None, tolerance=None, count=1000)
    rows = [figure_row(with_a_panel(lived, *each), told) for each in ([1] * 160, [20] * 10)]
    assert [row["too_few"] for row in rows] == [False, True]
    near = figure(RECORDS, date(2015, 3, 31), value=1000.0, tolerance="20 %")
    rows = [figure_row(with_a_panel(lived, *each), near) for each in ([1] * 160, [20] * 10)]
    assert [row["too_few"] for row in rows] == [False, True]


def test_a_share_is_as_sure_as_the_households_of_its_cases(lived):
    wrong = {**RECORDS, "where": {"cause": "wrong-person"}}
    told = figure(wrong, date(2015, 3, 31), RECORDS, value=50.0, unit="%")
    here = with_a_panel(lived, *[10] * 40)
    half = here.tables["panel_events"]["resident"] % 2  # a household's records are alike
    here.tables["panel_events"]["cause"] = half
    row = figure_row(here, told)
    assert row["household_effect"] == pytest.approx(10, rel=0.2)
    assert row["luck"] == pytest.approx(50.0 / (162 / row["household_effect"]) ** 0.5)


def test_where_no_book_tells_the_single_events_it_is_said(lived):
    told = figure(RECORDS, date(2015, 3, 31), value=None, tolerance=None, count=1620)
    nine = figure_row(with_a_panel(lived, *[5] * 9), told)
    without = figure_row(lived, told)
    assert nine["household_effect"] is None and without["household_effect"] is None
    assert nine["produced_range"] == without["produced_range"]
    said = " ".join(independent([nine, figure_row(with_a_panel(lived, *[1] * 99), told)]))
    assert "fall independently" in said and said.count("a count") == 1
    assert independent([figure_row(with_a_panel(lived, *[1] * 99), told)]) == []


CHANGE = {"unit": "%", "value": 50.0, "tolerance": "5", "under": "twice", "change_from": "once"}


def test_a_change_is_what_one_run_has_beside_another_in_per_cent(lived):
    more = {**lived.tables, "records": {**lived.tables["records"]}}
    more["records"]["records"] = 3 * lived.tables["records"]["records"] // 2
    runs = {None: lived, "once": lived, "twice": replace(lived, tables=more)}
    row = row_of(runs, figure(RECORDS, date(2015, 3, 31), **CHANGE), None)
    assert row["produced"] == pytest.approx(50, abs=1) and row["pass"]
    assert (row["change_from"], row["produced_range"], row["too_few"]) == ("once", None, False)
    same = figure(RECORDS, date(2015, 3, 31), **CHANGE | {"change_from": "rules as written"})
    assert row_of(runs, same, None)["produced"] == row["produced"]
    none = row_of({**runs, "twice": lived}, figure(RECORDS, date(2015, 3, 31), **CHANGE), None)
    assert none["produced"] == 0 and not none["pass"]


@pytest.mark.parametrize(
    "said", [{"under": None}, {"unit": "records"}, {"value": None, "count": 5}]
)
def test_a_change_says_in_per_cent_what_is_run_under_an_experiment(said):
    with pytest.raises(ValueError, match="a change is told in per cent"):
        figure(RECORDS, date(2015, 3, 31), **CHANGE | said)


def test_no_calibration_asks_for_a_change():
    told = figure(RECORDS, date(2015, 3, 31), **CHANGE | {"kind": "calibrated"})
    plain = figure(RECORDS, date(2015, 3, 31), kind="calibrated")
    published = Published(scenario="x", figures=(told, plain))
    assert figures_under(published, None) == (plain,)
    assert figures_under(published, "twice") == (plain,) and readings_of(published) == [None]
