"""What follows a wrong record, and any: worked on paper from the tiny run's four lives."""

import pytest
from pytest import approx

from socialcredit.core import events as happened
from socialcredit.results.measures.burden import burden
from socialcredit.results.run import Run
from tests.results.synthetic import event, in_columns, manifest, tiny_panel, tiny_tables

YEARS = 4 * (2 / 12) / 1000  # four people of the panel, two months, in thousands
SCALES = [
    {"scale": "means", "title": "time and money", "penal_day": 0, "held_day": 1, "refusal": 0.5,
     "hurdle": 0.1, "showing": 0, "fine": 0.1, "money": 0.015},
    {"scale": "days", "title": "days alone", "penal_day": 1, "held_day": 0, "refusal": 0,
     "hurdle": 0, "showing": 0, "fine": 0, "money": 0},
]  # fmt: skip


def run_of(panel, scales=SCALES, effects=("refuse", "refuse"), **changes):
    names = manifest()["names"] | {"burden_scales": scales}
    names["schemes"] = [{**names["schemes"][0], "consequence_effects": list(effects), **changes}]
    tables = {**tiny_tables(), "panel_events": panel}
    return Run(None, manifest(names=names), in_columns(tables))


@pytest.fixture
def tiny_burden():
    return burden(run_of(tiny_panel()))


def test_refusals_and_days_are_told_wrong_and_in_all(tiny_burden):
    """1 was refused twice, once wrongly, 2 once; a copy goes by the month's end."""
    assert tiny_burden["any"]["refusals"] == approx(3 / YEARS)
    assert tiny_burden["wrong"]["refusals"] == approx(1 / YEARS)
    assert tiny_burden["wrong"]["days"] in (None, 0)


def test_a_fine_is_a_burden_though_nobody_is_in_a_penal_grade():
    """The kind of scheme that has no wrong day at all: two sums of 20 yuan, one of them wrong."""
    paid = [
        event(1, 5, happened.REWARDED, entry=0, source=0, points=-2000, cause=1, record=1, grade=0),
        event(2, 6, happened.REWARDED, entry=0, source=0, points=-2000, cause=0, record=1, grade=0),
        event(3, 7, happened.REWARDED, entry=0, source=0, points=5000, cause=0, record=1, grade=0),
    ]
    found = burden(run_of(paid, effects=("money", "refuse")))
    assert found["wrong"]["days"] == 0 == found["any"]["days"]
    assert (found["wrong"]["fines"], found["wrong"]["money"]) == approx((1 / YEARS, 20 / YEARS))
    assert (found["any"]["fines"], found["any"]["money"]) == approx((2 / YEARS, 40 / YEARS))
    assert found["wrong"]["harm"]["means"]["value"] == approx((0.1 + 20 * 0.015) / YEARS)
    assert found["wrong"]["harm"]["days"]["value"] == 0
    assert found["wrong"]["fines"].few, "one wrong fine is few"


def test_a_hurdle_and_a_showing_are_their_own_and_relatives_bear_a_share():
    met = [
        event(1, 5, happened.REFUSED, entry=0, source=0, cause=1, record=3, grade=1),
        event(4, 5, happened.REFUSED, entry=0, source=2, cause=1, record=1, grade=1),
        event(2, 6, happened.SHOWN, entry=1, source=0, cause=0, record=2, grade=1),
    ]
    found = burden(run_of(met, effects=("inspect", "shown")))
    assert found["wrong"]["hurdles"] == approx(4 / YEARS) and found["wrong"]["refusals"] == 0
    assert found["any"]["showings"] == approx(2 / YEARS) and found["wrong"]["showings"] == 0
    assert found["wrong"]["relatives"] == 0.25
    assert found["any"]["relatives"] == approx(1 / 6)


def test_a_record_that_is_made_public_is_a_showing():
    """All bad records of January: 1's false alarm and 2's right arrears."""
    found = burden(run_of(tiny_panel(), published=["bad records", "nothing"]))
    assert found["any"]["showings"] == approx(2 / YEARS)
    assert found["wrong"]["showings"] == approx(1 / YEARS)


def test_what_was_met_of_one_scheme_is_not_put_down_to_another(tiny_burden):
    run = run_of(tiny_panel())
    alone = burden(run, 0)
    assert alone["any"]["refusals"] == tiny_burden["any"]["refusals"]


def test_without_a_scale_nothing_is_weighed():
    assert burden(run_of(tiny_panel(), scales=[]))["any"]["harm"] == {}
