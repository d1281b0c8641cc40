"""From a name to a scheme that runs, and the names that `check` understands."""

from pathlib import Path

import pytest

import socialcredit as sc
from socialcredit.language.resolve.paths import ASSUMPTIONS
from tests.commands.conftest import Call

COPIED = ("rongcheng", "sesame", "baihang", "monitored-region", "shenzhen")
NATIONAL = ("sesame", "baihang")  # of these one province is lived


@pytest.mark.parametrize("words", [(), *(("--from", name) for name in COPIED)])
def test_a_new_scheme_can_be_checked_and_run_at_once(
    call: Call, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    less = ("--set", "places=[sichuan]") if {*words} & {*NATIONAL} else ()
    monkeypatch.chdir(tmp_path)
    assert call("new", "my-town", *words).code == 0
    assert call("check", "my-town").code == 0
    assert call("check", "my-town/scenario.yaml").code == 0
    seen = call("run", "my-town", "--people", "500", "--years", "1", "--out", "out", *less)
    assert seen.code == 0, seen.err
    assert "without" in seen.out  # the twin lives without the scheme


def test_a_copy_runs_beside_the_scheme_whose_list_it_reads(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("new", "my-score", "--from", "sesame").code == 0
    told = (tmp_path / "my-score" / "scenario.yaml").read_text(encoding="utf-8")
    assert "schemes: [scheme.yaml, court-list]" in told


def test_the_names_of_shipped_files_can_be_checked(call: Call) -> None:
    for name in ("rongcheng", "small-town", "sensors.yaml"):
        assert call("check", name).code == 0


def test_a_copy_of_an_assumption_file_is_known_by_its_keys(call: Call, tmp_path: Path) -> None:
    for kind in ("sensors", "population", "behaviour", "domains"):
        text = (ASSUMPTIONS / f"{kind}.yaml").read_text(encoding="utf-8")
        (tmp_path / f"my-{kind}.yaml").write_text(text, encoding="utf-8")
        seen = call("check", str(tmp_path / f"my-{kind}.yaml"))
        assert f"({kind})" in seen.out, seen.err


def test_a_mistyped_file_is_met_with_the_nearest_name(call: Call) -> None:
    seen = call("check", "sensor.yaml")
    assert seen.code == 1
    assert "sensors.yaml" in seen.err


def test_a_scenario_is_not_shown_as_a_scheme(call: Call) -> None:
    seen = call("show", "small-town")
    assert seen.code == 1
    assert "is a scenario, not a scheme" in seen.err


def test_a_comparison_takes_the_size_of_a_small_town(call: Call) -> None:
    seen = call("compare", "small-town", "small-town", "--people", "1000", "--years", "1",
                "--replicates", "1", "--json")  # fmt: skip
    assert seen.code == 0, seen.err
    assert '"difference": 0.0' in seen.out


def test_a_scheme_that_is_not_there_cannot_be_left_out() -> None:
    with pytest.raises(sc.SocialCreditError, match="rongcheng"):
        sc.compare("small-town", without=["rongchen"], people=1000, replicates=1)


@pytest.mark.parametrize("words", [("--people", "0"), ("--days", "0"), ("--days", "65504")])
def test_neither_nothing_nor_more_than_books_hold_is_measured(
    call: Call, words: tuple[str, str]
) -> None:
    assert call("bench", "small-town", *words).code == 2
