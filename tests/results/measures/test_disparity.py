"""M8 from a few cells: rates a head and year, ratios between groups, and equal conduct."""

import numpy as np
import pytest
from pytest import approx

from socialcredit.core import events as happened
from socialcredit.results.measures import disparity
from tests.results.synthetic import event, manifest, rows, write_run

CELLS = rows(
    "cell place female urban minority age_band fifth residents",
    "0 0 0 1 0 1 0 4000", "1 0 1 1 0 1 4 2000", "2 0 0 0 1 2 0 1000", "3 0 1 0 1 3 2 1000",
)  # fmt: skip
GRADES = rows(
    "month cell grade residents",
    "0 0 0 9", "1 0 0 3000", "1 0 1 1000", "1 1 0 2000", "1 2 1 1000", "1 3 0 1000",
)  # fmt: skip
HARM = rows(
    "month cell penalised wrongly late penal_days wrong_days bad_records wrong_records bad_deeds",
    "0 0 9 3 0 400 100 40 8 800", "1 0 9 1 0 400 100 40 8 800", "0 1 9 2 0 100 20 10 2 400",
    "0 2 9 4 0 300 60 30 6 200", "1 3 9 5 0 100 40 20 4 400",
)  # fmt: skip
YEARS = 2 / 12


@pytest.fixture
def run(tmp_path):
    twin = [{**row, "world": 1} for row in (*HARM, *GRADES)]
    harm = HARM + [row for row in twin if "wrongly" in row]
    grades = GRADES + [row for row in twin if "grade" in row]
    return write_run(tmp_path / "run", manifest(), {"cells": CELLS, "grades": grades, "harm": harm})


def test_rates_are_a_head_and_year_of_those_scored_at_the_end(run):
    majority, minority = disparity.disparate_impact(run)["groups"]
    assert (majority["group"], majority["residents"]) == ("majority", 6000)
    assert (minority["group"], minority["residents"]) == ("minority", 2000)
    for name, mine, theirs in (
        ("penal_days", 900, 400), ("wrong_days", 220, 100), ("bad_records", 90, 50),
        ("wrong_records", 18, 10), ("bad_deeds", 2000, 600),
    ):  # fmt: skip
        assert majority[name] == approx(mine / 6000 / YEARS)
        assert minority[name] == approx(theirs / 2000 / YEARS)


def test_the_most_wronged_at_once_are_those_of_the_worst_month(run):
    majority, minority = disparity.disparate_impact(run)["groups"]
    assert (majority["wronged"], minority["wronged"]) == (3 + 2, 5)


def test_the_ratio_is_of_wrong_days_and_the_selection_of_penal_days(run):
    found = disparity.disparate_impact(run)
    assert found["ratio"] == approx((100 / 2000) / (220 / 6000))
    assert found["selection"] == approx((900 / 6000) / (400 / 2000))
    assert found["times"]["penal_days"]["value"] == approx((400 / 2000) / (900 / 6000))
    assert found["times"]["wrong_days"]["value"] == approx((100 / 2000) / (220 / 6000))
    assert found["times"]["penal_days"]["interval"] is None  # nobody is in the panel


def test_of_one_group_alone_no_gap_is_told(run, monkeypatch):
    """A second whose conduct has no like in the first has no rate: that is no gap of nought."""
    assert disparity.disparate_impact(run)["gap"] is not None
    rates = iter([1.0, None] * 3)
    monkeypatch.setattr(disparity, "standardised", lambda *_: next(rates))
    assert disparity.disparate_impact(run)["gap"] is None


@pytest.mark.parametrize(
    ("grouping", "groups"),
    [
        ("female", {"men": 5000, "women": 3000}),
        ("urban", {"countryside": 2000, "town": 6000}),
        ("age_band", {"18-39": 6000, "40-59": 1000, "60 and over": 1000}),
        ("fifth", {"poorest fifth": 5000, "third": 1000, "richest fifth": 2000}),
    ],
)
def test_each_grouping_divides_people_by_its_own_column(run, grouping, groups):
    found = disparity.disparate_impact(run, grouping)
    assert {row["group"]: row["residents"] for row in found["groups"]} == groups
    assert (found["times"]["penal_days"] is None) == (len(groups) != 2)


