"""Names that a later version has dropped, and sums finer than the books, are refused."""

import pytest

from socialcredit.language.check.scheme import problems_of
from tests.stages.small import scheme_with

OLD = {"bands": {"A": 1050, "B": 900, "C": "lowest"}}
NEW = {"bands": {"A": 1050, "B": 900, "D": "lowest"}, "since": "2021-01-01"}
ENTRY = {"deed": "crime", "to_grade": "C"}
BAN = {"consequence": "ban", "when": {"grades": ["C"]}, "domain": "x", "effect": "refuse"}
LIST = {"list": "l", "colour": "black", "enter": {"grades": ["C"]}}
PLACES = {"entries": ENTRY, "consequences": BAN, "lists": LIST}


def told(**blocks):
    scheme = scheme_with(**{"grades": [OLD, NEW], **blocks})
    return [(problem.loc[0], problem.message) for problem in problems_of(scheme)]


@pytest.mark.parametrize("block", PLACES)
def test_a_grade_that_has_gone_is_refused_where_a_rule_still_names_it(block):
    (found,) = told(**{block: [PLACES[block]]})
    assert found == (block, "there is no grade `C` under the grades from 2021-01-01 on")


@pytest.mark.parametrize("block", PLACES)
def test_a_rule_that_ends_before_the_grades_change_may_name_what_was_there(block):
    assert told(**{block: [{**PLACES[block], "until": "2020-12-31"}]}) == []


def test_a_rule_with_a_version_of_its_own_for_the_new_grades_is_fine():
    later = {**BAN, "when": {"grades": ["D"]}, "since": "2021-01-01"}
    assert told(consequences=[BAN, later]) == []
    assert told(consequences=[BAN, {**later, "since": "2021-02-01"}]) != []


def test_a_grade_that_is_not_there_yet_is_refused():
    assert told(entries=[{**ENTRY, "to_grade": "D"}]) != []
    assert told(entries=[{**ENTRY, "to_grade": "D", "since": "2021-01-01"}]) == []


def test_a_rule_that_never_holds_because_the_scheme_ends_first_is_let_be():
    ended = {"ends": "2020-03-31", "lists": [{**LIST, "enter": {"grades": ["A"]}}]}
    ban = {**BAN, "when": {"list": "l"}, "since": "2020-07-01"}
    assert told(consequences=[ban], **ended) == []
    assert told(consequences=[{**BAN, "since": "2020-07-01"}], **ended) == []


@pytest.mark.parametrize("sum_", [{"money": 0.005}, {"money": -2.001}, {"money_per_point": 0.125}])
def test_a_sum_finer_than_the_books_is_refused(sum_):
    slip = {"deed": "slip", "points": -10}
    fine = {"consequence": "fine", "when": {"entry": ["slip"]}, "domain": "x", "effect": "money"}
    (found,) = told(entries=[slip], consequences=[{**fine, **sum_}])
    assert found[0] == "consequences" and "finer than" in found[1]
    assert told(entries=[slip], consequences=[{**fine, "money": -2.01}]) == []


def test_a_ban_of_a_list_that_is_over_before_it_begins_is_refused():
    gone = {**LIST, "enter": {"grades": ["A"]}, "until": "2020-06-30"}
    ban = {**BAN, "when": {"list": "l"}, "since": "2020-07-01"}
    assert told(lists=[gone], consequences=[ban]) == [
        ("consequences", "the list `l` is never there while this rule holds")
    ]
    assert told(lists=[gone], consequences=[{**ban, "since": "2020-06-01"}]) == []
