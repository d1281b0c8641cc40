"""What an output follows, by ranks."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from socialcredit.analysis.ranks import beyond_chance, correlations


def test_correlations_are_those_of_spearman_with_equal_values_and_missing_runs():
    rng = np.random.default_rng(3)
    points, outputs = rng.random((30, 4)), np.round(rng.random(30), 1)
    outputs[[2, 9]] = np.nan
    known = np.isfinite(outputs)
    asked = [spearmanr(column, outputs[known]).statistic for column in points[known].T]
    assert correlations(points, outputs) == pytest.approx(asked)


def test_what_does_not_differ_is_followed_by_nothing():
    points = np.column_stack([np.arange(5.0), np.ones(5)])
    assert correlations(points, np.arange(5.0)).tolist() == pytest.approx([1.0, 0.0])
    assert correlations(points, np.ones(5)).tolist() == [0.0, 0.0]
    assert correlations(points, np.array([1, 2, np.nan, np.nan, np.nan])).tolist() == [0.0, 0.0]


def test_few_draws_name_no_factor_as_the_one_that_is_followed():
    """With five draws and forty factors some correlation is one by chance."""
    assert beyond_chance(3, 40) == 1.0
    assert beyond_chance(5, 40) > 0.95
    assert beyond_chance(200, 40) < 0.3


def test_the_bound_is_passed_by_chance_in_one_case_of_twenty():
    rng, points, columns = np.random.default_rng(5), 24, 10
    most = [
        np.abs(correlations(rng.random((points, columns)), rng.random(points))).max()
        for _ in range(400)
    ]
    assert np.mean(np.array(most) > beyond_chance(points, columns)) < 0.05