def test_at_equal_conduct_rates_are_taken_inshared_classes_alone(run):
    # Bad deeds a head: cells 0 .. 3 have 0.4, 0.2, 0.2 and 0.4; of 8,000 people each class 1,600.
    found = disparity.disparate_impact(run)
    classes = disparity.conduct_classes(np.array([1600, 400, 200, 400]),
                                         np.array([4000, 2000, 1000, 1000]))  # fmt: skip
    assert classes.tolist() == [1, 0, 1, 4]
    # Majority and minority share class 1 only: cell 0 beside cell 2.
    majority, minority = found["groups"]
    assert majority["equal_conduct"]["penal_days"] == approx(800 / 4000 / YEARS)
    assert minority["equal_conduct"]["penal_days"] == approx(300 / 1000 / YEARS)
    assert majority["as_it_fell"]["wrong_days"] == approx(200 / 4000 / YEARS)
    assert minority["as_it_fell"]["bad_records"] == approx(30 / 1000 / YEARS)
    assert found["gap"] == approx((300 / 1000 - 800 / 4000) / YEARS)


def test_classes_hold_about_as_many_people_each_and_follow_conduct():
    residents = np.full(10, 100)
    deeds = np.array([90, 10, 80, 20, 70, 30, 60, 40, 50, 0])
    assert disparity.conduct_classes(deeds, residents).tolist() == [4, 0, 4, 1, 3, 1, 3, 2, 2, 0]
    nobody = disparity.conduct_classes(np.array([5, 1]), np.array([0, 10]))
    assert nobody.tolist() == [0, 0]  # where nobody lives there is no rate


def test_where_no_class_is_shared_there_is_no_gap(run):
    found = disparity.disparate_impact(run, "age_band")
    assert found["gap"] is None
    assert all(row["equal_conduct"]["penal_days"] is None for row in found["groups"])


def test_the_middle_of_classes_is_weighed_by_all_their_people():
    counts, residents = np.array([10, 30, 90, 90]), np.array([100, 100, 100, 700])
    classes, mine = np.array([0, 0, 1, 1]), np.array([True, False, True, False])
    found = disparity.standardised(counts, residents, classes, mine, 2, [0, 1])
    assert found == approx((200 * 0.1 + 800 * 0.9) / 1000 / 2)
    alone = disparity.standardised(counts, residents, classes, mine, 2, [1])
    assert alone == approx(0.9 / 2)
    assert disparity.standardised(counts, residents, classes, mine, 2, []) is None
    assert disparity._rate_within(counts, residents, classes, mine, 2, [0, 1]) == approx(0.25)


def panel_of(folder, people):
    """Households of one, every second of the minority; one in four was never penalised."""
    lives = [
        event(who, 5, happened.FILED, kind=0, entry=0, points=-5000, cause=2 * (who % 3 > 0),
              record=who, score=95000, grade=1)
        for who in range(people) if who % 4
    ]  # fmt: skip
    told = rows("resident household cell age", *(f"{who} {who} {3 * (who % 2)} 40"
                                                 for who in range(people)))  # fmt: skip
    return write_run(folder / "run", manifest(people=8000), {
        "cells": CELLS, "grades": GRADES, "harm": HARM, "panel_people": told,
        "panel_events": lives,
    })  # fmt: skip


def test_households_of_the_panel_say_how_far_luck_could_move_a_group(tmp_path):
    run = panel_of(tmp_path, 120)
    group = np.array([0, 0, 1, 1])
    sums = disparity._sums_of_groups(run, 0, group)
    for name, bearers in (("penal_days", 60), ("wrong_days", 40)):
        parts, wholes = sums[name]
        assert (wholes[0].sum(), wholes[1].sum()) == (60, 60)
        assert parts[0].sum() + parts[1].sum() == 28 * (90 if bearers == 60 else 60)
        assert parts[1].sum() == 28 * bearers  # all of the odd, of whom the minority is
    found = disparity.disparate_impact(run)
    for row in found["groups"]:
        for name in ("penal_days", "wrong_days"):
            low, high = row["intervals"][name]
            assert low < row[name] < high
    times = found["times"]["penal_days"]
    assert times["interval"][0] < times["value"] < times["interval"][1]
