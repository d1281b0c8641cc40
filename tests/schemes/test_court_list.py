"""The national list of judgment debtors at a small size: what it must show, month by month."""

from datetime import date
from functools import cache

import numpy as np

from socialcredit.core.events import DEED, FILED, LISTED, WRONG_PERSON
from socialcredit.engine.run import simulate
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario, load_scheme
from socialcredit.language.resolve.published import load_published

PEOPLE = 300_000
SETS = [f"people={PEOPLE}", "panel_households=40000", "twin=null", "to=2019-08-31"]
SCHEME = load_scheme("court-list")
LISTS = [rule.list for rule in SCHEME.lists]
LIST = LISTS.index("dishonest-debtors")
LISTING = set(SCHEME.lists[LIST].enter.entry)


@cache
def lived():
    return simulate(resolve(load_scenario("court-list"), SETS), 2)


def monthly(table, column, key, wanted):
    """A column's sum in each month over the rows whose key is one of those wanted."""
    setup, tables = lived()
    rows = np.isin(tables[table][key], wanted)
    months = tables[table]["month"][rows]
    return np.bincount(months, tables[table][column][rows], minlength=len(setup.months))


def entries(column="records", names=LISTING):
    return monthly("records", column, "entry", numbers(SCHEME.entries, names))


def at_door(name, column):
    return monthly("doors", column, "consequence", numbers(SCHEME.consequences, {name}))


def numbers(rules, names):
    return [number for number, rule in enumerate(rules) if rule.id in names]


def month_of(day):
    return next(m.number for m in lived()[0].months if (m.first.year, m.first.month) == day)


def events(what, **where):
    """Rows of the panel's book of one kind."""
    book = lived()[1]["panel_events"]
    rows = book["what"] == what
    for key, value in where.items():
        rows &= np.isin(book[key], value)
    return book["resident"][rows], book["kind"][rows]


def test_seven_million_entries_fall_between_the_counts_of_february_and_december_2017():
    people = load_published("court-list")[0].people
    reached = np.cumsum(entries()) * people / PEOPLE
    first = lived()[0].months[int(np.argmax(reached > 7e6))].first
    assert date(2017, 2, 1) <= first <= date(2017, 12, 1)


def test_a_debtor_with_several_judgments_is_one_person_and_has_several_entries():
    entered = monthly("lists", "entered", "list", [LIST])
    assert 1.1 * entered.sum() < entries().sum() < 1.5 * entered.sum()


def test_judgments_against_one_debtor_come_together_up_to_four_of_a_kind():
    setup, tables = lived()
    book = tables["panel_events"]
    debts = [n for n, deed in enumerate(setup.deeds) if deed["deed"].startswith("debt-")]
    rows = (book["what"] == DEED) & np.isin(book["kind"], debts)
    days = np.column_stack([book[key][rows] for key in ("resident", "day", "kind")])
    many = np.bincount(np.unique(days, axis=0, return_counts=True)[1], minlength=5)
    assert many[2] > 0 and many[5:].sum() == 0
    assert 1.3 < (many * np.arange(len(many))).sum() / many.sum() < 1.7


def test_seats_in_fast_trains_are_refused_from_the_month_after_the_ban_of_july_2015():
    refused, start = at_door("no-fast-train", "refusals"), month_of((2015, 8))
    assert refused[:start].sum() == 0 < refused[start : start + 6].sum()
    assert at_door("no-flight", "refusals")[:start].sum() > 0


def test_passports_get_by_at_the_planes_until_december_2016_and_not_afterwards():
    tried, refused = at_door("no-flight", "attempts"), at_door("no-flight", "refusals")
    closed = month_of((2017, 1))
    assert (tried[closed - 12 : closed - 1] > refused[closed - 12 : closed - 1]).all()
    assert (tried[closed:] == refused[closed:]).all()


def test_travel_lists_begin_in_may_2018_and_let_go_of_people_after_their_terms():
    for name, months in (("air-list", 12), ("rail-list", 6)):
        entered = monthly("lists", "entered", "list", [LISTS.index(name)])
        left = monthly("lists", "left", "list", [LISTS.index(name)])
        start = month_of((2018, 5))
        assert entered[:start].sum() == 0
        assert left[: start + months].sum() == 0


def test_terms_of_the_text_of_2017_run_out_after_it_and_not_before():
    unable, able = {"taken-for-able"}, {"report-breach", "evasion", "spending-breach"}
    ends = {"searches": entries("expired", unable), "terms": entries("expired", able)}
    starts = {"searches": month_of((2018, 10)), "terms": month_of((2019, 5))}
    for name, start in starts.items():
        assert ends[name][:start].sum() == 0 < ends[name][start:].sum(), name


def test_able_and_unable_debtors_are_different_people():
    setup, tables = lived()
    names = [deed["deed"] for deed in setup.deeds]
    able = [n for n, name in enumerate(names) if name == "debt-refusal"]
    unable = [n for n, name in enumerate(names) if name == "debt-unable"]
    people = tables["panel_people"]
    fifth = dict(zip(people["resident"].tolist(), people["fifth"].tolist(), strict=True))
    rich, poor = (events(DEED, kind=kind)[0].tolist() for kind in (able, unable))
    means = [np.mean([fifth[who] for who in group]) for group in (rich, poor)]
    assert means[0] > means[1] + 0.5
    assert len(set(rich) & set(poor)) < 0.1 * len(set(rich))


def test_namesakes_are_listed_who_owe_nothing():
    wronged = set(events(FILED, cause=WRONG_PERSON)[0].tolist())
    debtors = set(events(DEED)[0].tolist())
    listed = set(events(LISTED)[0].tolist())
    assert wronged & listed - debtors
    share = monthly("records", "records", "cause", [WRONG_PERSON]).sum() / entries().sum()
    assert 0 < share < 0.05


def test_whoever_is_not_listed_was_warned():
    warned = {entry.id for entry in SCHEME.entries if entry.id.startswith("warned")}
    start = month_of((2014, 1))
    assert entries(names=warned)[start:].min() > 0
    assert not warned & LISTING
