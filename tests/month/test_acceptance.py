"""What adults make of it is counted once for everybody and once in each way to tell them apart."""

import numpy as np

from socialcredit.core.columns import URBAN
from socialcredit.month.acceptance import (
    AFRAID,
    APPROVING,
    BY,
    BY_AGE,
    BY_INCOME,
    BY_SCHOOL,
    BY_TOWN,
    EVERYBODY,
    MOST_LEVELS,
    NO_USE,
    PROTESTING,
    STANCES,
    count_stances,
)
from socialcredit.stages.society.people import empty


def test_adults_are_counted_by_stance_and_group_and_children_not():
    people = empty(6)
    people.age[:] = [17, 18, 39, 40, 60, 70]
    people.fifth[:] = [0, 0, 1, 2, 3, 4]
    people.flags[:] = [0, URBAN, 0, URBAN, 0, 0]
    people.role_education[:] = [0, 8 + 1, 1, 2, 4, 4]  # the school stands in the lowest three bits
    approval = np.array([0, 128, 127, 1, 255, 1], np.uint8)
    stance = np.array([PROTESTING, PROTESTING, NO_USE, PROTESTING, AFRAID, AFRAID], np.uint8)
    counts = np.zeros((BY, MOST_LEVELS, len(STANCES)), np.int64)
    count_stances(people, approval, stance[1:], 1, 6, counts)
    told = {(by, n, s): many for (by, n, s), many in np.ndenumerate(counts) if many}
    assert counts[EVERYBODY, 0].tolist() == [2, 1, 1, 1], "who approves has no other stance"
    assert (counts.sum(axis=1) == counts[EVERYBODY, 0]).all(), "groups add up to everybody"
    assert told[BY_AGE, 1, NO_USE] == told[BY_AGE, 2, PROTESTING] == told[BY_AGE, 3, AFRAID] == 1
    assert told[BY_INCOME, 4, AFRAID] == told[BY_INCOME, 3, APPROVING] == 1
    assert told[BY_TOWN, 1, PROTESTING] == told[BY_TOWN, 0, NO_USE] == 1
    assert told[BY_SCHOOL, 1, APPROVING] == told[BY_SCHOOL, 1, NO_USE] == 1
    count_stances(people, approval, stance[:1], 0, 1, counts)
    assert counts[EVERYBODY].sum() == 5, "children have no opinion"
