"""Pages of experiments and comparisons: both ranges in words, what moved, and how to repeat it."""

import re

from socialcredit.report.comparison import comparison_page
from socialcredit.report.experiment import experiment_page
from socialcredit.results.measures.registry import BY_ID
from socialcredit.results.words.measured import tell

ENDS = {"luck": [0.05, 0.2], "assumptions": [0.01, 0.4], "points": 32, "seeds": 8, "few": False}
PULL = {"interval": None, "low": None, "high": None, "how": "size of the correlation of ranks (S)"}


def number(key, value, **more):
    return {"key": key, "alternative": "", "value": value, "words": BY_ID[key].told,
            "unit": BY_ID[key].unit, **ENDS, **more}  # fmt: skip


def told(**more):
    return {
        "title": "What is <luck>", "scenario": "small-town", "people": 2000, "runs": 72,
        "experiment": {"seeds": {"luck": 8}}, "model": "abc", "alternatives": [],
        "command": "socialcredit experiment x.yaml", "factors": [],
        "numbers": [number("M1.share", 0.1)], "pulls": {}, **more,
    }  # fmt: skip


def in_words(page):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page)).replace("\u00a0", " ")


def test_both_ranges_stand_beside_the_number_each_under_its_name():
    text = in_words(experiment_page(told()))
    assert "10 % of all days under a penalty had nothing true behind them" in text
    assert "luck 5.0 % to 20 %" in text and "assumptions 1.0 % to 40 %" in text
    assert "What is &lt;luck&gt;" in experiment_page(told()), "titles are words, not markup"


def test_what_is_not_known_is_said():
    text = in_words(experiment_page(told(numbers=[number("M1.share", 0.1, assumptions=None,
                                                         points=0)])))  # fmt: skip
    assert "What our assumptions could have moved is not known from this experiment" in text


def test_what_moved_a_number_is_told_factor_by_factor():
    pulls = {"M1.share": [{"factor": "office", "title": "The office", "size": 0.7, **PULL},
                          {"factor": "none", "title": "Nothing", "size": 0.0, **PULL}]}  # fmt: skip
    text = in_words(experiment_page(told(pulls=pulls)))
    assert "What moved it" in text and "The office 0.70" in text
    assert "Nothing" not in text.partition("Every number")[0]


def test_alternatives_stand_side_by_side_and_few_cases_are_said():
    numbers = [number("doors.money", 0.0), number("doors.money", 38.4, alternative="fine-only"),
               number("M7.repaired", 0.2, few=True)]  # fmt: skip
    text = in_words(experiment_page(told(numbers=numbers, alternatives=["fine-only"])))
    assert "units of money taken from people, per person-year 0 38.4" in text
    in_euro = in_words(experiment_page(told(numbers=numbers) | {"currency": "euro"}))
    assert "euro taken from people" in in_euro and "units of money" not in in_euro
    assert "20 % (few cases)" in text


def test_a_comparison_shows_what_surely_moved_and_leaves_the_rest_to_the_table():
    rows = [
        {"measure": "doors.refusals", "words": "refusals", "a": 10.0, "b": 5.0, "difference": -5.0,
         "low": -6.0, "high": -4.0, "pairs": 5},
        {"measure": "conduct.bad", "words": "bad deeds", "a": 100.0, "b": 101.0, "difference": 1.0,
         "low": -2.0, "high": 4.0, "pairs": 5},
        {"measure": "penalties.wrong", "words": "wrong days", "a": 0.1, "b": None,
         "difference": None, "low": None, "high": None, "pairs": 0},
    ]  # fmt: skip
    page = comparison_page({"a": "one", "b": "other", "people": 500, "pairs": 5, "laid": [],
                            "rows": rows, "command": "socialcredit compare"})  # fmt: skip
    moved, _, table = in_words(page).partition("Every measure")
    assert "refusals −50 %" in moved and "bad deeds" not in moved
    assert "bad deeds 100 101 +1 −2 to +4" in table and "wrong days 10 % – – –" in table


def test_one_pair_is_said_to_tell_nothing_of_luck():
    rows = [{"measure": "conduct.bad", "words": "bad deeds", "a": 1.0, "b": 2.0, "difference": 1.0,
             "low": None, "high": None, "pairs": 1}]  # fmt: skip
    page = comparison_page({"a": "one", "b": "other", "people": 500, "pairs": 1, "laid": [],
                            "rows": rows, "command": "socialcredit compare"})  # fmt: skip
    assert "how much of a difference is luck is not known" in in_words(page)


def test_a_value_is_told_in_the_unit_of_its_measure():
    assert tell(BY_ID["M1.share"], 0.123) == "12 %"
    assert tell(BY_ID["conduct.bad.change"], -0.0123) == "−1.2 %"
    assert tell(BY_ID["doors.refusals"], 1234.5) == "1,234" and tell(BY_ID["M4.distance"], 0.5)
