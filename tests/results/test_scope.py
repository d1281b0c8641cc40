"""Among systems side by side, each is measured by the places and months in which it is in force."""

import pytest

from socialcredit.results import scope
from socialcredit.results.measures.validity import surveillance_load
from socialcredit.results.measures.wrongful import missed_breaches
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


def with_names(folder, **told):
    """The tiny run with more names of its scheme and of the run."""
    names = manifest()["names"]
    scheme = {**names["schemes"][0], **told.pop("scheme", {})}
    return write_run(
        folder / "run", manifest(names={**names, "schemes": [scheme], **told}), tiny_tables()
    )


def test_a_breach_that_no_rule_named_at_the_time_is_not_missed(tiny, tmp_path):
    later = with_names(tmp_path, scheme={"entry_months": [(1, 1), (0, 1), (0, 1)]})
    assert missed_breaches(tiny)["deeds"] == 30  # 20 of jaywalking, 10 of arrears, in January
    assert [row["kind"] for row in missed_breaches(later)["by_kind"]] == ["loan-arrears"]


def test_a_deed_that_counts_as_another_is_missed_under_its_name(tiny, tmp_path):
    as_one = {"kin": {"jaywalking": ["loan-arrears"]}}
    entries = {"entry_deeds": ["jaywalking", "volunteering", "volunteering"]}
    found = missed_breaches(with_names(tmp_path, scheme=entries, **as_one))
    assert [(row["kind"], row["deeds"]) for row in found["by_kind"]] == [("jaywalking", 30)]


def test_a_place_is_under_a_scheme_in_the_months_in_which_it_graded_somebody(tmp_path):
    tables = tiny_tables()
    tables["cells"] = rows(
        "cell place female urban minority age_band fifth residents",
        "0 0 0 1 0 1 2 8", "1 1 0 1 1 1 2 2", "2 1 1 1 1 1 2 5", "3 2 1 1 1 1 2 7",
    )  # fmt: skip
    tables["grades"] = rows(
        "world month scheme cell grade residents",
        "0 0 0 0 0 8", "0 1 0 0 0 0", "0 1 0 2 1 5", "1 1 0 3 0 7", "0 0 1 3 0 7",
    )  # fmt: skip
    tables["conduct"] = rows("month place kind deeds", "0 0 0 3", "1 0 0 5", "1 1 0 7", "0 2 0 9")
    run = write_run(tmp_path / "run", manifest(), tables)
    assert scope.under(run, 0).tolist() == [[True, False, False], [False, True, False]]
    assert scope.done_under(run, 0)["deeds"].tolist() == [3, 7]
    # everybody who lives there, whether graded or not
    assert scope.residents_under(run, 0).tolist() == [8, 7]
    assert scope.person_years(run, 0) == 15 / 12
    assert scope.residents_under(run, 1).tolist() == [7, 0]
