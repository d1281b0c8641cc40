"""Disputes that come over those that the office can decide: of all and by calendar year."""

import pytest
from pytest import approx

from socialcredit.results.measures.office_load import office_load
from tests.results.synthetic import manifest, rows, tiny_tables, write_run


def load(folder, rate, disputes, start="2014-12-01"):
    told = manifest(start=start)
    told["names"]["schemes"][0]["office_decisions"] = rate
    appeals = rows("month disputes notices", *(f"{m} {n} 9" for m, n in enumerate(disputes)))
    return office_load(write_run(folder / "run", told, {**tiny_tables(), "appeals": appeals}))


def test_what_comes_is_set_beside_what_ten_residents_are_given(tmp_path):
    found = load(tmp_path, [0.5, 0.2], [4, 6])  # five decisions in December, two in January
    assert (found["disputes"], found["capacity"]) == (10, 7)
    assert (found["utilisation"], found["utilisation"].cases) == (approx(10 / 7), 10)
    assert [(row["year"], row["disputes"], row["capacity"]) for row in found["by_year"]] == [
        (2014, 4, 5), (2015, 6, 2)
    ]  # fmt: skip
    assert [row["utilisation"] for row in found["by_year"]] == [approx(4 / 5), approx(3)]


def test_a_year_without_an_office_is_left_out(tmp_path):
    found = load(tmp_path, [0.0, 0.2], [4, 6])
    assert [row["year"] for row in found["by_year"]] == [2015]
    assert (found["disputes"], found["capacity"]) == (10, 2)


@pytest.mark.parametrize("rate", [None, [], [0.0, 0.0]])
def test_where_no_office_decides_there_is_no_load(tmp_path, rate):
    assert load(tmp_path, rate, [4, 6]) is None
