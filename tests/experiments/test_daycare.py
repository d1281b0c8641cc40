"""The fit of day-care weeks finds a strength that is known, and holds what ships."""

import numpy as np
from pytest import approx

from socialcredit.experiments.behaviour import daycare


def test_the_fit_finds_the_strengths_by_which_counts_were_made():
    """Fifty thousand families: expected counts of kappa .5 and two weeks."""
    fined = np.maximum(np.arange(1, 13) - daycare.FROM, 0.0)
    counts = 10_000 * np.exp(0.5 * (1 - np.exp(-fined / 2.0)))
    assert daycare.fitted(counts) == approx((0.5, 2.0), abs=0.02)


def test_the_shipped_strengths_are_those_that_fit_the_weeks_that_were_read():
    assert [fit.kept for fit in daycare.fits()] == [True] * 2


def test_weeks_before_the_fine_and_the_first_of_it_are_the_old_norm_and_later_ones_rise():
    weeks = daycare.late(daycare.shipped())
    assert weeks[:5] == approx([8.0] * 5, rel=1e-9)
    assert (np.diff(weeks[4:16]) >= -0.05).all() and weeks[11] > 17


def test_a_norm_that_returns_does_so_after_the_fine_and_not_before():
    back = daycare.late(daycare.shipped()._replace(tau_out=1.0))
    assert back[:17] == approx(daycare.late(daycare.shipped())[:17])
    assert back[19] < back[16] - 2


def test_calibrated_weeks_are_met_and_weeks_kept_aside_are_told_and_not_judged():
    rows = daycare.rows()
    assert [row["kind"] for row in rows] == ["calibrated"] * 2 + ["predicted"] + ["told"] * 2
    assert [row["pass"] for row in rows] == [True, True, True, None, None]
    assert all(row["settings"] for row in rows[:2])
