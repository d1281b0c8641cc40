"""Lists whose ground is a record: who is on them has one; stock is what came less what went."""

from datetime import date

import numpy as np
import pytest
from pydantic import ValidationError

from socialcredit.core.events import EXPIRED, FILED, LISTED, REPAIRED, UNLISTED, WRONG_PERSON
from socialcredit.language.model.consequences import Consequence
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.lists import ListRule
from socialcredit.language.model.procedure import Procedure
from tests.engine.towns import SHARP
from tests.month.test_dated_rules import HOLDS, lived, monthly

WRONG = [*SHARP, "assumptions.sensors.traffic-police.wrong_person=0.3"]
OFFENCE = Entry(deed="traffic-offence", points=0, **{"for": "40 days"}, **HOLDS)
RED_LIGHT = Entry(deed="red-light-running", points=0, **HOLDS)
NO_REPAIR = Procedure(validity={"bad": "5 years"}, **HOLDS)


def roads(**rule):
    """A black list of those with a record of a traffic offence."""
    told = {"list": "roads", "colour": "black", "enter": {"entry": ["traffic-offence"]}}
    return ListRule.model_validate({**told, **HOLDS, **rule})


def mending(**how):
    """A procedure in which most records are repaired within weeks."""
    repair = {"after": "10 days", "chance": 0.9, **how}
    return Procedure(repair=repair, validity={"bad": "5 years"}, **HOLDS)


def town_with(*lists, entries=(OFFENCE,), procedure=NO_REPAIR, sets=SHARP, consequences=()):
    return lived(
        sets, entries=entries, lists=lists, consequences=consequences, procedure=(procedure,),
        ends=date(2014, 6, 30),
    )  # fmt: skip


def events(tables, what):
    book = tables["panel_events"]
    chosen = book["what"] == what
    return list(zip(book["resident"][chosen], book["day"][chosen], strict=True))


def flows(tables, number=0):
    names = ("stock", "entered", "left")
    return [np.array(monthly(tables["lists"], name, 6, list=number)) for name in names]


def test_a_first_record_lists_on_its_day_and_its_expiry_ends_it():
    tables = town_with(roads())
    listed, left = events(tables, LISTED), events(tables, UNLISTED)
    filed = events(tables, FILED)
    assert len(listed) > 20 and set(listed) <= set(filed)
    for who, day in left:
        last = max(d for w, d in filed if w == who and d < day)
        assert day == last + 40


def test_stock_is_what_came_less_what_went_on_every_list():
    second = roads(list="lights", enter={"entry": ["red-light-running"]}, term="20 days")
    both = roads(list="both", enter={"entry": ["red-light-running", "traffic-offence"]})
    tables = town_with(roads(), second, both, entries=(OFFENCE, RED_LIGHT))
    for number in range(3):
        stock, entered, left = flows(tables, number)
        assert np.array_equal(np.cumsum(entered - left), stock)
        assert left.sum() > 0
    assert flows(tables, 2)[0][-1] <= flows(tables, 0)[0][-1] + flows(tables, 1)[1].sum()


def returns(tables, reason):
    """How often somebody is listed who left before, on a day with such an event."""
    gone = set(events(tables, UNLISTED)) & set(events(tables, reason))
    return sum((who, d) in gone for who, day in events(tables, LISTED) for d in range(day))


def test_a_term_ends_a_listing():
    tables = town_with(roads(term="10 days"))
    begun = events(tables, FILED)  # a record on the last day begins another term at once
    assert all((who, day - 10) in begun for who, day in events(tables, UNLISTED))
    assert set(events(tables, LISTED)) < set(begun)
    assert returns(tables, UNLISTED) > 0


def test_a_block_keeps_those_off_the_list_whose_records_were_struck_out_on_request():
    paid, asked = (
        town_with(roads(block="5 years"), procedure=mending(chance=0.4, on_request=share))
        for share in (0.0, 1.0)
    )
    assert returns(paid, REPAIRED) > 0 == returns(asked, REPAIRED)
    assert returns(asked, EXPIRED) > 0


def test_a_record_lasts_longer_where_another_keeps_its_person_on_the_list():
    longer = OFFENCE.model_copy(update={"extension": 30})
    tables = town_with(roads(), entries=(longer,))
    filed, ended = events(tables, FILED), events(tables, EXPIRED)
    alone = [(who, day) for who, day in filed if first_of(filed, who) == day]
    after = [(who, day) for who, day in filed if 0 < day - first_of(filed, who) < 40]
    done = [(who, day) for who, day in after if day + 70 < 181]
    assert len(alone) > 20 and all((who, day + 40) in ended for who, day in alone if day < 141)
    assert len(done) > 0 and all((who, day + 70) in ended for who, day in done)
    assert flows(tables)[0].sum() > flows(town_with(roads()))[0].sum()


def first_of(filed, who):
    return min(day for other, day in filed if other == who)


def test_who_is_repaired_leaves_the_list_though_the_record_took_no_points():
    unlimited = OFFENCE.model_copy(update={"valid_for": None})
    kept = town_with(roads(), entries=(unlimited,))
    mended = town_with(roads(), entries=(unlimited,), procedure=mending())
    assert flows(kept)[2].sum() == 0 < flows(mended)[2].sum()


def test_a_refusal_is_wrongful_where_no_right_record_stands_behind_the_listing():
    ban = Consequence.model_validate(
        {"consequence": "ban", "when": {"list": "roads"}, "domain": "service-counter",
         "effect": "refuse", **HOLDS}
    )  # fmt: skip
    tables = town_with(roads(), sets=WRONG, consequences=(ban,))
    wrongful, refused = (sum(monthly(tables["doors"], n, 6)) for n in ("wrongful", "refusals"))
    book = tables["panel_events"]
    wrong = (book["cause"] == WRONG_PERSON) & (book["what"] == FILED)
    share = wrong.sum() / (book["what"] == FILED).sum()
    assert wrongful > 0
    assert wrongful / refused == pytest.approx(share, abs=0.1)
    right = town_with(roads(), consequences=(ban,), sets=[*SHARP, *NO_MISTAKES])
    assert sum(monthly(right["doors"], "wrongful", 6)) == 0


NO_MISTAKES = [
    f"assumptions.sensors.{source}.{error}=0.0"
    for source in ("traffic-police", "street-cameras")
    for error in ("wrong_person", "false_alarm", "wrong_content")
]


@pytest.mark.parametrize(
    "rule, told",
    [
        ({"enter": {"grades": ["A"], "entry": ["x"]}}, "one ground"),
        ({"enter": {"grades": ["A"]}, "block": "10 days"}, "further records"),
    ],
)
def test_parts_of_a_list_that_do_not_go_together_are_refused(rule, told):
    with pytest.raises(ValidationError, match=told):
        roads(**rule)
