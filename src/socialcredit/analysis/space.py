"""What of the unit cube is left: how much of it, points all over it, and a few well apart.

A space of one in a million is not found by trying. It is come upon in steps (subset simulation: Au
& Beck 2001, Probabilistic Engineering Mechanics 16): the lowest tenth of the points says where the
next level is, they are moved about below it until they have forgotten where they were, and so on.
Steps are differences of two other points (ter Braak 2006, Statistics and Computing 16), so that
they have the shape of the space. The same seed gives the same points.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from socialcredit.analysis.designs import Points, sequence

Height = Callable[[Points], np.ndarray]  # float64 (points, factors) -> float64 (points,)
TRIED = 1 << 13  # points of the whole cube that are looked at first
MOVED = 2048  # points that are moved about on each level
ROUNDS = 8  # times each of them is moved
LEVEL = 0.1  # share of the points that is kept for the next level
SMALLEST = 1e-9  # a share of the cube below which nothing is said to be left
JITTER = 1e-4
THINNED = 10  # points among which one is picked, where a few well apart are asked for


class Left(NamedTuple):
    """What is left: its share of the cube, and points all over it, each part as likely.

    points  float64 (points, factors); none where nothing is left, and the share is nought
    """

    share: float
    points: Points


def left(height: Height, factors: int, bound: float, random: np.random.Generator) -> Left:
    """The part of the unit cube in which `height` is at most `bound`.

    The share is that of `TRIED` points, or, below a tenth, a product of levels with a standard
    error of some tenths of itself at one in a million. Below `SMALLEST` it is none.
    """
    points = sequence(TRIED, factors, random)
    heights, share, before = height(points), 1.0, np.inf
    while True:
        level = max(bound, float(np.quantile(heights, LEVEL)))
        under = heights <= level
        share *= float(under.mean())
        points, heights = points[under], heights[under]
        if share < SMALLEST or level == before:
            return Left(0.0, np.zeros((0, factors)))
        before = level
        enough = level == bound and len(points) >= TRIED * LEVEL
        if not enough:
            points, heights = _moved(height, points, heights, level, random)
        if level == bound:
            return Left(share, points)


def _moved(
    height: Height, points: Points, heights: np.ndarray, level: float, random: np.random.Generator
) -> tuple[Points, np.ndarray]:
    """`MOVED` points below a level, made from those that are there (Metropolis et al. 1953)."""
    rows = np.resize(np.arange(len(points)), MOVED)
    points, heights = points[rows].copy(), heights[rows].copy()
    factors = points.shape[1]
    for turn in range(ROUNDS):
        one, other = (points[random.permutation(MOVED)] for _ in range(2))
        # Now and then a whole difference, which may lead from one part of the space to another.
        stride = 1.0 if turn % 4 == 3 else 2.38 / np.sqrt(2 * factors)
        tried = points + stride * (one - other) + JITTER * random.standard_normal(points.shape)
        inside = ((tried > 0) & (tried < 1)).all(axis=1)
        found = np.full(MOVED, np.inf)
        found[inside] = height(tried[inside])
        better = found <= level
        points[better], heights[better] = tried[better], found[better]
    return points, heights


def spread(points: Points, many: int, taken: Points, random: np.random.Generator) -> Points:
    """So many of the points, well apart from each other and from those taken already.

    Of ten times as many by lot the one furthest from all others is picked each time (maximin, as
    Johnson, Moore & Ylvisaker 1990); of all points it would always be one at the rim.
    """
    points = np.unique(points, axis=0)
    among = points[random.permutation(len(points))[: THINNED * many]]
    gaps = np.full(len(among), np.inf)
    for one in taken:
        gaps = np.minimum(gaps, ((among - one) ** 2).sum(axis=1))
    picked = []
    for _ in range(min(many, len(among))):
        best = int(gaps.argmax())
        picked.append(best)
        gaps = np.minimum(gaps, ((among - among[best]) ** 2).sum(axis=1))
        gaps[best] = -1.0
    return among[picked]
