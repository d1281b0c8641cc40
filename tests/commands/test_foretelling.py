"""What `run` says before it starts: of memory, scale, time and disk."""

import re
from pathlib import Path

import pytest

from socialcredit.engine import scaled
from socialcredit.language.resolve.loading import load_scenario
from tests.commands.conftest import Call

PROBLEM, WRONG_CALL = 1, 2
SMALL = ("run", "rongcheng", "--years", "1", "--threads", "1")


def test_a_plan_says_people_time_disk_and_memory_and_leaves_nothing(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    seen = call(*SMALL, "--people", "1,000", "--memory", "1GB", "--plan")
    assert seen.code == 0, seen.err
    said = [" ".join(line.split()) for line in re.split(r"\n(?! )", seen.out.strip())]
    assert [line.split(":")[0] for line in said] == ["People", "Time", "Disk", "Memory"]
    assert "1,000 residents in 1 shard" in said[0]
    assert "on 1 thread " in said[1]
    assert "12 months" in said[1]
    assert "all of which fits" in said[3]
    assert not [*tmp_path.iterdir()]


def test_a_plan_is_for_so_much_memory(call: Call) -> None:
    seen = call(*SMALL, "--plan")
    assert seen.code == PROBLEM
    assert "--plan --memory 12GB" in seen.err


@pytest.mark.parametrize("memory", ["12", "12 Gb", "-1GB", "much"])
def test_memory_without_a_clear_unit_is_refused(call: Call, memory: str) -> None:
    seen = call(*SMALL, f"--memory={memory}")
    assert seen.code == PROBLEM
    assert "a number with its unit" in seen.err


def test_people_and_scale_contradict(call: Call) -> None:
    seen = call(*SMALL, "--people", "1000", "--scale", "1:10")
    assert seen.code == PROBLEM
    assert "one of the two" in seen.err


@pytest.mark.parametrize(("scale", "people"), [("1:1", 710_000), ("1:1000", 710), (None, 7)])
def test_a_scale_is_of_those_who_live_there(scale: str | None, people: int) -> None:
    given = None if scale else 7
    asked = load_scenario("rongcheng")
    found = scaled.subjects_at(asked, scale, given, [])
    assert found == pytest.approx(people, rel=0.1)
    assert scaled.subjects_at(asked, "1:2", None, []) == round(
        scaled.subjects_at(asked, "1:1", None, []) / 2
    )


def test_of_firms_a_scale_is_of_the_firms(call: Call) -> None:
    asked = load_scenario("shanghai-food")
    assert scaled.subjects_at(asked, "1:1", None, []) > 1000


def test_who_cannot_lie_in_memory_is_sent_to_rest(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scaled, "physical_memory", lambda: 24 << 30)
    seen = call("run", "court-list", "--people", "1_400_000_000")
    assert seen.code == PROBLEM
    assert "1,400,000,000 take 56 GB" in seen.err
    assert "--memory" in seen.err


@pytest.mark.parametrize("people", ["1.4e9", "1,5", "14,00", ",100"])
def test_people_are_whole_numbers(call: Call, people: str) -> None:
    assert call(*SMALL, "--people", people).code == WRONG_CALL
