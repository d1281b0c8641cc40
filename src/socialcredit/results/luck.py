"""How far luck alone could move a number of one run: rough intervals, said to be rough.

A run is one draw. These intervals say what other draws of the same model might give; they say
nothing about whether the model's assumptions hold, which is the larger doubt.
"""

from collections.abc import Sequence
from math import exp, sqrt

import numpy as np

Interval = tuple[float, float] | None
FEWEST = 8  # people below whom no interval is given
DRAWS = 1000
REACH = 1.96


def of_share(parts: Sequence[float], wholes: Sequence[float]) -> Interval:
    """95 % interval of sum(parts) / sum(wholes), one item a person, by drawing people anew.

    The same interval each time: the draws have a fixed seed.
    """
    if len(wholes) < FEWEST:
        return None
    pairs = np.column_stack([np.asarray(parts, float), np.asarray(wholes, float)])
    picks = np.random.default_rng(1).integers(0, len(pairs), (DRAWS, len(pairs)))
    sums = np.stack([pairs[pick].sum(axis=0) for pick in picks])
    shares = sums[:, 0] / np.where(sums[:, 1] > 0, sums[:, 1], 1)
    low, high = np.quantile(shares, (0.025, 0.975))
    return float(low), float(high)


def of_count(value: float, people: float) -> Interval:
    """`value` was borne by so many people: 95 % interval if each were one independent draw."""
    if people < FEWEST:
        return None
    reach = REACH / sqrt(people)
    return value * exp(-reach), value * exp(reach)


def of_ratio(value: float, people: float, others: float) -> Interval:
    """The same for a ratio of two groups' burdens, each borne by so many people."""
    if min(people, others) < FEWEST:
        return None
    reach = REACH * sqrt(1 / people + 1 / others)
    return value * exp(-reach), value * exp(reach)


def of_change(more: float, fewer: float, whole: float) -> Interval:
    """A change against a twin that took `fewer` deeds away and added `more`, of `whole`.

    Twice the error of independent deeds: one person's deeds move together, and five seeds of a
    town of 30,000 spread by that much.
    """
    if not whole or more + fewer < FEWEST:
        return None
    reach = 2 * REACH * sqrt(more + fewer) / whole
    change = (more - fewer) / whole
    return change - reach, change + reach
