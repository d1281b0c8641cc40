"""What waits for the first of a month says so wherever a rule is shown."""

import pytest

from socialcredit.language.tell.diff import diff_text
from socialcredit.language.tell.scheme import show_text
from tests.stages.small import scheme_with

DAY = {"since": "2020-03-15"}
SLIP = {"deed": "slip", "points": -10}
BAN = {"consequence": "ban", "when": {"grades": ["C"]}, "domain": "fly", "effect": "refuse"}
LIST = {"list": "l", "colour": "black", "enter": {"grades": ["C"]}}
SCORE = {"start": 1000, "lowest": None, "highest": None}
BANDS = {"bands": {"A": 1050, "B": 900, "C": "lowest"}}


def shown(**blocks):
    return " ".join(show_text(scheme_with([SLIP], **blocks)).split())


@pytest.mark.parametrize(
    ("block", "versions"),
    [
        ("subjects", [{}, {"min_age": 18}]),
        ("score", [{}, {"lowest": 0}]),
        ("grades", [BANDS, {"bands": {"A": 1050, "B": 800, "C": "lowest"}}]),
        ("layers", [{"layer": "village", "where": "rural", "coverage": 1.0, "adopts": 1.0}]),
        ("consequences", [BAN]),
        ("procedure", [{}, {"validity": {"bad": "1 year"}}]),
    ],
)
def test_a_rule_of_mid_month_is_shown_with_the_first_from_which_it_acts(block, versions):
    versions = [*versions[:-1], {**versions[-1], **DAY}]
    told = shown(**{block: versions})
    assert "rom 2020-03-15, acting from 2020-04-01" in told
    on_a_first = [*versions[:-1], {**versions[-1], "since": "2020-04-01"}]
    assert "acting" not in shown(**{block: on_a_first})


def test_entries_and_lists_act_on_their_day_and_say_no_other():
    later = scheme_with([SLIP, {**SLIP, "points": -20, **DAY}], [{**LIST, **DAY}])
    assert "2020-03-15" in show_text(later) and "acting" not in show_text(later)


def test_a_later_version_of_a_list_waits_for_a_first_though_the_list_opened_on_its_day():
    wider = {**LIST, "enter": {"grades": ["B", "C"]}, **DAY}
    told = show_text(scheme_with([SLIP], [{**LIST, "since": "2020-02-10"}, wider]))
    told = " ".join(told.split())
    assert "from 2020-03-15, acting from 2020-04-01" in told
    assert "2020-02-10, acting" not in told


def test_a_rule_that_ends_in_mid_month_is_shown_to_act_to_the_months_end():
    told = shown(consequences=[{**BAN, "until": "2020-06-10"}])
    assert "until 2020-06-10, acting to 2020-06-30" in told


def test_what_a_scheme_has_from_its_own_first_day_waits_for_nothing_but_its_consequences():
    begins = {"starts": "2020-03-15", "procedure": [DAY], "grades": [{**BANDS, **DAY}]}
    assert "acting" not in shown(**begins)
    assert "acting from 2020-04-01" in shown(**begins, consequences=[{**BAN, **DAY}])


def test_a_comparison_of_two_schemes_says_both_days_too():
    ours, theirs = scheme_with([SLIP]), scheme_with([SLIP], consequences=[{**BAN, **DAY}])
    assert "(from 2020-03-15, acting from 2020-04-01)" in diff_text(ours, theirs).replace(
        "\n  ", " "
    )
