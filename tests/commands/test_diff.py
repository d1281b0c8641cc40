"""`diff`: which rules differ, and who ends in another grade because of it."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from socialcredit.experiments.who_moves import who_moves
from tests.commands.conftest import Call

SMALL = {"people": 1000, "years": 1, "seed": 7, "threads": 1}
VARIANT = {
    "extends": "rongcheng",
    "scheme": "stricter",
    "score": [
        {"since": "2014-01-01", "start": 940, "unit": 1, "source": "assumed", "evidence": "assumed"}
    ],
}


@pytest.fixture
def stricter(tmp_path: Path) -> Path:
    """Rongcheng's rules, but everybody starts below the bound of grade A."""
    folder = tmp_path / "stricter"
    folder.mkdir()
    with (folder / "scheme.yaml").open("w") as file:
        YAML().dump(VARIANT, file)
    return folder


def test_the_same_rules_move_nobody() -> None:
    moves = who_moves("rongcheng", "rongcheng", **SMALL)
    assert moves.people == 1000
    assert moves.moved == 0


def test_a_lower_start_moves_people_down_and_only_down(stricter: Path) -> None:
    moves = who_moves("rongcheng", stricter, **SMALL)
    assert moves.moved > 700
    assert moves.worse() == moves.moved


def test_the_command_says_which_rule_and_how_many(call: Call, stricter: Path) -> None:
    seen = call("diff", "rongcheng", str(stricter), "--people", "1000", "--years", "1")
    assert seen.code == 0, seen.err
    assert "from 2014-01-01" in seen.out
    assert "of 1,000" in seen.out and "end in another grade" in seen.out


def test_rules_alone_need_no_town(call: Call) -> None:
    seen = call("diff", "rongcheng", "weihai", "--people", "0")
    assert seen.code == 0
    assert "Who moves" not in seen.out


def test_schemes_of_different_worlds_are_not_run_against_each_other(call: Call) -> None:
    seen = call("diff", "points-day", "rongcheng")
    assert seen.code == 1
    assert "assumption" in seen.err and "--people 0" in seen.err
