"""`run --draw` and `doubts`: values from their ranges, and which those are."""

import json
from pathlib import Path

import pytest

import socialcredit as sc
from tests.commands.conftest import Call

SMALL = {"people": 600, "years": 1, "threads": 1}


def small(folder: Path, **more: object) -> sc.Run:
    """A small town over a year."""
    return sc.run("small-town", out=folder, **SMALL, **more)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> sc.Run:
    """The seventh draw of a small town."""
    return small(tmp_path_factory.mktemp("runs") / "drawn", draw=7)


def test_draw_nought_is_to_the_bit_what_is_written(tmp_path: Path, drawn: sc.Run) -> None:
    plain, nought = small(tmp_path / "plain"), small(tmp_path / "nought", draw=0)
    assert plain.content_hash == nought.content_hash != drawn.content_hash
    assert "drawn" not in nought.summary()


def test_a_drawn_run_says_so_and_can_be_repeated(tmp_path: Path, drawn: sc.Run) -> None:
    manifest = json.loads((drawn.path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["draw"]["number"] == 7 and manifest["draw"]["parameter_seed"] == 1
    assert set(manifest["draw"]["changes"]) == set(manifest["given"])
    assert manifest["command"].startswith("socialcredit run small-town --draw 7 --parameter-seed 1")
    told = " ".join(drawn.summary().split())
    assert "draw 7 of parameter seed 1" in told and "socialcredit doubts small-town" in told
    assert "draw 7 of parameter seed 1" in drawn.report().read_text(encoding="utf-8")
    again = sc.repeat(drawn.path, out=tmp_path / "again", threads=1)
    assert again.content_hash == drawn.content_hash
    assert "draw 7 of parameter seed 1" in " ".join(again.summary().split())


def test_the_same_by_its_changes_alone(tmp_path: Path, drawn: sc.Run) -> None:
    manifest = json.loads((drawn.path / "manifest.json").read_text(encoding="utf-8"))
    by_hand = small(tmp_path / "by-hand", sets=manifest["draw"]["changes"])
    assert by_hand.content_hash == drawn.content_hash


def test_doubts_are_listed(call: Call) -> None:
    seen = call("doubts", "small-town", "--draw", "7")
    assert seen.code == 0, seen.err
    for words in ("behaviour.perceived-risk.fades", "0.12, from 0.04 to 0.15", "contesting",
                  "Draw 7 of parameter seed 1:"):  # fmt: skip
        assert words in seen.out
    told = json.loads(call("doubts", "small-town", "--draw", "7", "--json").out)
    names = [one["name"] for one in told["doubts"]]
    assert "belief before" in names and told["draw"]["number"] == 7
    assert {"at_written", "settings", "source", "evidence"} <= told["doubts"][0].keys()


@pytest.mark.parametrize(
    "words, said",
    [
        (("run", "small-town", "--draw", "-1"), "too small"),
        (("run", "small-town", "--draw", "seven"), "not a whole number"),
        (("run", "small-town", "--parameter-seed", "2"), "draws nothing by itself"),
        (("run", "small-town", "--draw", "1", "--parameter-seed", "-2"), "too small"),
        (("run", "small-town", "--draw", "1", "--set", "responses.chiling=true"), "chilling"),
        (("doubts", "smal-town"), "small-town"),
        (("doubts", "rongcheng", "--draw", "x"), "not a whole number"),
    ],
)
def test_a_wrong_call_is_explained(call: Call, words: tuple[str, ...], said: str) -> None:
    seen = call(*words)
    assert seen.code in (1, 2) and said in seen.err
    assert "Traceback" not in seen.err
