"""What follows a record on the day it is filed: how much, counted as whose, wrong or not."""

import numpy as np
import pytest

from socialcredit.core.events import REWARDED, SHOWN
from socialcredit.core.jit import kernel
from socialcredit.core.log import new_log, wide
from socialcredit.stages.consequences.at_filing import follow, sum_for
from tests.stages.consequences.household import BEFORE, NEIGHBOUR, PARENT, doors_of, scheme_of, town
from tests.stages.small import HOLDS

ENTRY = {"deed": "theft", "points": -5, **HOLDS}
FINE = {**HOLDS, "consequence": "fine", "when": {"entry": ["theft"]}, "domain": "door",
        "effect": "money"}  # fmt: skip
PAYING = {"paid": 0.6, "source": "assumed", "evidence": "assumed"}
SCREEN = {**FINE, "effect": "shown", "audience": "screen"}


@kernel
def followed(doors, q, people, i, resident, day, points, fault, score, grade, tally, log):
    """What follows a record, called from outside."""
    follow(doors, q, people, i, resident, day, points, fault, score, grade, tally, log)


def after(rule, who=PARENT, points=-500, fault=0):
    """Sums by group (attempts, refusals, wrongful, fen, late), and the panel's book."""
    doors = doors_of(scheme_of(rule, entries=[ENTRY]), ["theft"])
    here, log = town(minority=[NEIGHBOUR], panel=[PARENT]), new_log(9)
    tally = np.zeros((1, 2, 3, 5), np.int64)
    i = BEFORE + who
    followed(doors, 0, here.people, i, 100 + who, 9, points, fault, 88_000, 2, tally, log)
    assert tally[0, :, 1:].sum() == 0  # nobody but its own person
    return tally[0, :, 0].tolist(), wide(log.rows[: log.used[0]]).tolist()


NOTHING = [0] * 5


def test_a_fine_moves_on_the_day_and_stands_in_the_book():
    sums, book = after({**FINE, "money": -50})
    assert sums == [[1, 0, 0, -5000, 0], NOTHING]
    assert book == [[100 + PARENT, 9, REWARDED, 0, 0, 0, 0, -5000, 0, 1, 88_000, 2]]


def test_sums_stand_under_the_group_of_the_person_and_the_book_is_the_panels_alone():
    assert after({**FINE, "money": -50}, NEIGHBOUR) == ([NOTHING, [1, 0, 0, -5000, 0]], [])


@pytest.mark.parametrize(("fault", "wrongful", "late"), [(0, 0, 0), (1, 1, 0), (2, 0, 1)])
def test_a_fine_for_a_wrong_record_is_wrongful(fault, wrongful, late):
    sums, book = after({**FINE, "money": -50}, fault=fault)
    assert sums[0] == [1, 0, wrongful, -5000, late]
    assert book[0][8] == fault


def test_a_sum_that_has_to_be_collected_is_counted_and_does_not_move_yet():
    assert after({**FINE, "money": -50, "collected": PAYING}) == ([[1, 0, 0, 0, 0], NOTHING], [])


def test_who_is_put_on_a_screen_is_shown_and_loses_no_money():
    sums, book = after(SCREEN)
    assert sums[0] == [1, 0, 0, 0, 0]
    assert (book[0][2], book[0][7]) == (SHOWN, 0)


@pytest.mark.parametrize(
    ("rule", "points", "fen"),
    [
        ({"money": -50}, -500, -5000),
        ({"money": 50}, -500, 5000),
        ({"money_per_point": 3}, -500, -1500),  # five points at three yuan
        ({"money_per_point": 3}, 200, 600),
        ({"money_per_point": -3}, -500, 1500),  # what counts against one pays
        ({"money_per_point": -3}, 200, -600),
        ({"money_per_point": 3}, 0, 0),
        ({"money_per_point": 0.5}, -125, -62),  # below a fen it is not owed
    ],
)
def test_a_sum_is_fixed_or_by_points_and_takes_where_points_are_taken(rule, points, fen):
    doors = doors_of(scheme_of({**FINE, **rule}, entries=[ENTRY]), ["theft"])
    assert sum_for(doors, 0, points) == fen
