"""Grades, deeds with and without, and what rests on which rules: each row for what it is."""

import numpy as np
import pytest
from pytest import approx

from socialcredit.core import events as happened
from socialcredit.results.measures import shares
from tests.results.synthetic import event, manifest, rows, tiny_tables, write_run


def other(table, **changes):
    return [{**row, **changes} for row in table]


@pytest.fixture
def run(tmp_path):
    """The tiny run; the twin and a second body have grades and records of their own."""
    told, tables = manifest(), tiny_tables()
    told["names"]["schemes"].append({**told["names"]["schemes"][0], "name": "other"})
    for name in ("grades", "records"):
        tables[name] += other(tables[name][:2], world=1) + other(tables[name][:1], scheme=1)
    tables["grades"] += rows("month cell grade residents", "1 0 -1 5", "0 0 2 3")
    return write_run(tmp_path / "run", told, tables)


def test_who_has_no_grade_of_the_scheme_is_in_no_share(run):
    assert shares.grade_counts(run).tolist() == [[9, 1], [6, 4]]
    assert shares.scored_at_end(run) == 10
    assert shares.penal_by_month(run) == [1, 4]
    assert shares.grade_counts(run, 1).tolist() == [[8, 0], [0, 0]]
    assert shares.grade_shares(run, 1).tolist() == [[1, 0], [0, 0]]


def test_shares_are_told_with_how_many_people_they_are_of():
    few, many = shares.shares_told(np.array([3, 9]))
    assert (few, many, few.cases, few.part) == (0.25, 0.75, 12, 3)
    nobody = shares.shares_told(np.array([0, 0]))
    assert [(one, one.cases) for one in nobody] == [(0, 0), (0, 0)]


def test_deeds_are_told_with_the_scheme_and_without_and_per_thousand_a_year(run):
    found = {row["kind"]: row for row in shares.conduct_by_kind(run)}
    given = found["volunteering"]
    assert (given["with"], given["without"], given["effort"]) == (8, 2, 6)
    assert given["with_rate"] == approx(1000 * 8 / run.person_years)
    assert given["without_rate"] == approx(1000 * 2 / run.person_years)
    assert (given["title"], given["sign"]) == ("Volunteering", "good")
    assert found["loan-arrears"]["change"] == approx((10 - 15) / 15)
    assert given["more_interval"] is None  # fewer than ten households differ


def test_deeds_of_a_sign_are_added_up_before_they_are_compared(run):
    found = shares.conduct_change(run, ("bad", "good"))
    assert (found["with"], found["without"]) == (38, 42)
    assert found["change"] == approx(-4 / 42)


def test_a_run_without_a_twin_tells_no_change(tmp_path):
    tables = tiny_tables()
    tables["conduct"] = [row for row in tables["conduct"] if row["world"] == 0]
    run = write_run(tmp_path / "run", manifest(), tables)
    assert shares.conduct_change(run, ("bad",)) == {
        "with": 30, "without": 0, "change": None, "interval": None
    }  # fmt: skip
    assert {row["more_interval"] for row in shares.conduct_by_kind(run)} == {None}


def test_households_that_live_otherwise_say_how_far_luck_could_move_a_change(tmp_path):
    people = rows("resident household cell age", *(f"{who} {who} 0 40" for who in range(40)))
    books = [{**event(who, 9, happened.DEED, kind=0, scheme=-1), "world": world}
             for world in (0, 1) for who in range(40) if world or who % 2]  # fmt: skip
    run = write_run(
        tmp_path / "run", manifest(people=40),
        {**tiny_tables(), "panel_people": people, "panel_events": books},
    )  # fmt: skip
    found = shares.conduct_change(run, ("bad",))
    low, high = found["interval"]
    assert low < found["change"] < high
    crossing = shares.conduct_by_kind(run)[0]
    low, high = crossing["more_interval"]
    assert low < 20 - 25 < high
    assert shares.conduct_by_kind(run)[1]["more_interval"] is None
    ours, theirs = shares._in_both(run, np.array([True, False, False, False]))
    assert (ours.sum(), theirs.sum()) == (20, 40)


def test_rules_weigh_by_the_points_they_move_up_or_down(tmp_path):
    filed = rows("entry cause records points", "0 0 9 0", "1 0 5 -1500", "2 0 4 600")
    run = write_run(tmp_path / "run", manifest(), {**tiny_tables(), "records": filed})
    found = shares.evidence_shares(run)
    # a record that moves nothing counts as a point: 9, 15 and 6
    assert (found["primary"], found["assumed"], found["secondary"]) == (0.3, 0.5, 0.2)
    assert (found["recalled"], found["assumed"].cases) == (0, 18)
    (heaviest,) = shares.heaviest_assumed(run)
    assert (heaviest["title"], heaviest["share"]) == ("Loan arrears", 0.5)
    assert heaviest["share"].cases == 18


def test_where_points_are_codes_every_record_weighs_alike(tmp_path):
    told = manifest()
    told["names"]["schemes"][0]["codes"] = True
    filed = rows("entry cause records points", "0 0 9 0", "1 0 5 -1500", "2 0 6 600")
    run = write_run(tmp_path / "run", told, {**tiny_tables(), "records": filed})
    assert shares.evidence_shares(run)["assumed"] == 5 / 20


def test_only_the_three_heaviest_assumed_rules_are_named_the_heaviest_first(tmp_path):
    told = manifest()
    told["names"]["schemes"][0] |= {
        "entries": list("abcdef"), "entry_titles": list("ABCDEF"),
        "entry_deeds": [None] * 6, "entry_evidence": ["assumed"] * 5 + ["primary"],
    }  # fmt: skip
    filed = rows("entry cause records points", *(f"{n} 0 1 {-100 * (n + 1)}" for n in range(6)),
                 "4 0 0 500")  # fmt: skip
    run = write_run(tmp_path / "run", told, {**tiny_tables(), "records": filed})
    # rows are weighed before they are added up: the last moved five points down and five up
    found = shares.heaviest_assumed(run)
    assert [row["title"] for row in found] == ["E", "D", "C"]
    assert found[0]["share"] == approx(10 / 26)
    assert len(shares.heaviest_assumed(run, most=2)) == 2


def test_a_scheme_that_did_nothing_rests_on_nothing(tmp_path):
    run = write_run(tmp_path / "run", manifest(), {**tiny_tables(), "records": []})
    assert set(shares.evidence_shares(run).values()) == {0}
    assert shares.heaviest_assumed(run) == []


def test_values_of_assumption_files_are_told_by_evidence(tmp_path):
    told = manifest()
    told["names"]["assumption_evidence"] = {"deeds": {"primary": 3, "assumed": 4}}
    found = shares.assumed_inputs(write_run(tmp_path / "run", told, tiny_tables()))
    assert found == {"deeds": {"primary": 3, "secondary": 0, "recalled": 0, "assumed": 4}}
