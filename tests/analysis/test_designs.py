"""Designs: strata, layouts, the same points whatever order the factors stand in."""

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialcredit.analysis import designs
from socialcredit.analysis.designs import Lhs, Morris, Sobol, points
from socialcredit.core.errors import SocialCreditError

NAMES = ("office", "deterrence", "notice", "fading")
EVERY = (Lhs(20), Sobol(16), Morris(5))


@given(st.integers(1, 40), st.integers(1, 8), st.integers(0, 2**64))
def test_a_latin_hypercube_has_one_point_in_each_stratum_of_each_factor(many, factors, seed):
    made = points(Lhs(many), [f"f{number}" for number in range(factors)], seed)
    strata = np.sort(np.floor(made * many), axis=0)
    assert (strata == np.arange(many)[:, None]).all()
    assert (made > 0).all() and (made < 1).all()


@pytest.mark.parametrize("design", EVERY, ids=str)
def test_a_design_has_the_rows_it_said_and_the_same_points_for_the_same_seed(design):
    made = points(design, NAMES, 7)
    assert made.shape == (designs.rows(design, len(NAMES)), len(NAMES))
    assert made.dtype == np.float64
    assert (made == points(design, NAMES, 7)).all()
    assert (made != points(design, NAMES, 8)).any()


@pytest.mark.parametrize("design", EVERY, ids=str)
@given(st.permutations(NAMES))
def test_the_order_in_which_factors_stand_changes_no_point(design, names):
    one, other = points(design, NAMES, 3), points(design, names, 3)
    assert (one == other[:, [names.index(name) for name in NAMES]]).all()


def test_each_block_of_sobol_has_one_column_of_b():
    made = points(Sobol(8), ("a", "b", "c"), 1).reshape(5, 8, 3)
    for factor in range(3):
        mixed = made[2 + factor]
        assert (mixed[:, factor] == made[1][:, factor]).all()
        others = [column for column in range(3) if column != factor]
        assert (mixed[:, others] == made[0][:, others]).all()
    assert (made > 0).all() and (made < 1).all()


@given(st.integers(2, 6), st.integers(1, 6), st.sampled_from([2, 4, 6]), st.integers(0, 99))
def test_a_trajectory_moves_each_factor_once_by_half_of_the_levels(many, factors, levels, seed):
    made = points(Morris(many, levels), [f"f{number}" for number in range(factors)], seed)
    steps = np.diff(made.reshape(many, factors + 1, factors), axis=1)
    assert ((steps != 0).sum(axis=1) == 1).all() and ((steps != 0).sum(axis=2) == 1).all()
    assert np.abs(steps).sum(axis=1) == pytest.approx(levels / (2 * (levels - 1)))
    assert np.allclose(made * (levels - 1), np.round(made * (levels - 1)))


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_a_grid_has_every_combination_once(levels):
    made = designs.grid(levels)
    assert len(made) == designs.grid_rows(levels) == len({tuple(row) for row in made.tolist()})
    assert (made >= 0).all() and (made < np.array(levels)).all()


def test_one_factor_at_a_time_leaves_the_others_as_written():
    made = designs.one_at_a_time([3, 1, 2])
    assert made.tolist() == [[0, 0, 0], [1, 0, 0], [2, 0, 0], [0, 0, 1]]
    assert designs.one_at_a_time_rows([3, 1, 2]) == 4


def test_a_design_that_cannot_be_is_refused_with_what_can():
    with pytest.raises(SocialCreditError, match="write 64 or 128"):
        Sobol(100)
    with pytest.raises(SocialCreditError, match="even number"):
        Morris(10, levels=5)
    with pytest.raises(SocialCreditError, match="'a' is named twice"):
        points(Lhs(3), ("a", "b", "a"), 1)
    for wrong in (lambda: Lhs(0), lambda: Morris(1), lambda: points(Lhs(3), (), 1),
                  lambda: designs.grid([2, 0]), lambda: designs.one_at_a_time([])):  # fmt: skip
        with pytest.raises(SocialCreditError):
            wrong()


@pytest.mark.parametrize("design", [one for one in EVERY if not isinstance(one, Lhs)], ids=str)
def test_without_the_extra_a_design_says_what_to_install_and_a_grid_is_made(design, monkeypatch):
    for module in ("scipy.stats.qmc", "SALib.sample.morris"):
        monkeypatch.setitem(sys.modules, module, None)
    assert points(Lhs(3), NAMES, 1).shape == (3, len(NAMES)), "a hypercube needs nothing more"
    with pytest.raises(SocialCreditError, match=r"pip install 'socialcredit\[analysis\]'"):
        points(design, NAMES, 1)
    assert len(designs.grid([2, 3])) == 6
    assert designs.rows(design, 4) > 0
