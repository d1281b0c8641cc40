"""Rules with dates, in a run: lists, sums of money, layers, reckonings and revised grades."""

from datetime import date

import numpy as np
import pytest

from socialcredit.engine.run import simulate
from socialcredit.language.model.consequences import Consequence
from socialcredit.language.model.entries import Entry, Layer
from socialcredit.language.model.lists import ListRule
from socialcredit.language.model.score import Grades, Score, Subjects
from socialcredit.language.resolve.inputs import resolve
from tests.engine.towns import SHARP, mechanisms_off, town

HOLDS = {"since": date(2014, 1, 1), "source": "assumed", "evidence": "assumed"}
NAMES = ["AAA", "AA", "A", "B", "C", "D"]
GIFT = {"consequence": "gift", "domain": "utilities", "effect": "money", "money": 1}


def lived(sets=(), ends=date(2014, 4, 30), **changes):
    """The tables of a small town under Rongcheng's scheme with these blocks instead of its own."""
    scenario = town(twin=None, ends=ends, responses=mechanisms_off())
    inputs = resolve(scenario, sets)
    scheme = inputs.schemes[0].model_copy(update=changes)
    return simulate(inputs._replace(schemes=(scheme,)), 1)[1]


def monthly(table, column, months, **where):
    """The sum of a column by month."""
    chosen = np.ones(len(table["month"]), bool)
    for name, value in where.items():
        chosen &= table[name] == value
    sums = np.bincount(table["month"][chosen], table[column][chosen], months)
    return sums.astype(int).tolist()


def scored(tables, months=4):
    return monthly(tables["grades"], "residents", months)


def a_list(**rule):
    return ListRule.model_validate(
        {"list": "all", "colour": "red", "enter": {"score_below": 5000}, **HOLDS, **rule}
    )


