"""What moved a number: elementary effects (Morris) and shares of variance (Sobol).

Runs that told no number (None or nan) are never left out in silence: each answer says how many
trajectories or points it rests on, and is None where these are too few. Intervals are of 90 %.
"""

from collections.abc import Sequence
from math import sqrt
from typing import Any, NamedTuple

import numpy as np

from socialcredit.analysis.designs import in_order
from socialcredit.core.student import student

Interval = tuple[float, float] | None
FEWEST_EFFECTS = 2  # effects of a factor below which their mean has no interval
FEWEST_POINTS = 32  # points of A and B below which shares of variance are not told
RESAMPLES = 1000
TAIL = 0.05


class Effect(NamedTuple):
    """What one factor does to a number, in the number's unit over the factor's whole range.

    mu       mean of the elementary effects; their sign counts
    mu_star  mean of their sizes (Campolongo, Cariboni & Saltelli 2007, Env. Modelling & Software
    22): how much the factor matters
    sigma    standard deviation: nought where the factor acts alone and in a straight line
    known    elementary effects that could be reckoned; below two, all the others are None
    """

    name: str
    mu: float | None
    mu_star: float | None
    sigma: float | None
    mu_interval: Interval
    mu_star_interval: Interval
    known: int


class Effects(NamedTuple):
    """Of each factor, in the order of `names`; and how many trajectories lack no output."""

    factors: tuple[Effect, ...]
    trajectories: int
    whole: int


def morris(
    names: Sequence[str], points: np.ndarray, outputs: Sequence[Any] | np.ndarray
) -> Effects:
    """Elementary effects of a Morris design (Morris 1991, Technometrics 33).

    Trajectories are independent, so that the intervals of mu and mu* are Student's over them; mu*
    is not told below nought. Where a run lacks its number, the two steps that touch it are lost and
    no others.

    points   float64 (rows, factors) of `designs.points`, untouched
    outputs  one number a row, None or nan where there is none
    """
    effects = elementary_effects(points, outputs)
    whole = int(np.isfinite(effects).all(axis=1).sum())
    found = [_effect(name, column) for name, column in zip(names, effects.T, strict=True)]
    return Effects(tuple(found), len(effects), whole)


def elementary_effects(points: np.ndarray, outputs: Sequence[Any] | np.ndarray) -> np.ndarray:
    """float64 (trajectories, factors): change of the output over change of the one factor moved."""
    factors = points.shape[1]
    steps = np.diff(points.reshape(-1, factors + 1, factors), axis=1)
    if not ((steps != 0).sum(axis=2) == 1).all() or not ((steps != 0).sum(axis=1) == 1).all():
        raise ValueError("these are no trajectories in which each factor moves once")
    changes = np.diff(as_numbers(outputs).reshape(-1, factors + 1), axis=1)
    by_step = changes / steps.sum(axis=2)
    return np.take_along_axis(by_step, (steps != 0).argmax(axis=1), axis=1)


def as_numbers(outputs: Sequence[Any] | np.ndarray) -> np.ndarray:
    """The outputs as float64; what is missing or endless is nan."""
    made = np.array(outputs, dtype=np.float64)
    made[~np.isfinite(made)] = np.nan
    return made


def _effect(name: str, effects: np.ndarray) -> Effect:
    known = effects[np.isfinite(effects)]
    if len(known) < FEWEST_EFFECTS:
        return Effect(name, None, None, None, None, None, len(known))
    sizes = np.abs(known)
    mu, mu_star = float(known.mean()), float(sizes.mean())
    sigma = float(known.std(ddof=1))
    reach, reach_star = (
        student(len(known) - 1) * float(one.std(ddof=1)) / sqrt(len(known))
        for one in (known, sizes)
    )
    around_star = (max(mu_star - reach_star, 0.0), mu_star + reach_star)
    return Effect(name, mu, mu_star, sigma, (mu - reach, mu + reach), around_star, len(known))


class Index(NamedTuple):
    """The share of the variance of a number that is a factor's.

    first  its own, whatever the others do; by chance it may come out somewhat below nought
    total  its own and that in which it has a part, together with others
    """

    name: str
    first: float | None
    total: float | None
    first_interval: Interval
    total_interval: Interval


class Indices(NamedTuple):
    """Of each factor, in the order of `names`; the variance that is shared out, and its basis.

    base    points of A (and of B) that were run
    usable  those of which no run lacks its number; with fewer than 32 nothing is told
    """

    factors: tuple[Index, ...]
    variance: float | None
    base: int
    usable: int


def sobol(
    names: Sequence[str],
    outputs: Sequence[Any] | np.ndarray,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Indices:
    """First-order and total indices of a Sobol design (Saltelli et al. 2010, table 2 b and f).

    Intervals are the 5 and 95 % quantiles of a bootstrap over points of the base (Archer, Saltelli
    & Sobol 1997), the same for the same seed. Points of the base of which a run is missing are
    left out of all blocks, and counted.

    outputs  one number a row of `designs.points`, None or nan where there is none
    """
    place = in_order(names)
    blocks = as_numbers(outputs).reshape(len(names) + 2, -1)
    good = np.isfinite(blocks).all(axis=0)
    base, usable = blocks.shape[1], int(good.sum())
    if usable < FEWEST_POINTS:
        return Indices(tuple(map(_untold, names)), None, base, usable)
    once = _shares(blocks[:, good], np.ones((1, usable)))
    if not once.variance[0] > 0:
        return Indices(tuple(map(_untold, names)), 0.0, base, usable)
    random = np.random.default_rng(seed)
    times = random.multinomial(usable, np.full(usable, 1 / usable), resamples).astype(np.float64)
    drawn = _shares(blocks[:, good], times)
    found = [
        Index(name, float(once.first[0, at]), float(once.total[0, at]),
              _middle_of(drawn.first[:, at]), _middle_of(drawn.total[:, at]))
        for name, at in zip(names, place, strict=True)
    ]  # fmt: skip
    return Indices(tuple(found), float(once.variance[0]), base, usable)


def _untold(name: str) -> Index:
    return Index(name, None, None, None, None)


def _middle_of(drawn: np.ndarray) -> Interval:
    low, high = np.nanquantile(drawn, (TAIL, 1 - TAIL))
    return float(low), float(high)


class _Shares(NamedTuple):
    first: np.ndarray  # float64 (times, factors)
    total: np.ndarray  # float64 (times, factors)
    variance: np.ndarray  # float64 (times,)


def _shares(blocks: np.ndarray, times: np.ndarray) -> _Shares:
    """The indices where each point counts so many times; blocks (factors + 2, n), times (m, n).

    Outputs are taken from their mean, which takes away most of the error of these estimates.
    """
    middle = blocks[:2].mean()
    a, b, mixed = blocks[0] - middle, blocks[1] - middle, blocks[2:] - middle
    many = times.sum(axis=1)
    mean = times @ (a + b) / (2 * many)
    variance = times @ (a**2 + b**2) / (2 * many) - mean**2
    change = mixed - a
    own = (times @ (b * change).T - mean[:, None] * (times @ change.T)) / many[:, None]
    squared = times @ (change**2).T / (2 * many[:, None])
    with np.errstate(divide="ignore", invalid="ignore"):
        return _Shares(own / variance[:, None], squared / variance[:, None], variance)
