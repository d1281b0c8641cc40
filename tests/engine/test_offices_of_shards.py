"""An office is one for its place: however the place is cut, it takes up the same disputes."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socialcredit.engine.offices import capacities, reached, taken_up, waiting_in
from socialcredit.engine.preparing import prepared
from socialcredit.language.resolve.inputs import resolve
from tests.engine.cuts import cut, cuts, in_rows
from tests.engine.towns import in_hamlets, town

COMMUNITIES, MONTHS = 24, 6


@pytest.fixture(scope="module")
def setup():
    """Two places of communities of some thirty residents, under two schemes."""
    with pytest.MonkeyPatch.context() as patched:
        in_hamlets(patched, 30)
        asked = town(
            people=800, places=("weihai", "suqian"), schemes=("rongcheng", "weihai"), twin=None
        )
        return prepared(resolve(asked), 1)


def queues(setup, seed, most):
    """Disputes that wait in each community, as if a run had left them."""
    shape = len(setup.communities.place), len(setup.schemes), MONTHS
    draws = np.random.default_rng(seed)
    return draws.integers(0, most + 1, shape, np.int32) * draws.integers(0, 2, shape, np.int32)


def taken(setup, queue, can, firsts):
    """Cut-off and quota of every community, of a run in shards."""
    shards = cut(setup, firsts)
    letters = [waiting_in(one, in_rows(one, queue)) for one in shards]
    told = reached(letters, can)
    each = [taken_up(s, in_rows(s, queue), r) for s, r in zip(shards, told, strict=True)]
    return [np.concatenate(columns) for columns in zip(*each, strict=True)]


CANS = st.lists(st.integers(0, 60), min_size=4, max_size=4)


@settings(max_examples=40)
@given(st.integers(0, 1000), st.integers(0, 5), CANS, st.data())
def test_shards_take_up_what_one_would(setup, seed, most, can, data):
    communities = len(setup.communities.place)
    assert communities >= COMMUNITIES
    queue, can = queues(setup, seed, most), np.array(can).reshape(2, 2)
    whole = taken(setup, queue, can, [0])
    parts = taken(setup, queue, can, data.draw(cuts(communities)))
    for one, other in zip(whole, parts, strict=True):
        assert np.array_equal(one, other)


@settings(max_examples=40)
@given(st.integers(0, 1000), st.integers(0, 5), CANS, st.data())
def test_an_office_takes_up_as_many_as_it_can_the_oldest_first(setup, seed, most, can, data):
    queue, can = queues(setup, seed, most), np.array(can).reshape(2, 2)
    cutoff, quota = taken(setup, queue, can, data.draw(cuts(len(setup.communities.place))))
    for p in range(2):
        there = setup.communities.place == p
        for s in range(2):
            (joined,) = set(cutoff[there, s].tolist())
            upto, mine = quota[there, s], queue[there, s]
            assert mine[:, :joined].sum() + upto.sum() == min(can[p, s], mine.sum())
            assert (upto == 0).all() if joined == MONTHS else (upto <= mine[:, joined]).all()


@settings(max_examples=40)
@given(st.integers(0, 1000), st.data())
def test_what_shards_say_adds_up(setup, seed, data):
    queue, firsts = queues(setup, seed, 5), data.draw(cuts(len(setup.communities.place)))
    letters = [waiting_in(one, in_rows(one, queue)) for one in cut(setup, firsts)]
    whole = waiting_in(setup, queue)
    said = np.zeros((len(setup.places), *queue.shape[1:]), np.int64)
    for letter in letters:
        said[letter.place] += letter.disputes
    assert np.array_equal(said[whole.place], whole.disputes)
    assert said.sum() == whole.disputes.sum()


def test_a_place_cut_in_two_has_one_office_for_all_its_residents(setup):
    def over_two_years(one):
        months = (replace(setup.months[0], number=number) for number in range(24))
        return sum(capacities(one, month, lambda community: setup.schemes) for month in months)

    of_suqian = int(np.argmax(setup.communities.place == 1))
    whole = over_two_years(setup)
    assert whole.any()
    for one in cut(setup, [0, 3, of_suqian + 5]):
        assert np.array_equal(over_two_years(one), whole)
