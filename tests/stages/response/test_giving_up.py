"""Giving up: refusals thin the tries at doors of their kind, and are forgotten in time."""

import numpy as np
import pytest
from pytest import approx

from socialcredit.compile.trying import group_of_door
from socialcredit.core.draws import threshold
from socialcredit.core.refusals import (
    CREDIT,
    JOURNEYS,
    OTHER,
    WORK,
    refusals_in,
    with_refusals,
)
from socialcredit.language.resolve.loading import load_beliefs
from socialcredit.stages.consequences.trying import GAVE_UP, REMEMBER, count_remembered, still_tried
from socialcredit.stages.response.giving_up import MECHANISM, GivingUp, tries
from tests.stages.response.around import live, surroundings

MANY = 20_000
KEY = np.array([5, 9], np.uint32)
BY = GivingUp(strength=1, keeps=0.7, forgets=12)


def shied_after(before, new, months=1.0, by=BY, month=3):
    """Refusals that everybody remembers after a step."""
    around = surroundings(MANY, month=month)
    around.refused[:] = new
    rows = {"shied": np.full(MANY, before, np.uint8)}
    live(MECHANISM, by, around, rows, months)
    return rows["shied"]


def test_a_byte_holds_up_to_three_refusals_at_each_kind_of_door():
    byte = with_refusals(with_refusals(0, CREDIT, 2), WORK, 5)
    assert [refusals_in(byte, kind) for kind in (JOURNEYS, CREDIT, WORK, OTHER)] == [0, 2, 3, 0]
    assert with_refusals(byte, WORK, 1) == byte
    assert with_refusals(with_refusals(0, OTHER, 3), JOURNEYS, 3) == 0b11000011


def test_doors_are_journeys_credit_work_or_others_by_what_they_belong_to():
    parents = {one.domain: one.parent for one in load_beliefs().domains.domains}
    kinds = {"fly": JOURNEYS, "fast-train": JOURNEYS, "loan": CREDIT, "job": WORK,
             "public-post": WORK, "school": OTHER, "hotel": OTHER}  # fmt: skip
    assert {door: group_of_door(door, parents) for door in kinds} == kinds


def test_each_refusal_leaves_the_same_share_of_tries():
    assert tries(BY).tolist() == approx([1, 0.7, 0.49, 0.343])
    assert tries(BY._replace(strength=0.0)).tolist() == [1, 1, 1, 1]
    assert tries(BY._replace(keeps=1.0)).tolist() == [1, 1, 1, 1]


def test_refusals_are_forgotten_one_by_one_with_the_mean_that_is_said():
    two = with_refusals(0, CREDIT, 2)
    found = shied_after(two, 0)
    left = np.array([refusals_in(int(byte), CREDIT) for byte in found])
    assert left.mean() == approx(2 * np.exp(-1 / 12), abs=0.012)
    assert set(left.tolist()) == {0, 1, 2} and not (found & ~np.uint8(0b1100)).any()


def test_two_half_months_are_one():
    one = with_refusals(0, WORK, 1)
    whole = shied_after(one, one)
    rows = {"shied": shied_after(one, one, months=0.5)}
    live(MECHANISM, BY, surroundings(MANY, month=4), rows, 0.5)
    count = [
        np.mean([refusals_in(int(b), WORK) for b in found]) for found in (whole, rows["shied"])
    ]
    assert count[1] == approx(count[0], abs=0.012)


def test_tries_come_back_where_nobody_refuses_any_more():
    rows = {"shied": np.full(MANY, 255, np.uint8)}
    for month in range(150):
        live(MECHANISM, BY, surroundings(MANY, month=month), rows)
    assert (rows["shied"] > 0).mean() < 0.001


def test_of_tries_the_share_is_made_that_is_said_and_all_where_nothing_is_remembered():
    goes_on = np.array([threshold(share) for share in tries(BY)], np.int64)
    assert all(still_tried(goes_on, 0, 4, 3, slot, 1, KEY) == 3 for slot in range(50))
    made = [still_tried(goes_on, 2, 4, 3, slot, 1, KEY) for slot in range(4000)]
    assert np.mean(made) == approx(3 * 0.49, abs=0.06)


@pytest.mark.parametrize("keeps", [0.2, 0.7])
def test_who_remembers_more_tries_no_try_that_others_leave(keeps):
    """The same draws: each refusal more takes tries away and gives none back."""
    goes_on = np.array([threshold(share) for share in tries(BY._replace(keeps=keeps))], np.int64)
    for slot in range(200):
        made = [still_tried(goes_on, told, 4, 4, slot, 1, KEY) for told in range(4)]
        assert made == sorted(made, reverse=True) and made[0] == 4


def test_who_remembers_any_is_told_and_who_remembers_as_many_as_count():
    tally = np.zeros((4, 5), np.int64)
    shied = np.array([0, 1, 2, 3, 3 << 2 * CREDIT], np.uint8)
    getattr(count_remembered, "py_func", count_remembered)(shied, 0, len(shied), tally)
    assert tally[:, REMEMBER].tolist() == [3, 1, 0, 0]
    assert tally[:, GAVE_UP].tolist() == [1, 1, 0, 0]
