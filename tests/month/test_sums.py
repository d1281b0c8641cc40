"""Sums that are not nought, and the rows that they make, are those that NumPy would find."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from socialcredit.month.sums import fill_rows, not_nought

KEYS = (2, 3)
COUNTS = 4
sums = arrays(np.int64, st.integers(0, 40), elements=st.integers(-2, 2))
months = arrays(np.int64, (3, *KEYS, COUNTS), elements=st.sampled_from([0, 0, 0, -1, 5]))


def written(columns, month):
    """What is written down of some columns: rows, and how many there are after each column."""
    total = np.concatenate([*columns, np.zeros(0, np.int64)])
    ends = np.cumsum([len(column) for column in columns])
    kept, upto = np.full((len(total), 3), -9), np.full(len(columns), -9)
    many = not_nought(total, ends, month, kept, upto)
    return kept[:many], upto


@given(st.lists(sums, min_size=1, max_size=4))
def test_each_column_keeps_its_sums_that_are_not_nought(columns):
    kept, upto = written(columns, 7)
    for column, part in zip(columns, np.split(kept, upto[:-1]), strict=True):
        at = np.flatnonzero(column)
        assert part.tolist() == [[7, place, column[place]] for place in at.tolist()]


@given(months)
def test_a_row_is_a_month_and_its_keys_where_anything_was_counted(tally):
    kept = np.concatenate([written([month.ravel()], m)[0] for m, month in enumerate(tally)])
    rows = np.full((len(kept), 2 + len(KEYS) + COUNTS), -9)
    found = rows[: fill_rows(kept, 5, np.array(KEYS), COUNTS, rows)]
    told = np.argwhere(tally.any(axis=-1)).tolist()
    assert found.tolist() == [[5, *at, *tally[tuple(at)].tolist()] for at in told]
