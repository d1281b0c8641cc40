"""Lists whose ground is several records together: the day on which they reach it, and what ends."""

from datetime import date, timedelta

import numpy as np
import pytest

from socialcredit.core.events import FILED, LISTED, UNLISTED
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.lists import ListRule
from socialcredit.language.model.procedure import Procedure
from tests.engine.towns import SHARP
from tests.month.test_dated_rules import HOLDS, lived
from tests.month.test_lists_by_record import events, flows

OFTEN = [*SHARP, "assumptions.deeds.traffic-offence.rate=14"]
OFFENCE = Entry(deed="traffic-offence", points=0, **HOLDS)
KEPT = Procedure(validity={"bad": "5 years", "good": "5 years"}, **HOLDS)
START = date(2014, 1, 1)


def often(at_least=2, within="60 days", **rule):
    """A black list of those with so many offences within a time."""
    count = {"of": ["traffic-offence"], "at_least": at_least, "within": within}
    told = {"list": "often", "colour": "black", "enter": {"count": count}, **HOLDS, **rule}
    return ListRule.model_validate(told)


def town_with(*lists, procedure=KEPT, sets=OFTEN):
    return lived(
        sets, entries=(OFFENCE,), lists=lists, consequences=(), procedure=(procedure,),
        ends=date(2014, 6, 30),
    )  # fmt: skip


def by_person(pairs):
    found = {}
    for who, day in sorted(pairs):
        found.setdefault(who, []).append(day)
    return found


def test_whoever_reaches_the_number_is_listed_on_that_day():
    tables = town_with(often())
    filed, listed = by_person(events(tables, FILED)), by_person(events(tables, LISTED))
    assert len(listed) > 20
    for who, days in filed.items():
        seconds = [b for a, b in zip(days, days[1:], strict=False) if b < a + 60]
        assert listed.get(who, [None])[0] == (seconds[0] if seconds else None)


def test_whoever_has_too_few_within_the_time_leaves_on_a_first_or_with_the_next_record():
    tables = town_with(often())
    filed, left = by_person(events(tables, FILED)), events(tables, UNLISTED)
    assert len(left) > 5
    for who, day in left:
        assert (START + timedelta(days=int(day))).day == 1 or day in filed[who]
        assert sum(d <= day < d + 60 for d in filed[who]) < 2
        first = ((START + timedelta(days=int(day) - 1)).replace(day=1) - START).days
        looked = [first, *(d for d in filed[who] if first < d < day)]
        assert any(sum(d <= at < d + 60 for d in filed[who]) >= 2 for at in looked)


def test_a_term_is_served_from_the_last_day_on_which_the_number_was_reached():
    tables = town_with(often(at_least=2, within="20 days", term="40 days"))
    filed = by_person(events(tables, FILED))
    left = events(tables, UNLISTED)
    assert len(left) > 5
    for who, day in left:
        reached = [b for a, b in zip(filed[who], filed[who][1:], strict=False) if b < a + 20]
        assert day == max(b for b in reached if b <= day) + 40


def test_stock_is_what_came_less_what_went():
    tables = town_with(often(), often(list="thrice", at_least=3, within="90 days"))
    for number in range(2):
        stock, entered, left = flows(tables, number)
        assert np.array_equal(np.cumsum(entered - left), stock) and left.sum() > 0
    assert flows(tables, 1)[1].sum() < flows(tables, 0)[1].sum()


@pytest.mark.parametrize("within", ["0 days", "0 months"])
def test_a_time_of_nought_is_refused(within):
    with pytest.raises(ValueError, match="0"):
        often(within=within)
