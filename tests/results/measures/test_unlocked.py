"""What a score opens at each threshold and who has none, worked by hand."""

from pytest import approx

from socialcredit.results.measures.unlocked import unlocked, without_score
from socialcredit.results.part import Share
from socialcredit.results.words.credit import follows_lines, read_lines
from tests.results.synthetic import manifest, rows, write_run

TABLES = {
    # two homes of adults, one of the poorest fifth in the countryside, one of the richest in town,
    # and a cell of children
    "cells": rows(
        "cell place female urban minority age_band fifth residents",
        "0 0 0 0 0 1 0 100", "1 0 0 1 0 3 4 50", "2 0 0 1 0 0 4 30",
    ),
    "grades": rows(
        "month cell grade residents",
        "0 0 0 9", "1 0 0 10", "1 0 1 30", "1 0 2 40", "1 1 0 20",
    ),
    "doors": rows(
        "consequence minority hits attempts refusals wrongful money",
        "0 0 0 7 0 0 0", "1 0 0 5 0 0 0", "1 1 0 1 0 0 0", "2 0 0 8 8 0 0",
    ),
}  # fmt: skip


def run_of(tmp_path):
    told = manifest()
    told["names"]["schemes"][0] |= {
        "grades": ["superb", "good", "poor"],
        "bands": [70000, 60000, None],
        "consequences": ["visa", "hotel", "no-loan"],
        "consequence_titles": ["An easier visa", "No deposit", "No loan"],
        "consequence_effects": ["priority", "priority", "refuse"],
        "consequence_grades": [["superb"], ["superb", "good"], ["poor"]],
        "consequence_domains": ["traffic", "debt", "debt"],
    }
    return write_run(tmp_path / "run", told, TABLES)


def test_each_threshold_opens_its_doors_to_those_at_or_above_it(tmp_path):
    low, high = unlocked(run_of(tmp_path))
    assert (low["points"], high["points"]) == (600, 700)
    assert low["doors"] == [{"title": "No deposit", "times": 6}]
    assert (low["share"], low["poorest"], low["richest"]) == (0.6, 0.5, 1)
    assert (high["share"], high["poorest"]) == (0.3, 0.125)


def test_adults_whom_no_grade_was_given_have_no_score(tmp_path):
    found = without_score(run_of(tmp_path))
    assert found["share"] == approx(50 / 150), "children are not asked for"
    assert found["groups"]["urban"] == {"countryside": approx(0.2), "town": approx(0.6)}
    assert found["groups"]["age_band"] == {"18-39": approx(0.2), "60 and over": approx(0.6)}


def test_a_terminal_tells_it_in_sentences(tmp_path):
    run = run_of(tmp_path)
    domain = {"title": "Debts", "share": Share(0.6, 90), "rank": 0.5, "most": Share(0.8, 30),
              "least": Share(0.1, 30)}  # fmt: skip
    block = {"follows": {"people": 90, "domains": [domain]}, "checks": []}
    lines = follows_lines({**block, "unlocked": unlocked(run), "without": without_score(run)})
    assert "make up: 60 % debts" in lines[0] and "0.50 debts" in lines[0]
    assert "80 % of the third that did best by debts, 10 % of the third that did worst" in lines[1]
    assert lines[2].startswith("From 600 points: no deposit (6 times). 60 % of the scored")
    assert lines[4].startswith("Without a score: 33 % of adults")


def test_doors_that_another_schemes_list_closed_are_told_under_its_name():
    doors = [
        {"title": "No shopping", "list_of": "The courts' list", "refusals": 12, "wrongful": 3},
        {"title": "No loan", "list_of": "The courts' list", "refusals": 1, "wrongful": 0},
        {"title": "No hotel", "list_of": "The courts' list", "refusals": 0, "wrongful": 0},
        {"title": "No train", "list_of": None, "refusals": 5, "wrongful": 0},
    ]
    [line] = read_lines(doors)
    assert line == (
        "By another's list (the courts' list): no shopping 12 times, 3 of them wrongly and no loan "
        "1 time."
    )
    assert read_lines(doors[2:]) == []
