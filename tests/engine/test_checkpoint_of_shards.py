"""A run at rest that was killed anywhere goes on where it was, and no cut and no kill shows."""

from itertools import count

import numpy as np
import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.log import WORDS_A_ROW
from socialcredit.core.run_layout import CHECKPOINTS
from socialcredit.engine import checkpoint
from socialcredit.engine.checkpoint_of_shards import forget, load_whole, save_whole
from socialcredit.engine.collect import Collected, gathered
from socialcredit.engine.folder import table_hashes
from socialcredit.engine.packing import pack
from socialcredit.engine.preparing import InShards
from socialcredit.engine.run_at_rest import AtRest
from socialcredit.engine.shard import shards_of
from socialcredit.engine.store import Files
from socialcredit.stages.observation.rounds import Throws
from tests.engine.cuts import in_memory, part_of
from tests.engine.paired import town_of
from tests.engine.towns import in_hamlets

INPUTS, LOTS = "a hash", 1 << 40
FIRSTS = (0, 1, 6)


@pytest.fixture(scope="module")
def town():
    with pytest.MonkeyPatch.context() as patched:
        in_hamlets(patched, 30)
        return town_of("to=2014-04-30", people=400)


@pytest.fixture
def home(tmp_path):
    return tmp_path / CHECKPOINTS


def cut_at(town, *firsts):
    return shards_of(town.communities, firsts)


def lived(town, store, every=float(LOTS), kept=None, wanted=()):
    """Hashes of all tables, of the town at rest in three shards; or as kept, then in other ones."""
    cut = cut_at(town, *FIRSTS)
    sides = [InShards(town, cut, lambda k: part_of(town, cut[k]))]
    run = AtRest(sides, [store], store.home, 1, 1, every, 0.0, lambda _: None, wanted=wanted)
    return table_hashes(gathered(town, run.live(kept)))


@pytest.fixture(scope="module")
def undisturbed(town):
    return lived(town, Files(None, LOTS, INPUTS))


class Killed(Exception):
    """In place of a signal, which no test survives."""


def killed(town, home, budget, dies, every=float(LOTS)):
    """Lived until it dies right before so many shards and one would have lived a month."""
    store, calls = Files(home, budget, INPUTS), count(-len(FIRSTS))  # they begin, too
    plain = store.keep

    def keep(*what):
        if next(calls) == dies:
            raise Killed
        plain(*what)

    store.keep = keep
    with pytest.raises(Killed):
        lived(town, store, every)


@pytest.mark.parametrize(
    ("budget", "every", "dies"),
    [(0, LOTS, 0), (0, LOTS, 4), (0, LOTS, 11), (4000, LOTS, 8), (LOTS, 0.0, 5), (LOTS, LOTS, 7)],
    ids=["at once", "in mid-month", "in the last month", "half in memory", "all", "nothing kept"],
)
def test_killed_and_gone_on_with(town, undisturbed, home, budget, every, dies):
    killed(town, home, budget, dies, float(every))
    kept = load_whole(home.parent, INPUTS)
    if budget == every == LOTS:
        assert kept is None, "and so it begins anew"
    else:
        assert kept.months_done == dies // 3
    assert lived(town, Files(home, budget, INPUTS), kept=kept) == undisturbed


@pytest.mark.parametrize("firsts", [(0,), (0, 2, 5, 9)])
@pytest.mark.parametrize(("budget", "dies"), [(0, 6), (LOTS, 6), (0, 7), (LOTS, 5)])
def test_gone_on_with_in_another_cut(town, undisturbed, home, firsts, budget, dies):
    """At once where no shard is ahead of the others; else they live the month in the old one."""
    killed(town, home, 0, dies)
    store, kept = Files(home, budget, INPUTS), load_whole(home.parent, INPUTS)
    wanted = [cut_at(town, *firsts)]
    assert lived(town, store, kept=kept, wanted=wanted) == undisturbed
    assert store.cut == wanted[0]
    last = load_whole(home.parent, INPUTS)
    assert last.cut == list(wanted[0]) and len(list(home.glob("shard-*"))) == len(firsts)


