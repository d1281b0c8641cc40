"""A market compiled: who is asked how often, who lends, who has joined, and dated values."""

from datetime import date

import pytest
from pytest import approx

from socialcredit.compile.curves import along, value_on
from socialcredit.compile.lending import compile_market, joined, open_and_joined
from tests.stages.lending.test_loans import market_of, world
from tests.stages.small import HOLDS, START, scheme_with

CURVE = {date(2020, 1, 11): 0.5, date(2020, 1, 1): 0.1}


def lenders(*weights, closes=()):
    return [{"lender": str(n), "weight": weight, "closes": START if n in closes else None}
            for n, weight in enumerate(weights)]  # fmt: skip


def shares(*weights, closes=()):
    """The cumulative choice among lenders of these weights."""
    told = market_of(world(lenders=lenders(*weights, closes=closes)))
    return [float(bound) / 2**32 for bound in told.weight]


def test_weights_are_shares_of_those_that_lend_whatever_they_add_up_to():
    assert shares(1, 2, 1) == approx([0.25, 0.75, 1])
    assert shares(0.1, 0.2, 0.1) == approx([0.25, 0.75, 1])
    assert shares(1, 2, 1, closes=[1]) == approx([0.5, 0.5, 1])
    assert shares(0, 0) == [0, 0]


def test_who_has_closed_or_is_never_asked_does_not_lend():
    market = market_of(world(lenders=lenders(1, 0, 1, 1, closes=[3])))
    assert market.lends == 0b0101


def test_lenders_join_in_their_order_as_the_share_of_members_grows():
    assert [sum(joined(4, share)) for share in (0, 0.12, 0.13, 0.5, 0.9, 1)] == [0, 0, 1, 2, 4, 4]
    assert joined(3, 0.4) == [True, False, False]


def test_readers_are_members_that_still_lend():
    bureau = [{**HOLDS, "bureau": "files", "members": {START: 0.6}}]
    told = world(lenders=lenders(1, 1, 1, closes=[0]))
    assert open_and_joined(told, [scheme_with(bureau=bureau)], START) == (2, 1)


def test_chances_of_a_month_are_those_that_are_written(tmp_path):
    files = {"wrong": 0.02, "minority_times": 3.0, "corrected": 0.5, "kept": 300}
    told = world(
        files=files, terms={"months": 4, "limit": 2, "over": 3},
        asking={"per_year": [0.0, 1.2, 0, 0, 0], "more_with_each": 0.5},
        paying={"late": [0.1] * 8, "by_fifth": [2.0, 1, 1, 1, 20.0], "cured": 0.3, "lost": 0.2,
                "closed_times": 3.0},
    )  # fmt: skip
    market = compile_market(told, [], [], START)
    whole = 2**32
    assert (market.errs / whole).tolist() == approx([0.02, 0.06])
    assert market.ends / whole == approx(1 / 4)
    assert market.fades / whole == approx(30 / 300)
    assert market.corrected / whole == approx(1 - 0.5 * 0.9)
    assert (market.cured / whole, market.lost / whole) == approx((0.3, 0.2))
    assert (market.limit, market.over, market.members) == (2, 3, 0)
    # once a month at 1.2 a year, and half as often again with a loan
    assert market.asks[1, :2] / whole == approx([1 - 2.718281828**-0.1, 1 - 2.718281828**-0.15])
    assert market.asks[0].tolist() == [0] * 8
    late = market.late[..., 0] / whole
    assert late[1].tolist() == approx([0.2, 0.1, 0.1, 0.1, 1.0])
    assert late[0].tolist() == approx([0.6, 0.3, 0.3, 0.3, 1.0])  # to a lender that has closed


@pytest.mark.parametrize(("day", "value"), [(1, 0.1), (6, 0.3), (11, 0.5), (31, 0.5)])
def test_dated_values_are_joined_by_straight_lines_and_flat_outside(day, value):
    assert along(CURVE, date(2020, 1, day)) == approx(value)
    assert value_on(CURVE, date(2020, 1, day)) == approx(value)
    assert value_on(0.7, date(2020, 1, day)) == 0.7
    assert along(CURVE, date(2019, 1, 1)) == approx(0.1)
