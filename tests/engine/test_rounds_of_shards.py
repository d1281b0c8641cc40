"""Hours of a place are its inspectors', however it is cut: the same visits fall on the same."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache, reduce

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socialcredit.core.columns import Noted
from socialcredit.core.limits import COMMUNITY
from socialcredit.engine import rounds
from socialcredit.engine.month_tables import tables_of
from socialcredit.engine.preparing import prepared
from socialcredit.engine.world import begin
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.stages.observation.rounds import BASE
from tests.engine.cuts import cut, cuts, in_columns
from tests.engine.towns import in_hamlets
from tests.engine.ways import EVERYBODY, SHORT, TOWN, WAYS

LUCK = np.arange(COMMUNITY)
MONTH = 1


@cache
def town_by(way):
    """A town in two places, of hamlets, whose inspectors go by a way; and its tables."""
    with pytest.MonkeyPatch.context() as patched:
        in_hamlets(patched, 40)
        scenario = load_scenario(TOWN).model_copy(update={"places": ("inner-mongolia", "hebei")})
        setup = prepared(resolve(scenario, [SHORT, EVERYBODY, *WAYS[way]]), 1)
    world = begin(setup, 0)
    return setup, world, tables_of(setup, setup.months[MONTH], 0, world.compiled)


def stood(world, seed):
    """Levels and grades of everybody as a year might have left them; most have no finding."""
    draws = np.random.default_rng(seed)
    level = draws.integers(0, 6, world.noted.level.shape) ** 3
    grade = draws.integers(0, 3, world.standing.grade.shape)
    return Noted(level.astype(np.uint16)), grade.astype(np.uint8)


def weighed(setup, one, tables, noted, grade, order):
    """What a shard says of its communities."""
    own = Noted(in_columns(one, noted.level)) if noted.level.shape[1] > 1 else noted
    with ThreadPoolExecutor(1) as pool:
        return rounds.weights_in(
            one, one.people, own, in_columns(one, grade), setup.months[MONTH], tables, order, pool,
            LUCK,
        )  # fmt: skip


def levels_of(one, noted, tables):
    """What a shard says of who stands at which level."""
    own = Noted(in_columns(one, noted.level)) if noted.level.shape[1] > 1 else noted
    return rounds.levels_in(one, own, tables)


def thrown(setup, shards, tables, noted, grade):
    """The visits of all communities in shards, the table `rounds`, and what each is handed."""
    month = setup.months[MONTH]
    levels = reduce(rounds.added_levels, [levels_of(one, noted, tables) for one in shards])
    cut_ = rounds.cuts_of(setup, tables, levels)
    order = rounds.Order(cut_, rounds.turns_of(shards[-1], month, tables))
    each = [weighed(setup, one, tables, noted, grade, order) for one in shards]
    with ThreadPoolExecutor(1) as pool:
        throws, counts = rounds.thrown(shards[0], month, tables, order, np.concatenate(each), pool)
    return throws, counts, [rounds.throws_in(throws, one.here) for one in shards]


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=8)
@given(seed=st.integers(0, 1000), data=st.data())
def test_the_visits_of_shards_are_those_of_one(way, seed, data):
    setup, world, tables = town_by(way)
    stand, offset = (tables, *stood(world, seed)), setup.communities.offset
    shards = cut(setup, data.draw(cuts(len(setup.communities.place))))
    whole, counted, _ = thrown(setup, [setup], *stand)
    _, counts, handed = thrown(setup, shards, *stand)
    assert np.array_equal(counts, counted) and counted[:, 0, 2].all(), "visits in both places"
    for one, mine in zip(shards, handed, strict=True):
        here, p = one.here, int(setup.communities.place[one.here.first])
        assert np.array_equal(mine.by_weight, whole.by_weight[here.first : here.last])
        assert np.array_equal(mine.by_lot, whole.by_lot[here.first : here.last])
        assert np.array_equal(mine.cut, whole.cut)
        behind = one.communities.offset[here.first] - mine.turn[p, :, BASE]
        assert (behind == offset[here.first] - whole.turn[p, :, BASE]).all(), "the same turn"


def test_the_greedy_draw_one_line_through_a_place_that_is_cut():
    setup, world, tables = town_by("greedy")
    noted, _ = stood(world, 3)
    place = setup.communities.place
    letters = [levels_of(one, noted, tables) for one in cut(setup, [0, 2, 5])]
    for said in (reduce(rounds.added_levels, letters), reduce(rounds.added_levels, letters[::-1])):
        for p, (level, weight) in enumerate(rounds.cuts_of(setup, tables, said)[:, 0].tolist()):
            columns = np.repeat(place, np.diff(setup.communities.offset)) == p
            there = noted.level[tables.rounds.tour[0].row, columns].astype(np.int64)
            wanted = round(0.05 * len(there))
            assert (there > level).sum() < wanted <= (there >= level).sum()
            at = (there == level).sum()
            assert weight == (wanted - (there > level).sum()) * rounds.FULL // at
