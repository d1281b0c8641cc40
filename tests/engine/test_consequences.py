"""Consequences in a run: bodies that do not always look, sums and shows that follow a record."""

from datetime import date

import numpy as np
import pytest
from pydantic import ValidationError

from socialcredit.ledger import CAUSES, EVENTS
from socialcredit.rules import Consequence, Entry, Meter
from tests.engine.test_dated_rules import HOLDS, NAMES, a_list, lived, monthly
from tests.engine.towns import SHARP

EVERYBODY = {"when": {"grades": NAMES}, "domain": "service-counter"}
OFFENCE = Entry(deed="traffic-offence", points=-1, **HOLDS)


def ban(**rule):
    """Everybody is turned away wherever the body looks."""
    told = {"consequence": "ban", "effect": "refuse", **EVERYBODY, **HOLDS, **rule}
    return Consequence.model_validate(told)


def after_a_record(**rule):
    """Something that follows every record of a traffic offence."""
    when = {"entry": ["traffic-offence"]}
    told = {"consequence": "fine", "when": when, "domain": "transport", **HOLDS, **rule}
    return Consequence.model_validate(told)


def turned_away(coverage=None):
    tables = lived(lists=(), consequences=(ban(coverage=coverage),))
    return monthly(tables["doors"], "attempts", 4), monthly(tables["doors"], "refusals", 4)


def test_who_looks_at_every_attempt_refuses_as_if_nothing_were_said_of_looking():
    assert turned_away({"2014-01-01": 1.0}) == turned_away()
    attempts, refusals = turned_away()
    assert attempts == refusals and min(attempts) > 100


def test_attempts_go_on_where_nobody_looks():
    attempts, refusals = turned_away({"2014-01-01": 0.0})
    assert (attempts, refusals) == (turned_away()[0], [0, 0, 0, 0])


def test_a_body_that_looks_at_a_third_refuses_about_a_third():
    attempts, refusals = (sum(months) for months in turned_away({"2014-01-01": 0.3}))
    spread = np.sqrt(attempts * 0.3 * 0.7)
    assert abs(refusals - 0.3 * attempts) < 4 * spread


def test_looking_more_often_only_adds_refusals_and_grows_between_dates():
    few, more = (turned_away({"2014-01-01": share})[1] for share in (0.2, 0.6))
    grows = turned_away({"2014-01-01": 0.2, "2014-03-01": 0.6})[1]
    assert all(a < b for a, b in zip(few, more, strict=True))
    assert grows[0] == few[0] and grows[2:] == more[2:] and few[1] < grows[1] < more[1]


def test_who_is_refused_tries_again_as_often_as_the_rule_says():
    tables = lived(lists=(), consequences=(ban(again={"2014-01-01": 2.5}),))
    attempts, refusals = (sum(monthly(tables["doors"], c, 4)) for c in ("attempts", "refusals"))
    once = sum(turned_away()[0])
    assert attempts == refusals
    assert abs(attempts - 3.5 * once) < 4 * 0.5 * np.sqrt(once)
    assert turned_away() == turned_away_again({"2014-01-01": 0.0})


def turned_away_again(again):
    tables = lived(lists=(), consequences=(ban(again=again),))
    return monthly(tables["doors"], "attempts", 4), monthly(tables["doors"], "refusals", 4)


def test_only_the_refused_try_again():
    half = {"coverage": {"2014-01-01": 0.5}}
    plain = lived(lists=(), consequences=(ban(**half),))
    again = lived(lists=(), consequences=(ban(**half, again={"2014-01-01": 3.0}),))
    refused = sum(monthly(plain["doors"], "refusals", 4))
    assert sum(monthly(again["doors"], "refusals", 4)) == 4 * refused
    more = [sum(monthly(tables["doors"], "attempts", 4)) for tables in (plain, again)]
    assert more[1] - more[0] == 3 * refused
    with pytest.raises(ValidationError, match="only who is refused tries again"):
        ban(effect="inspect", again={"2014-01-01": 1.0})


def on_file(tables):
    """Records filed by month."""
    return monthly(tables["records"], "records", 4)


