"""Whom rounds visit, with weights, turns and duties written by hand."""

import numpy as np
import pytest

from socialcredit.core.columns import NOTE, new_day, records
from socialcredit.core.events import FALSE_ALARM, RIGHT, WRONG_CONTENT
from socialcredit.core.limits import COMMUNITY
from socialcredit.stages.observation import rounds, visits
from socialcredit.stages.observation.rounds import (
    BASE,
    COMPLAINTS,
    DUTY,
    FACTOR,
    FINDINGS,
    FULL,
    GRADE,
    GREEDY,
    NEXT,
    SHIFT,
    SUBJECTS,
    TOUR,
    UNIFORM,
    VISIT,
    VISITS,
    Rounds,
)
from socialcredit.stages.society.people import empty

COUNT, KEY, MONTH, DAYS = 40, (7, 0), 3, 30
LUCK = np.arange(COMMUNITY)
GRADES = np.arange(COUNT, dtype=np.uint8)[None, :] % 3
EVERYBODY = np.ones((1, COUNT), np.uint8)
EVERYBODY[0, 30:] = 0  # the last ten have no grade
FIRMS = empty(COUNT)


def of(way, scheme=0, **fields):
    """Rounds of one source among forty subjects of three grades, of which two faults may stand."""
    tour = records(1, TOUR)
    tour.way, tour.scheme, tour.others, tour.row, tour.a_day, tour.keep = (
        way,
        scheme,
        500,
        0,
        1,
        FULL,
    )
    tour.minutes = 60
    for name, value in fields.items():
        tour[name] = value
    return Rounds(
        tour, np.ones((1, 1), np.uint8), np.array([[1000, 3000, 0]]),
        np.array([[1 << 32, 0]]), np.array([[3, 10]]), np.full((1, 24), FULL),
    )  # fmt: skip


def turn(first=0, many=0, factor=7, shift=11):
    row = np.zeros(6, np.int64)
    row[[SUBJECTS, FACTOR, SHIFT, NEXT, VISITS, BASE]] = COUNT, factor, shift, first, many, 0
    return row


def weighed(made, level=None, cut=(0, 0), month=MONTH):
    out, none = np.zeros(COUNT, np.int64), np.zeros((1, COUNT), np.uint16)
    total = rounds.weigh(
        made, 0, EVERYBODY, 0, GRADES, none if level is None else level, np.array(cut), turn(), 0,
        COUNT, LUCK, month, out,
    )  # fmt: skip
    assert total == out.sum()
    return out


def planned(made, weights, by_weight=0, by_lot=0, of_turn=None, luck=LUCK):
    """Rows of the visits of a month."""
    room, out = np.zeros(8 * COMMUNITY, np.int64), records(40000, VISIT)
    given = turn() if of_turn is None else of_turn
    many = rounds.plan(
        made, 0, by_weight, by_lot, weights, int(weights.sum()), given, 0, COUNT, 5, luck, MONTH,
        DAYS, KEY, room, out, 0,
    )  # fmt: skip
    return out[:many]


def test_a_weight_is_that_of_the_grade_or_of_who_has_none():
    expected = np.array([1000, 3000, 0])[GRADES[0]]
    expected[30:] = 500
    assert (weighed(of(GRADE)) == expected).all()


def test_visits_by_weight_are_as_often_as_the_weights():
    weights = weighed(of(GRADE))
    many = 20000
    counts = np.bincount(planned(of(GRADE), weights, by_weight=many).who, minlength=COUNT)
    expected = many * weights / weights.sum()
    assert (counts[weights == 0] == 0).all() and (weights == 0).sum() == 10
    spread = np.sqrt(np.maximum(expected, 1))
    assert (abs(counts - expected) < 4.5 * spread).all()
    lots = np.bincount(planned(of(GRADE), weights, by_lot=many).who, minlength=COUNT)
    assert (abs(lots - many / COUNT) < 4.5 * np.sqrt(many / COUNT)).all()


@pytest.mark.parametrize("how", ["by_weight", "by_lot"])
def test_one_more_visit_is_one_more_at_the_end(how):
    weights = weighed(of(GRADE))
    some, more = (planned(of(GRADE), weights, **{how: many}) for many in (50, 51))
    assert (more[:50] == some).all() and len(more) == 51
    assert ((more.day >= 0) & (more.day < DAYS)).all() and len(set(more.day.tolist())) > 15


def test_who_swaps_luck_swaps_visits():
    weights = np.full(COUNT, 1000)
    luck = LUCK.copy()
    luck[[3, 4]] = 4, 3
    plain, swapped = (planned(of(GRADE), weights, by_weight=400, luck=one) for one in (LUCK, luck))
    other = {3: 4, 4: 3}
    assert [other.get(who, who) for who in plain.who.tolist()] == swapped.who.tolist()


def test_in_turn_a_round_reaches_everybody_once():
    made, nothing = of(UNIFORM), np.zeros(COUNT, np.int64)
    whole = planned(made, nothing, of_turn=turn(first=17, many=COUNT)).who
    assert sorted(whole.tolist()) == list(range(COUNT))
    seen: list[int] = []
    for first in range(0, 3 * COUNT, 8):  # in parts, as months take it
        seen += planned(made, nothing, of_turn=turn(first=first, many=8)).who.tolist()
    assert (np.bincount(seen, minlength=COUNT) == 3).all()


