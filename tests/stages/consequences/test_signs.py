"""A grade at the door: who of those who look stays away, and who does not show it."""

import numpy as np
import pytest

from socialcredit.compile.consequences import compile_doors
from socialcredit.compile.signs import compile_signs
from socialcredit.core.events import SHOWN
from socialcredit.core.jit import kernel
from socialcredit.core.log import new_log, wide
from socialcredit.stages.consequences.signs import (
    FORGED,
    GAINED,
    HIDDEN,
    KEPT,
    LOST,
    LOST_LATE,
    LOST_WRONGLY,
    MONEY,
    OF_FORGED,
    OF_HIDDEN,
    UP,
    show,
    wants,
)
from tests.stages.consequences import household as five
from tests.stages.small import START, scheme_with

SIZES = ("own-account", "micro", "small", "medium", "large")
CUSTOM = {"door": {"price": 10, "a_month": dict.fromkeys(SIZES, 1000.0)}}
KINDS = {"forged-sign": 0}
BIT = np.array([1])
KNOWN = {"source": "assumed", "evidence": "assumed"}
UNTRUE = {
    "grades": ["C"], "hidden": {START: 0.3}, "forged": {START: 0.2}, "shows": "A",
    "deed": "forged-sign", **KNOWN,
}  # fmt: skip


@kernel
def shown(doors, signs, people, standing, clean, subject, hung, sitting, tally, sums, log):
    """A month of signs, called from outside."""
    show(doors, signs, people, standing, clean, subject, hung, sitting, tally, sums, log)


@kernel
def wanted(doors, signs, standing, i, size, slot, opening, key):
    """What one firm would rather do, called from outside."""
    return wants(doors, signs, 0, standing, i, size, slot, opening, key)


def sign(**changes):
    told = {
        "consequence": "face", "when": {"grades": ["A", "B", "C"]}, "domain": "door",
        "effect": "sign", "coverage": {START: 0.5},
        "custom": {"moves": {"A": 0.1, "B": -0.1, "C": -0.4}, **KNOWN},
    }  # fmt: skip
    return {**told, **changes}


def made(*rules):
    scheme = scheme_with(consequences=rules or (sign(),))
    doors = compile_doors([scheme], {"door": 0}, {}, START, 3, KINDS)
    return scheme, doors, compile_signs([scheme], START, 3, CUSTOM, KINDS, BIT)


def month_of(here, *rules, hung=UP):
    """Sums of the first sign over sizes, what its door counted, and the panel's book."""
    scheme, doors, signs = made(*rules)
    log, tally = new_log(100), np.zeros((len(doors.rule), 2, 3, 5), np.int64)
    sums = np.zeros((len(doors.rule), 5, 10), np.int64)
    hangs = np.full((len(doors.rule), 2048), hung, np.uint8)
    sitting = five.sitting_of(here, scheme, doors)
    shown(doors, signs, here.people, here.standing, here.clean, here.subject, hangs, sitting,
          tally, sums, log)  # fmt: skip
    return sums[0].sum(axis=0), tally[0], wide(log.rows[: log.used[0]])


def town(**kinds):
    """Five firms with an A at the door, but for those in C."""
    return five.town(**kinds)


def test_of_customers_who_look_as_many_stay_away_as_the_grade_keeps():
    here = town(bad=[five.PARENT], clean_bad=[five.PARENT])
    sums, _, _ = month_of(here)
    assert sums[LOST] == 1000 * 0.5 * 0.4
    assert sums[GAINED] == 4 * 1000 * 0.5 * 0.1
    assert sums[MONEY] == (sums[GAINED] - sums[LOST]) * 10 * 100
    assert sums[LOST_WRONGLY] == sums[LOST_LATE] == 0


def test_nobody_stays_away_from_a_sign_that_is_not_up():
    sums, door, _ = month_of(town(bad=[five.PARENT], clean_bad=[five.PARENT]), hung=HIDDEN)
    assert sums[LOST] == sums[GAINED] == 0 and sums[OF_HIDDEN] == 5
    assert sums[KEPT] == 200, "who hides what is due keeps those whom it would have kept away"
    assert door[:, :, 0].sum() == 0, "what is not up is not shown"


