"""Shame: small debts are paid for fear of being named, whoever is named withdraws now and then."""

import numpy as np
import pytest
from pytest import approx

from socialcredit.compile.response import kinds_of
from socialcredit.core.levels import MEANS
from socialcredit.stages.response.shame import DRAWN_BACK, MECHANISM, STANDS, Shame, after, threat
from tests.stages.response.around import live, surroundings

MANY = 20_000
DEEDS = [
    {"deed": "arrears", "sign": "bad", "group": "money", "size": {"unit": "yuan"}},
    {"deed": "unpaid-bill", "sign": "bad", "group": "money"},
    {"deed": "theft", "sign": "bad", "group": "violence", "size": {"unit": "yuan"}},
    {"deed": "petition", "sign": "watched"},
    {"deed": "gift", "sign": "good", "group": "money", "size": {"unit": "yuan"}},
]
THREAT, WITHDRAWN = MECHANISM.terms


def test_the_pace_of_paying_is_what_the_threat_multiplies():
    """Of debts 17.5 % are paid anyhow by the listing; at twice the pace 1 - .825 ** 2 are."""
    left = np.exp(threat(Shame(strength=1, threat=1, pays=0.175))[0])
    assert 0.825 * left == approx(0.825**2)


def test_only_debts_of_a_sum_of_money_are_paid_for_fear_of_being_named():
    assert THREAT.weight(kinds_of(DEEDS)).tolist() == [1, 0, 0, 0, 0]
    assert WITHDRAWN.weight(kinds_of(DEEDS)).tolist() == [0, 0, 0, 1, 0]


def test_an_audience_is_said_for_each_means_or_for_all():
    several = tuple(0.1 * n for n in range(len(MEANS)))
    assert MECHANISM.publishing(Shame(audience=several)).tolist() == approx(list(several))
    assert MECHANISM.publishing(Shame(audience=0.5)).tolist() == [0.5] * len(MEANS)


def test_publication_changes_the_pace_by_next_to_nothing():
    assert after(Shame(strength=1, after=0.02)) == 1.02
    assert after(Shame(strength=0, after=0.02)) == after(Shame(strength=1)) == 1


def withdrawn(around, rows=None, **changes):
    """The bytes after a month."""
    rows = rows or {"drawn-back": np.zeros(len(around.felt), np.uint8)}
    live(MECHANISM, Shame(strength=1, **changes), around, rows)
    return rows["drawn-back"]


def half_named():
    around = surroundings(MANY)
    around.named[::2] = 1
    around.people.shame[:] = np.arange(MANY) // 2 % 256
    return around


def test_of_those_named_the_share_withdraws_and_of_others_nobody():
    found = withdrawn(half_named(), withdraws=0.1)
    named = found[::2]
    assert set(named.tolist()) == {STANDS, DRAWN_BACK} and not found[1::2].any()
    assert (named == DRAWN_BACK).mean() == approx(0.1, abs=4 * (0.09 / len(named)) ** 0.5)


def test_who_is_more_ashamed_withdraws_more_often():
    around = half_named()
    found = withdrawn(around, withdraws=0.3)[::2] == DRAWN_BACK
    shame = around.people.shame[::2]
    assert found[shame > 170].mean() > 2 * found[shame < 85].mean()
    assert not found[shame == 0].any()


def test_nobody_decides_anew_each_month_and_who_is_named_no_more_comes_back():
    around = half_named()
    rows = {"drawn-back": withdrawn(around, withdraws=0.1)}
    before = rows["drawn-back"].copy()
    assert np.array_equal(withdrawn(around._replace(month=4), rows, withdraws=0.1), before)
    around.named[:] = 0
    assert not withdrawn(around._replace(month=5), rows, withdraws=0.1).any()


@pytest.mark.parametrize(("share", "halved"), [(0.0, 1.0), (0.5, 0.5)])
def test_who_has_withdrawn_leaves_a_share_of_what_is_in_sight(share, halved):
    curve = WITHDRAWN.curve(Shame(strength=1, less=share))
    assert np.exp(curve[DRAWN_BACK]) == approx(halved) and curve[0] == curve[STANDS] == 0
