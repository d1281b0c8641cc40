"""Fields of records are there by attribute, whole columns and those of one row."""

import gc
import pickle
import weakref

import numpy as np
import pytest

from socialcredit.core.columns import as_records, records

KIND = np.dtype([("since", np.int64), ("size", np.int64), ("care", np.uint8)])


def test_a_field_is_a_column_and_of_a_row_a_number():
    rows = as_records(np.array([(1, 2, 3), (4, 5, 6)], KIND))
    assert rows.since.tolist() == [1, 4] and type(rows.since) is np.ndarray
    assert (rows[1].since, rows[1:].care.tolist()) == (4, [6])


def test_what_is_written_by_attribute_is_written_to_the_rows():
    rows = records(2, KIND)
    rows.since = 7
    rows.care[1] = 9
    rows[0].care = 8
    assert rows.tolist() == [(7, 0, 8), (7, 0, 9)]


def test_what_every_array_has_comes_before_a_field():
    rows = as_records(np.array([(1, 2, 3), (4, 5, 6)], KIND))
    assert rows.size == 2 and rows["size"].tolist() == [2, 5] and rows.since.shape == (2,)
    rows.shape = (2, 1)
    assert rows.since.shape == (2, 1)


def test_a_field_that_was_asked_for_is_at_hand_and_is_that_of_its_own_rows():
    rows = records(3, KIND)
    since = rows.since
    rows[1:].since[:] = 4
    assert rows.since is since and since.tolist() == [0, 4, 4]
    other = rows.copy()
    other.since[0] = 9
    assert (rows.since[0], other.since[0], rows[:1].since.tolist()) == (0, 9, [0])


@pytest.mark.parametrize(
    "made",
    [records, lambda *of: records(*of).copy(), lambda *of: records(*of).copy()[:]],
)
def test_records_that_were_asked_go_when_nobody_holds_them(made):
    rows = made(3, KIND)
    assert rows.since.tolist() == [0, 0, 0]
    gone = weakref.ref(rows)
    gc.disable()
    try:
        del rows
        assert gone() is None
    finally:
        gc.enable()


def test_a_name_that_is_none_is_told_with_those_that_are():
    with pytest.raises(AttributeError, match=r"since.*care.*has no `until`"):
        _ = records(1, KIND).until
    with pytest.raises(AttributeError):
        _ = np.zeros(3).view(type(records(1, KIND))).since


def test_records_are_kept_as_they_are():
    rows = as_records(np.array([(1, 2, 3)], KIND))
    again = pickle.loads(pickle.dumps(rows))
    assert again.since.tolist() == [1] and type(again) is type(rows.copy()) is type(rows)
