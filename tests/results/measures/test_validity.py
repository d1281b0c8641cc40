"""M11 and M12 from tables of a few rows: what a score follows, and how much of life is watched."""

from math import sqrt

import pytest
from pytest import approx

from socialcredit.results.measures import validity
from tests.results.synthetic import event, manifest, rows, tiny_tables, write_run


def sums(month, scores, conduct):
    """The stored sums of some people's scores and true conduct."""
    pairs = list(zip(scores, conduct, strict=True))
    return {
        "month": month, "n": len(pairs), "score": sum(scores), "conduct": sum(conduct),
        "score2": sum(s * s for s in scores), "conduct2": sum(c * c for c in conduct),
        "product": sum(s * c for s, c in pairs),
    }  # fmt: skip


def follows(folder, *months, **tables):
    run = write_run(
        folder / "run", manifest(), {**tiny_tables(), "validity": list(months), **tables}
    )
    return validity.validity(run)


@pytest.mark.parametrize(
    ("scores", "conduct", "r"),
    [
        ([1, 2, 3], [7, 8, 9], 1),
        ([1, 2, 3], [9, 8, 7], -1),
        ([1, 2, 3], [1, 3, 2], 0.5),
        ([0, 0, 3], [0, 3, 0], -0.5),
        ([10, 20, 20, 10], [-1, -1, 1, 1], 0),
        ([1, 2, 3, 4, 10], [2, 1, 4, 3, 5], 18 / sqrt(50 * 10)),
    ],
)
def test_a_correlation_is_pearsons(tmp_path, scores, conduct, r):
    assert follows(tmp_path, sums(0, scores, conduct))["correlation"] == approx(r, abs=1e-12)


def test_where_all_score_alike_or_do_alike_nothing_is_correlated(tmp_path):
    alike, other = sums(0, [5, 5, 5], [1, 2, 3]), sums(1, [1, 2, 3], [4, 4, 4])
    found = follows(tmp_path, alike, other)
    assert (found["by_month"], found["correlation"]) == ([None, None], None)


def test_the_last_month_that_can_tell_speaks_and_months_are_put_in_order(tmp_path):
    found = follows(
        tmp_path, sums(2, [5, 5], [1, 2]), sums(1, [1, 2, 3], [1, 3, 2]), sums(0, [1, 2], [2, 1])
    )
    assert found["by_month"] == [approx(-1), approx(0.5), None]
    assert found["correlation"] == approx(0.5)


def test_inflation_is_of_means_from_the_first_month_with_anybody_to_the_last(tmp_path):
    nobody = sums(0, [], [])
    found = follows(
        tmp_path, nobody, sums(1, [100, 200], [1, 3]), sums(2, [900], [9]),
        sums(3, [300, 300, 300, 300], [0, 2, 4, 6]),
    )  # fmt: skip
    assert (found["inflation"], found["conduct_change"]) == (300 - 150, 3 - 2)


def test_where_nobody_was_scored_nothing_is_said(tmp_path):
    found = follows(tmp_path, sums(0, [], []))
    assert (found["inflation"], found["conduct_change"], found["correlation"]) == (None, None, None)


def test_made_up_points_are_those_of_the_deeds_done_for_points(tmp_path):
    # Volunteering: 6 of 8 deeds for points in one world; what the twin made up is not counted.
    found = follows(tmp_path, sums(0, [1, 2], [1, 2]))
    assert (found["positive_points"], found["made_up_points"]) == (40, 30)
    assert found["made_up_share"].cases == 8  # records for volunteering
    filed = rows("entry cause records points", "2 0 8 4000", "2 2 3 900", "1 0 5 -500", "0 0 2 700")
    (tmp_path / "more").mkdir()
    found = follows(tmp_path / "more", sums(0, [1, 2], [1, 2]), records=filed)
    # what an entry against people gives back is no gift
    assert (found["positive_points"], found["made_up_points"]) == (49, 0.75 * 49)
    assert found["made_up_share"].cases == 11


def test_an_entry_of_no_known_deed_gives_points_that_nobody_made_up(tmp_path):
    told = manifest()
    told["names"]["schemes"][0]["entry_deeds"] = ["jaywalking", "loan-arrears", "any-good-deed"]
    run = write_run(tmp_path / "run", told, tiny_tables())
    assert validity.validity(run)["made_up_points"] == 0


def test_offsetting_is_told_by_month_of_kinds_with_a_rule(tmp_path):
    tables = tiny_tables()
    tables["conduct"] = rows(
        "month place kind deeds effort sighted",
        "0 0 2 10 4 0", "1 0 2 12 2 0", "0 0 3 9 5 0", "0 0 0 7 0 0",
    )  # fmt: skip
    run = write_run(tmp_path / "run", manifest(), tables)
    # helping is made up too, but the scheme has no rule for it
    assert validity.offsetting(run) == {
        "kinds": ["volunteering"], "made_up": [4, 2], "anyway": [6, 10]
    }  # fmt: skip


def test_watch_is_counted_in_records_and_sightings_a_year_lived_under_the_scheme(tmp_path):
    tables = tiny_tables()
    # the second place has no scheme: 40 more people, who do not thin the watch
    tables["cells"] = tables["cells"] + rows(
        "cell place female urban minority age_band fifth residents", "2 1 0 1 0 1 2 40"
    )
    tables["conduct"] = tables["conduct"] + rows(
        "month place kind deeds effort sighted", "0 1 0 50 0 50"
    )
    found = validity.surveillance_load(write_run(tmp_path / "run", manifest(), tables))
    years = 10 * 2 / 12
    assert found["per_person_year"] == approx(22 / years)
    assert found["sighted_per_person_year"] == approx((8 + 6 + 8) / years)


def test_the_watch_over_what_is_lawful(tmp_path):
    told = manifest()
    told["names"]["kind_signs"] = ["watched", "bad", "good", "watched"]
    run = write_run(tmp_path / "run", told, tiny_tables())
    found = validity.surveillance_load(run)
    assert found["watched_lawful"] == approx(8 / 22)  # the crossings alone
    assert found["covered"] == approx(3 / 4)


def test_a_domain_of_which_nothing_was_filed_is_not_covered(tmp_path):
    tables = {**tiny_tables(), "records": rows("entry cause records points", "1 0 5 -500")}
    found = validity.surveillance_load(write_run(tmp_path / "run", manifest(), tables))
    assert (found["domains"], found["covered"]) == (["debt"], 1 / 4)


def test_records_of_the_panel_by_household_are_those_of_the_run(tmp_path):
    tables = tiny_tables()
    tables["panel_people"][1]["household"] = 1
    old = event(1, -3, validity.FILED, kind=0, entry=0, record=9)
    tables["panel_events"] = [*tables["panel_events"], old]
    run = write_run(tmp_path / "run", manifest(), tables)
    # resident 1 has one record, resident 2 two; what was filed before the run is left out
    assert validity._filed(run, 0).tolist() == [1, 2]
