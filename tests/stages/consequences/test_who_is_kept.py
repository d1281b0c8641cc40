"""Who is kept from deeds for a month, who gets round it, and how many of those days were wrong."""

import numpy as np

from socialcredit.core.columns import PAUSED
from tests.stages.consequences.household import (
    BEFORE,
    NEIGHBOUR,
    PARENT,
    PARTNER,
    SON,
    C,
    doors_of,
    kept,
    rule,
    scheme_of,
    sitting_of,
    town,
)

NO_DRIVING = {"consequence": "no-driving", "effect": "incapacitate", "stops": ["speeding"]}
NO_RIDING = {**NO_DRIVING, "consequence": "no-riding", "stops": ["fare-dodging"]}
DAYS = 31


def held(here, *rules, hidden=()):
    """Bits of bans by resident, and the sums by group."""
    scheme = scheme_of(*(rule(**one) for one in rules or (NO_DRIVING,)))
    doors = doors_of(scheme, ["speeding", "fare-dodging"])
    sitting = sitting_of(here, scheme, doors)
    sitting.here[list(hidden)] = 0
    bits, tally = np.full(8, 99), np.zeros((len(doors.rule), 2, 4), np.int64)
    kept(doors, here.people, here.standing, here.clean, here.subject, sitting, DAYS, bits, tally)
    return bits[:5].tolist(), tally.tolist()


def test_whoever_stands_in_the_grade_is_kept_all_month_and_wrongly_without_a_right_ground():
    bits, (sums,) = held(town([PARENT, NEIGHBOUR], clean_bad=[NEIGHBOUR], minority=[NEIGHBOUR]))
    assert bits == [1, 0, 0, 1, 0]
    # people, evading, days, wrong days: of the majority, of the minority
    assert sums == [[1, 0, DAYS, DAYS], [1, 0, DAYS, 0]]


def test_a_late_copy_keeps_people_late_and_not_wrongly():
    here = town([PARENT])
    here.standing.grade[0, BEFORE + PARENT] = 0
    here.standing.copy[0, BEFORE + PARENT] = C << 4 | C
    assert held(here)[1] == [[[1, 0, DAYS, 0], [0, 0, 0, 0]]]


def test_an_objection_and_not_being_scored_let_people_go():
    here = town([PARENT, PARTNER])
    here.standing.hold[0, BEFORE + PARENT] = PAUSED
    here.subject[0, PARTNER] = 0
    assert held(here) == ([0] * 5, [[[0] * 4] * 2])
    here.standing.hold[0, BEFORE + PARENT] = PAUSED - 1  # months of copying are no objection
    assert held(here)[0] == [1, 0, 0, 0, 0]


def test_who_gets_round_a_ban_is_under_it_and_not_kept():
    sly = {**NO_DRIVING, "evaded": {"share": 1.0, "source": "assumed", "evidence": "assumed"}}
    assert held(town([PARENT, SON]), sly) == ([0] * 5, [[[2, 2, 0, 0], [0] * 4]])


def test_each_ban_has_a_bit_of_its_own_and_a_place_without_one_keeps_nobody():
    here = town([PARENT])
    bits, sums = held(here, NO_DRIVING, NO_RIDING)
    assert bits[PARENT] == 0b11
    assert [of_ban[0] for of_ban in sums] == [[1, 0, DAYS, DAYS]] * 2
    assert held(here, NO_DRIVING, NO_RIDING, hidden=[0])[0][PARENT] == 0b10
