"""`calibrate`, `run --calibrated` and `validate --draws`, from outside."""

import json
from pathlib import Path

import pytest

import socialcredit as sc
from socialcredit.experiments import targets
from socialcredit.language.resolve.draw_asked import doubts_used
from socialcredit.language.resolve.paths import scheme_folder
from tests.commands.conftest import Call
from tests.experiments.test_calibrate import DOUBTS, SCENARIO, publish


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A scheme of one's own of three doubts; everything is written beside it."""
    three = lambda *whole: tuple(one for one in doubts_used(*whole) if one.name in DOUBTS)  # noqa: E731
    monkeypatch.setattr(targets, "doubts_used", three)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "mine"
    folder.mkdir()
    rules = (scheme_folder("rongcheng") / "scheme.yaml").read_text(encoding="utf-8")
    (folder / "scheme.yaml").write_text(rules.replace("scheme: rongcheng", "scheme: mine", 1))
    (folder / "scenario.yaml").write_text(SCENARIO)
    publish(folder)
    return folder


def test_from_calibration_to_predictions(call: Call, mine: Path) -> None:
    few = ("--points", "10", "--waves", "1")
    planned = call("calibrate", "./mine", *few, "--plan")
    assert "3 doubts, 2 figures marked calibrated" in planned.out and not planned.code
    assert not (mine / "calibrations").exists()
    refused = call("validate", "./mine", "--draws", "3")
    assert refused.code == 1 and "socialcredit calibrate" in refused.err

    made = call("calibrate", "./mine", *few, "--on", "local:1")
    assert made.code == 0, made.err
    assert "wave 1: 10 runs" in made.out and "% of the ranges left" in made.out
    path = mine / "calibrations" / "mine.yaml"
    assert str(Path("mine") / "calibrations" / "mine.yaml") in made.out and path.exists()
    planned = json.loads(call("calibrate", "./mine", *few, "--plan", "--json").out)
    assert planned[0]["stored"] == 10

    seen = call("validate", "./mine", "--draws", "3", "--on", "local:1", "--json")
    assert seen.code == 0, seen.err
    told = json.loads(seen.out)
    rows = [row for row in told["figures"] if "predicted" in row]
    assert len(rows) == told["draws"]["predictions"] == 1
    assert told["draws"]["coverage"] in (0.0, 1.0) and told["draws"]["score"] > 0
    low, high = rows[0]["predicted"]["interval"]
    assert rows[0]["predicted"]["inside"] is (low <= rows[0]["published"] <= high)
    plain = call("validate", "./mine", "--draws", "3", "--on", "local:1")
    assert "prediction inside their interval" in " ".join(plain.out.split())

    town = str(mine / "scenario.yaml")
    drawn = sc.run(town, people=300, draw=2, calibrated=True, out=mine / "drawn", threads=1)
    assert "points that calibration left" in drawn.summary()
    ranges = sc.run(town, people=300, draw=2, out=mine / "ranges", threads=1)
    plain_run = sc.run(town, people=300, out=mine / "plain", threads=1)
    nought = sc.run(town, people=300, draw=0, calibrated=True, out=mine / "nought", threads=1)
    hashes = [one.content_hash for one in (drawn, ranges, plain_run, nought)]
    assert len(set(hashes)) == 3 and hashes[2] == hashes[3]
    again = sc.repeat(drawn.path, out=mine / "again", threads=1)
    assert again.content_hash == drawn.content_hash

    path.write_text(path.read_text(encoding="utf-8").replace("model: ", "model: x"))
    stale = call("run", town, "--draw", "1", "--calibrated")
    assert stale.code == 1 and "stale" in stale.err and "calibrate" in stale.err


@pytest.mark.parametrize(
    "words, said",
    [
        (("run", "rongcheng", "--calibrated"), "draws nothing by itself"),
        (("run", "rongcheng", "--draw", "1", "--calibrated"), "there is no calibration"),
        (("run", "national", "--draw", "1", "--calibrated"), "published numbers to calibrate on"),
        (("calibrate", "rongcheng"), "marked calibrated"),
        (("calibrate", "suining", "--waves", "0"), "too small"),
        (("validate", "suining", "--draws", "1"), "too small"),
        (("calibrate", "nowhere"), "there is no scheme"),
    ],
)
def test_wrong_calls_are_told_with_the_next_step(
    call: Call, words, said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    seen = call(*words)
    assert seen.code in (1, 2) and said in " ".join(seen.err.split())
    assert "Traceback" not in seen.err and not list(tmp_path.iterdir())


def test_a_file_without_published_numbers_is_called_as_it_was_given(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("town.yaml").write_text("extends: small-town\n")
    for given in ("town.yaml", "./town.yaml", str(tmp_path / "town.yaml")):
        for command in ("calibrate", "validate"):
            seen = call(command, given)
            assert seen.code == 1
            assert f"`{given}` has no published numbers" in " ".join(seen.err.split())


def test_a_scheme_in_the_working_folder_is_called_as_that_folder(
    call: Call, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mine)
    (planned,) = json.loads(call("calibrate", ".", "--plan", "--json").out)
    assert planned["scheme"] == "mine"
