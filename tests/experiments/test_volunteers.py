"""Volunteers and two tasks: what is calibrated fits, what is predicted is printed with its miss."""

import numpy as np
import pytest

from socialcredit.experiments.behaviour import multitask, volunteers


def test_drift_and_its_answer_meet_in_the_closed_form():
    found = multitask.rows()
    assert found and all(row["pass"] and row["kind"] == "predicted" for row in found)
    assert all(row["tolerance"] == 1e-9 for row in found)


def test_another_drift_would_miss_it(monkeypatch):
    """Half of what it takes: a check that cannot fail would be none."""
    real = multitask.hazard
    monkeypatch.setattr(multitask, "hazard", lambda sigma, *hours: real(sigma / 2, *hours))
    assert not all(row["pass"] for row in multitask.rows())


@pytest.fixture(scope="module")
def rows():
    return volunteers.rows()


def test_the_citys_count_is_calibrated_and_kept(rows):
    city = [row for row in rows if row["kind"] == "calibrated"]
    assert len(city) == 1 and city[0]["pass"] and len(city[0]["settings"]) == 2
    assert [fit.kept for fit in volunteers.fits()] == [True] * 2


def test_the_nation_is_predicted_and_its_misses_say_why(rows):
    nation = [row for row in rows if row["kind"] == "predicted"]
    assert len(nation) == 4
    assert all(row["pass"] or row["why_missed"] for row in nation)
    growth = [row["produced"] for row in nation[:3]]
    assert growth == sorted(growth) and growth[0] > 1


def test_empty_entries_multiply_the_count_and_leave_the_hours(rows):
    assert volunteers.times(0.5, 0.0, 0.1) == pytest.approx(6)
    assert volunteers.times(0.5, 2.0, 0.1) == pytest.approx(16)
    few, many = (volunteers.made_up(a, 0, 3) for a in (6.0, 12.0))
    assert np.all(many > few)
