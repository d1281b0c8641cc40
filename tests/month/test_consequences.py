"""Consequences in a run: bodies that do not always look, sums and shows that follow a record."""

from datetime import date

import numpy as np
import pytest
from pydantic import ValidationError

from socialcredit.core.events import CAUSES, EVENTS
from socialcredit.language.check.scheme import problems_of
from socialcredit.language.model.consequences import Consequence
from socialcredit.language.model.entries import Entry, Meter
from socialcredit.language.resolve import loading
from tests.engine.towns import SHARP
from tests.month.test_dated_rules import HOLDS, NAMES, a_list, lived, monthly

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
    assert monthly(tables["doors"], "money", 4) == [-5000 * records for records in on_file(tables)]


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
    assert monthly(tables["doors"], "money", 4) == [20 * each for each in points]
    assert sum(on_file(tables)) * -100 > sum(points)


# Everybody is told and contests, and the office finds for half of them.
CONTESTED = [
    *SHARP,
    "schemes.rongcheng.procedure.office.decisions=100000",
    "schemes.rongcheng.procedure.finds={wrong: 0.5, right: 0.5, unclear: 0}",
    "responses.dispute=true",
    "assumptions.behaviour.dispute.right=0.9",
]


@pytest.mark.parametrize("paid_back", [False, True])
def test_a_fine_comes_back_with_the_correction_where_the_rule_says_so(paid_back):
    rule = after_a_record(effect="money", money=-50, paid_back=paid_back)
    tables = lived(CONTESTED, entries=(OFFENCE,), lists=(), consequences=(rule,))
    corrected = monthly(tables["records"], "corrected", 4)
    assert sum(corrected) > 10
    fined = [-5000 * records for records in on_file(tables)]
    back = [5000 * records * paid_back for records in corrected]
    assert monthly(tables["doors"], "money", 4) == np.add(fined, back).tolist()
    assert monthly(tables["doors"], "attempts", 4) == on_file(tables)
    events = tables["panel_events"]
    returned = (events["what"] == 1 + EVENTS.index("REWARDED")) & (events["points"] == 5000)
    assert returned.sum() == sum(corrected) * paid_back


def test_a_fine_by_points_comes_back_as_the_record_took_it():
    rungs = Entry(deed="traffic-offence", ladder=[-1, -2.5, -5], meter="offences", **HOLDS)
    rule = after_a_record(effect="money", money_per_point=20, paid_back=True)
    tables = lived(
        CONTESTED, entries=(rungs,), lists=(), consequences=(rule,),
        meters=(Meter(meter="offences", resets="never"),),
    )  # fmt: skip
    assert sum(monthly(tables["records"], "corrected", 4)) > 10
    points = monthly(tables["records"], "points", 4)
    assert monthly(tables["doors"], "money", 4) == [20 * each for each in points]


def test_a_sum_by_points_that_come_again_or_are_cut_off_cannot_be_paid_back():
    scheme = loading.load_scheme("rongcheng")
    rule = after_a_record(effect="money", money_per_point=20, paid_back=True)
    monthly_ = OFFENCE.model_copy(update={"per": "month"})
    bounded = (scheme.score[0].model_copy(update={"lowest": 0}),)
    plain = {"entries": (OFFENCE,), "consequences": (rule,), "lists": ()}
    for change, many in (({}, 0), ({"entries": (monthly_,)}, 1), ({"score": bounded}, 1)):
        found = problems_of(scheme.model_copy(update=plain | change))
        assert sum(problem.loc[-1] == "paid_back" for problem in found) == many


def test_what_was_filed_before_there_was_a_fine_brings_none_back():
    begins = {**HOLDS, "since": date(2014, 3, 1)}
    rule = after_a_record(effect="money", money=-50, paid_back=True, **begins)
    tables = lived(CONTESTED, entries=(OFFENCE,), lists=(), consequences=(rule,))
    events = tables["panel_events"]
    day = {
        what: {
            (who, record): when
            for who, record, when, told in zip(
                *(events[name].tolist() for name in ("resident", "record", "day", "what")),
                strict=True,
            )
            if told == 1 + EVENTS.index(what)
        }
        for what in ("FILED", "CORRECTED")
    }
    march = (date(2014, 3, 1) - date(2014, 1, 1)).days
    late = {key for key, when in day["FILED"].items() if when >= march}
    right = {key for key, when in day["CORRECTED"].items() if when >= march}
    assert right - late and right & late
    assert sum(monthly(tables["doors"], "money", 4)) == -5000 * len(late) + 5000 * len(right & late)


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
        ({"effect": "shown", "audience": "screen", "paid_back": True}, "is paid back"),
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
