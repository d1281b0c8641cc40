"""Whatever does not fit is told in a sentence with the next step, before anything is lived."""

import json
from collections import namedtuple
from pathlib import Path

import pytest

from socialcredit.experiments import cluster, executor, plan
from tests.commands.conftest import Call, call
from tests.experiments import asked

__all__ = ["call"]
AT = "schemes.rongcheng.procedure.office.decisions"
WRONG = "assumptions.sensors.*.wrong_person"
WITHOUT_TWIN = "points-day"


def factor(**told) -> dict:
    return {"factors": [{"factor": "one", **told}]}


# What is wrong, what is said of it, and what is told to do.
CASES = {
    "changes nothing": (factor(at="people", values=[300]), "changes nothing", "leave the factor"),
    "leads nowhere": (factor(at=f"{AT}s", values=[5]), "leads to no value", AT),
    "upside down": (factor(at="people", low=400, high=300), "upside down", "low: 300, high: 400"),
    "one end": (factor(at="people", low=400), "one end", "low: and high:"),
    "log of nought": (factor(at=AT, low=0, high=9, shape="log"), "no logarithm", "more than 0"),
    "a half": (factor(at=AT, low=0.5, high=9, whole=True), "whole ends", "whole low:"),
    "no value": (factor(at=AT), "values or a range", "values: [...]"),
    "two things": (factor(at=AT, scale=WRONG, values=[2]), "changes at and scale", "one of at:"),
    "named twice": (
        {"factors": [asked.SPREAD, {**asked.WRONG, "factor": "spread"}]},
        "`spread` is named twice",
        "one name for each",
    ),
    "twice in doubt": (
        {"factors": [{"doubts": "all"}, {"doubts": ["noticed"]}]},
        "named twice",
        "every doubt already",
    ),
    "no such doubt": ({"factors": [{"doubts": ["noticd"]}]}, "no doubt `noticd`", "'noticed'"),
    "out of bounds": (factor(scale=WRONG, values=[1e6]), "wrong_person", "next: "),
    "no design": ({"design": None}, "without a design", "one-at-a-time"),
    "no factors": ({"factors": None}, "without factors", "factors: [...]"),
    "no points": ({"design": {"kind": "lhs"}}, "no points", "points: a number"),
    "too many runs": (
        {"design": {"kind": "lhs", "points": 10**6}, "seeds": {"each": 50}},
        "50,000,008 runs",
        "fewer",
    ),
    "no such measure": ({"measures": ["M1.shar"]}, "no measure `M1.shar`", "'M1.share'"),
    "no such alternative": ({"alternatives": ["fast-apeal"]}, "fast-apeal", "'fast-appeal'"),
    "no such scenario": ({"scenario": "small-twon"}, "small-twon", "'small-town'"),
    "no twin": (
        {"scenario": WITHOUT_TWIN, "measures": ["conduct.bad.change"], "set": None,
         "design": None, "factors": None},
        "compares with a twin",
        "twin: {without: all}",
    ),
    "no such key": ({"mesures": []}, "mesures", "'measures'"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def nobody_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    """No run may begin."""

    def lives(*_: object) -> None:
        raise AssertionError("a run was lived")

    for module, name in ((executor, "live"), (executor, "pool_of"), (cluster, "live")):
        monkeypatch.setattr(module, name, lives)


def refused(call: Call, *words: str) -> str:
    """What is said of a call that is refused; one sentence and the next step, no traceback."""
    seen = call("experiment", *words)
    assert seen.code == 1, seen
    assert "Traceback" not in seen.err and "fault of this program" not in seen.err
    assert not seen.out
    return seen.err


@pytest.mark.parametrize("way", ["lived", "planned"])
@pytest.mark.parametrize("case", CASES)
def test_it_is_told_with_the_next_step(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str, way: str
) -> None:
    told, what, step = CASES[case]
    monkeypatch.chdir(tmp_path)
    file = asked.written_to(tmp_path, **told)
    said = refused(call, str(file), *(["--plan"] if way == "planned" else []))
    assert what in said and step in said, said
    assert "next: " in said or "did you mean" in said, said
    assert not (tmp_path / "runs").exists(), "nothing is written"


@pytest.mark.parametrize("way", ["lived", "planned"])
def test_a_design_too_large_for_the_disk(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(plan.shutil, "disk_usage", lambda _: usage(10**9, 10**9, 10_000))
    monkeypatch.chdir(tmp_path)
    file = asked.written_to(tmp_path)
    said = refused(call, str(file), *(["--plan"] if way == "planned" else []))
    assert "too large for the disk: 6 runs" in said and "--store" in said


def test_a_folder_of_something_else_is_left_as_it_is(call: Call, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear")
    file = asked.written_to(tmp_path)
    said = refused(call, str(file), "--store", str(tmp_path / "mine"))
    assert "something else" in said and "another --store" in said
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("on", "what", "step"),
    [
        ("lokal:2", "no place to live runs", "'local'"),
        ("local:0", "how many processes", "local:4"),
        ("local:many", "how many processes", "local:4"),
        ("8786", "no place to live runs", "tcp://HOST:8786"),
    ],
)
def test_a_place_that_is_none(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on: str, what: str, step: str
) -> None:
    monkeypatch.chdir(tmp_path)
    said = refused(call, str(asked.written_to(tmp_path)), "--on", on)
    assert what in said and step in said and "next: " in said
    assert not (tmp_path / "runs").exists()


def test_a_file_that_is_not_there(call: Call, tmp_path: Path) -> None:
    said = refused(call, str(tmp_path / "none.yaml"))
    assert "no experiment" in said and "socialcredit schema experiment" in said


def test_a_plan_is_told_and_nothing_is_lived(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = asked.written_to(tmp_path)
    seen = call("experiment", str(file), "--plan")
    assert seen.code == 0, seen.err
    assert "6 runs of small-town, 0 of them stored, 6 to live" in seen.out
    assert json.loads(call("experiment", str(file), "--plan", "--json").out)["runs"] == 6
    assert not (tmp_path / "runs").exists()


def test_what_moves_the_firms_beside_alone_changes_something(tmp_path: Path) -> None:
    """Rongcheng has its bodies beside its residents; a doubt about their accidents is one of it."""
    about = {
        "scenario": "rongcheng",
        "set": ["to=2014-02-28"],
        "factors": [{"doubts": ["accidents"]}],
    }
    planned = asked.plan_for(tmp_path, design={"kind": "lhs", "points": 2}, **about)
    assert [one.name for one in planned.factors] == ["accidents"]
