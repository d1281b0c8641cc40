"""What ships says how far off it may be: thirty doubts a scenario or so, each word of them told."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from socialcredit.language.check.range_ends import problems_of_ends
from socialcredit.language.check.ranges import doubted
from socialcredit.language.check_file import examined
from socialcredit.language.model.provenance import ASSUMED, of_doubt
from socialcredit.language.read.numbers import numbers_of
from socialcredit.language.resolve.doubts import doubts_of
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.paths import scenario_file, scenario_names
from socialcredit.language.resolve.written import written_of

PAGE = Path(__file__).parents[2] / "docs/reference/doubts.md"
FEWEST, MOST = 18, 45
# Nine schemes and the lenders have doubts of their own; the common workload is so by definition.
OTHERWISE = {"side-by-side": (50, 62), "points-day": (0, 5)}
DATES = ("since", "until", "closes", "begins", "ends", "note", "title")


@cache
def whole_of(name):
    return written_of(load_scenario(name))


@cache
def doubts(name):
    whole = whole_of(name)
    return doubts_of(whole.scenario, whole.schemes, whole.beliefs)


def files_of(name):
    whole = whole_of(name)
    return [*whole.beliefs, *whole.schemes.values()]


@pytest.mark.parametrize("name", scenario_names())
def test_a_scenario_has_some_thirty_doubts_and_not_a_thousand(name):
    fewest, most = OTHERWISE.get(name, (FEWEST, MOST))
    assert fewest <= len(doubts(name)) <= most


@pytest.mark.parametrize("name", scenario_names())
def test_whatever_is_assumed_is_in_doubt_or_held(name):
    for file in files_of(name):
        for loc, block in doubted(file):
            if getattr(block, "evidence", None) == ASSUMED and has_numbers(block):
                inner = any(other.doubt for at, other in doubted(file) if at[: len(loc)] == loc)
                assert block.held or inner, loc


def has_numbers(block) -> bool:
    """Whether a block writes a number, apart from parts that have evidence of their own."""
    told = block.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return any(_number_in(key, value) for key, value in told.items() if not of_doubt(key, value))


def _number_in(key: str, value: Any) -> bool:
    if key in DATES or value is None:
        return False
    if isinstance(value, dict):
        return "evidence" not in value and any(_number_in(k, v) for k, v in value.items())
    if isinstance(value, list):
        return any(_number_in("", item) for item in value)
    return bool(numbers_of(value))


@pytest.mark.parametrize("name", scenario_names())
def test_check_has_nothing_to_say(name):
    told = examined(scenario_file(name))
    assert (told.errors, told.warnings) == ([], [])


@pytest.mark.parametrize("name", scenario_names())
def test_every_setting_can_be_at_the_ends_of_its_range(name):
    assert [problem for file in files_of(name) for problem in problems_of_ends(file)] == []


@pytest.mark.parametrize("name", ["rongcheng", "side-by-side", "camera-growth"])
@pytest.mark.parametrize("at", [0.0, 1.0])
def test_a_scenario_stands_with_every_doubt_at_an_end_at_once(name, at):
    changes = [change for doubt in doubts(name) for change in doubt.changes(at)]
    assert changes
    resolve(load_scenario(name), drawn=changes)


def test_the_page_tells_every_word_and_every_reading():
    text = PAGE.read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))
    words, readings = set(), set()
    for name in scenario_names():
        for file in files_of(name):
            readings |= {reading.reading for reading in getattr(file, "readings", ())}
            for _, block in doubted(file):
                words |= {one.together for one in block.doubt if one.together is not None}
    assert told == words | readings
