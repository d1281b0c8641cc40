"""Among systems side by side, each is measured by the places and months in which it is in force."""

import pytest

from socialcredit.results.validity import surveillance_load
from socialcredit.results.wrongful import missed_breaches
from tests.results.synthetic import manifest, rows, tiny_tables, write_run


@pytest.fixture(scope="module")
def beside(tmp_path_factory):
    """The tiny run with a second town of ten, where nobody is scored and everybody misbehaves."""
    tables = tiny_tables()
    tables["cells"] += rows(
        "cell place female urban minority age_band fifth residents", "2 1 0 1 0 1 2 10"
    )
    header = "world month place kind deeds effort sighted"
    tables["conduct"] += rows(header, "0 0 1 0 500 0 100", "0 1 1 1 500 0 100")
    return write_run(tmp_path_factory.mktemp("beside") / "run", manifest(), tables)


@pytest.fixture(scope="module")
def late(tmp_path_factory):
    """The tiny run, whose scheme begins with the second month."""
    tables = tiny_tables()
    tables["grades"] = [row for row in tables["grades"] if row["month"] == 1]
    return write_run(tmp_path_factory.mktemp("late") / "run", manifest(), tables)


def test_a_breach_where_nobody_is_scored_is_not_missed(tiny, beside):
    assert missed_breaches(beside) == missed_breaches(tiny)


def test_a_breach_before_the_first_day_is_not_missed(tiny, late):
    assert missed_breaches(tiny)["deeds"] == 30
    assert missed_breaches(late)["deeds"] == 0
    assert missed_breaches(late)["missed"] is None


def test_the_watched_are_those_of_its_own_places(tiny, beside):
    assert surveillance_load(beside) == surveillance_load(tiny)


def test_the_years_of_the_watched_are_those_of_its_own_months(tiny, late):
    whole, half = (surveillance_load(run)["per_person_year"] for run in (tiny, late))
    assert half == pytest.approx(2 * whole)