def test_a_forged_sign_brings_as_many_as_the_grade_it_shows():
    here = town(bad=[five.PARENT], clean_bad=[five.PARENT])
    sums, _, _ = month_of(here, sign(untrue=UNTRUE), hung=FORGED)
    assert sums[OF_FORGED] == 5
    assert sums[GAINED] == 5 * 50 and sums[LOST] == 0
    assert sums[KEPT] == 200 + 50


def test_custom_lost_for_a_wrong_grade_is_told_apart():
    sums, door, _ = month_of(town(bad=[five.PARENT, five.SON], clean_bad=[five.SON]))
    assert sums[LOST] == 400
    assert sums[LOST_WRONGLY] == 200, "the first would have lost nobody by right records"
    assert door[0, 0, 2] == 1


def test_a_grade_that_moved_on_since_it_was_copied_is_late_and_not_wrong():
    here = town(bad=[five.PARENT])
    here.standing.copy[0, five.BEFORE + five.PARENT] = five.C << 4 | five.C
    here.standing.grade[0, five.BEFORE + five.PARENT] = five.A
    sums, _, _ = month_of(here)
    assert sums[LOST_LATE] == 200 and sums[LOST_WRONGLY] == 0


def test_what_a_sign_says_is_in_the_panels_book_with_the_custom_it_moved():
    here = town(bad=[five.PARENT], clean_bad=[five.PARENT], panel=[five.PARENT])
    _, _, log = month_of(here)
    ((_, _, what, *_, fen, fault, times, _, grade),) = log.tolist()
    assert (what, fen, fault, times, grade) == (SHOWN, -200 * 1000, 0, 1, five.C)


def test_who_is_not_scored_shows_nothing():
    here = town()
    here.subject[:] = 0
    assert month_of(here)[0].sum() == 0


def states(many=20_000, opening=0, size=1, rule=None):
    scheme, doors, signs = made(rule or sign(untrue=UNTRUE))
    here = five.town(bad=[five.PARENT])
    i = five.BEFORE + five.PARENT
    return np.array([
        wanted(doors, signs, here.standing, i, size, slot, opening, five.KEY)
        for slot in range(many)
    ])  # fmt: skip


def test_as_many_firms_hide_and_forge_as_the_rule_says():
    found = states()
    assert (found == FORGED).mean() == pytest.approx(0.2, abs=0.01)
    assert (found == HIDDEN).mean() == pytest.approx(0.3, abs=0.012)


def test_the_same_firm_does_the_same_each_month_and_another_on_its_premises_does_not():
    assert (states(200) == states(200)).all()
    assert (states(200) != states(200, opening=1)).any()


def test_sizes_may_differ_in_how_many_do():
    rule = sign(untrue={**UNTRUE, "sizes": {"large": 0.1}})
    large, small = (states(5000, size=size, rule=rule) != UP for size in (4, 0))
    assert large.mean() == pytest.approx(0.05, abs=0.01)
    assert small.mean() == pytest.approx(0.5, abs=0.02)


def test_who_has_nothing_to_hide_hides_nothing():
    _, doors, signs = made(sign(untrue={**UNTRUE, "hidden": {START: 0.8}}))
    here = five.town()
    found = [wanted(doors, signs, here.standing, five.BEFORE, 0, n, 0, five.KEY) for n in range(99)]
    assert set(found) == {UP}


def test_a_surcharge_is_yuan_a_unit_times_what_a_firm_of_its_size_uses():
    rule = {
        "consequence": "fee", "when": {"grades": ["C"]}, "domain": "door", "effect": "surcharge",
        "money": "-0.6",
    }  # fmt: skip
    scheme = scheme_with(consequences=[rule])
    volumes = {"door": {"a_month": {**dict.fromkeys(SIZES, 10.0), "medium": 2500.5}}}
    doors = compile_doors([scheme], {"door": 0}, {}, START, 3, {}, volumes=volumes)
    here, log = five.town(bad=[five.PARENT, five.SON]), new_log(9)
    here.people.fifth[five.BEFORE + five.PARENT] = 3
    tally = np.zeros((1, 2, 3, 5), np.int64)
    sitting = five.sitting_of(here, scheme, doors)
    five.settled(doors, here.people, here.standing, here.clean, here.subject, sitting, tally, log)
    assert tally[0, 0, 0, five.ATTEMPTS] == 2, "two firms, a bill each"
    assert tally[0, 0, 0, five.MONEY] == -round(0.6 * 100 * 2500.5) - 600
