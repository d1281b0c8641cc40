"""Shards rest in memory while they fit, else in files; after any crash all can be gone on from."""

import errno
import itertools

import numpy as np
import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.log import WORDS_A_ROW
from socialcredit.engine import packed_files
from socialcredit.engine.collect import Collected
from socialcredit.engine.letters import letter_arrays, letter_of
from socialcredit.engine.offices import Waiting
from socialcredit.engine.packing import pack, size_of, unpack
from socialcredit.engine.shard import Shard
from socialcredit.engine.store import Files
from socialcredit.engine.whole import Letter

CUT = [Shard(0, 3, 0, 60), Shard(3, 4, 60, 85), Shard(4, 9, 85, 190)]
LOTS = 10**9


def draws(*key):
    return np.random.default_rng(key).integers(0, 250, 300).astype(np.uint8)


def packed(shard, month):
    return pack({"mind.belief": draws(shard, month), "news": np.full((4, 4), month)})


def letter(shard, month):
    """What a shard says of its month: some of each kind of thing that a letter holds."""
    told = Collected()
    told.blocks["lending"].append(np.full((2, 22), month))
    told.events[month, shard] = np.full((3, WORDS_A_ROW), shard, np.int32)
    waiting = Waiting(np.array([1, 4]), np.arange(24).reshape(2, 3, 4) + month)
    return Letter(np.full((shard, 7), month), waiting, told, {"grades": np.array([[5, month]])})


def told(one):
    """A letter as plain values."""
    return {name: array.tolist() for name, array in letter_arrays(one).items()}


def begun(home, budget, cut=CUT):
    store = Files(home, budget, "a hash")
    store.turn(0, cut)
    for k in range(len(cut)):
        store.keep_people(k, pack({"people.age": draws(k)}))
        store.keep(k, 0, packed(k, 0), None)
    return store


def live(store, month, shards=range(3)):
    for k in shards:
        store.keep(k, month, packed(k, month), letter(k, month))


def named(store, month):
    """As a checkpoint does it."""
    store.write_all(month)
    store.name(month)


def stands(store, shard, month):
    state = unpack(store.state(shard, month))
    assert state.keys() == {"mind.belief", "news"}
    return (state["mind.belief"] == draws(shard, month)).all() and (state["news"] == month).all()


def after_a_crash(home, month, budget=0):
    store = Files(home, budget, "a hash")
    store.turn(0, CUT, named=month)
    return store


def months_on_disk(home):
    return sorted(path.name[-11:-7] for path in home.glob("shard-*"))


def test_a_letter_is_plain_arrays_and_back():
    one = letter(2, 5)
    again = letter_of(letter_arrays(one))
    assert told(again) == told(one) and again.told.events.keys() == {(5, 2)}
    assert letter_of({}) is None and letter_arrays(None) == {}


def test_what_fits_lies_in_memory_alone(tmp_path):
    store = begun(tmp_path, LOTS)
    live(store, 1)
    assert all(stands(store, k, 1) for k in range(3)) and not store.full
    assert list(tmp_path.iterdir()) == []
    assert store.answered(1, 2) is None


def test_memory_is_counted_as_states_come_and_go(tmp_path):
    store = begun(tmp_path, LOTS)
    live(store, 1)
    live(store, 2)
    people = size_of(one for k in range(3) for one in store.people(k).values())
    states = size_of(one for k in range(3) for one in store.state(k, 2).values())
    assert store.in_memory == people + states
    store.turn(1, CUT)
    assert store.in_memory == people, "another world has the same people"


@pytest.mark.parametrize("budget", [0, 700, 1300, 1900])
def test_what_does_not_fit_lies_in_files(tmp_path, budget):
    """Wherever the budget ends: among people, among states, or in the midst of a month."""
    store = begun(tmp_path, budget)
    for month in (1, 2, 3):
        live(store, month)
        assert all(stands(store, k, month) for k in range(3))
        assert all((unpack(store.people(k))["people.age"] == draws(k)).all() for k in range(3))
        assert store.in_memory <= budget and store.full
        named(store, month)
        assert months_on_disk(tmp_path) == [f"{month:04d}"] * 3, "one generation"


def test_once_not_all_fits_every_shard_is_written_as_it_has_lived(tmp_path):
    """Else a crash in mid-month would cost those that memory holds the months before, too."""
    store = begun(tmp_path, 1300)
    live(store, 1)
    assert store.full and store.state(0, 1) is store.state(0, 1), "held in memory"
    assert months_on_disk(tmp_path).count("0001") == 3


