"""By month what only the panel's books tell, worked out by hand on books of a few lines."""

import numpy as np
import pytest
from pytest import approx

from socialcredit.core import events as happened
from socialcredit.results.measures.courses import courses
from socialcredit.results.measures.grown import grown
from socialcredit.results.measures.offsets import offsets
from socialcredit.results.measures.panel_courses import (
    bought_back,
    falls_and_returns,
    made_up_for,
    recovering,
)
from socialcredit.results.measures.trapped import recovery
from tests.results.measures.test_grown import pressed
from tests.results.measures.test_offsets import filed, lives
from tests.results.synthetic import event, tiny_tables

FEBRUARY = 31  # the day on which the tiny run's second month begins


def test_points_made_up_for_stand_at_the_months_end(tmp_path):
    """Resident 1 loses 50 in January and gains 30 elsewhere in February; 2 loses 20 at home."""
    run = lives(
        tmp_path,
        filed(1, 5, 0, -50, 11), filed(1, 20, 0, 10, 12), filed(1, FEBRUARY, 2, 30, 13),
        filed(2, FEBRUARY + 2, 1, -20, 21),
        event(2, FEBRUARY + 9, happened.EXPIRED, entry=1, record=21, score=0, grade=0),
    )  # fmt: skip
    assert made_up_for(run).tolist() == [[5000, 5000], [1000, 1000], [0, 3000], [1, 1]]
    inside, across = bought_back(run)
    first = np.array([True, False])
    assert inside.over(run, first) == approx(0.2) and across.over(run, first) == 0
    assert across.over(run, ~first) == approx(0.6) and across.over(run, ~first).few
    found = offsets(run)
    assert across.over(run, ~first) == approx(found["across"])
    assert inside.over(run, ~first) == approx(found["within"]), "at the end as the whole run"


def test_with_the_schemes_end_nothing_is_left_to_make_up_for(tmp_path):
    over = event(1, FEBRUARY + 3, happened.ENDED, score=0, grade=0)
    run = lives(tmp_path, filed(1, 5, 0, -50, 11), filed(1, 9, 2, 20, 12), over)
    assert made_up_for(run)[:, 1].tolist() == [0, 0, 0, 0]
    across = bought_back(run)[1]
    assert across.monthly(run) == [approx(0.4), None]


def graded(who, day, grade):
    return event(who, day, happened.GRADE, score=0, grade=grade)


def test_falls_returns_and_the_time_spent_below_are_of_their_months(tmp_path):
    """Grade 1 is the bottom: 1 falls in January and is back in February; 2 is let go by the end."""
    run = lives(
        tmp_path, graded(1, 0, 0), graded(1, 21, 1), graded(1, FEBRUARY + 4, 0),
        graded(2, 0, 0), graded(2, FEBRUARY + 1, 1),
        event(2, FEBRUARY + 11, happened.ENDED, score=0, grade=0),
    )  # fmt: skip
    falls, returns, years = falls_and_returns(run)
    assert (falls.tolist(), returns.tolist()) == ([1, 1], [0, 1])
    assert (365.25 * years).tolist() == approx([10, 4 + 10])
    assert falls.sum() == recovery(run)["falls"]
    fell, back = recovering(run)
    second = np.array([False, True])
    assert (
        back.over(run, second) == approx(1000 * 365.25 / 14) and fell.over(run, second).cases == 1
    )


def test_records_under_added_lines_are_told_by_month_for_the_poorest_and_the_richest(tmp_path):
    """Entry 2 was got in by riders. The poorest have two records under it, the richest one."""
    people = [{**row, "fifth": at % 2 * 4} for at, row in enumerate(tiny_tables()["panel_people"])]
    poor, rich = people[0]["resident"], people[1]["resident"]
    told = [(poor, 3, 2), (poor, FEBRUARY, 2), (poor, FEBRUARY + 1, 0), (rich, FEBRUARY + 4, 2)]
    books = [filed(who, day, 0, -5, at) | {"entry": entry}
             for at, (who, day, entry) in enumerate(told)]  # fmt: skip
    run = pressed(tmp_path, panel_people=people, panel_events=books)
    assert grown(run)["hits"]["records"] == 3
    found = {one.words: one for one in courses(run, 9)}
    poorest, richest = (
        found[f"records under added lines against the {who} fifth"]
        for who in ("poorest", "richest")
    )
    assert poorest.parts(run, 0)[0].tolist() == [1, 1] and richest.parts(run, 0)[0].tolist() == [
        0,
        1,
    ]
    every, whole = np.ones(run.months, bool), grown(run)["hits"]["by_fifth"]
    assert float(poorest.over(run, every)) == approx(whole[0], rel=0.05), "days and not months"
    assert float(richest.over(run, every)) == approx(whole[-1], rel=0.05)


@pytest.mark.parametrize("told", [bought_back, recovering])
def test_nothing_is_told_of_what_nobody_has(tmp_path, told):
    assert told(lives(tmp_path, filed(1, 5, 2, 20, 11))) == []


def test_whoever_did_something_and_has_no_record_moves_no_points(tmp_path):
    run = lives(tmp_path, filed(1, 5, 0, -50, 11), event(2, 9, happened.DEED, kind=0))
    assert made_up_for(run).tolist() == [[5000, 5000], [0, 0], [0, 0], [1, 1]]
