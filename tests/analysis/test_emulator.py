"""The emulator against algebra done the long way, and against functions that are known."""

import numpy as np
import pytest
from pytest import approx
from scipy.optimize import check_grad

from socialcredit.analysis import emulator
from socialcredit.analysis.designs import Lhs, points
from socialcredit.analysis.emulator import Emulator, fit
from socialcredit.core.errors import SocialCreditError

ABC = ("a", "b", "c")


def bent(x: np.ndarray) -> np.ndarray:
    return np.sin(4 * x[:, 0]) + 2 * x[:, 1] ** 2 + x[:, 0] * x[:, 2]


@pytest.fixture(scope="module")
def fitted() -> Emulator:
    x = points(Lhs(40), ABC, 1)
    luck = 0.05 * np.random.default_rng(2).standard_normal(40)
    return fit(x, bent(x) + luck, 0.05**2)


def test_a_straight_line_is_told_exactly_everywhere():
    x, beyond = points(Lhs(12), ABC, 1), points(Lhs(50), ABC, 2)
    line = fit(x, 3 + x @ np.array([1.0, -2.0, 0.5]))
    mean, variance = line.predict(beyond)
    assert mean == approx(3 + beyond @ np.array([1.0, -2.0, 0.5]), abs=1e-4)
    assert (variance < 1e-3).all() and line.errors.rmse < 1e-4


def test_predictions_are_those_of_the_textbook(fitted):
    """RW 2.41 and 2.42 written out with inverses, for given lengths and variances."""
    of = Emulator(fitted.x, fitted.y, fitted.noise, np.array([0.5, 0.8, 2.0]), 1.3, 0.01)
    at = points(Lhs(7), ABC, 5)

    def covariance(one, other):
        r = np.sqrt(5 * (((one[:, None] - other[None]) / of.lengths) ** 2).sum(-1))
        return of.variance * (1 + r + r**2 / 3) * np.exp(-r)

    inverse = np.linalg.inv(covariance(of.x, of.x) + np.diag(of.noise + of.nugget))
    line, there = (np.column_stack([np.ones(len(x)), x]) for x in (of.x, at))
    slopes = np.linalg.solve(line.T @ inverse @ line, line.T @ inverse @ of.y)
    near = covariance(of.x, at)
    rest = there.T - line.T @ inverse @ near
    variance = of.variance + of.nugget - np.einsum("ij,ij->j", near, inverse @ near)
    variance += np.einsum("ij,ij->j", rest, np.linalg.solve(line.T @ inverse @ line, rest))
    found = of.predict(at)
    assert found[0] == approx(there @ slopes + near.T @ inverse @ (of.y - line @ slopes))
    assert found[1] == approx(variance)


def test_errors_of_leaving_one_out_are_those_of_leaving_one_out(fitted):
    of = Emulator(fitted.x, fitted.y, fitted.noise, np.array([0.5, 0.8, 2.0]), 1.3, 0.01)
    missed, standard = [], []
    for one in range(len(of.y)):
        rest = np.arange(len(of.y)) != one
        without = Emulator(of.x[rest], of.y[rest], of.noise[rest], of.lengths, 1.3, 0.01)
        mean, variance = without.predict(of.x[one : one + 1])
        missed.append(of.y[one] - mean[0])
        standard.append(missed[-1] / np.sqrt(variance[0] + of.noise[one]))
    assert of.errors.standard == approx(np.array(standard))
    assert of.errors.rmse == approx(np.sqrt(np.mean(np.square(missed))))
    assert of.errors.covered == approx(np.mean(np.abs(standard) <= 1.6449))


def test_the_slope_of_the_likelihood_is_that_of_its_value(fitted):
    likelihood = emulator._Likelihood(fitted.x, fitted.y, fitted.noise)
    at = np.log([0.6, 0.7, 1.2, 2.0, 1e-3])
    assert check_grad(lambda p: likelihood(p)[0], lambda p: likelihood(p)[1], at) < 1e-3


def test_a_bent_function_is_told_within_its_own_intervals(fitted):
    at = points(Lhs(500), ABC, 9)
    mean, variance = fitted.predict(at)
    error = bent(at) - mean
    assert np.sqrt((error**2).mean()) < 0.06 < bent(at).std() / 10
    assert np.mean(np.abs(error) <= 1.6449 * np.sqrt(variance)) > 0.85
    assert fitted.errors.covered > 0.8 and fitted.errors.rmse < 0.15


def test_a_factor_that_does_nothing_is_given_a_great_length():
    x = points(Lhs(40), ABC, 3)
    made = fit(x, np.sin(5 * x[:, 0]), 1e-6)
    assert made.lengths[1:].min() > 5 * made.lengths[0]


def test_luck_that_is_larger_at_a_point_lets_it_weigh_less():
    x = np.linspace(0.05, 0.95, 12)[:, None]
    y = np.zeros(12)
    y[5] = 1.0
    trusted, doubted = (
        fit(x, y, np.where(np.arange(12) == 5, sure, 1e-4)).predict(x[5:6])[0][0]
        for sure in (1e-4, 1.0)
    )
    assert abs(doubted) < 0.1 < trusted


def test_the_same_points_give_the_same_emulator_in_any_order_of_rows(fitted):
    again = fit(fitted.x, fitted.y, fitted.noise)
    assert (again.lengths == fitted.lengths).all() and again.variance == fitted.variance
    at = points(Lhs(20), ABC, 4)
    turned = fit(fitted.x[::-1], fitted.y[::-1], fitted.noise[::-1])
    assert turned.predict(at)[0] == approx(fitted.predict(at)[0], abs=1e-3)


def test_a_number_that_never_moves_is_told_as_it_is():
    x = points(Lhs(12), ABC, 1)
    mean, variance = fit(x, np.full(12, 0.25)).predict(x[:3])
    assert mean == approx(0.25) and (variance < 1e-9).all()


def test_too_few_points_are_refused_and_so_are_missing_numbers():
    x = points(Lhs(7), ABC, 1)
    with pytest.raises(SocialCreditError, match="6 points with a number are too few"):
        fit(x[:6], bent(x[:6]))
    assert fit(x, bent(x)).errors.points == 7
    with pytest.raises(ValueError, match="leave out what is missing"):
        fit(x, np.where(np.arange(7) == 2, np.nan, 1.0))
    assert [len(one) for one in fit(x, bent(x)).predict(x[:0])] == [0, 0]
