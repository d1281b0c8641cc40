"""Watching by group, families drawn along, staff under pressure, and lawful deeds left undone."""

from datetime import date

import numpy as np
import pytest

from socialcredit.compile.observation import dated_in, fixed_of, looks_of, senses_of
from socialcredit.compile.records import compile_procedure
from socialcredit.core.columns import People, new_day
from socialcredit.core.events import ASSOCIATION, FALSE_ALARM, RIGHT
from socialcredit.core.levels import OCCUPATIONS
from socialcredit.core.limits import COMMUNITY
from socialcredit.core.places import Home
from socialcredit.language.model.procedure import Screening
from socialcredit.stages.observation.association import draw_along
from socialcredit.stages.observation.sources import LOOKS
from socialcredit.stages.records.cases import PENDING, dropped, new_cases, open_case
from tests.stages.small import START, scheme_with

FULL = 1 << 32
KEY = (1, 2)
DEED = [{"deed": "reading", "sign": "watched", "rate": 1.0}]


def source(**says):
    return {"source": "eye", "sees": {"reading": 0.1}, "coverage": {"rural": 1.0, "urban": 0.5},
            **says}  # fmt: skip


def senses(*sources, day=date(2017, 7, 2)):
    """What such sources see of a town in which everybody reads, whoever lives there."""
    (found,) = months_of(sources, [day])
    return found


def months_of(sources, days):
    """The same in several months, of which it is reckoned at once."""
    homes = [Home("town", {2010: 1000, 2020: 1000})]
    fixed = fixed_of(DEED, sources, homes)
    looks = [looks_of(DEED, sources, fixed, dated_in(sources, homes, day)) for day in days]
    everybody = np.ones((1, len(OCCUPATIONS), 2))
    often = np.ones((1, LOOKS, len(OCCUPATIONS), 2, len(DEED)))
    return senses_of(looks, sources, homes, often, everybody)


def test_what_is_seen_in_a_month_is_the_same_whichever_are_reckoned_with_it():
    grows = {"rural": {date(2016, 1, 1): 0.1, date(2018, 1, 1): 0.9}, "urban": 0.5}
    sources = (source(coverage=grows, false_alarm=0.3), source(source="ear", false_alarm=0.1))
    days = [date(2016, 3, 1), date(2017, 7, 1), date(2017, 12, 1)]
    together = months_of(sources, days)
    for day, found in zip(days, together, strict=True):
        alone = senses(*sources, day=day)
        for name in ("alarm", "alarm_kind", "chance", "verdict"):
            assert np.array_equal(getattr(found, name), getattr(alone, name)), name
    assert not np.array_equal(together[0].chance, together[1].chance)


def shares(found):
    """Chance of being seen: rural and urban majority, rural and urban minority."""
    return found.chance[0, :, 0, 0] / FULL


def test_without_attention_both_groups_are_seen_alike():
    assert shares(senses(source())) == pytest.approx([0.1, 0.05, 0.1, 0.05])


def test_attention_multiplies_what_is_seen_of_one_group_on_its_date():
    paid = {"minority": {date(2017, 1, 1): 1.0, date(2018, 1, 1): 5.0}}
    found = senses(source(attention=paid))
    # half of the way from 1 to 5 on 2 July 2017: 182 of 365 days
    times = 1 + 4 * 182 / 365
    assert shares(found) == pytest.approx([0.1, 0.05, 0.1 * times, 0.05 * times])
    assert shares(senses(source(attention=paid), day=date(2016, 1, 1))) == pytest.approx(
        [0.1, 0.05, 0.1, 0.05]
    )


def test_attention_touches_no_error_and_nobody_is_seen_more_than_always():
    plain, stared_at = senses(source(wrong_person=0.02, false_alarm=0.1)), senses(
        source(wrong_person=0.02, false_alarm=0.1, attention={"minority": {START: 50.0}})
    )  # fmt: skip
    assert (plain.verdict == stared_at.verdict).all()
    assert (plain.alarm == stared_at.alarm).all()
    assert shares(stared_at).tolist()[2] == 1.0


