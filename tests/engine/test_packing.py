"""Arrays at rest come back to the bit, and cost nothing where they say nothing."""

import os
import sys
from threading import Thread

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_by

from socialcredit.engine import packing
from socialcredit.engine.packing import Like, Room, pack, size_of, unpack

KINDS = st.one_of(
    arrays_by.boolean_dtypes(), arrays_by.integer_dtypes(), arrays_by.unsigned_integer_dtypes(),
    arrays_by.floating_dtypes(), arrays_by.complex_number_dtypes(),
)  # fmt: skip
SHAPES = arrays_by.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=70)
ARRAYS = KINDS.flatmap(lambda kind: arrays_by.arrays(kind, SHAPES, fill=st.nothing() | st.just(0)))


def same(one, other):
    """Equal to the bit: a nought with a sign is another number, and what is no number is one."""
    return (one.dtype, one.shape, one.tobytes()) == (other.dtype, other.shape, other.tobytes())


def there_and_back(arrays, like=None, room=None):
    return unpack(dict(pack(arrays, like)), room)


@given(st.dictionaries(st.sampled_from("abc"), ARRAYS))
def test_whatever_is_packed_comes_back(arrays):
    back = there_and_back(arrays)
    assert back.keys() == arrays.keys()
    assert all(same(back[name], arrays[name]) for name in arrays)


@given(ARRAYS)
def test_it_comes_back_in_pieces(array):
    """What one call of Blosc does not take is handed over in several."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(packing, "PIECE", 256)
        assert same(there_and_back({"a": array})["a"], array)


@given(ARRAYS)
def test_it_does_not_matter_how_it_lies_in_memory(array):
    turned = array.copy(order="F")
    assert same(there_and_back({"a": turned})["a"], array)


INTEGERS = st.one_of(arrays_by.integer_dtypes(), arrays_by.unsigned_integer_dtypes()).flatmap(
    lambda kind: SHAPES.flatmap(
        lambda shape: st.tuples(arrays_by.arrays(kind, shape), arrays_by.arrays(kind, shape))
    )
)


@given(INTEGERS, st.sampled_from([1, 17, 127]))
def test_a_difference_wraps_around(pair, times):
    arrays = dict(zip("ab", pair, strict=True))
    for like in ({"b": Like("a", times)}, {"a": Like("b", times)}):
        back = there_and_back(arrays, like)
        assert same(back["a"], arrays["a"]) and same(back["b"], arrays["b"])


@pytest.mark.parametrize("kind", [np.int32, np.uint8])
def test_a_difference_holds_at_the_ends_of_what_is_kept(kind):
    ends = [np.iinfo(kind).min, np.iinfo(kind).min + 1, 0, np.iinfo(kind).max]
    one, other = (np.repeat(each, 40).astype(kind) for each in np.meshgrid(ends, ends))
    back = there_and_back({"score": one, "clean": other}, {"clean": Like("score", 1)})
    assert same(back["clean"], other)


def test_what_is_like_another_is_smaller_for_it():
    score = np.random.default_rng(1).integers(-(2**31), 2**31, 20_000).astype(np.int32)
    arrays = {"score": score, "clean": score.copy()}
    apart = dict(pack(arrays))["clean"].nbytes
    assert apart > 4 * 19_000
    assert dict(pack(arrays, {"clean": Like("score", 1)}))["clean"].nbytes == 4


def test_what_has_another_shape_is_no_difference():
    arrays = {"score": np.arange(9), "clean": np.arange(10)}
    kept = dict(pack(arrays, {"clean": Like("score", 1)}))
    assert kept["clean"].like is None
    assert same(unpack(kept)["clean"], arrays["clean"])


def test_what_says_nothing_costs_nothing():
    arrays = {
        "empty": np.zeros((0, 6), np.uint32), "nought": np.zeros(100_000, np.int16),
        "full": np.full((2, 50_000), -7, np.int32), "last": np.zeros(50_000, np.uint8),
    }  # fmt: skip
    kept = dict(pack(arrays))
    assert size_of(kept[name] for name in ("empty", "nought", "full")) == 0 + 2 + 2 * 4
    arrays["last"][-1] = 1
    assert same(there_and_back(arrays)["last"], arrays["last"])


def test_a_nought_with_a_sign_stays_one():
    array = np.zeros(500)
    array[100] = -0.0
    assert same(there_and_back({"a": array})["a"], array)


@pytest.mark.parametrize("many", [80_000, 80_003, 130_997])
def test_bits_are_shuffled_whatever_the_length(many):
    """Blosc leaves a block as it is whose length is no multiple of eight."""
    low = np.random.default_rng(2).integers(0, 16, many).astype(np.int32)
    assert size_of(dict(pack({"a": low})).values()) < 0.6 * many


def test_words_of_records_lie_apart():
    records = np.zeros((4000, 6), np.uint32)
    records[:, 2] = np.random.default_rng(3).integers(0, 2**32, 4000)
    kept = dict(pack({"cases": records}))["cases"]
    assert [column.nbytes for column in kept.columns[:2]] == [4, 4]
    assert kept.nbytes < 4 * 4000 * 1.01


def test_a_room_is_used_again_and_grows():
    room = Room()
    many = np.arange(3000, dtype=np.uint16)
    first = there_and_back({"a": many}, room=room)["a"]
    again = there_and_back({"a": many[:1000]}, room=room)["a"]
    assert np.shares_memory(first, again) and room.nbytes == 6000
    more = there_and_back({"a": np.arange(5000)}, room=room)["a"]
    assert same(more, np.arange(5000)) and room.nbytes == 40_000


def test_several_threads_pack_at_once():
    lots = [np.random.default_rng(n).integers(0, 9, 50_000).astype(np.uint8) for n in range(6)]
    back = {}

    def one(n):
        for _ in range(5):
            back[n] = there_and_back({"a": lots[n]})["a"]

    threads = [Thread(target=one, args=(n,)) for n in range(len(lots))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(same(back[n], lots[n]) for n in range(len(lots)))


@pytest.mark.skipif(sys.platform != "linux", reason="counts threads as Linux tells them")
def test_packing_starts_no_threads_of_its_own():
    large = np.random.default_rng(4).integers(0, 9, 4_000_000).astype(np.uint8)
    before = len(os.listdir("/proc/self/task"))
    there_and_back({"a": large})
    assert len(os.listdir("/proc/self/task")) == before
