"""A door that checks who one is: how often it fails the right person, and whom again and again."""

import numpy as np
import pytest
from pydantic import ValidationError

from socialcredit.compile.consequences import compile_doors
from socialcredit.core.columns import records
from socialcredit.stages.consequences.doors import DOOR, failed
from tests.stages.small import HOLDS, START, scheme_with

KEY = np.array([5, 9], np.uint32)
LOGIN = {**HOLDS, "consequence": "login", "when": {"anyone": True}, "domain": "login",
         "effect": "refuse"}  # fmt: skip


def doors_with(**fails):
    scheme = scheme_with(consequences=[{**LOGIN, "fails": fails}])
    return compile_doors([scheme], {"login": 0}, {}, START, 3, {})


def failures(doors, group, people=4000, months=3, tries=2):
    """Failed tries of each person in each month: int64 (people, months)."""
    return np.array(
        [[failed(doors, 0, group, who, tries, m, KEY) for m in range(months)]
         for who in range(people)]
    )  # fmt: skip


def test_a_check_fails_at_the_chance_that_is_written_and_more_often_in_the_minority():
    doors = doors_with(chance=0.1, minority_times=3)
    for group, chance in ((0, 0.1), (1, 0.3)):
        found = failures(doors, group)
        deviation = (chance * (1 - chance) / (found.size * 2)) ** 0.5
        assert abs(found.sum() / (found.size * 2) - chance) < 4 * deviation


def test_some_people_are_never_let_pass():
    always = (failures(doors_with(chance=0.0, never=0.2), 0) == 2).all(axis=1)
    assert abs(always.mean() - 0.2) < 4 * (0.2 * 0.8 / 4000) ** 0.5
    assert failures(doors_with(chance=0.0, never=0.2), 0)[~always].sum() == 0


@pytest.mark.parametrize("number", [1, 7, 8, 16, 24, 30])
def test_checks_of_two_schemes_fail_each_with_a_luck_of_its_own(number):
    """In no month of either: one scheme's month is never another's next."""
    one, other = doors_with(chance=0.5), doors_with(chance=0.5)
    other.rule["scheme"] = number
    first, second = failures(one, 0, 300, 6), failures(other, 0, 300, 6)
    for earlier in range(6):
        for later in range(6):
            assert not np.array_equal(first[:, earlier], second[:, later])


def test_anyone_means_every_grade():
    doors = doors_with(chance=0.5)
    assert doors.rule[0].grades == 0b111
    assert doors.concerned[0].all()


def test_a_door_without_a_check_is_none():
    scheme = scheme_with(consequences=[{**LOGIN, "when": {"grades": ["C"]}}])
    rule = compile_doors([scheme], {"login": 0}, {}, START, 3, {}).rule[0]
    assert (rule.checks, rule.grades) == (0, 0b100)
    assert records(1, DOOR).checks[0] == 0


@pytest.mark.parametrize(
    "changes",
    [{"effect": "priority", "fails": {"chance": 0.1}}, {"when": {"anyone": True, "list": "x"}},
     {"when": {}}],
)  # fmt: skip
def test_a_check_turns_away_and_a_consequence_has_one_ground(changes):
    with pytest.raises(ValidationError):
        scheme_with(consequences=[{**LOGIN, **changes}])
