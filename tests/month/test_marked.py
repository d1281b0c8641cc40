"""What is marked as a month begins: who is listed amiss, and whom a sum paid once concerned."""

from types import SimpleNamespace

import numpy as np
import pytest

from socialcredit.compile.heads import heads
from socialcredit.compile.lists import compile_lists
from socialcredit.core.columns import NEWCOMER
from socialcredit.month.consequences import YEAR, concerned_before
from socialcredit.month.list_keeping import mark_amiss
from socialcredit.stages.lists.registers import LIVE, RIGHT
from tests.month.test_owing import plain
from tests.stages.consequences.household import BEFORE, PARENT, C, doors_of, rule, scheme_of, town
from tests.stages.small import START, scheme_with

BLACK = {"list": "black", "colour": "black"}
BY_SCORE = {**BLACK, "enter": {"score_below": 600}}
BY_RECORD = {**BLACK, "enter": {"entry": ["default"]}}
LOW, HIGH = 50_000, 100_000


def amiss(told, until=99, marks=0, clean=HIGH, score=LOW, clean_grade=0):
    """Whether somebody is marked as listed without a right ground; 7 where nothing is marked."""
    here = town()
    here.standing.until[0, BEFORE] = until
    here.standing.clean[0, BEFORE], here.standing.score[0, BEFORE] = clean, score
    month = SimpleNamespace(standing=here.standing, start=BEFORE, count=1,
                            grounds=np.array([[marks]]))  # fmt: skip
    space = SimpleNamespace(amiss=np.full((1, 1), 7), clean=np.array([[clean_grade]]))
    lists = compile_lists([scheme_with(lists=[told])], 255, START, START)
    plain(mark_amiss)(month, lists, space, 10)
    assert space.clean[0, 0] == clean_grade  # it is read and not written
    return int(space.amiss[0, 0])


def test_the_listed_are_amiss_whom_right_records_alone_would_not_list():
    assert amiss(BY_SCORE) == 1
    assert amiss(BY_SCORE, clean=LOW) == 0
    assert amiss(BY_SCORE, until=0) == 7  # not listed


def test_a_listing_by_grade_goes_by_the_grade_from_right_records():
    by_grade = {**BLACK, "enter": {"grades": ["C"]}}
    assert amiss(by_grade, clean_grade=C) == 0
    assert amiss(by_grade, clean_grade=0) == 1


def test_a_term_that_is_served_although_the_standing_has_mended_is_not_amiss():
    served = {**BY_SCORE, "term": "60 days"}
    assert amiss(served, score=HIGH) == 0
    assert amiss(served, score=LOW) == 1


@pytest.mark.parametrize(("marks", "found"), [(LIVE | RIGHT, 0), (LIVE, 1)])
def test_a_listing_by_record_goes_by_whether_a_right_one_stands_behind_it(marks, found):
    entries = [{"deed": "default", "points": -5}]
    told = compile_lists([scheme_with(entries=entries, lists=[BY_RECORD])], 255, START, START)
    here = town()
    here.standing.until[0, BEFORE] = 99
    month = SimpleNamespace(standing=here.standing, start=BEFORE, count=1,
                            grounds=np.array([[marks]]))  # fmt: skip
    space = SimpleNamespace(amiss=np.full((1, 1), 7), clean=np.zeros((1, 1), np.uint8))
    plain(mark_amiss)(month, told, space, 10)
    assert space.amiss[0, 0] == found


ONCE = {"effect": "money", "money": 50, "per": "once"}


def before(month=3, earlier=0, bad=(PARENT,), flags=0, newcomers=0, subject=1, **changes):
    """Whom a sum concerned until now: 1 for the parent where it did."""
    here, scheme = town(bad=bad), scheme_of(rule(**{**ONCE, **changes}))
    here.people.flags[BEFORE + PARENT] |= flags
    here.subject[0, PARENT] = subject
    doors, head = doors_of(scheme), heads([scheme], START, START)
    doors.rule[0].before, head[0].newcomers = earlier, newcomers
    month_ = SimpleNamespace(count=5, start=BEFORE, month=month, people=here.people,
                             subject=here.subject, standing=here.standing,
                             book=SimpleNamespace(head=head))  # fmt: skip
    found = np.full((1, 5), 7)
    plain(concerned_before)(month_, doors, found)
    return found[0].tolist()


def test_whom_it_concerned_before_is_not_paid_again():
    assert before() == [1, 0, 0, 0, 0]
    assert before(bad=()) == [0] * 5


def test_a_rule_without_a_version_before_it_and_who_was_not_scored_begin_anew():
    assert before(earlier=-1) == [0] * 5
    assert before(subject=0) == [0] * 5


def test_newcomers_are_new_after_a_year_unless_they_were_scored_from_the_first():
    assert before(month=YEAR, flags=NEWCOMER) == [0] * 5
    assert before(month=YEAR, flags=NEWCOMER, newcomers=1) == [1, 0, 0, 0, 0]
    assert before(month=YEAR - 1, flags=NEWCOMER) == [1, 0, 0, 0, 0]
    assert before(month=YEAR) == [1, 0, 0, 0, 0]


def test_sums_that_are_not_paid_once_are_left_alone():
    assert before(per="month") == [7] * 5
