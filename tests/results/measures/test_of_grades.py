"""F1 to F5: conduct in grades, the best grade's growth, borders, gaps at equal conduct."""

import numpy as np
import pytest

from socialcredit.core import events as happened
from socialcredit.core.columns import MINORITY
from socialcredit.results.measures import conduct_in_grade as in_grade
from socialcredit.results.measures.bunching import bunching
from socialcredit.results.measures.equal_conduct import gap_by_group, gap_by_size
from socialcredit.results.measures.standing import standings
from socialcredit.results.run import Run
from tests.results.synthetic import event, in_columns, manifest

SECOND = 28 / 365.25  # years of February
DAY = 40  # of February


def lived(people, grades, events, months=2):
    """A run in memory whose panel is everybody; all in one cell."""
    tables = {
        "cells": [{"cell": 0, "place": 0, "female": 0, "urban": 0, "minority": 0, "age_band": 0,
                   "fifth": 0, "residents": len(people)}],
        "panel_people": people, "grades": grades, "panel_events": events,
    }  # fmt: skip
    told = manifest(people=len(people), months=months, population="firms")
    return Run(None, told, in_columns(tables))


def somebody(number, **more):
    base = {"resident": number, "household": number, "cell": 0, "flags": 0, "fifth": 0}
    return {**base, "age": 30, "education": 0, "occupation": 0, "role": 0, "place": 0, **more}


def deed(number, day, kind=0):
    return event(number, day, happened.DEED, kind=kind, scheme=-1)


def filed(number, day, score, grade):
    return event(number, day, happened.FILED, kind=0, entry=0, points=-5000, cause=0,
                 record=number, score=score, grade=grade)  # fmt: skip


def counted(*rows):
    return [{"month": m, "cell": 0, "grade": g, "residents": n} for m, g, n in rows]


@pytest.fixture
def four():
    """1 falls into B in January; of the three without a record two are scored, all in A."""
    grades = counted((0, 0, 2), (0, 1, 1), (1, 0, 2), (1, 1, 1))
    events = [filed(1, 5, 95000, 1), deed(1, 3), deed(1, DAY), deed(1, DAY), deed(2, DAY),
              deed(2, DAY, kind=2)]  # fmt: skip
    return lived([somebody(n) for n in (1, 2, 3, 4)], grades, events)


def test_those_without_a_record_share_what_the_counts_leave(four):
    _, last = standings(four, 0)
    assert last[0].tolist() == [0, 1]
    assert last[1:, 0] == pytest.approx([2 / 3] * 3)
    assert last.sum() == pytest.approx(3)


def test_a_grade_is_read_against_the_bad_deeds_that_follow_it(four, monkeypatch):
    best, worst = in_grade.conduct_in_grade(four)["grades"]
    assert (worst["penal"], worst["deeds"]) == (True, 2)  # that of January came before the grade
    assert worst["years"] == pytest.approx(SECOND)
    assert worst["rate"] == pytest.approx(2 / SECOND)
    assert best["deeds"] == pytest.approx(2 / 3)  # a good deed is none, two in three are scored
    assert best["years"] == pytest.approx(2 * SECOND)
    assert best["few"]
    assert in_grade.conduct_in_grade(four)["times"] is None  # too little lived in either
    monkeypatch.setattr(in_grade, "FEW_YEARS", 0)
    assert in_grade.conduct_in_grade(four)["times"] == pytest.approx(6)


def test_the_best_grades_growth_is_told_for_a_year():
    grades = counted((0, 0, 5), (0, 1, 5), (12, 0, 8), (12, 1, 2))
    run = lived([somebody(n) for n in range(10)], grades, [], months=13)
    found = in_grade.inflation(run)
    assert (found["first"], found["last"]) == (0.5, 0.8)
    assert found["a_year"] == pytest.approx(0.3)
    assert in_grade.inflation(lived([somebody(1)], counted((0, 0, 1)), []))["a_year"] is None


def test_scores_just_above_a_border_are_told_from_those_just_below():
    scores = [96000, 96100, 96499, 95999, 96500, 95400, 90000]  # within five points: four
    events = [filed(n, 5, score, int(score < 96000)) for n, score in enumerate(scores)]
    run = lived([somebody(n) for n in range(7)], counted((1, 0, 7)), events)
    found = bunching(run)
    assert found["near"] == 5
    (row,) = found["borders"]
    assert (row["grade"], row["border"], row["above"], row["below"]) == ("A", 960, 3, 1)
    assert found["share"] == 0.75
    assert found["share"].few


def halves(penal, **of_the_second):
    """Forty with one bad deed each, two halves; of each so many fall into B."""
    people = [somebody(n, **(of_the_second if n >= 20 else {})) for n in range(40)]
    fallen = [n for half in (0, 1) for n in range(20 * half, 20 * half + penal[half])]
    events = [deed(n, 3) for n in range(40)] + [filed(n, 5, 95000, 1) for n in fallen]
    rest = 40 - len(fallen)
    return lived(people, counted((0, 0, rest), (0, 1, 40 - rest), (1, 0, rest), (1, 1, 40 - rest)),
                 events)  # fmt: skip


def test_the_small_and_the_larger_are_compared_at_the_same_number_of_bad_deeds():
    found = gap_by_size(halves((14, 10), fifth=4))
    assert found["gap"] == pytest.approx(0.2)
    assert (found["gap"].cases, found["penal"]) == (10, [14, 10])
    low, high = found["interval"]
    assert low < 0 < 0.2 < high
    told = {row["deeds"]: [g["scored"] for g in row["groups"]] for row in found["classes"]}
    assert told["1"] == [20, 20]
    assert gap_by_group(halves((14, 10), fifth=4))["gap"] is None  # nobody in the second group


def test_few_in_a_penal_grade_are_told_and_give_no_range():
    found = gap_by_group(halves((9, 2), flags=MINORITY))
    assert found["gap"] == pytest.approx(0.35)
    assert found["gap"].few
    assert found["interval"] is None


def test_whoever_opens_anew_has_neither_the_grade_nor_the_score_of_who_closed(four):
    tables = {name: dict(four.table(name)) for name in four.held}
    opened = {**dict.fromkeys(tables["panel_events"], -1), "world": 0, "resident": 1, "day": 20,
              "what": happened.OPENED}  # fmt: skip
    tables["panel_events"] = {
        name: np.append(column, opened[name]) for name, column in tables["panel_events"].items()
    }
    run = Run(None, four.manifest, tables)
    first, _ = standings(run, 0)
    assert first.sum() == pytest.approx(3)
    assert first[0].tolist() == first[1].tolist()  # silent, as those who never had a record
    assert bunching(four)["borders"] and not bunching(run)["share"]


def test_other_conduct_is_no_gap():
    run = halves((14, 0), fifth=4)
    events = run.table("panel_events")
    more = np.flatnonzero((events["what"] == happened.DEED) & (events["resident"] < 20))
    tables = {name: dict(run.table(name)) for name in run.held}
    tables["panel_events"] = {
        name: np.concatenate([column, column[more], column[more]])
        for name, column in events.items()
    }
    assert gap_by_size(Run(None, run.manifest, tables))["gap"] is None
