"""A run at rest that was killed anywhere goes on where it was, and no cut and no kill shows."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_layout import CHECKPOINTS
from socialcredit.engine import checkpoint
from socialcredit.engine.checkpoint_of_shards import awake, forget, load_whole, save_whole
from socialcredit.engine.collect import gathered
from socialcredit.engine.folder import table_hashes
from socialcredit.engine.recut import recut
from socialcredit.engine.resting import at_rest, settle_in_store
from socialcredit.engine.shard import shards_of
from socialcredit.engine.step import live_whole
from socialcredit.engine.store import Files
from socialcredit.engine.whole import Hands, in_memory, part_of
from socialcredit.engine.workers import workspaces_for
from socialcredit.stages.society.panel import luck_of
from tests.engine.paired import town_of
from tests.engine.towns import in_hamlets

INPUTS, LOTS = "a hash", 10**9


@pytest.fixture(scope="module")
def town():
    with pytest.MonkeyPatch.context() as patched:
        in_hamlets(patched, 30)
        return town_of("to=2014-04-30", people=400)


@pytest.fixture(scope="module")
def undisturbed(town):
    world = in_memory(town, (0,), 0)
    return lived(world, None)


def lived(world, store, home=None):
    """Hashes of all tables when a world has lived through the months that are left."""
    spaces = workspaces_for(world.setup, 1)
    with ThreadPoolExecutor(1) as pool:
        for month in world.setup.months[world.months_done :]:
            live_whole(world, month, Hands(pool, spaces))
            if store is not None and (store.due or store.full):
                save_whole(home, store, world, [], 1.0)
    return table_hashes(gathered(world.setup, [world.collected]))


def begun(town, home, budget):
    """A world at rest on its first morning, kept."""
    cut, store = shards_of(town.communities, (0, 1, 6)), Files(home, budget, INPUTS)
    store.turn(0, cut)
    settle(town, cut, store)
    with ThreadPoolExecutor(1) as pool:
        world = at_rest(town, cut, 0, store, Hands(pool, workspaces_for(town, 1)))
    save_whole(home, store, world, [], 0.0)
    return world, store


def settle(town, cut, store):
    settle_in_store(store, lambda k: part_of(town, cut[k]), len(cut), luck_of(town.key), 1)


@pytest.fixture
def home(tmp_path):
    return tmp_path / CHECKPOINTS


class Killed(Exception):
    """In place of a signal, which no test survives."""


def killed_after(shards, store):
    """The store of a process that dies right before so many shards and one have lived a month."""
    plain, calls = store.keep, count()

    def keep(*what):
        if next(calls) == shards:
            raise Killed
        plain(*what)

    store.keep = keep
    return store


@pytest.mark.parametrize(
    ("budget", "due", "dies"),
    [(0, False, 0), (0, False, 4), (4000, False, 8), (LOTS, True, 5), (LOTS, False, 7)],
    ids=["at once", "in mid-month", "half in memory", "all in memory", "nothing kept since"],
)
def test_killed_and_gone_on_with(town, undisturbed, home, budget, due, dies):
    world, store = begun(town, home, budget)
    store.due = due
    with pytest.raises(Killed):
        lived(world, killed_after(dies, store), home)
    kept, again = load_whole(home.parent, INPUTS), Files(home, budget, INPUTS)
    assert kept.months_done == (dies // 3 if due or budget < LOTS else 0)
    world = awake(town, kept, again)
    if not all(again.has_people(k) for k in range(3)):
        settle(town, world.cut, again)
    assert lived(world, again, home) == undisturbed


@pytest.mark.parametrize("firsts", [(0,), (0, 2, 5, 9)])
@pytest.mark.parametrize("budget", [0, LOTS])
def test_gone_on_with_in_another_cut(town, undisturbed, home, firsts, budget):
    """Two months in three shards, then the rest in as many as there is memory for."""
    world, store = begun(town, home, 0)
    with pytest.raises(Killed):
        lived(world, killed_after(6, store), home)
    kept, old, new = load_whole(home.parent, INPUTS), *(Files(home, b, INPUTS) for b in (0, budget))
    world = awake(town, kept, old)
    recut(world, old, new, shards_of(town.communities, firsts))
    save_whole(home, new, world, [], 1.0)
    assert len(list(home.glob("shard-*"))) == len(firsts), "the old cut is gone"
    assert len(list(home.glob("people-*"))) == (0 if budget else len(firsts))
    assert lived(world, new, home) == undisturbed


def test_what_is_kept_says_it_is_at_rest(town, home):
    begun(town, home, 0)
    told = checkpoint.told_for(home.parent, INPUTS)
    assert told["at_rest"] and told["months_done"] == 0
    assert load_whole(home.parent.parent, INPUTS) is None


def test_a_flipped_bit_of_any_file_is_named(town, home):
    begun(town, home, 0)
    for file in home.glob("*.packed"):
        whole, store = file.read_bytes(), Files(home, 0, INPUTS)
        file.write_bytes(whole[:60] + bytes([whole[60] ^ 4]) + whole[61:])
        with pytest.raises(SocialCreditError, match=f"{file.name} is damaged"):
            awake(town, load_whole(home.parent, INPUTS), store)
            for k in range(3):
                store.people(k), store.state(k, 0)
        file.write_bytes(whole)


def test_a_run_that_is_done_leaves_nothing_that_grows_with_people(town, home):
    begun(town, home, 0)
    assert len(list(home.iterdir())) == 3 + 3 + 2
    forget(home)
    assert list(home.iterdir()) == []
