"""An emulator: what a run would say at a point that was not run, and how sure that is.

A Gaussian process (Rasmussen & Williams 2006, here RW) over the unit cube: a straight line in each
factor, of which nothing is known before (RW 2.7), and departures from it with a Matern covariance
of smoothness 5/2 (RW 4.17) and a length for each factor. Luck of known variance at each point is
set apart; a nugget takes what is neither smooth nor known luck. Lengths and variances are those of
the largest restricted likelihood (RW 2.45 with its flat limit), found by L-BFGS-B from fixed
starts, so that the same points give the same emulator.
"""

from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Any, NamedTuple

import numpy as np

from socialcredit.analysis.extra import wanted
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.student import REACH

SPARE = 3  # points beyond as many as there are coefficients of the line, below which none is fitted
BLOCK = 8192  # points predicted at once
STARTS = (0.5, 2.0)  # lengths, in widths of the cube
LENGTHS, VARIANCES, NUGGETS = (0.05, 30.0), (1e-4, 1e3), (1e-8, 1.0)  # in units of the outputs' own
ROUNDING = 1e-10  # of the variance, added to keep a matrix invertible
Array = np.ndarray


class Errors(NamedTuple):
    """How well an emulator told each of its points from all the others (leave one out).

    rmse      root of the mean squared error, in the output's unit
    spread    standard deviation of the outputs: what the rmse is to be held against
    covered   share of the points that lie within their own interval of 90 %
    standard  float64 (points,), each error over its own standard deviation
    """

    rmse: float
    spread: float
    covered: float
    standard: Array
    points: int


@dataclass(frozen=True)
class Emulator:
    """A fitted Gaussian process.

    x         float64 (points, factors), in the unit cube
    y, noise  float64 (points,): outputs, and the variance of their luck
    lengths   float64 (factors,): how far apart points still resemble each other
    variance  of the departures from the line; `nugget` of what is neither smooth nor known luck
    """

    x: Array
    y: Array
    noise: Array
    lengths: Array
    variance: float
    nugget: float

    @cached_property
    def _solved(self) -> "_Solved":
        return _solved(_covariance(self), _line(self.x), self.y)

    def predict(self, x: Array) -> tuple[Array, Array]:
        """Mean and variance of the output at each point (RW 2.41, 2.42), without its luck.

        x  float64 (points, factors); both answers are float64 (points,)
        """
        blocks = [self._at(x[start : start + BLOCK]) for start in range(0, len(x), BLOCK)]
        means, variances = zip(*blocks, strict=True) if blocks else ((np.zeros(0),),) * 2
        return np.concatenate(means), np.concatenate(variances)

    def _at(self, x: Array) -> tuple[Array, Array]:
        solved = self._solved
        near = self.variance * _matern(_apart(self.x / self.lengths, x / self.lengths))
        inner = solved.lower(near)
        rest = _line(x).T - solved.line.T @ inner
        mean = near.T @ solved.weights + _line(x) @ solved.slopes
        sloped = wanted("scipy.linalg", "solve_triangular")(solved.line_root, rest, trans=1)
        known = np.einsum("ij,ij->j", inner, inner) - np.einsum("ij,ij->j", sloped, sloped)
        return mean, np.maximum(self.variance - known, 0.0) + self.nugget

    @cached_property
    def errors(self) -> Errors:
        """Errors of leaving one out, in closed form: RW 5.12, here with the line's slopes too
        reckoned without the point (Dubrule 1983, Mathematical Geology 15)."""
        solved = self._solved
        variance = 1 / np.diag(solved.residual)
        missed = solved.weights * variance
        standard = missed / np.sqrt(variance)
        return Errors(
            rmse=float(np.sqrt((missed**2).mean())),
            spread=float(self.y.std(ddof=1)),
            covered=float((np.abs(standard) <= REACH).mean()),
            standard=standard,
            points=len(self.y),
        )


def fit(x: Array, y: Array, noise: Array | float = 0.0) -> Emulator:
    """The emulator of outputs `y` at points `x`.

    x      float64 (points, factors) in the unit cube; ten points a factor are a good beginning
    (Loeppky, Sacks & Welch 2009, Technometrics 51), and fewer than factors + 4 are refused
    y      float64 (points,), none of them missing
    noise  variance of the luck of each y, where it is known; float64 (points,) or one for all
    """
    x, y = np.asarray(x, np.float64), np.asarray(y, np.float64)
    noise = np.broadcast_to(np.asarray(noise, np.float64), y.shape).copy()
    if not (np.isfinite(x).all() and np.isfinite(y).all() and np.isfinite(noise).all()):
        raise ValueError("an emulator is fitted to numbers alone; leave out what is missing, aloud")
    many, factors = x.shape
    if many < factors + 1 + SPARE:
        raise SocialCreditError(
            f"{many} points with a number are too few for an emulator of {factors} factors",
            expected=f"at least {factors + 1 + SPARE}, better {10 * factors}",
            hint="run more points a wave, or fewer factors",
        )
    scale = float(y.std()) or max(abs(float(y.mean())) * 1e-9, 1e-12)
    likelihood = _Likelihood(x, (y - y.mean()) / scale, noise / scale**2)
    found = _largest(likelihood, factors)
    return Emulator(
        x, y, noise, np.exp(found[:-2]), float(np.exp(found[-2])) * scale**2,
        float(np.exp(found[-1])) * scale**2,
    )  # fmt: skip


