"""A row of the log is short, and tells every number that was noted."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from socialcredit.core.events import COLUMNS
from socialcredit.core.log import WORDS_A_ROW, narrow, new_log, note, wide

LARGE = {"points", "record"}  # a sum of money, and a community's case: of 64 bits
whole = {
    True: st.integers(-(1 << 63), (1 << 63) - 1) | st.integers(-3, 3),
    False: st.integers(-(1 << 31), (1 << 31) - 1),
}
events = st.lists(st.tuples(*(whole[name in LARGE] for name in COLUMNS)), min_size=1, max_size=9)


@given(events)
def test_what_is_noted_is_told(rows):
    log = new_log(9)
    for row in rows:
        note(log, *map(np.int64, row))
    told = log.rows[: log.used[0]]
    assert wide(told).tolist() == list(map(list, rows))
    assert np.array_equal(narrow(np.array(rows, np.int64)), told)


def test_what_does_not_fit_is_counted():
    log = new_log(2)
    for day in range(5):
        note(log, 7, day, *range(10))
    assert log.used.tolist() == [2, 3] and wide(log.rows)[:, 1].tolist() == [0, 1]


def test_a_row_takes_less_than_a_line_of_a_processors_memory():
    assert 4 * WORDS_A_ROW < 64 and wide(new_log(0).rows).shape == (0, len(COLUMNS))