def test_killed_again_right_after_it_was_cut_anew(town, undisturbed, home):
    killed(town, home, 0, 6)
    wanted, kept = [cut_at(town, 0, 6)], load_whole(home.parent, INPUTS)
    store = Files(home, 0, INPUTS)
    store.name = lambda month: (_ for _ in ()).throw(Killed)  # when latest.json names it
    with pytest.raises(Killed):
        lived(town, store, kept=kept, wanted=wanted)
    kept = load_whole(home.parent, INPUTS)
    assert kept.cut == list(wanted[0])
    again = AtRest(
        [InShards(town, wanted[0], lambda k: part_of(town, wanted[0][k]))],
        [Files(home, 0, INPUTS)], home, 1, 1, LOTS, 0.0, lambda _: None,
    )  # fmt: skip
    assert table_hashes(gathered(town, again.live(kept))) == undisturbed


def test_killed_again_before_the_new_cut_is_named(town, undisturbed, home):
    """The last shard is the same in both cuts: its file holds its letter still."""
    killed(town, home, 0, 7)
    store, kept = Files(home, 0, INPUTS), load_whole(home.parent, INPUTS)
    store.write_all = lambda month: (_ for _ in ()).throw(Killed)
    with pytest.raises(Killed):
        lived(town, store, kept=kept, wanted=[cut_at(town, 0, 6)])
    kept = load_whole(home.parent, INPUTS)
    assert kept.months_done == 2 and kept.cut == list(cut_at(town, *FIRSTS))
    assert lived(town, Files(home, 0, INPUTS), kept=kept) == undisturbed


@pytest.fixture
def halted(town, home):
    """A run of which every shard has a file."""
    killed(town, home, 0, 0)
    return home


def test_what_is_kept_says_it_is_at_rest(halted, tmp_path):
    told = checkpoint.told_for(halted.parent, INPUTS)
    assert told["at_rest"] and told["months_done"] == 0
    assert load_whole(tmp_path / "elsewhere", INPUTS) is None


def test_a_flipped_bit_of_any_file_is_named(town, halted):
    files = sorted(halted.glob("*.packed"))
    assert len(files) == 3 + 3 + 1
    for file in files:
        whole = file.read_bytes()
        file.write_bytes(whole[:60] + bytes([whole[60] ^ 4]) + whole[61:])
        with pytest.raises(SocialCreditError, match=f"{file.name} is damaged"):
            load_whole(halted.parent, INPUTS)
            store = Files(halted, 0, INPUTS)
            store.turn(0, cut_at(town, *FIRSTS), named=0)
            for k in range(3):
                store.people(k)
                store.state(k, 0)
        file.write_bytes(whole)


def test_a_run_that_is_done_leaves_nothing_that_grows_with_people(halted):
    assert len(list(halted.iterdir())) == 3 + 3 + 2
    forget(halted)
    assert list(halted.iterdir()) == []


def some_events(community, beside=None):
    collected = Collected(beside=beside)
    collected.events[0, community] = np.zeros((1, WORDS_A_ROW), np.int32)
    return collected


def test_one_file_keeps_residents_and_firms(town, home):
    """Those of firms stand behind a prefix, and so do the files of their shards."""
    stores = [Files(home, 0, INPUTS), Files(home, 0, INPUTS, of="firms-")]
    sides = [(store, in_memory(town, FIRSTS, 0)) for store in stores]
    for store, whole in sides:
        store.turn(0, whole.cut)
        for k in range(3):
            store.keep(k, 0, pack({"news": np.full((2, 4), k)}), None)
    firms = sides[1][1]
    firms.post, firms.collected = np.arange(14).reshape(2, 7), some_events(3)
    firms.throws = Throws(*np.arange(4)[:, None]), np.arange(5)
    save_whole(home, sides, [some_events(1, some_events(2))], 7.0)
    kept = load_whole(home.parent, INPUTS)
    assert (kept.seconds, kept.throws) == (7.0, None)
    assert [*kept.finished[0].events] == [(0, 1)]
    assert [*kept.finished[0].beside.events] == [(0, 2)]
    assert [*kept.beside.collected.events] == [(0, 3)]
    assert (kept.beside.post == firms.post).all()
    throws, counts = kept.beside.throws
    assert throws == firms.throws[0] and counts.tolist() == [0, 1, 2, 3, 4]
    assert len(list(home.glob("firms-shard-*"))) == len(list(home.glob("shard-*"))) == 3
