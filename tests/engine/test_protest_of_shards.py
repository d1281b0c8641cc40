"""Who joins whom is settled by place, however the place is cut and however large it is."""

from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import replace
from functools import reduce

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socialcredit.core.limits import COMMUNITY
from socialcredit.engine import joining, protest
from socialcredit.engine.parts import parts_of
from socialcredit.engine.preparing import prepared
from socialcredit.engine.world import begin
from socialcredit.language.resolve.inputs import resolve
from socialcredit.stages.response.protest import joined
from tests.engine.cuts import cut, cuts, in_columns
from tests.engine.test_protest import ENDS, LOUD, PLACES, protesting
from tests.engine.towns import in_hamlets

LUCK = np.arange(COMMUNITY)


def said(sought, needs):
    """What shards say of one place in a look. needs: for each shard and which, who waits."""
    letters = []
    for each in needs:
        told = [[int(column[0, which]) for column in sought.search] for which in (0, 1)]
        counts = [joining.counted(one, *of) for one, of in zip(each, told, strict=True)]
        bins = sought.search.bins[:1]
        letters.append(joining.Needs(np.zeros(1, np.int64), bins, np.concatenate(counts)))
    return reduce(joining.added, letters)


def settled(needs, adults):
    """How many join of a place in shards, and after how many looks that was known."""
    sought, looks = joining.seek(np.array([adults]), np.array([True])), 0
    while not sought.done:
        sought.hear(said(sought, needs))
        looks += 1
    return sought.joined[0].tolist(), looks


CROWDS = st.sampled_from(["chain", "bell", "few", "even"])


def crowd(draws, kind, adults):
    """For how many others each of those who may join waits."""
    many = int(draws.integers(0, adults + 1))
    if kind == "chain":  # everybody waits for nearly as many as there are before: near the brink
        need = np.arange(many) + draws.integers(-2, 2, many)
    elif kind == "bell":
        need = np.ceil(draws.normal(0.25, draws.uniform(0.01, 0.4), many) * adults)
    else:
        need = draws.integers(0 if kind == "even" else adults // 3, adults + 2, many)
    return np.clip(need, 0, adults + 1).astype(np.int32)


@settings(max_examples=200)
@given(st.integers(0, 10_000), CROWDS, st.integers(1, 400), st.sampled_from([4, 7, 64, 1000]))
def test_as_many_join_of_a_place_in_shards_as_of_one_crowd(seed, kind, adults, bins):
    draws = np.random.default_rng(seed)
    crowds = [crowd(draws, kind, adults) for _ in (0, 1)]
    where = [draws.integers(0, 4, len(need)) for need in crowds]
    needs = [[need[at == n] for need, at in zip(crowds, where, strict=True)] for n in range(4)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(joining, "BINS", bins)
        found, looks = settled(needs, adults)
    assert found == [joined(need) for need in crowds]
    assert looks == 1 or adults + 2 > bins, "a place that fits is decided at once"


def test_a_province_is_settled_in_two_looks_and_its_letters_stay_as_they_are():
    """Of 80 million adults so many wait, but each stands for a hundred: letters are of numbers."""
    adults, draws = 80_000_000, np.random.default_rng(5)
    need = np.ceil(np.clip(draws.normal(0.25, 0.2, 800_000), 0, 1) * adults).astype(np.int32)
    sought = joining.seek(np.array([adults]), np.array([True]))
    looks = 0
    while not sought.done:
        told = said(sought, [[need, need[::2]]])
        assert len(told.many) <= 2 * joining.BINS
        sought.hear(told)
        looks += 1
    assert looks == 2 and sought.joined[0].tolist() == [joined(need), joined(need[::2])]


@pytest.fixture(scope="module")
def town():
    """Two places in hamlets, and the world on its first morning; the scheme ends by protest."""
    with pytest.MonkeyPatch.context() as patched:
        in_hamlets(patched, 40)
        setup = prepared(resolve(protesting(ENDS, **PLACES), LOUD), 1)
    return setup, begin(setup, 0)


def moods(world, seed):
    """The world with what everybody thinks of the scheme and believes, drawn anew."""
    draws, new = np.random.default_rng(seed), deepcopy(world)
    rows = draws.integers(0, 256, world.mind.rows.shape, np.uint8)
    belief = draws.integers(0, 256, world.mind.belief.shape, np.uint8)
    new.mind = world.mind._replace(rows=rows, belief=belief)
    return new


def of_shard(world, one):
    """Minds and people of a shard."""
    mind = world.mind._replace(
        rows=in_columns(one, world.mind.rows), belief=in_columns(one, world.mind.belief),
        known=in_columns(one, world.mind.known), pays=in_columns(one, world.mind.pays),
    )  # fmt: skip
    return replace(world, mind=mind, people=one.people)


def protested(setup, shards, world):
    """Rows of `acceptance` of a month of the world in these shards, and what is kept of places."""
    month, state = setup.months[0], world.protest.copy()
    parts, adults = parts_of(setup, world, month), sum(protest.adults_in(one) for one in shards)
    asked, own = protest.asked_in(setup, parts, adults), [of_shard(world, one) for one in shards]
    sought = joining.seek(adults, asked)
    with ThreadPoolExecutor(1) as pool:
        waits = [
            protest.waits_in(one, mine, pool, LUCK, adults, asked)
            for one, mine in zip(shards, own, strict=True)
        ]
    while not sought.done:
        sought.hear(reduce(joining.added, [protest.needs_in(w, sought.search) for w in waits]))
    stood = [protest.stood_in(*of, sought.joined) for of in zip(shards, own, waits, strict=True)]
    return protest.rows_told(setup, state, month, 0, reduce(protest.added, stood), adults), state


@settings(max_examples=15)
@given(seed=st.integers(0, 1000), data=st.data())
def test_protest_in_shards_is_protest_in_one(town, seed, data):
    setup, fresh = town
    world = moods(fresh, seed)
    rows, state = protested(setup, [setup], world)
    shards = cut(setup, data.draw(cuts(len(setup.communities.place))))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(joining, "BINS", data.draw(st.sampled_from([16, 1 << 16])))
        again, kept = protested(setup, shards, world)
    assert np.array_equal(again, rows) and np.array_equal(kept, state)
    assert state[:, 0].any() and not fresh.protest.any()
