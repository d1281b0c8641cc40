"""Records made good, people shown to others, rules asked for; worked out by hand."""

import pytest

from socialcredit.results.measures.asked_for import asked_for
from socialcredit.results.measures.repairs import made_good
from socialcredit.results.measures.summary import scheme_summary
from socialcredit.results.words.repairs import made_good_lines, shown_lines
from socialcredit.results.words.scheme import asked_for_lines, scheme_lines
from tests.results.synthetic import manifest, rows, tiny_tables, write_run

RULE = {"chance": 0.02, "otherwise": None, "between": None}
TONE = {"chance": 0.03, "otherwise": 0.02, "between": [0.02, 0.05]}
FILED = rows(
    "month entry cause records points repaired expired corrected",
    "0 0 0 50 -5000 0 0 0",
    "0 1 0 30 -3000 0 0 0",
    "0 1 3 10 -1000 0 0 0",
    "1 0 0  0     0 5 0 0",
    "1 1 0  0     0 6 0 0",
)


def courts(folder, repair):
    """Fifty records by the cameras, five made good; forty by the banks, six so and ten wrong."""
    told = manifest()
    told["names"]["schemes"][0] |= {
        "entry_seen_by": [["cameras"], ["banks"], []],
        "entry_repair": repair,
    }
    return write_run(folder, told, {**tiny_tables(), "records": FILED})


def test_what_a_rule_adds_follows_from_the_months_waited(tmp_path):
    """Six made good at 3 % a month are 200 months of waiting; 1 % of them is the rule's doing."""
    plain, tone = made_good(courts(tmp_path, [RULE, TONE, None]))
    assert (plain["records"], plain["wrong"], plain["repaired"]) == (50, 0, 5)
    assert (plain["share"], plain["caused"], plain["most"]) == (0.1, None, None)
    assert (tone["records"], tone["wrong"], tone["repaired"]) == (40, 10, 6)
    assert tone["caused"] == pytest.approx(200 * 0.01)
    assert (tone["least"], tone["most"]) == pytest.approx((0.0, 200 * 0.03))


def test_with_and_without_stand_side_by_side(tmp_path):
    run = courts(tmp_path, [RULE, TONE, None])
    lines = [line for line in scheme_lines(scheme_summary(run, 0)) if line.startswith("Made good")]
    assert lines == [
        "Made good: 5 of 50 records (10 %) by cameras; none of them wrong.",
        "Made good: 6 of 40 records (15 %) by banks; 10 of them are wrong. Owing to what "
        "comes with the record: 2, between 0 and 6 as it is assumed.",
    ]


def test_a_scheme_whose_entries_say_nothing_of_it_is_not_told_of(tmp_path):
    run = courts(tmp_path, [None, None, None])
    assert made_good(run) == [] and made_good_lines(made_good(run)) == []


def test_who_is_shown_to_others_and_how_often_wrongly_is_told():
    door = {"title": "A caller hears", "effect": "shown", "attempts": 9, "wrongful": 2}
    other = {"title": "No flight", "effect": "refuse", "attempts": 9, "wrongful": 2}
    never = {"title": "A screen", "effect": "shown", "attempts": 0, "wrongful": 0}
    assert shown_lines([door, other, never]) == [
        "Shown to others: a caller hears, 9 times (2 wrongly)."
    ]
    assert shown_lines([other, never]) == []


def test_what_rules_do_that_somebody_asked_for(tmp_path):
    """The banks asked for one rule of three; 40 of the 90 points that records moved are theirs."""
    told = manifest()
    told["names"]["schemes"][0]["entry_asked_by"] = [None, "the banks", None]
    found = asked_for(write_run(tmp_path, told, {**tiny_tables(), "records": FILED}))
    assert (found["rules"], found["of"], found["records"]) == (1, 3, 40)
    assert found["share"] == pytest.approx(40 / 90)
    assert asked_for_lines(found) == [
        "Asked for: 1 of 3 rules put in for the banks; 40 records and 44 % of points moved are "
        "theirs."
    ]


def test_where_nobody_asked_nothing_is_said(tiny):
    assert asked_for(tiny) is None and asked_for_lines(None) == []
