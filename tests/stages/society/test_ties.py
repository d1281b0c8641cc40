"""Ties: households are found whole, friends follow from draws."""

import numpy as np
import pytest

from socialcredit.stages.society.ties import friend, household_of, links, place_range
from tests.stages.society.world import SEED, World


@pytest.fixture(scope="module")
def county():
    return World(["rongcheng"], 2014).settle(60_000)


@pytest.fixture(scope="module")
def heads(county):
    return np.flatnonzero(county.people.position == 0)


def test_household_of_finds_the_whole_household(county, heads):
    ends = np.append(heads[1:], len(county.people.age))
    for number in (0, 17, 4000, len(heads) - 1):
        for resident in range(heads[number], ends[number]):
            found = household_of(county.people.position, resident)
            assert found == (heads[number], ends[number])


def test_friends_are_stable_mostly_near_and_never_oneself(county):
    offset, place, _ = county.communities
    link = links(SEED)
    first, last = place_range(place, 3)
    assert (first, last) == (0, len(place))
    asked = [(i, which) for i in range(offset[3], offset[4]) for which in range(4)]
    found = [friend(link, offset, 3, i, which, first, last) for i, which in asked]
    assert found == [friend(link, offset, 3, i, which, first, last) for i, which in asked]
    assert all(other != i for (i, _), (_, other) in zip(asked, found, strict=True))
    assert all(offset[home] <= other < offset[home + 1] for home, other in found)
    near = sum(home == 3 for home, _ in found) / len(found)
    assert near == pytest.approx(0.7 + 0.3 / len(place), abs=0.03)
