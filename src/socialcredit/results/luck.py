"""How far luck alone could move a number of one run: one method for each kind, all at 90 %.

A run is one draw. Of ten draws of the same model nine have an interval that holds the mean of all;
none says anything about whether the model's assumptions hold, which is the larger doubt.

The unit is the household, because what its members meet moves together. Of a number that is a sum
over people, or a ratio of two such sums, the error is that of the jackknife: each household of the
panel left out in turn (Wolter 2007, Introduction to Variance Estimation, 4). Where the number is
one of everybody, it is made smaller as everybody is more than the panel. Shares are taken on the
logit scale, ratios and rates on the logarithmic, so that none passes nought or one. An interval
rests on the households that bear the thing, however many others there are, and on few of them where
few bear most: it reaches as far as Student's t with the degrees of freedom of `freedom_of`. None is
given where fewer than ten bear it.
`tests/results/coverage.py` holds every kind against 200 seeds.
"""

from collections.abc import Sequence
from math import ceil, exp, log, sqrt
from statistics import fmean
from typing import Any

import numpy as np

from socialcredit.core.student import reach_of_mean, student
from socialcredit.results.part import FEW

Interval = tuple[float, float] | None
FEW_SEEDS = 5  # repetitions below which an interval over them is hardly one
Sums = np.ndarray  # float64 (households of the panel,)


def reach_of(without: Sums, bear: int) -> float:
    """How far a number may lie from the truth, one side, from what it is without each household.

    bear  the households on which it rests
    """
    many = len(without)
    rest = without - without.mean()
    error = sqrt((many - 1) / many * float((rest**2).sum()))
    return student(min(int(freedom_of(rest)), bear - 1)) * error


def freedom_of(rest: np.ndarray) -> Any:
    """Degrees of freedom of a sum of squares over the first axis (Satterthwaite 1946).

    From how much the squares themselves vary: as many as there are terms where these are normal,
    few where few terms make up the sum.
    """
    squares, one = rest**2, 1 / max(len(rest), 1)
    whole = squares.sum(axis=0)
    heaped = np.divide((squares**2).sum(axis=0), whole**2, out=np.ones_like(whole), where=whole > 0)
    return np.maximum(2 / np.maximum(heaped - one, one), 1)


def _less_one(sums: Sums) -> Sums:
    """The logarithm of a sum over all households but one, for each of them."""
    logs: Sums = np.log(sums.sum() - sums)
    return logs


def _bearers(sums: Sums) -> int:
    return int(np.count_nonzero(sums > 0))


def of_share(value: float | None, parts: Sums, wholes: Sums, part_of: float = 1.0) -> Interval:
    """Interval of a share; `part_of` as `everybody` says where the share is one of everybody.

    It rests on the households with a part, or on those without the whole, whichever are fewer.
    """
    rest = np.maximum(wholes - parts, 0.0)
    bear = min(_bearers(parts), _bearers(rest))
    if value is None or not 0 < value < 1 or bear < FEW:
        return None
    reach = reach_of(_less_one(parts) - _less_one(rest), bear) * sqrt(part_of)
    middle = log(value / (1 - value))
    return _share_at(middle - reach), _share_at(middle + reach)


def _share_at(logit: float) -> float:
    return 1 / (1 + exp(-logit)) if logit > 0 else exp(logit) / (1 + exp(logit))


def of_ratio(
    value: float | None, parts: Sums, wholes: Sums, part_of: float = 1.0, bear: int | None = None
) -> Interval:
    """Interval of a rate, a mean, a sum or a ratio that may exceed one.

    bear  the households on which it rests, where they are not those that have any part
    """
    bear = _bearers(parts) if bear is None else bear
    if value is None or value <= 0 or min(bear, _bearers(parts), _bearers(wholes)) < FEW:
        return None
    reach = reach_of(_less_one(parts) - _less_one(wholes), bear) * sqrt(part_of)
    return value * exp(-reach), value * exp(reach)


def of_change(value: float | None, with_: Sums, without: Sums, part_of: float = 1.0) -> Interval:
    """Interval of the relative change of a sum against the twin, whose people and luck it shares.

    It rests on the households whose deeds differ, however many deeds there are.
    """
    if value is None:
        return None
    differ = int(np.count_nonzero(with_ != without))
    found = of_ratio(1 + value, with_, without, part_of, differ)
    return None if found is None else (found[0] - 1, found[1] - 1)


def of_two_groups(
    value: float | None, one: tuple[Sums, Sums], other: tuple[Sums, Sums], part_of: float = 1.0
) -> Interval:
    """Interval of a ratio of two groups' rates; each group as (parts, wholes) by household."""
    bear = min(_bearers(one[0]), _bearers(other[0]))
    if value is None or value <= 0 or bear < FEW:
        return None
    logs = [_less_one(parts) - _less_one(wholes) for parts, wholes in (one, other)]
    reach = reach_of(logs[0] - logs[1], bear) * sqrt(part_of)
    return value * exp(-reach), value * exp(reach)


def of_more(value: float, with_: Sums, without: Sums, part_of: float = 1.0) -> Interval:
    """Interval of how many more, or fewer, than in the twin, of a sum over everybody."""
    more = with_ - without
    differ = int(np.count_nonzero(more))
    if differ < FEW:
        return None
    many = len(more)
    reach = reach_of((more.sum() - more) * many / (many - 1), differ) / part_of**0.5
    return value - reach, value + reach


def of_quantile(values: np.ndarray, homes: np.ndarray, q: float) -> tuple[float, float] | None:
    """Interval of a quantile of people (Woodruff 1952, JASA 47): one value and household a person.

    The interval of the share that lies beyond is laid on the ranks.
    """
    if not len(values):
        return None
    ordered = np.sort(values)
    beyond = values > ordered[_rank(q, len(values))]
    people = np.bincount(homes).astype(float)
    above, people = np.bincount(homes, beyond)[people > 0], people[people > 0]
    ends = of_share(1 - q, above, people)
    if ends is None:
        return None
    low, high = (_rank(1 - end, len(values)) for end in reversed(ends))
    return ordered[low].item(), ordered[high].item()


def _rank(q: float, many: int) -> int:
    """Which of so many ordered values is the quantile, by nearest rank."""
    return max(ceil(q * many), 1) - 1


def of_mean(values: Sequence[float]) -> Interval:
    """Interval of the mean over repetitions with other seeds (Student's t); None for one alone."""
    if len(values) < 2:
        return None
    reach = reach_of_mean(values)
    return fmean(values) - reach, fmean(values) + reach