def paid(tables, months=4):
    """Whole yuan by month, of the fen in the books."""
    return [fen // 100 for fen in monthly(tables["doors"], "money", months)]


def gift(**rule):
    return Consequence.model_validate({"when": {"grades": NAMES}, **GIFT, **HOLDS, **rule})


def test_whoever_has_the_ground_from_the_start_is_listed_and_leaves_with_the_score():
    subjects = [Subjects(min_age=18, **HOLDS)]
    subjects += [Subjects(consent=0.0, **{**HOLDS, "since": date(2014, 3, 1)})]
    tables = lived(lists=(a_list(),), subjects=tuple(subjects), consequences=())
    stock = monthly(tables["lists"], "stock", 4)
    assert stock == scored(tables)
    assert stock[1] > 500 and stock[2:] == [0, 0]
    assert monthly(tables["lists"], "left", 4)[2] == stock[1]


def test_a_list_takes_in_everybody_on_the_day_it_opens_and_lets_go_when_it_closes():
    rule = a_list(since=date(2014, 2, 10), until=date(2014, 3, 10))
    tables = lived(lists=(rule,), consequences=())
    people = scored(tables)[0]
    assert monthly(tables["lists"], "stock", 4) == [0, people, 0, 0]
    assert monthly(tables["lists"], "entered", 4) == [0, people, 0, 0]
    assert monthly(tables["lists"], "left", 4) == [0, 0, people, 0]


def test_a_new_version_of_a_list_takes_the_place_of_the_old_one():
    nobody = a_list(enter={"score_below": 0}, since=date(2014, 3, 1))
    tables = lived(lists=(a_list(), nobody), consequences=())
    assert monthly(tables["lists"], "stock", 4)[1:] == [scored(tables)[1], 0, 0]


def test_who_has_the_ground_under_both_versions_of_a_list_stays_on_it():
    same = a_list(since=date(2014, 3, 1))
    tables = lived(lists=(a_list(), same), consequences=())
    assert monthly(tables["lists"], "entered", 4) == [scored(tables)[1], 0, 0, 0]
    assert monthly(tables["lists"], "left", 4) == [0, 0, 0, 0]
    assert set(tables["lists"]["list"][tables["lists"]["stock"] > 0]) == {0}


def test_a_list_revised_within_a_month_is_not_emptied_before_the_next_first():
    nobody = a_list(enter={"score_below": 0}, since=date(2014, 2, 10))
    tables = lived(lists=(a_list(), nobody), consequences=())
    people = scored(tables)[0]
    assert monthly(tables["lists"], "stock", 4) == [people, people, 0, 0]
    assert monthly(tables["lists"], "left", 4) == [0, 0, people, 0]


def test_a_ban_follows_a_list_through_its_versions():
    ban = gift(when={"list": "all"}, effect="refuse", money=None, domain="service-counter")
    again = a_list(since=date(2014, 3, 1))
    refused = [
        sum(monthly(lived(lists=lists, consequences=(ban,))["doors"], "refusals", 4))
        for lists in ((a_list(),), (a_list(), again))
    ]
    assert refused[0] == refused[1] > 0


def test_what_is_paid_once_is_paid_when_it_begins_to_concern_a_person():
    tables = lived(lists=(), consequences=(gift(per="once", since=date(2014, 2, 1)),))
    assert paid(tables) == [0, scored(tables)[1], 0, 0]


def test_who_comes_on_a_list_is_paid_once():
    opens = a_list(since=date(2014, 3, 10))
    rule = gift(per="once", when={"list": "all"})
    tables = lived(lists=(opens,), consequences=(rule,))
    assert paid(tables) == [0, 0, scored(tables)[2], 0]


def test_what_is_paid_by_the_year_is_paid_in_the_month_it_began():
    rule = gift(per="year", since=date(2014, 2, 1))
    tables = lived(lists=(), consequences=(rule,), ends=date(2015, 3, 31))
    people = scored(tables, 15)
    months = [month for month, yuan in enumerate(paid(tables, 15)) if yuan]
    assert months == [1, 13]
    assert [paid(tables, 15)[month] for month in months] == [people[1], people[13]]


@pytest.mark.parametrize("per", ["once", "year"])
def test_a_later_version_that_says_the_same_pays_nobody_again(per):
    """One worded anew in the summer after, one back after a pause."""
    first = gift(per=per, since=date(2014, 2, 1))
    worded = gift(per=per, since=date(2014, 6, 1))
    paused = gift(per=per, since=date(2014, 2, 1), until=date(2014, 3, 31))
    ends = date(2014, 12, 31)
    alone, revised, returned = (
        paid(lived(lists=(), consequences=rules, ends=ends), 12)
        for rules in ((first,), (first, worded), (paused, worded))
    )
    assert alone[1] > 0
    assert revised == alone
    assert sum(map(bool, returned)) == 1 and returned[1] == alone[1]


def test_sums_are_kept_to_the_fen():
    half = gift(per="month", money=0.5)
    tables = lived(lists=(), consequences=(half,))
    assert monthly(tables["doors"], "money", 4) == [50 * people for people in scored(tables)]


def test_a_new_version_of_a_consequence_takes_the_place_of_the_old_one():
    twice = gift(per="month", money=2, since=date(2014, 3, 1))
    tables = lived(lists=(), consequences=(gift(per="month"), twice))
    people = scored(tables)[0]
    assert paid(tables) == [people, people, 2 * people, 2 * people]


def test_a_consequence_of_a_layer_is_paid_where_the_layer_holds():
    def village(where, coverage=1.0):
        layer = Layer(layer="village", where=where, coverage=coverage, **HOLDS)
        rule = gift(per="month", layer="village")
        return lived(lists=(), entries=(), layers=(layer,), consequences=(rule,))

    tables = village("everywhere")
    rural, urban = paid(village("rural")), paid(village("urban"))
    assert paid(tables) == scored(tables)
    assert 0 < rural[0] < scored(tables)[0]
    assert [r + u for r, u in zip(rural, urban, strict=True)] == scored(tables)
    assert paid(village("rural", 0.0)) == [0, 0, 0, 0]


def test_a_score_reckoned_monthly_takes_in_a_month_on_the_next_first():
    """The same records, each a month later; and none in the first month."""
    daily, later = (
        lived(SHARP, score=(Score(start=1000, unit="0.01", reckoned=how, **HOLDS),))
        for how in ("daily", "monthly")
    )
    each = [monthly(tables["records"], "records", 4) for tables in (daily, later)]
    assert each[0][0] > 0
    assert each[1] == [0, *each[0][:3]]


def test_revised_grades_hold_for_everybody_from_their_first():
    first = Grades(bands={"A": 5000, "B": 0, "C": "lowest"}, **HOLDS)
    kinder = Grades(bands={"A": 900, "B": 0, "C": "lowest"}, **{**HOLDS, "since": date(2014, 3, 1)})
    tables = lived(grades=(first, kinder), entries=(), lists=(), consequences=())
    people = scored(tables)
    assert monthly(tables["grades"], "residents", 4, grade=1) == [*people[:2], 0, 0]
    assert monthly(tables["grades"], "residents", 4, grade=0) == [0, 0, *people[2:]]


def test_whoever_is_bound_to_a_grade_stays_bound_when_a_grade_is_put_in_above_it():
    straight = Entry(deed="traffic-offence", to_grade="low", **HOLDS)
    two = Grades(bands={"high": 0, "low": "lowest"}, **HOLDS)
    later = {**HOLDS, "since": date(2014, 3, 1)}
    three = Grades(bands={"high": 0, "middle": -500, "low": "lowest"}, **later)
    tables = lived(SHARP, grades=(two, three), entries=(straight,), lists=(), consequences=())
    second, third = (monthly(tables["grades"], "residents", 4, grade=g) for g in (1, 2))
    assert second[1] > 0 and second[2:] == [0, 0]
    assert third[:2] == [0, 0] and third[2] >= second[1]
