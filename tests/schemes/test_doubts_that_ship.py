"""What ships says how far off it may be: thirty doubts a scenario or so, each word of them told."""

import re
from functools import cache
from pathlib import Path

import pytest

from socialcredit.language.check.range_ends import problems_of_ends
from socialcredit.language.check.ranges import doubted
from socialcredit.language.check_file import examined
from socialcredit.language.resolve.doubts import doubts_of
from socialcredit.language.resolve.inputs import resolve, written_of
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.paths import scenario_file, scenario_names

PAGE = Path(__file__).parents[2] / "docs/reference/doubts.md"
FEWEST, MOST = 18, 48
# Nine schemes, or five, have doubts of their own, and so has every way to respond where all are on;
# the common workload is so by definition.
OTHERWISE = {"side-by-side": (50, 62), "firms-side-by-side": (40, 62), "points-day": (0, 5),
             "daycare": (2, 6), "rongcheng-ended": (45, 120)}  # fmt: skip


@cache
def whole_of(name):
    return written_of(load_scenario(name)).whole


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
def test_assumed_stands_for_a_source_only_where_no_document_does(name):
    for one in doubts(name):
        documents = one.source.split("; ")
        assert documents == ["assumed"] or "assumed" not in documents, one.name


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
    resolve(load_scenario(name), given=changes)


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