def test_what_nobody_named_is_lived_anew(tmp_path):
    live(begun(tmp_path, 0), 1)
    again = Files(tmp_path, 0, "a hash")
    again.turn(0, CUT)
    assert [again.answered(k, 1) for k in range(3)] == [None] * 3


def test_without_a_folder_all_has_to_fit():
    with pytest.raises(SocialCreditError, match="do not fit into 700 bytes"):
        begun(None, 700)


@pytest.mark.parametrize("lived", range(4))
def test_after_a_crash_whoever_has_lived_hands_over_the_letter(tmp_path, lived):
    store = begun(tmp_path, 0)
    named(store, 0)
    live(store, 1)
    named(store, 1)
    live(store, 2, range(lived))
    again = after_a_crash(tmp_path, 1)
    for k in range(lived):
        assert told(again.answered(k, 2)) == told(letter(k, 2)) and stands(again, k, 2)
    for k in range(lived, 3):
        assert again.answered(k, 2) is None and stands(again, k, 1)


@pytest.mark.parametrize("budget", [0, 1300, LOTS])
def test_at_any_moment_what_is_named_can_be_gone_on_from(tmp_path, budget):
    """Months that are due and such that are not, and a crash after each single shard."""
    store, reached = begun(tmp_path, budget), 0
    named(store, 0)
    for month, due in enumerate([False, True, True, False, False, False, True], start=1):
        for k in range(3):
            live(store, month, [k])
            lie = {(path.name[6:19], int(path.name[-11:-7])) for path in tmp_path.glob("shard-*")}
            for one in CUT:
                stem = f"{one.first:06d}-{one.last - 1:06d}"
                assert {(stem, reached), (stem, reached + 1)} & lie, (month, k)
        if due or store.full:
            named(store, month)
            reached = month
    again = after_a_crash(tmp_path, reached)
    assert all(stands(again, k, reached) for k in range(3))


def test_what_a_crash_left_behind_is_swept(tmp_path):
    store = begun(tmp_path, 0)
    named(store, 0)
    for month in (1, 2, 3):
        live(store, month)
    after_a_crash(tmp_path, 0)
    assert months_on_disk(tmp_path) == ["0001"] * 3, "what lived on too far is of no use"


def test_a_cut_is_not_taken_for_another(tmp_path):
    named(begun(tmp_path, 0), 0)
    other = Files(tmp_path, 0, "a hash")
    other.turn(0, [Shard(0, 4, 0, 85), CUT[2]])
    assert [other.has_people(k) for k in range(2)] == [False, True]
    assert not stands(other, 1, 0), "its second shard was the third"
    with pytest.raises(SocialCreditError, match="shard-000000-000003-world-0-month-0000.packed is"):
        other.state(0, 0)


def test_files_of_another_run_are_refused(tmp_path):
    named(begun(tmp_path, 0), 0)
    other = Files(tmp_path, 0, "another hash")
    other.turn(0, CUT, named=0)
    for ask in (lambda: other.state(1, 0), lambda: other.people(1)):
        with pytest.raises(SocialCreditError, match="is of another run, shard or month"):
            ask()


def test_the_next_world_has_states_of_its_own(tmp_path):
    store = begun(tmp_path, 0)
    live(store, 1)
    named(store, 1)
    store.turn(1, CUT)
    for k in range(3):
        store.keep(k, 0, packed(k, 7), None)
    assert months_on_disk(tmp_path) == ["0000"] * 3 + ["0001"] * 3, "until the next is named"
    named(store, 0)
    assert all((unpack(store.state(k, 0))["news"] == 7).all() for k in range(3))
    assert {path.name[20:27] for path in tmp_path.glob("shard-*")} == {"world-1"}


def test_a_full_disk_leaves_what_was_there(tmp_path, monkeypatch):
    store, writes = begun(tmp_path, 0), itertools.count()
    named(store, 0)
    live(store, 1)
    named(store, 1)
    before, plain = months_on_disk(tmp_path), packed_files._write

    def full(*what):
        if next(writes) == 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        plain(*what)

    monkeypatch.setattr(packed_files, "_write", full)
    with pytest.raises(OSError, match="No space left"):
        live(store, 2)
    assert len(list(tmp_path.iterdir())) == len(before) + 3, "and people"
    again = after_a_crash(tmp_path, 1)
    assert again.answered(0, 2) is not None and again.answered(1, 2) is None
    assert stands(again, 0, 2) and stands(again, 1, 1) and stands(again, 2, 1)
