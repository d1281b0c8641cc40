"""Who comes through a door again goes straight, and never with what the door was not made for."""

from typing import NamedTuple

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialcredit.core.columns import DAY, records
from socialcredit.core.jit import door
from socialcredit.core.passage import Passage, alike

COMPILED = not numba.config.DISABLE_JIT  # type: ignore[attr-defined]


class Pair(NamedTuple):
    one: object
    two: object


class Other(NamedTuple):
    one: object
    two: object


def arrays() -> st.SearchStrategy[np.ndarray]:
    """Arrays in one piece, of every second row, turned, or not to be written."""

    def made(kind: str, sides: int, way: str) -> np.ndarray:
        found = np.zeros((4,) * sides, kind)
        if way == "apart":
            return found[::2]
        if way == "turned":
            return found.T
        if way == "kept":
            found.flags.writeable = False
        return found

    kinds, ways = ["i8", "i4", "u1", "f8", "?"], ["whole", "apart", "turned", "kept"]
    return st.builds(made, st.sampled_from(kinds), st.integers(1, 3), st.sampled_from(ways))


LEAVES = st.one_of(
    arrays(), st.integers(-9, 9), st.integers(2**62, 2**64 - 1), st.floats(-9, 9), st.booleans(),
    st.none(),
    st.sampled_from([np.int64(3), np.uint8(3), np.float32(3)]),
    st.sampled_from([records(2, DAY), records((2, 2), DAY)]),
)  # fmt: skip
THINGS = st.recursive(
    LEAVES,
    lambda each: st.one_of(
        st.tuples(each), st.tuples(each, each), st.builds(Pair, each, each),
        st.builds(Other, each, each),
    ),
    max_leaves=6,
)  # fmt: skip


@given(THINGS, THINGS)
def test_what_is_alike_is_of_one_type_to_the_compiler(one: object, two: object) -> None:
    """Also where both were given as pairs of it: (one, two) beside (two, one)."""
    for left, right in ((one, two), (Pair(one, two), Pair(two, one))):
        if alike(left, right):
            assert numba.typeof(left) == numba.typeof(right)


@given(THINGS)
def test_the_very_same_thing_is_alike(one: object) -> None:
    assert alike(one, one)


def test_new_arrays_of_the_old_kind_are_alike() -> None:
    """As a month brings them: other sizes, other numbers, the same types."""
    before = Pair(np.zeros(3, np.int64), (1, Pair(np.zeros((2, 2), np.uint8), 2)))
    after = Pair(np.ones(7, np.int64), (5, Pair(np.ones((9, 1), np.uint8), 7)))
    assert alike(before, after)


def read_only() -> np.ndarray:
    found = np.zeros(4, np.int64)
    found.flags.writeable = False
    return found


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(np.zeros(4, np.int32), id="half as wide"),
        pytest.param(np.zeros((4, 1), np.int64), id="another side"),
        pytest.param(np.zeros(8, np.int64)[::2], id="not in one piece"),
        pytest.param(read_only(), id="not to be written"),
        pytest.param(None, id="nothing"),
        pytest.param(4, id="a number"),
    ],
)
def test_what_is_new_is_not(other: object) -> None:
    before, after = Pair(np.zeros(4, np.int64), 0), Pair(other, 0)
    assert not alike(before, after)
    assert not alike(after, before)


def total(pair, first):
    """The sum of an array from `first` on."""
    found = 0
    for number in pair.one[first:]:
        found += number
    return found + pair.two


def test_a_second_call_goes_straight_and_says_the_same() -> None:
    passage = Passage(door(total))
    assert passage(Pair(np.arange(5), 0), 1) == 10
    assert passage(Pair(np.arange(4), 1), 0) == 7
    if COMPILED:
        passage.door = lambda *_: pytest.fail("the door was asked")
    assert passage(Pair(np.arange(3), 0), 0) == 3


@pytest.mark.skipif(not COMPILED, reason="without the compiler everything fits")
def test_what_the_door_was_not_made_for_is_refused_there() -> None:
    """A half as wide array would be read as twice as many numbers."""
    passage = Passage(door(total))
    assert passage(Pair(np.arange(5), 0), 1) == 10
    with pytest.raises(TypeError):
        passage(Pair(np.arange(5, dtype=np.int32), 0), 1)
    assert passage(Pair(np.arange(5), 0), 1) == 10
