"""The small table that Python users get."""

import numpy as np

from socialcredit.core.table import Table

GRADES = Table({"month": np.array([0, 1]), "residents": np.array([10, 12])})


def test_rows_are_plain_values() -> None:
    assert list(GRADES) == [{"month": 0, "residents": 10}, {"month": 1, "residents": 12}]


def test_it_prints_as_columns() -> None:
    assert str(GRADES).splitlines() == [
        "month  residents",
        "    0         10",
        "    1         12",
    ]


def test_pandas_gets_the_same_numbers() -> None:
    assert GRADES.to_pandas()["residents"].tolist() == [10, 12]
