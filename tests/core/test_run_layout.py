"""Columns of tables are named once; whoever counts has a place for each, under the same name."""

import numpy as np
import pytest

from socialcredit.core.run_layout import MONTHLY, TABLES, TALLIED
from socialcredit.month import tally
from socialcredit.stages.lending import loans


@pytest.mark.parametrize(("table", "counter"), [("harm", tally), ("appeals", tally),
                                                ("lending", loans)])  # fmt: skip
def test_the_place_of_a_count_is_that_of_its_column(table, counter):
    places = [getattr(counter, name.upper()) for name in MONTHLY[table].counts]
    assert places == list(range(len(places)))


@pytest.mark.parametrize("table", TALLIED)
def test_the_tally_has_room_for_the_columns_of_its_table(table):
    named, sums = TALLIED[table], tally.new_tally(2, 3, 4, 5, 6, 7, 8, 9)
    shape = np.shape(getattr(sums, named.tally))
    assert len(shape) == len(named.keys) + 1 or shape[-1] != len(named.counts) == 1
    assert len(named.counts) in (1, shape[-1])


def test_a_stock_is_one_of_the_counts_and_no_column_is_named_twice():
    for name, columns in TABLES.items():
        assert len(set(columns)) == len(columns), name
    assert all(table.stocks <= set(table.counts) for table in MONTHLY.values())
