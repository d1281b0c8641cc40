"""Two kinds of interval, never mixed: what luck and what assumptions could make of a number.

Over seeds a number has the interval of its kind, of 90 %. Shares are taken on the logit scale,
rates, counts and ratios on the logarithmic (the error of the mean carried over by the slope of the
scale, as `results.luck` does), so that no interval leaves 0 .. 1, or nought behind. Over points
that were drawn from the ranges of assumptions it is simply where nine in ten of them lie.

How good intervals are is told by how often they hold the truth, and by their score.
"""

from collections.abc import Callable, Sequence
from math import comb, exp, isfinite, log, sqrt
from statistics import fmean, median, stdev
from typing import NamedTuple

import numpy as np

from socialcredit.core.student import student

SHARE, RATE, COUNT, RATIO = "share", "rate", "count", "ratio"
CHANGE, DIFFERENCE, MEDIAN, QUANTILE = "change", "difference", "median", "quantile"
KINDS = (SHARE, RATE, COUNT, RATIO, CHANGE, DIFFERENCE, MEDIAN, QUANTILE)
LEVEL = 0.9
FEW_POINTS = 20  # points below which a range of 5 to 95 % rests on its outermost ones

Value = float | None
Interval = tuple[float, float] | None


class Told(NamedTuple):
    """A number over repetitions, and its interval.

    value     mean over those that have a number (of a median or quantile the middle one)
    interval  None where nothing can be said: fewer than two numbers, too few for order statistics,
    or a share of which all are nought (or one), a rate of which all are nought
    known     repetitions with a number; `missing` those without
    few       whether so few points tell a range of assumptions that it is hardly one
    """

    value: float | None
    interval: Interval
    known: int
    missing: int
    few: bool = False


def over_seeds(kind: str, values: Sequence[Value], one_more: bool = False) -> Told:
    """The interval of 90 % over seeds, by kind of number.

    of the mean      share: Student's t on the logit; rate, count, ratio: on the logarithm; change,
    difference: as it is
    of the middle    median, quantile: order statistics (`ranks`)
    one_more         where one further seed would fall, instead of where the mean (or middle) lies
    """
    if kind not in KINDS:
        raise ValueError(f"no kind of number is '{kind}'")
    known = _known(values)
    middle = median if kind in (MEDIAN, QUANTILE) else fmean
    value = middle(known) if known else None
    missing = len(values) - len(known)
    if value is None or len(known) < 2:
        return Told(value, None, len(known), missing)
    if kind in (MEDIAN, QUANTILE):
        interval = _by_order(known, one_more)
    else:
        spread = stdev(known) * sqrt((1 if one_more else 0) + 1 / len(known))
        interval = _SCALES.get(kind, _plain)(value, student(len(known) - 1) * spread)
    return Told(value, interval, len(known), missing)


def _known(values: Sequence[Value]) -> list[float]:
    return [float(value) for value in values if value is not None and isfinite(value)]


def _plain(value: float, reach: float) -> Interval:
    return value - reach, value + reach


def _on_logs(value: float, reach: float) -> Interval:
    """The slope of the logarithm is 1 / value; a mean of nought has none."""
    if value <= 0:
        return None
    return value * _exp(-reach / value), value * _exp(reach / value)


def _on_logits(value: float, reach: float) -> Interval:
    """The slope of the logit is 1 / (value (1 - value)); a mean of nought or one has none."""
    if not 0 < value < 1:
        return None
    middle, far = log(value / (1 - value)), reach / (value * (1 - value))
    return _share_at(middle - far), _share_at(middle + far)


def _exp(power: float) -> float:
    return exp(min(power, 700.0))


def _share_at(logit: float) -> float:
    return 1 / (1 + _exp(-logit)) if logit > 0 else _exp(logit) / (1 + _exp(logit))


_SCALES: dict[str, Callable[[float, float], Interval]] = {
    SHARE: _on_logits, RATE: _on_logs, COUNT: _on_logs, RATIO: _on_logs,
}  # fmt: skip


def ranks(many: int, one_more: bool = False) -> tuple[int, int] | None:
    """Which ordered values, from 1, hold the middle of their law nine times in ten or more.

    The narrowest pair of equal tails (David & Nagaraja 2003, Order Statistics, 7.1), exact for any
    law without steps: of 5 to 7 values the outermost, of 8 the second and seventh. None for fewer
    than 5. With `one_more` the pair that holds one further value, for which it takes 19.
    """
    low = 0
    while _outside(many, low + 1, one_more) <= 1 - LEVEL + 1e-12:
        low += 1
    return (low, many + 1 - low) if low else None


def _outside(many: int, low: int, one_more: bool) -> float:
    """How often the values of rank `low` and its counterpart fail to hold what they should."""
    if one_more:
        return 2 * low / (many + 1)
    return sum(comb(many, below) for below in range(low)) / 2 ** (many - 1)


def _by_order(known: list[float], one_more: bool) -> Interval:
    found = ranks(len(known), one_more)
    if found is None:
        return None
    ordered = sorted(known)
    return ordered[found[0] - 1], ordered[found[1] - 1]


def over_assumptions(values: Sequence[Value], weights: Sequence[float] | None = None) -> Told:
    """Where nine in ten of the drawn points lie, 5 to 95 %, and the middle one.

    Quantiles are nearly unbiased in their median (Hyndman & Fan 1996, type 8), between the two
    values next to them and never beyond the outermost. With fewer than 20 points (or weights that
    count as fewer: L. Kish 1965) the ends rest on one point each, and `few` says so.

    weights  how much each point counts; all the same where left out
    """
    pairs = [
        (float(value), weight)
        for value, weight in zip(values, weights or [1.0] * len(values), strict=True)
        if value is not None and isfinite(value) and weight > 0
    ]
    missing = sum(value is None or not isfinite(value) for value in values)
    if not pairs:
        return Told(None, None, 0, missing, True)
    ordered = np.array(sorted(pairs))
    effective = float(ordered[:, 1].sum() ** 2 / (ordered[:, 1] ** 2).sum())
    # Type 8 of n values lays the kth at (k - 1/3) / (n + 1/3); a weight is a part of n.
    each = ordered[:, 1] * (effective / ordered[:, 1].sum())
    at = (np.cumsum(each) - each / 2 + 1 / 6) / (effective + 1 / 3)
    low, middle, high = np.interp([0.05, 0.5, 0.95], at, ordered[:, 0]).tolist()
    interval = (low, high) if len(pairs) > 1 else None
    return Told(middle, interval, len(pairs), missing, effective < FEW_POINTS - 1e-9)


def coverage(intervals: Sequence[tuple[float, float]], truths: Sequence[float]) -> float | None:
    """The share of intervals that hold their truth, ends included; None for none."""
    held = [low <= truth <= high for (low, high), truth in zip(intervals, truths, strict=True)]
    return fmean(held) if held else None


def interval_score(low: float, high: float, truth: float, level: float = LEVEL) -> float:
    """Width, and a penalty for whatever lies outside; less is better, in the number's unit.

    Gneiting & Raftery 2007 (JASA 102), equation 43, with alpha = 1 - level.
    """
    beyond = max(low - truth, 0.0) + max(truth - high, 0.0)
    return high - low + 2 / (1 - level) * beyond
