"""However a world is cut into shards, the same people live the same lives, to the bit."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from socialcredit.engine.collect import gathered
from socialcredit.engine.folder import table_hashes
from socialcredit.engine.resting import Memory, at_rest, settle_in_store
from socialcredit.engine.shard import shards_of
from socialcredit.engine.step import live_whole
from socialcredit.engine.whole import Hands, in_memory, part_of
from socialcredit.engine.workers import workspaces_for
from socialcredit.stages.society.panel import luck_of
from tests.engine.paired import town_of
from tests.engine.towns import in_hamlets


@pytest.fixture(scope="module")
def town():
    with pytest.MonkeyPatch.context() as patched:
        in_hamlets(patched, 30)
        return town_of("to=2014-06-30", people=700)


@pytest.fixture(scope="module")
def whole(town):
    """Hashes of all tables of the run, lived as one shard."""
    return lived(in_memory(town, (0,), 0))


def lived(whole, threads=1):
    """Hashes of all tables when a world has lived through all its months."""
    setup, spaces = whole.setup, workspaces_for(whole.setup, threads)
    with ThreadPoolExecutor(threads) as pool:
        for month in setup.months:
            live_whole(whole, month, Hands(pool, spaces))
    return table_hashes(gathered(setup, [whole.collected]))


@pytest.mark.parametrize("firsts", [(0, 7), (0, 1, 2, 9, 20), tuple(range(20))])
def test_shards_do_not_show(town, whole, firsts):
    assert lived(in_memory(town, firsts, 0)) == whole


@pytest.mark.parametrize("threads", [1, 3])
def test_neither_does_rest_between_months(town, whole, threads):
    cut, store, luck = shards_of(town.communities, (0, 1, 2, 9, 20)), Memory(), luck_of(town.key)
    settle_in_store(store, lambda k: part_of(town, cut[k]), len(cut), luck, threads)
    spaces = workspaces_for(town, threads)
    with ThreadPoolExecutor(threads) as pool:
        world = at_rest(town, cut, 0, store, Hands(pool, spaces))
    assert lived(world, threads) == whole
