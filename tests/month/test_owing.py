"""Of which records a sum has to be collected, and under whose group it is counted."""

from types import SimpleNamespace

import numpy as np
import pytest

from socialcredit.core.columns import MINORITY, PANEL, People
from socialcredit.month import collecting
from tests.stages.consequences.household import doors_of, scheme_of
from tests.stages.consequences.test_at_filing import ENTRY, FINE, PAYING

FIRST_DAY, SINCE = 100, 30  # the month begins, and for how long the rule has been in force


def plain(kernel):
    """The function that a kernel is made of."""
    return getattr(kernel, "py_func", kernel)


def owed(has=1, filed=FIRST_DAY, q=0, points=-500, since=SINCE, **rule):
    """Fen that have to be collected for a record."""
    told = {"money": -50, "collected": PAYING, **rule}
    doors = doors_of(scheme_of({**FINE, **told}, entries=[ENTRY]), ["theft"])
    if since is not None:
        doors.rule[0].owed = since
    here = SimpleNamespace(has=np.array([has]), doors=doors, first_day=FIRST_DAY)
    case = SimpleNamespace(filed=filed, points=points)
    return plain(collecting.sum_owed)(here, q, case)


@pytest.mark.parametrize("filed", [FIRST_DAY + 20, FIRST_DAY, FIRST_DAY - SINCE])
def test_a_record_filed_since_the_rule_is_in_force_owes_its_sum(filed):
    assert owed(filed=filed) == -5000


def test_a_record_of_before_the_rule_owes_nothing():
    assert owed(filed=FIRST_DAY - SINCE - 1) == 0


def test_where_the_rule_is_not_that_of_the_place_or_there_is_none_nothing_is_owed():
    assert owed(has=0) == owed(q=-1) == 0


def test_a_sum_that_moves_by_itself_is_not_owed():
    assert owed(collected=None, since=None) == 0


def test_a_sum_by_points_is_owed_by_what_the_record_took():
    assert owed(money=None, money_per_point=3) == -1500
    assert owed(money=None, money_per_point=3, points=-200) == -600


@pytest.mark.parametrize(("flags", "group"), [(0, 0), (MINORITY, 1), (PANEL, 0)])
def test_each_count_stands_under_the_group_of_its_person(flags, group):
    people = People(*(np.zeros(5, np.uint8) for _ in People._fields))
    people.flags[3] = flags
    tally = SimpleNamespace(collected=np.zeros((2, 2, 6), np.int64))
    here = SimpleNamespace(people=people, start=2, tally=tally)
    plain(collecting.tick)(here, 1, 1, collecting.BILLED, 7)
    assert tally.collected[1, group, collecting.BILLED] == 7 == tally.collected.sum()
