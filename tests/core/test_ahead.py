"""To ask memory ahead changes nothing, whatever is asked for."""

import numpy as np
import pytest

from socialcredit.core.ahead import fetch_ahead
from socialcredit.core.jit import kernel


def total_of_row(table, row, at):
    """The sum of a row, after something else was asked for."""
    fetch_ahead(table, at)
    found = 0
    for column in range(table.shape[1]):
        found += table[row, column]
    return found


@pytest.mark.parametrize("at", [0, 11, 12, -1, 1 << 40, -(1 << 40)])
@pytest.mark.parametrize("kind", [np.uint8, np.uint32, np.int64])
def test_what_is_not_there_may_be_asked_for(kind, at):
    table = np.arange(12, dtype=kind).reshape(3, 4)
    assert kernel(total_of_row)(table, 2, at) == 8 + 9 + 10 + 11
    np.testing.assert_array_equal(table.ravel(), np.arange(12))
