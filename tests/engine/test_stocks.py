"""Identities that hold to the unit: a score is the sum of its entries, a list what stayed."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from socialcredit.engine.collect import gathered
from socialcredit.engine.inputs import prepared, resolve
from socialcredit.engine.world import begin, desks_for, run_month
from tests.engine.towns import SHARP, town

# A list that many enter and leave: everybody under the starting score, looked at after two weeks.
BUSY = [
    "schemes.rongcheng.lists.black-list.enter={score_below: 1000}",
    "schemes.rongcheng.lists.black-list.term=14 days",
]


@pytest.fixture(scope="module")
def lived():
    """A town where everybody is in the panel, after some months."""
    scenario = town(twin=None, people=1500)
    setup = prepared(resolve(scenario, [*SHARP, *BUSY]), 2)
    world, desks = begin(setup, 0), desks_for(setup, 2)
    with ThreadPoolExecutor(2) as pool:
        for month in setup.months:
            run_month(setup, world, month, pool, desks)
    return setup, world, gathered(setup, [world.collected])


def test_a_score_is_its_start_and_its_entries(lived):
    setup, world, tables = lived
    start = round(setup.schemes[0].score[0].start * 100)
    events = tables["panel_events"]
    mine = events["scheme"] == 0
    moved = np.bincount(
        events["resident"][mine], weights=events["points"][mine], minlength=setup.residents
    )
    assert np.any(moved)
    assert np.array_equal(world.standing.score[0], start + moved.astype(np.int64))


def test_stock_of_a_list_is_what_entered_less_what_left(lived):
    setup, _, tables = lived
    lists = tables["lists"]
    assert lists["entered"].sum() > lists["left"].sum() > 0
    for number in range(len(setup.schemes[0].lists)):
        mine = lists["list"] == number
        stock = np.zeros(len(setup.months), np.int64)
        stock[lists["month"][mine]] = lists["stock"][mine]
        flow = np.zeros(len(setup.months), np.int64)
        flow[lists["month"][mine]] = lists["entered"][mine] - lists["left"][mine]
        assert np.array_equal(np.cumsum(flow), stock)


def test_records_of_the_table_are_those_of_the_books(lived):
    _, _, tables = lived
    filed = (tables["panel_events"]["what"] == 3).sum()
    assert filed > 0
    assert tables["records"]["records"].sum() == filed


def test_grades_count_every_subject_once(lived):
    setup, world, tables = lived
    grades = tables["grades"]
    last = grades["month"] == len(setup.months) - 1
    counted = np.bincount(grades["grade"][last], weights=grades["residents"][last])
    present = np.bincount(world.standing.grade[0], minlength=len(counted))
    assert np.all(counted <= present)
