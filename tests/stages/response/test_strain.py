"""Strain: refusals of credit and of work wear people down, and cost them their work."""

import numpy as np
import pytest
from pytest import approx

from socialcredit.core.levels import OCCUPATIONS
from socialcredit.core.refusals import CREDIT, JOURNEYS, OTHER, WORK, with_refusals
from socialcredit.stages.response.strain import FULL, MECHANISM, Strain, curve
from tests.stages.response.around import live, surroundings

MANY = 20_000
BY = Strain(strength=0.15, step=0.15, idle=0.5, fades=0.1, loses=0.0, finds=0.0)


def refused(**doors):
    """A byte of so many refusals at doors of each kind."""
    byte, kinds = 0, {"credit": CREDIT, "work": WORK, "journeys": JOURNEYS, "other": OTHER}
    for door, many in doors.items():
        byte = with_refusals(byte, kinds[door], many)
    return byte


def moved(x=0.0, out=False, months=1.0, by=BY, around=None, **doors):
    """Everybody with this strain, and who is out of work, after a month of these refusals."""
    around = around or surroundings(MANY)
    around.refused[:] = refused(**doors)
    rows = {"strain": np.full(MANY, 2 * round(x * FULL) + out, np.uint8)}
    live(MECHANISM, by, around, rows, months)
    return rows["strain"]


def mean(found):
    return (found >> 1).mean() / FULL


@pytest.mark.parametrize("door", ["credit", "work"])
def test_a_refusal_of_credit_or_work_adds_to_what_fades(door):
    x = round(0.4 * FULL) / FULL
    assert mean(moved(0.4, **{door: 1})) == approx((x + 0.15) * 0.9, abs=4e-4)
    assert mean(moved(0.4, **{door: 2})) == approx((x + 0.3) * 0.9, abs=4e-4)


def test_a_refused_journey_strains_nobody():
    assert not moved(journeys=3, other=3).any()


def test_who_is_out_of_work_comes_to_rest_where_it_is_said():
    x = round(0.2 * FULL) / FULL
    assert mean(moved(0.2, out=True)) == approx(0.5 + (x - 0.5) * 0.9, abs=4e-4)


@pytest.mark.parametrize("out", [False, True])
def test_two_half_months_are_one(out):
    whole = moved(0.4, out=out, credit=1)
    halves = moved(0.4, out=out, months=0.5, credit=1)
    rows = {"strain": halves}
    live(MECHANISM, BY, surroundings(MANY, month=4), rows, 0.5)
    assert mean(rows["strain"]) == approx(mean(whole), abs=8e-4)


def test_strain_is_never_more_than_full_and_goes_back_to_nought():
    assert mean(moved(1.0, credit=3, work=3)) == approx(0.9, abs=4e-4)
    rows = {"strain": np.full(MANY, 2 * FULL, np.uint8)}
    for month in range(200):
        live(MECHANISM, BY, surroundings(MANY, month=month), rows)
    assert mean(rows["strain"]) < 1e-3


def test_work_is_lost_by_refusals_at_doors_of_work_alone_and_found_again():
    by = BY._replace(loses=0.2)
    around = surroundings(MANY)
    around.people.occupation[:] = OCCUPATIONS.index("employee")
    assert (moved(by=by, around=around, work=1) & 1).mean() == approx(0.2, abs=0.012)
    assert (moved(by=by, around=around, work=2) & 1).mean() == approx(0.36, abs=0.014)
    assert not (moved(by=by, around=around, credit=3) & 1).any()
    found = moved(0.5, out=True, by=BY._replace(finds=0.25), around=around)
    assert (found & 1).mean() == approx(0.75, abs=0.013)


def test_who_has_no_work_loses_none():
    around = surroundings(MANY)
    around.people.occupation[:] = OCCUPATIONS.index("retired")
    assert not (moved(by=BY._replace(loses=1.0), around=around, work=3) & 1).any()


def test_the_more_strained_the_more_arrears_whether_in_work_or_not():
    hazard = curve(BY)
    assert hazard[0] == hazard[1] == 0 and hazard[255] == approx(0.15)
    assert (np.diff(hazard) >= 0).all()
    assert not curve(BY._replace(strength=0.0)).any()
