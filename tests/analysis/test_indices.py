"""Indices against models of which the answer is known."""

from math import pi

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest import approx
from scipy.stats import sobol_indices

from socialcredit.analysis import indices
from socialcredit.analysis.designs import Morris, Sobol, points

ABC = ("a", "b", "c")


def ishigami(x: np.ndarray) -> np.ndarray:
    """Ishigami & Homma 1990, with the usual 7 and 0.1, over -pi .. pi."""
    a, b, c = (2 * pi * x.T) - pi
    return np.sin(a) + 7 * np.sin(b) ** 2 + 0.1 * c**4 * np.sin(a)


# Exact, by integration: Saltelli et al., Global Sensitivity Analysis, 2008, 4.
FIRST, TOTAL = (0.3139, 0.4424, 0.0), (0.5576, 0.4424, 0.2437)


@pytest.mark.parametrize("seed", range(5))
def test_ishigami_comes_out_within_a_twentieth_after_ten_thousand_runs(seed):
    design = Sobol(2048)
    made = points(design, ABC, seed)
    assert len(made) == 10_240
    found = indices.sobol(ABC, ishigami(made))
    assert [one.first for one in found.factors] == approx(FIRST, abs=0.05)
    assert [one.total for one in found.factors] == approx(TOTAL, abs=0.05)
    assert found.variance == approx(13.845, rel=0.03)  # 1/2 + 49/8 + pi^4/50 + pi^8/1800
    for one in found.factors:
        assert one.first_interval[0] <= one.first <= one.first_interval[1]
        assert one.total_interval[0] <= one.total <= one.total_interval[1]


def test_the_estimates_are_those_of_scipy():
    outputs = ishigami(points(Sobol(256), ABC, 2))
    a, b, *mixed = outputs.reshape(5, 256)
    theirs = sobol_indices(func={"f_A": a, "f_B": b, "f_AB": np.array(mixed)[:, None]}, n=256)
    ours = indices.sobol(ABC, outputs)
    assert [one.first for one in ours.factors] == approx(theirs.first_order.ravel())
    assert [one.total for one in ours.factors] == approx(theirs.total_order.ravel())


def test_factors_keep_their_index_in_whatever_order_they_stand():
    turned = ("c", "a", "b")
    one = indices.sobol(ABC, ishigami(points(Sobol(64), ABC, 5)))
    other = indices.sobol(turned, ishigami(points(Sobol(64), turned, 5)[:, [1, 2, 0]]))
    assert set(one.factors) == set(other.factors)
    assert [found.name for found in other.factors] == list(turned)


def test_runs_without_a_number_are_counted_and_too_few_tell_nothing():
    outputs = list(ishigami(points(Sobol(64), ABC, 5)))
    outputs[3], outputs[64 + 3], outputs[2 * 64 + 9] = None, float("nan"), None
    found = indices.sobol(ABC, outputs)
    assert (found.base, found.usable) == (64, 62) and found.factors[0].first is not None
    few = indices.sobol(ABC, [None] * 40 + outputs[40:])
    assert (few.usable, few.variance) == (24, None)
    assert all(one.first is None and one.total_interval is None for one in few.factors)


def test_a_number_that_never_moves_has_no_shares():
    found = indices.sobol(ABC, np.full(5 * 64, 3.0))
    assert found.variance == 0 and found.factors[0].total is None


WEIGHTS = st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=6)


@given(WEIGHTS, st.integers(0, 99), st.sampled_from([2, 4, 8]))
def test_a_linear_model_comes_out_exactly(weights, seed, levels):
    names = [f"f{number}" for number in range(len(weights))]
    made = points(Morris(4, levels), names, seed)
    found = indices.morris(names, made, 5.0 + made @ np.array(weights))
    close = max(map(abs, weights)) * 1e-12 + 1e-11
    for one, weight in zip(found.factors, weights, strict=True):
        assert one.mu == approx(weight, abs=close) and one.mu_star == approx(abs(weight), abs=close)
        assert one.sigma == approx(0, abs=close)
        assert one.mu_interval == approx((weight, weight), abs=10 * close)
        assert one.known == 4


def test_effects_by_hand():
    """Two factors, two trajectories; y = a b: each effect of `a` is where `b` stood."""
    made = np.array([[0, 0], [1, 0], [1, 1], [1, 1], [1, 0], [0, 0]]) * 1.0
    found = indices.morris(("a", "b"), made, made[:, 0] * made[:, 1])
    assert [one.mu for one in found.factors] == [0.0, 1.0]
    found = indices.morris(("a", "b"), made, made[:, 0] - 2 * made[:, 1])
    assert [(one.mu, one.mu_star) for one in found.factors] == [(1.0, 1.0), (-2.0, 2.0)]


def test_effects_that_cancel_are_seen_by_their_size():
    """y = (a - 1/2)^2 over four levels: half of the effects are above nought, half below."""
    made = points(Morris(40), ("a", "b"), 1)
    a = indices.morris(("a", "b"), made, (made[:, 0] - 0.5) ** 2).factors[0]
    assert a.mu_star == approx(1 / 3) and abs(a.mu) < a.mu_star and a.sigma > 0
    assert a.mu_interval[0] < 0 < a.mu_interval[1]


def test_a_lost_run_costs_the_two_steps_that_touch_it():
    made = points(Morris(6), ABC, 4)
    outputs = list(made @ np.array([1.0, 2.0, 3.0]))
    outputs[1] = None
    found = indices.morris(ABC, made, outputs)
    assert (found.trajectories, found.whole) == (6, 5)
    assert sorted(one.known for one in found.factors) == [5, 5, 6]
    assert [one.mu for one in found.factors] == approx([1, 2, 3])
    none = indices.morris(ABC, made, [None] * 20 + outputs[20:])
    assert all(one.mu is None and one.mu_star_interval is None for one in none.factors)
    assert [one.known for one in none.factors] == [1, 1, 1] and none.whole == 1


def test_points_that_are_no_trajectories_are_refused():
    with pytest.raises(ValueError, match="no trajectories"):
        indices.morris(ABC, points(Sobol(4), ABC, 1), np.zeros(20))


def test_intervals_hold_the_truth_about_nine_times_in_ten():
    """Of Ishigami's indices at 256 points of the base, over thirty seeds and six numbers."""
    held = []
    for seed in range(30):
        found = indices.sobol(ABC, ishigami(points(Sobol(256), ABC, seed)), 300)
        for one, first, total in zip(found.factors, FIRST, TOTAL, strict=True):
            held.append(one.first_interval[0] <= first <= one.first_interval[1])
            held.append(one.total_interval[0] <= total <= one.total_interval[1])
    assert np.mean(held) > 0.85