def _largest(likelihood: "_Likelihood", factors: int) -> Array:
    """Logarithms of lengths, variance and nugget of the largest likelihood."""
    minimize = wanted("scipy.optimize", "minimize")
    bounds = [_logs(LENGTHS)] * factors + [_logs(VARIANCES), _logs(NUGGETS)]
    ends = []
    for length in STARTS:
        start = np.array([log(length)] * factors + [0.0, log(1e-3)])
        ends.append(minimize(likelihood, start, jac=True, method="L-BFGS-B", bounds=bounds))
    best: Array = min(ends, key=lambda end: float(end.fun)).x
    return best


def _logs(ends: tuple[float, float]) -> tuple[float, float]:
    return log(ends[0]), log(ends[1])


def _line(x: Array) -> Array:
    """Terms of the line: one, and each factor from the middle of the cube."""
    return np.column_stack([np.ones(len(x)), x - 0.5])


def _apart(one: Array, other: Array) -> Array:
    """Distance of every point of one to every point of the other."""
    squares = (one**2).sum(1)[:, None] + (other**2).sum(1)[None, :] - 2 * one @ other.T
    return np.sqrt(np.maximum(squares, 0.0))


def _matern(apart: Array) -> Array:
    """Matern correlation of smoothness 5/2 (RW 4.17)."""
    r = np.sqrt(5.0) * apart
    near: Array = (1 + r + r**2 / 3) * np.exp(-r)
    return near


def _covariance(of: Emulator) -> Array:
    scaled = of.x / of.lengths
    near = of.variance * _matern(_apart(scaled, scaled))
    near[np.diag_indices_from(near)] = of.variance * (1 + ROUNDING) + of.nugget + of.noise
    return near


class _Solved(NamedTuple):
    """What follows from a covariance K, the terms of the line H and outputs y; K = L L'."""

    root: Array  # L
    line: Array  # L^-1 H
    line_root: Array  # R of H' K^-1 H = R' R, upper
    slopes: Array  # coefficients of the line, by generalised least squares
    residual: Array  # P = K^-1 - K^-1 H (H' K^-1 H)^-1 H' K^-1
    weights: Array  # P y = K^-1 (y - H slopes)

    def lower(self, right: Array) -> Array:
        solved: Array = wanted("scipy.linalg", "solve_triangular")(self.root, right, lower=True)
        return solved


def _solved(covariance: Array, line: Array, y: Array) -> _Solved:
    triangular = wanted("scipy.linalg", "solve_triangular")
    root = np.linalg.cholesky(covariance)
    inverse = triangular(root, np.eye(len(y)), lower=True)
    sloped, outputs = inverse @ line, inverse @ y
    turned, line_root = np.linalg.qr(sloped)
    slopes = triangular(line_root, turned.T @ outputs)
    across = turned.T @ inverse
    residual = inverse.T @ inverse - across.T @ across
    return _Solved(root, sloped, line_root, slopes, residual, residual @ y)


class _Likelihood:
    """The negative logarithm of the restricted likelihood, and its slope."""

    def __init__(self, x: Array, y: Array, noise: Array) -> None:
        self.x, self.y, self.noise, self.line = x, y, noise, _line(x)
        self.squares = (x.T[:, :, None] - x.T[:, None, :]) ** 2

    def __call__(self, logs: Array) -> tuple[float, Array]:
        """Of logarithms of lengths, variance and nugget."""
        lengths, (variance, nugget) = np.exp(logs[:-2]), np.exp(logs[-2:])
        scaled = self.squares / (lengths**2)[:, None, None]
        r = np.sqrt(5 * scaled.sum(axis=0))
        decay = variance * np.exp(-r)
        near = decay * (1 + r + r**2 / 3)
        covariance = near + np.diag(variance * ROUNDING + nugget + self.noise)
        try:
            solved: Any = _solved(covariance, self.line, self.y)
        except np.linalg.LinAlgError:
            return 1e25, np.zeros_like(logs)
        heights = np.log(np.diag(solved.root)).sum()
        sloped = np.log(np.abs(np.diag(solved.line_root))).sum()
        value = heights + sloped + self.y @ solved.weights / 2
        # Half of the trace of P dK less (P y)' dK (P y), for each logarithm.
        moved = solved.residual - np.outer(solved.weights, solved.weights)
        by_length = np.tensordot(scaled, moved * decay * (1 + r) * (5 / 3))
        slope = [*by_length, (moved * near).sum(), nugget * np.trace(moved)]
        return float(value), np.array(slope) / 2
