"""`samples`: how large a sample has to be."""

import json
from pathlib import Path

import pytest

from socialcredit.analysis.intervals import Told
from socialcredit.engine.requests import changes
from socialcredit.engine.run import run_scenario
from socialcredit.experiments.samples import Sample, Scales
from socialcredit.language.resolve.loading import load_scenario
from tests.commands.conftest import Call

SMALL = ("--years", "1", "--set", "twin=null")
TOWN = ("small-town", *SMALL)


@pytest.fixture(scope="module")
def everybody(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of everybody in a town of 2,000."""
    folder = tmp_path_factory.mktemp("whole") / "run"
    town, further = load_scenario("small-town"), ["twin=null"]
    return run_scenario(town, threads=1, out=folder, sets=changes(town, 2000, 1, None, further))


def test_a_sample_of_everybody_is_everybody(everybody: Path, call: Call, tmp_path: Path) -> None:
    words = ("--whole", str(everybody), "--scale", "1:1", "--replicates", "1", "--threads", "1")
    seen = call("samples", *TOWN, *words, "--store", str(tmp_path), "--json")
    assert seen.code == 0, seen.err
    told = json.loads(seen.out)
    assert told["people"] == {"1:1": 2000} and told["whole"] == 2000
    known = [row for row in told["rows"] if row["whole"]]
    assert len(known) >= 7
    assert all(row["1:1"]["off"] == 0 for row in known)


def test_a_smaller_sample_is_farther_off(everybody: Path, call: Call, tmp_path: Path) -> None:
    scales = ("--scale", "1:20", "--scale", "1:2")
    words = ("--whole", str(everybody), *scales, "--threads", "1", "--store", str(tmp_path))
    seen = call("samples", *TOWN, *words, "--measure", "records.filed", "--json")
    (row,) = json.loads(seen.out)["rows"]
    assert row["1:20"]["off"] > row["1:2"]["off"] > 0
    told = call("samples", *TOWN, *words, "--measure", "records.filed")
    assert "as well" in told.out and "nine times in ten" in told.out
    assert "everybody in the run, 2,000" in told.out
    assert "1:20 is 100; 1:2 is 1,000." in told.out


def test_a_run_by_other_rules_is_no_whole(everybody: Path, call: Call, tmp_path: Path) -> None:
    words = ("--whole", str(everybody), "--store", str(tmp_path))
    seen = call("samples", *TOWN, *words, "--set", "assumptions.behaviour.dispute.wrong=1")
    assert seen.code == 1 and "its assumptions" in seen.err
    seen = call("samples", "small-town", *words)
    assert seen.code == 1 and "`ends`" in seen.err and "--years" in seen.err


def test_what_is_no_scale_is_refused(call: Call) -> None:
    seen = call("samples", *TOWN, "--scale", "100")
    assert seen.code == 1 and "1:100" in seen.err


def sample(scale: str, off: float | None, few: bool = False) -> Sample:
    told = {"records.filed": Told(1.0, None, 1, 0)}
    return Sample(scale, 1, told, {"records.filed": off}, frozenset(told if few else ()))


def test_it_does_as_well_from_where_all_larger_ones_do() -> None:
    """A small sample that happens to be near says nothing where a larger one is far."""

    def well(*samples: Sample) -> str | None:
        found = Scales(list(samples), 1, {"records.filed": 1.0}).well_from("records.filed", 0.02)
        return found and found.scale

    small, larger, largest = sample("1:100", 0.01), sample("1:10", 0.02), sample("1:2", 0.001)
    assert well(small, larger, largest) == "1:100"
    assert well(small, sample("1:10", 0.021), largest) == "1:2"
    assert well(small, larger, sample("1:2", None)) is None
    assert well(sample("1:100", 0.0, few=True), larger, largest) == "1:10"