def homes():
    """Homes of four, one and two people: their positions within the household."""
    position = np.array([0, 1, 2, 3, 0, 0, 1], np.uint8)
    blank = People(*(np.zeros(7, np.uint8) for _ in People._fields))
    return blank._replace(position=position, profile=np.zeros(7, np.uint16))


def drawn(chance, *seen, day=9):
    """Who is written down beside those seen (person, index, cause), with what cause."""
    out = new_day(64)
    for row, (who, index, cause) in enumerate(seen):
        out[row].who, out[row].index, out[row].cause = who, index, cause
    found = draw_along(
        out, len(seen), homes(), senses(source(draws_along=chance)), 0, 7, 0, day, KEY,
        np.arange(COMMUNITY),
    )  # fmt: skip
    return [tuple(int(row[name]) for name in ("who", "cause", "index")) for row in out[:found]]


def test_a_sure_association_writes_down_the_whole_household_once_and_nobody_else():
    rows = drawn(1.0, (1, 3, RIGHT))
    assert rows[0] == (1, RIGHT, 3)
    assert [(who, cause) for who, cause, _ in rows[1:]] == [(n, ASSOCIATION) for n in (0, 2, 3)]
    assert all(64 <= number < 128 for _, _, number in rows[1:])


def test_sightings_of_two_housemates_and_two_of_one_keep_the_drawn_along_apart():
    rows = drawn(1.0, (1, 3, RIGHT), (2, 3, RIGHT), (1, 4, RIGHT))
    of_three = [number for who, cause, number in rows if (who, cause) == (3, ASSOCIATION)]
    assert of_three == [64 + 8 * 1 + 3, 64 + 8 * 2 + 3, 64 + 8 * 1 + 4]


def test_whoever_lives_alone_draws_nobody_along():
    assert drawn(1.0, (4, 0, RIGHT)) == [(4, RIGHT, 0)]


def test_an_error_draws_the_family_along_as_well():
    assert drawn(1.0, (6, 250, FALSE_ALARM))[1][:2] == (5, ASSOCIATION)


def test_no_association_leaves_the_sightings_as_they_are():
    assert drawn(0.0, (1, 3, RIGHT), (6, 0, RIGHT)) == [(1, RIGHT, 3), (6, RIGHT, 0)]


def test_one_relative_in_four_is_drawn_along_at_a_quarter():
    many = sum(len(drawn(0.25, (1, 0, RIGHT), day=day)) - 1 for day in range(2000))
    assert many / 6000 == pytest.approx(0.25, abs=0.02)  # three relatives, 2,000 days


def procedure(**screening):
    return compile_procedure(
        [scheme_with(procedure=[{"screening": screening}] if screening else [{}])],
        lambda window: np.zeros((2, 5)),
        START,
        START,
    )


def share_dropped(rule, cause, reports=4000):
    cases, lost = new_cases(1), 0
    for number in range(reports):
        cases.used[0] = 0
        at = open_case(cases, 3, 0, 0, 7, cause, PENDING, 0, 1, 0, 0, 1, number)
        lost += dropped(cases, at, rule, 0, 0, 5, KEY)
    return lost / reports


def test_pressure_leaves_its_complement_of_what_staff_would_drop():
    assert Screening(wrong=0.8, right=0.5, pressure=0.75).drops == (0.125, 0.2)
    rule = procedure(wrong=0.8, right=0.5, pressure=0.75)
    assert share_dropped(rule, RIGHT) == pytest.approx(0.125, abs=0.02)
    assert share_dropped(rule, ASSOCIATION) == pytest.approx(0.2, abs=0.02)


def test_under_full_pressure_or_without_screening_every_report_becomes_a_record():
    assert share_dropped(procedure(wrong=0.8, right=0.5, pressure=1.0), RIGHT, 200) == 0
    assert share_dropped(procedure(), ASSOCIATION, 200) == 0
