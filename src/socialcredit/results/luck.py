"""How far luck alone could move a number of one run: one method for each kind, all at 90 %.

A run is one draw. These intervals say what other draws of the same model might give; they say
nothing about whether the model's assumptions hold, which is the larger doubt.

The unit is the household, because what its members meet moves together. Of a number that is a sum
over people, or a ratio of two such sums, the error is worked out from the households of the panel
(Taylor linearisation; Cochran 1977, Sampling Techniques, 6.4) and, where the number is one of
everybody, made smaller as everybody is more than the panel. Shares are taken on the logit scale,
ratios and rates on the logarithmic, so that no interval passes nought or one. None is given where
fewer than ten households bear the thing. `tests/results/coverage.py` holds them against 200 seeds.
"""

from collections.abc import Sequence
from math import exp, log, sqrt
from statistics import fmean, stdev

import numpy as np

from socialcredit.results.part import FEW

Interval = tuple[float, float] | None
REACH = 1.6449  # 95 % quantile of the normal distribution: five in a hundred lie beyond each end
# 95 % quantiles of Student's t for 1 .. 30 degrees of freedom, from printed tables.
STUDENT = (
    6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812,
    1.796, 1.782, 1.771, 1.761, 1.753, 1.746, 1.740, 1.734, 1.729, 1.725,
    1.721, 1.717, 1.714, 1.711, 1.708, 1.706, 1.703, 1.701, 1.699, 1.697,
)  # fmt: skip
FEW_SEEDS = 5  # repetitions below which an interval over them is hardly one
Sums = np.ndarray  # float64 (households of the panel,)


def relative_error(parts: Sums, wholes: Sums) -> float | None:
    """Standard error of sum(parts) / sum(wholes) over that ratio; None where few bear any part."""
    part, whole, many = float(parts.sum()), float(wholes.sum()), len(parts)
    if part <= 0 or whole <= 0 or np.count_nonzero(parts) < FEW:
        return None
    rest = parts / part - wholes / whole
    return sqrt(many / (many - 1) * float((rest**2).sum()))


def of_share(value: float | None, parts: Sums, wholes: Sums, part_of: float = 1.0) -> Interval:
    """Interval of a share; `part_of` as `everybody` says where the share is one of everybody."""
    error = relative_error(parts, wholes)
    if value is None or error is None or not 0 < value < 1:
        return None
    reach, middle = REACH * error * sqrt(part_of) / (1 - value), log(value / (1 - value))
    return _share_at(middle - reach), _share_at(middle + reach)


def _share_at(logit: float) -> float:
    return 1 / (1 + exp(-logit)) if logit > 0 else exp(logit) / (1 + exp(logit))


def of_ratio(value: float | None, parts: Sums, wholes: Sums, part_of: float = 1.0) -> Interval:
    """Interval of a rate, a mean, a sum or a ratio that may exceed one."""
    error = relative_error(parts, wholes)
    if value is None or error is None or value <= 0:
        return None
    reach = REACH * error * sqrt(part_of)
    return value * exp(-reach), value * exp(reach)


def of_change(value: float | None, with_: Sums, without: Sums, part_of: float = 1.0) -> Interval:
    """Interval of the relative change of a sum against the twin, whose people and luck it shares.

    Few households whose deeds differ tell nothing, however many deeds there are.
    """
    if value is None or np.count_nonzero(with_ != without) < FEW:
        return None
    found = of_ratio(1 + value, with_, without, part_of)
    return None if found is None else (found[0] - 1, found[1] - 1)


def of_two_groups(
    value: float | None, one: tuple[Sums, Sums], other: tuple[Sums, Sums], part_of: float = 1.0
) -> Interval:
    """Interval of a ratio of two groups' rates; each group as (parts, wholes) by household."""
    errors = relative_error(*one), relative_error(*other)
    if value is None or value <= 0 or errors[0] is None or errors[1] is None:
        return None
    reach = REACH * sqrt((errors[0] ** 2 + errors[1] ** 2) * part_of)
    return value * exp(-reach), value * exp(reach)


def of_more(value: float, with_: Sums, without: Sums, part_of: float = 1.0) -> Interval:
    """Interval of how many more, or fewer, than in the twin, of a sum over everybody."""
    more, many = with_ - without, len(with_)
    if np.count_nonzero(more) < FEW:
        return None
    spread = many / (many - 1) * float(((more - more.mean()) ** 2).sum())
    reach = REACH * sqrt(spread) / part_of**0.5
    return value - reach, value + reach


def of_quantile(values: Sequence[float], q: float) -> tuple[float, float] | None:
    """Interval of a quantile by ranks (binomial, nearest rank), one value a person."""
    many = len(values)
    reach = REACH * sqrt(many * q * (1 - q))
    low, high = int(many * q - reach), int(many * q + reach) + 1
    if many < FEW or low < 1 or high > many:
        return None
    ordered = sorted(values)
    return ordered[low - 1], ordered[high - 1]


def of_few(value: float, count: int) -> Interval:
    """Interval of a rate of independent events of which `count` were seen, where no panel tells."""
    if count < FEW:
        return None
    reach = REACH / sqrt(count)
    return value * exp(-reach), value * exp(reach)


def student(freedom: int) -> float:
    """95 % quantile of Student's t; beyond 30 degrees of freedom by Cornish and Fisher."""
    if freedom <= len(STUDENT):
        return STUDENT[freedom - 1]
    z, n = REACH, freedom
    return z + (z**3 + z) / (4 * n) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)


def of_mean(values: Sequence[float]) -> Interval:
    """Interval of the mean over repetitions with other seeds (Student's t); None for one alone."""
    if len(values) < 2:
        return None
    reach = student(len(values) - 1) * stdev(values) / sqrt(len(values))
    return fmean(values) - reach, fmean(values) + reach
