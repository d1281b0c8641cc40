"""However a world is cut into shards, the same people live the same lives, to the bit."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from socialcredit.engine.collect import gathered
from socialcredit.engine.folder import table_hashes
from socialcredit.engine.preparing import InShards
from socialcredit.engine.run_at_rest import AtRest
from socialcredit.engine.shard import shards_of
from socialcredit.engine.step import live_whole
from socialcredit.engine.store import Files
from socialcredit.engine.whole import Hands, in_memory, part_of
from socialcredit.engine.workers import workspaces_for
from tests.engine.paired import town_of
from tests.engine.towns import in_hamlets

MUCH = 1 << 40  # bytes


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


def rested(setup, cut, threads, budget, home=None):
    """The same, lived in shards that rest in a store between months."""
    store, whole_of_them = (
        Files(home, budget, "inputs"),
        InShards(setup, cut, lambda k: part_of(setup, cut[k])),
    )
    run = AtRest([whole_of_them], [store], home, 1, threads, 3600.0, 0.0, lambda _: None)
    return table_hashes(gathered(setup, run.live())), store


@pytest.mark.parametrize("threads", [1, 3])
def test_neither_does_rest_between_months(town, whole, threads):
    cut = shards_of(town.communities, (0, 1, 2, 9, 20))
    found, store = rested(town, cut, threads, MUCH)
    assert found == whole and not store.full


def test_neither_do_files(town, whole, tmp_path):
    cut = shards_of(town.communities, (0, 1, 2, 9, 20))
    found, store = rested(town, cut, 2, 2000, tmp_path / "checkpoints")
    assert found == whole and store.full
