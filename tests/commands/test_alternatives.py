"""Laying a milder design over a scheme, from the command line."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Call
from tests.core.crates import files_of, refused

SMALL = ("--people", "1500", "--years", "1", "--replicates", "1", "--threads", "1")
IN_ONE_PROVINCE = ("--set", "places=[sichuan]")  # where the scenario has the whole nation


def test_each_alternative_is_listed_with_what_it_stands_for(call: Call) -> None:
    items = json.loads(call("alternatives", "--json").out)
    assert {"fine-only", "warning-first", "random-check", "single-domain", "rewards-only",
            "expiry-one-year", "fast-appeal"} <= {item["name"] for item in items}  # fmt: skip
    assert all(item["stands_for"] for item in items)


def test_an_alternative_is_shown_in_words(call: Call) -> None:
    seen = call("show", "fast-appeal")
    assert seen.code == 0
    assert "What it changes in any scheme" in seen.out


def test_every_shipped_alternative_is_well_formed(call: Call) -> None:
    seen = call("check", "rewards-only")
    assert (seen.code, "an alternative" in seen.out) == (0, True)


def test_a_scheme_is_compared_with_itself_under_an_alternative(call: Call) -> None:
    seen = call("compare", "small-town", "--with", "rewards-only", *SMALL, "--json")
    rows = {row["measure"]: row for row in json.loads(seen.out)}
    records = rows["records.filed"]
    assert records["a"] > records["b"] > 0
    assert rows["records.wrong"]["b"] is None
    assert not any(name.startswith("lending.") for name in rows), "nobody borrows here"


def test_the_table_says_what_is_compared_and_its_folder_what_it_holds(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    seen = call("compare", "small-town", "--with", "rewards-only", *SMALL)
    assert "a: small-town\n" in seen.out
    assert "b: small-town with rewards-only\n" in seen.out
    assert "None" not in seen.out
    assert "One pair" in seen.out
    (folder,) = (tmp_path / "runs").glob("compare-*")
    assert refused(folder) == []
    assert set(files_of(folder)) == {"report.html", "table.parquet", "experiment.json"}
    again = call("repeat", str(folder), "--all", "--threads", "1")
    assert (again.code, "Lived 2 of 2 runs again" in again.out) == (0, True)


def test_an_alternative_that_finds_nothing_to_change_is_told_in_a_sentence(call: Call) -> None:
    seen = call("compare", "shenzhen", "--with", "expiry-one-year", *SMALL)
    told = " ".join(seen.out.split())
    assert "`expiry-one-year`" in told and "finds nothing to change here" in told
    assert "Nothing that counts against a person lasts longer than a year" in told


def test_what_an_alternative_does_to_each_scheme_is_told(call: Call) -> None:
    seen = call("compare", "separate-institutions", "--with", "single-domain", *SMALL,
                *IN_ONE_PROVINCE)  # fmt: skip
    told = " ".join(seen.out.split())
    assert told.count("finds nothing to change here") == 3
    assert "it drops 1 of 4 entries" in told


def test_loans_are_compared_where_people_borrow(call: Call) -> None:
    seen = call("compare", "baihang", "--with", "rewards-only", *SMALL, *IN_ONE_PROVINCE, "--json")
    rows = {row["measure"]: row for row in json.loads(seen.out)}
    assert rows["lending.granted"]["a"] > 0


def test_unrelated_records_shut_no_door_in_a_single_domain(call: Call) -> None:
    asked = ("--people", "4000", "--years", "1", "--replicates", "1", *IN_ONE_PROVINCE)
    seen = call("compare", "national", "--with", "single-domain", *asked, "--json")
    rows = {row["measure"]: row for row in json.loads(seen.out)}
    unrelated = rows["together.unrelated"]
    assert unrelated["a"] > 0.5 and unrelated["b"] == 0


def test_a_scheme_is_left_out_of_the_second_side(call: Call) -> None:
    seen = call("compare", "small-town", "--without", "rongcheng", *SMALL, "--json")
    rows = {row["measure"]: row for row in json.loads(seen.out)}
    records = rows["records.filed"]
    assert records["a"] > 0
    assert records["b"] == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--with", "fast-apeal"), "did you mean 'fast-appeal'"),
        (("--without", "rongchen"), "did you mean 'rongcheng'"),
        ((), "nothing to hold small-town against"),
    ],
)
def test_a_wrong_call_names_the_next_step(call: Call, words: tuple[str, ...], told: str) -> None:
    seen = call("compare", "small-town", *words, *SMALL)
    assert seen.code == 1
    assert told in seen.err
    assert "Traceback" not in seen.err


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("{in: entries, drop: all, set: {points: 1}}", "does one thing"),
        ("{in: lists, fine: ordinary}", "in: entries"),
        ("{in: entrys, drop: all}", "entries"),
        ("{in: grades, set: {penal: [Z]}}", "does not fit rongcheng"),
        ("{in: entries, times: {points: 2}}", "in: sensors"),
        ("{in: sensors, times: {false_alrm: 2}}", "`false_alrm` is not known"),
    ],
)
def test_an_alternative_that_does_not_fit_is_refused(call: Call, tmp_path, change, told) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "alternative: mine\ntitle: Mine\nstands_for: [a test]\nsource: assumed\n"
        f"evidence: assumed\nchanges:\n  - {change}\n",
        encoding="utf-8",
    )
    seen = call("compare", "small-town", "--with", str(file), *SMALL)
    assert seen.code == 1
    assert told in seen.err


def test_the_run_tells_the_command_that_repeats_it(call: Call, tmp_path) -> None:
    out = tmp_path / "run"
    call("run", "small-town", "--with", "fast-appeal", "--people", "600", "--years", "1",
         "--out", str(out))  # fmt: skip
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert "--with fast-appeal" in manifest["command"]
    assert manifest["scenario"]["with"] == ["fast-appeal"]


def test_a_scheme_without_a_scenario_of_its_own_is_told_from_a_name_that_nobody_knows(
    call: Call,
) -> None:
    seen = call("compare", "no-fly-list", "--with", "fast-appeal", *SMALL)
    assert seen.code == 1
    assert "`no-fly-list` is a scheme" in seen.err
    assert "socialcredit scenarios" in seen.err