def test_a_fine_follows_each_record_in_its_month():
    rule = after_a_record(effect="money", money=-50)
    tables = lived(SHARP, entries=(OFFENCE,), lists=(), consequences=(rule,))
    assert sum(on_file(tables)) > 20
    assert monthly(tables["doors"], "attempts", 4) == on_file(tables)
    assert monthly(tables["doors"], "money", 4) == [-50 * records for records in on_file(tables)]


def test_a_fine_for_a_wrong_record_is_counted_as_wrongful():
    rule = after_a_record(effect="money", money=-50)
    sets = [*SHARP, "assumptions.sensors.traffic-police.wrong_person=0.3"]
    tables = lived(sets, entries=(OFFENCE,), lists=(), consequences=(rule,))
    wrong = [monthly(tables["records"], "records", 4, cause=c) for c in range(1, len(CAUSES))]
    assert monthly(tables["doors"], "wrongful", 4) == np.sum(wrong, axis=0).tolist()
    assert np.sum(wrong) > 0


def test_a_ladder_of_points_is_a_ladder_of_yuan():
    rungs = Entry(deed="traffic-offence", ladder=[-1, -2.5, -5], meter="offences", **HOLDS)
    rule = after_a_record(effect="money", money_per_point=20)
    tables = lived(
        SHARP, entries=(rungs,), lists=(), consequences=(rule,),
        meters=(Meter(meter="offences", resets="never"),),
    )  # fmt: skip
    points = monthly(tables["records"], "points", 4)
    assert monthly(tables["doors"], "money", 4) == [20 * each // 100 for each in points]
    assert sum(on_file(tables)) * -100 > sum(points)


def test_a_screen_shows_whoever_is_filed_and_a_page_shows_whoever_is_listed():
    screen = after_a_record(consequence="screen", effect="shown", audience="screen")
    page = Consequence.model_validate(
        {"consequence": "page", "effect": "shown", "audience": "web page", "per": "month",
         "when": {"list": "all"}, "domain": "transport", **HOLDS}
    )  # fmt: skip
    once = page.model_copy(update={"consequence": "papers", "audience": "papers", "per": None})
    opens = a_list(since=date(2014, 2, 1))
    tables = lived(SHARP, entries=(OFFENCE,), lists=(opens,), consequences=(screen, page, once))
    stock = monthly(tables["lists"], "stock", 4)
    shows = [monthly(tables["doors"], "attempts", 4, consequence=q) for q in range(3)]
    assert shows == [on_file(tables), stock, [0, stock[1], 0, 0]]
    assert monthly(tables["doors"], "money", 4) == monthly(tables["doors"], "refusals", 4)


def test_the_book_of_the_panel_has_the_fine_on_the_day_of_the_record():
    rule = after_a_record(effect="money", money=-50)
    tables = lived(SHARP, entries=(OFFENCE,), lists=(), consequences=(rule,))
    events = tables["panel_events"]
    days = {}
    for what in ("FILED", "REWARDED"):
        chosen = events["what"] == 1 + EVENTS.index(what)
        days[what] = sorted(zip(events["resident"][chosen], events["day"][chosen], strict=True))
    assert days["FILED"] == days["REWARDED"] != []


@pytest.mark.parametrize(
    "rule, told",
    [
        ({"effect": "money", "money": 1, "per": "year"}, "when it is filed"),
        ({"effect": "refuse"}, "when it is filed"),
        ({"effect": "money", "money": 1, "money_per_point": 1}, "two sums"),
        ({"effect": "money"}, "no sum"),
        ({"effect": "money", "money_per_point": 1, "when": {"grades": ["A"]}}, "has points"),
        ({"effect": "shown"}, "shown to somebody"),
        ({"effect": "money", "money": 1, "audience": "screen"}, "shown to somebody"),
        ({"effect": "money", "money": 1, "coverage": {"2014-01-01": 0.5}}, "nobody looks"),
        ({"effect": "money", "money": 1, "hits": ["household"]}, "own person"),
        ({"effect": "refuse", "when": {"grades": ["A"], "entry": ["x"]}}, "one ground"),
    ],
)
def test_parts_of_a_consequence_that_do_not_go_together_are_refused(rule, told):
    with pytest.raises(ValidationError, match=told):
        after_a_record(**rule)
