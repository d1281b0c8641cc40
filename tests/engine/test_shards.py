"""However a world is cut into shards, the same people live the same lives, to the bit."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from socialcredit.engine.collect import gathered
from socialcredit.engine.folder import table_hashes
from socialcredit.engine.preparing import InShards, prepared
from socialcredit.engine.resting import at_rest, settle_in_store
from socialcredit.engine.run_at_rest import AtRest
from socialcredit.engine.shard import shards_of
from socialcredit.engine.step import live_shard, live_told, live_whole, told_for
from socialcredit.engine.store import Files
from socialcredit.engine.whole import Hands
from socialcredit.engine.workers import workspaces_for
from socialcredit.engine.world import SINCE
from socialcredit.language.model.protest import Protested
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.stages.society.panel import luck_of
from tests.engine.cuts import in_memory, part_of
from tests.engine.paired import town_of
from tests.engine.test_protest import LOUD
from tests.engine.towns import in_hamlets
from tests.engine.ways import TOWN, WAYS

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


@pytest.fixture(scope="module")
def turned():
    """Hamlets of two places whose inspectors go where most was found; protest ends it in one."""
    with pytest.MonkeyPatch.context() as patched:
        in_hamlets(patched, 30)
        scenario = load_scenario(TOWN).model_copy(
            update={
                "places": ("inner-mongolia", "hebei"), "twin": None, "people": 400,
                "responses": {"approval": True, "protest": True},
                "protest": Protested(outcome="ends", at=0.05),
            }
        )  # fmt: skip
        loud = [change for change in LOUD if change.startswith("assumptions.behaviour")]
        return prepared(resolve(scenario, ["to=2016-03-31", *WAYS["greedy"], *loud]), 1)


def test_shards_of_a_place_where_protest_turned_the_rules_are_asked_as_one_crowd(turned):
    alone = in_memory(turned, (0,), 0)
    as_one = lived(alone)
    assert alone.protest[:, SINCE].tolist() == [1, 0]
    assert rested(turned, shards_of(turned.communities, (0, 3, 8)), 1, MUCH)[0] == as_one


def test_a_month_that_was_cut_off_is_counted_once(town_by_lot, tmp_path):
    """Shards that had lived it answer with what they counted; visits are counted with all."""
    setup = town_by_lot
    cut, spaces = shards_of(setup.communities, (0, 3, 8)), workspaces_for(setup, 1)
    store = Files(tmp_path, 0, "inputs")
    store.turn(0, cut)
    settle_in_store(store, lambda k: part_of(setup, cut[k]), range(3), luck_of(setup.key), 1)
    with ThreadPoolExecutor(1) as pool:
        hands = Hands(pool, spaces)
        whole = at_rest(setup, cut, 0, store, hands)
        for month in setup.months:
            told = told_for(whole, month, hands)
            store.name(month.number)
            before = whole.shards.live(live_shard, month, told.orders, hands)
            assert [letter.sums is not None for letter in before] == [True] * 3
            live_told(whole, month, told, hands)
    assert table_hashes(gathered(setup, [whole.collected])) == lived(in_memory(setup, (0,), 0))


@pytest.fixture(scope="module")
def town_by_lot():
    with pytest.MonkeyPatch.context() as patched:
        in_hamlets(patched, 30)
        scenario = load_scenario(TOWN).model_copy(update={"twin": None, "people": 400})
        return prepared(resolve(scenario, ["to=2016-02-28", *WAYS["random"]]), 1)