def test_a_duty_falls_due_so_often_a_year():
    made = of(DUTY, scheme=-1, each=5000)
    year = sum(weighed(made, month=month) for month in range(12, 24))
    assert (year == 5).all()
    months = [int(weighed(made, month=month).sum()) for month in range(12)]
    assert max(months) - min(months) <= 2 and sum(months) == pytest.approx(5 * COUNT, abs=3)


def test_a_duty_that_is_short_is_served_by_lot_and_nobody_twice():
    due = np.full(COUNT, 2)
    short, longer, all_of = (planned(of(DUTY), due, by_weight=many) for many in (30, 31, 80))
    assert (np.bincount(all_of.who, minlength=COUNT) == 2).all()
    assert (np.bincount(longer.who, minlength=COUNT) <= 2).all()
    assert (longer[:30] == short).all()


def test_the_greedy_weigh_who_is_above_and_some_of_who_is_at_the_cut():
    level = np.zeros((1, COUNT), np.uint16)
    level[0, :3], level[0, 3:7] = 512, 256
    weights = weighed(of(GREEDY), level, cut=(256, FULL // 4))
    assert weights[:3].tolist() == [FULL] * 3 and weights[3:7].tolist() == [FULL // 4] * 4
    assert weights[7:].sum() == 0
    assert (weighed(of(FINDINGS), level) == level[0]).all()


def inspected(stands, way=FINDINGS, unfounded=0, level=0, tired=FULL):
    """A visit each to forty subjects, all with the same faults: visits, sightings, levels."""
    made = of(way, unfounded=unfounded, result=9, source=4)
    made.tired[:] = tired
    rows, out = records(COUNT, VISIT), new_day(2 * COUNT)
    rows.who, rows.stands = np.arange(COUNT), stands
    kept = np.full((1, COUNT), level, np.uint16)
    order = np.arange(COUNT)
    used = visits.inspect(
        rows, order, 0, COUNT, made, FIRMS, EVERYBODY, kept, 0, 5, MONTH, 100, KEY, LUCK, out, 0
    )
    assert used == COUNT and (out.kind[:used] == 9).all() and (out.extra[:used] == 4).all()
    assert (out.who[:used] == np.arange(COUNT)).all()
    return rows, out[:used], kept


SURE, BOTH = 1 << 32, 3


def test_a_visit_files_what_it_notices_and_misses_the_rest():
    rows, out, kept = inspected(BOTH)
    assert (out.amount == 3).all() and (out.cause == RIGHT).all()
    assert (rows.noticed == 1).all() and (rows.missed == 1).all() and (rows.found == 1).all()
    assert (kept == NOTE).all()
    rows, out, kept = inspected(0)
    assert (out.amount == 0).all() and (out.cause == RIGHT).all() and (kept == 0).all()
    rows, out, kept = inspected(BOTH, tired=0)
    assert (out.amount == 0).all() and (rows.missed == 2).all() and (rows.found == 0).all()


def test_what_is_not_there_is_a_false_alarm_or_a_wrong_content():
    rows, out, _ = inspected(0, unfounded=SURE)
    assert (out.cause == FALSE_ALARM).all() and set(out.amount.tolist()) == {3, 10}
    assert (rows.unfounded == 1).all() and (rows.found == 0).all()
    rows, out, _ = inspected(1, unfounded=SURE)
    assert (out.cause == WRONG_CONTENT).all() and (out.amount == 13).all()
    rows, out, _ = inspected(BOTH, unfounded=SURE)  # nothing is left that is not there
    assert (out.cause == RIGHT).all() and (rows.unfounded == 0).all()


def test_a_visit_settles_complaints_and_findings_add_up_to_a_limit():
    assert (inspected(BOTH, way=COMPLAINTS, level=700)[2] == 0).all()
    assert (inspected(BOTH, level=65500)[2] == 65535).all()
    assert (inspected(0, level=700)[2] == 700).all()


def test_complaints_are_what_the_sources_named_sighted():
    made, level = of(COMPLAINTS, complains=1 << 6), np.zeros((1, COUNT), np.uint16)
    seen = new_day(4)
    seen.who[:3], seen.extra[:3] = (1, 1, 2), (6, 6, 7)
    visits.count_complaints(made, seen, 3, level, 0)
    assert level[0, 1] == 2 * NOTE and level.sum() == 2 * NOTE


def test_a_month_leaves_a_part_of_what_is_on_file():
    level = np.array([[0, 256, 65535]], np.uint16)
    rounds.fade(level, 0, FULL // 2, 0, 3)
    assert level[0].tolist() == [0, 128, 32767]


def test_visits_of_a_day_stand_side_by_side_in_their_order():
    rows, order, begins = records(6, VISIT), np.zeros(6, np.int64), np.zeros(33, np.int64)
    rows.day = [2, 0, 29, 2, 0, 2]
    rounds.by_days(rows, 6, 30, order, begins)
    assert order.tolist() == [1, 4, 0, 3, 5, 2]
    assert begins[[0, 1, 2, 3, 29, 30]].tolist() == [0, 2, 2, 5, 5, 6]
