"""Lessons: what each says is held against its own two towns, lived here as a class lives them."""

import pytest

from socialcredit import api
from socialcredit.lab.address import of_form
from socialcredit.lab.lesson_told import changed, holds, in_words, number, plain

LESSONS = {one["lesson"]: one for one in api.lessons()}


def read(lesson, asked):
    reads = lesson["reads"]
    town = api.open_town(
        asked.scenario, people=asked.people, seed=asked.seed, years=asked.years, sets=asked.sets,
        alternatives=asked.alternatives,
    )  # fmt: skip
    return town.to_end().some(reads["measure"], *reads["beside"])


@pytest.fixture(scope="module")
def lived():
    """What both towns of each lesson come to, at the lesson's own size and seed."""
    found = {}
    for name, lesson in LESSONS.items():
        asked = of_form(lesson["town"])
        found[name] = read(lesson, plain(lesson, asked)), read(lesson, changed(lesson, asked))
    return found


@pytest.mark.parametrize("name", LESSONS)
def test_the_towns_of_a_lesson_bear_out_what_it_says(lived, name):
    assert holds(LESSONS[name], *lived[name]) is True


@pytest.mark.parametrize("name", LESSONS)
def test_a_class_is_told_both_numbers_and_the_guess_is_laid_beside(lived, name):
    lesson = LESSONS[name]
    told = in_words(lesson, *lived[name])
    assert "{guess}" in told["against"]
    assert told["said"].startswith(told["verdict"][0]["text"])
    assert told["verdict"][0]["more"]["class"] == "good"


@pytest.mark.parametrize("name", LESSONS)
def test_a_run_that_does_not_bear_a_lesson_out_says_so(lived, name):
    """A class that finds the same in both of its towns: the claim is read off the run."""
    lesson, (before, after) = LESSONS[name], lived[name]
    same = after if lesson["claim"]["of"] == "before" else before
    assert holds(lesson, same, same) is False
    assert in_words(lesson, same, same)["verdict"][0]["more"]["class"] == "bad"


def test_what_was_not_lived_is_not_told():
    lesson = LESSONS["base-rates"]
    some = {lesson["reads"]["measure"]: 0.25}
    assert number(lesson, "before", some, None) == 25.0
    assert number(lesson, "after", some, None) is None
    assert number(lesson, "ratio", {lesson["reads"]["measure"]: 0.0}, some) is None
    assert holds(lesson, some, None) is None
    assert in_words(lesson, some, None)["verdict"] == []


def test_a_change_is_made_once_and_taken_back_whole():
    for lesson in LESSONS.values():
        asked = of_form(lesson["town"])
        twice = changed(lesson, changed(lesson, asked))
        assert twice == changed(lesson, asked) != asked
        assert plain(lesson, twice) == plain(lesson, asked)
