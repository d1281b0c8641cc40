"""Lists: an identity of stocks and flows, and nobody on a list without a ground."""

from types import SimpleNamespace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from socialcredit.core.columns import new_standing
from socialcredit.core.limits import NEVER
from socialcredit.stages.lists.registers import (
    ASKED,
    FRESH,
    LIVE,
    has_ground,
    next_end,
    review,
)

BLACK = {"list": "black", "colour": "black"}
BY_SCORE = {**BLACK, "enter": {"score_below": 600}}
BY_GRADE = {**BLACK, "enter": {"grades": ["C"]}}
FOR_A_MONTH = {**BY_SCORE, "term": "30 days"}
BY_RECORD = {**BLACK, "enter": {"entry": ["default"]}}
PEOPLE = 5

moves = st.lists(
    st.tuples(st.integers(0, PEOPLE - 1), st.integers(59_000, 61_000), st.integers(0, 2)),
    max_size=6,
)
histories = st.lists(moves, min_size=1, max_size=80)


def lived(lists, history):
    """Day by day: who moves is reviewed, and who is to leave today; yields the books."""
    standing = new_standing(np.array([100_000]), PEOPLE, 0, 1)
    for today, moved in enumerate(history, start=1):
        before = int((standing.until[0] != 0).sum())
        for who, score, grade in moved:
            standing.score[0, who], standing.grade[0, who] = score, grade
        looked_at = [who for who, _, _ in moved]
        looked_at += [int(who) for who in np.flatnonzero(standing.until[0] == today)]
        results = [review(lists, 0, standing, who, 0, -1, today, True) for who in looked_at]
        yield SimpleNamespace(
            today=today,
            standing=standing,
            before=before,
            came=sum(result in (1, 2) for result in results),
            went=sum(result in (-1, 2) for result in results),
            after=int((standing.until[0] != 0).sum()),
        )


@given(histories, st.sampled_from([BY_SCORE, BY_GRADE, FOR_A_MONTH]))
def test_stock_is_what_was_there_plus_in_less_out(lists_with, history, rule):
    for day in lived(lists_with(rule), history):
        assert day.after == day.before + day.came - day.went
        assert next_end(day.standing.until[0], 0, PEOPLE) > day.today


@given(histories, st.sampled_from([BY_SCORE, BY_GRADE]))
def test_without_a_term_all_listed_have_a_ground_and_all_with_a_ground_are_listed(
    lists_with, history, rule
):
    lists = lists_with(rule)
    for day in lived(lists, history):
        for who in range(PEOPLE):
            score, grade = int(day.standing.score[0, who]), int(day.standing.grade[0, who])
            listed = day.standing.until[0, who] != 0
            assert listed == has_ground(lists, 0, score, grade, 0, day.today)


@given(histories)
def test_a_term_is_served_to_its_end_and_no_longer(lists_with, history):
    entered: dict[int, int] = {}
    for day in lived(lists_with(FOR_A_MONTH), history):
        for who in range(PEOPLE):
            until = int(day.standing.until[0, who])
            if until:
                assert day.today < until <= day.today + 30
                assert entered.setdefault(who, until) in (until, day.today)
                entered[who] = until
            else:
                assert entered.pop(who, day.today) == day.today


def one_person(score, blocks=0):
    standing = new_standing(np.array([score]), 1, 0, 1, blocks)
    standing.grade[0, 0] = 2
    return standing


def test_in_again_where_the_ground_outlasts_the_term(lists_with):
    lists, standing = lists_with(FOR_A_MONTH), one_person(50_000)
    assert [review(lists, 0, standing, 0, 0, -1, day, True) for day in (1, 15, 31, 61)] == [
        1,
        0,
        2,
        2,
    ]
    standing.score[0, 0] = 60_000
    assert [review(lists, 0, standing, 0, 0, -1, day, True) for day in (70, 91)] == [0, -1]


def test_whoever_is_not_scored_is_not_listed(lists_with):
    lists, standing = lists_with(BY_GRADE), one_person(50_000)
    assert review(lists, 0, standing, 0, 0, -1, 1, False) == 0
    assert review(lists, 0, standing, 0, 0, -1, 2, True) == 1
    assert standing.until[0, 0] == NEVER
    assert review(lists, 0, standing, 0, 0, -1, 3, False) == -1


def on_days(lists, standing, days):
    """What a list does with one person on days with these marks: (day, mark) to +1, -1, 0, 2."""
    return [review(lists, 0, standing, 0, marks, -1, day, True) for day, marks in days]


FILED = LIVE | FRESH


def test_a_live_record_is_a_ground_and_its_end_the_end(lists_with):
    lists, standing = lists_with(BY_RECORD), one_person(100_000)
    days = [(1, 0), (2, FILED), (3, LIVE), (9, FILED), (20, LIVE), (21, 0), (22, 0)]
    assert on_days(lists, standing, days) == [0, 1, 0, 0, 0, -1, 0]


def test_a_record_begins_one_term_and_does_not_begin_it_again(lists_with):
    lists, standing = lists_with({**BY_RECORD, "term": "30 days"}), one_person(100_000)
    days = [(1, FILED), (31, LIVE), (32, LIVE), (40, FILED), (50, 0)]
    assert on_days(lists, standing, days) == [1, -1, 0, 1, -1]


BLOCKING = {**BY_RECORD, "block": "60 days"}


def test_a_block_keeps_whoever_left_on_request_off_the_list(lists_with):
    lists, standing = lists_with(BLOCKING), one_person(100_000, blocks=1)
    days = [(1, FILED), (10, ASKED), (20, FILED), (69, LIVE), (70, LIVE)]
    assert on_days(lists, standing, days) == [1, -1, 0, 0, 1]


def test_whoever_left_for_another_reason_may_be_listed_the_next_day(lists_with):
    lists, standing = lists_with(BLOCKING), one_person(100_000, blocks=1)
    assert on_days(lists, standing, [(1, FILED), (10, 0), (11, FILED)]) == [1, -1, 1]


def test_a_request_blocks_nobody_whom_another_record_keeps_on_the_list(lists_with):
    lists, standing = lists_with(BLOCKING), one_person(100_000, blocks=1)
    days = [(1, FILED), (10, LIVE | ASKED), (20, 0), (21, FILED)]
    assert on_days(lists, standing, days) == [1, 0, -1, 1]


def test_a_list_that_opens_takes_in_whoever_has_a_live_record(lists_with):
    lists, standing = lists_with({**BY_RECORD, "term": "30 days"}), one_person(100_000)
    assert on_days(lists, standing, [(0, LIVE), (30, LIVE)]) == [1, -1]
