"""Lenders' thresholds and re-training, on the component of `stages/lending`, as published."""

from pathlib import Path

import numpy as np

from socialcredit.experiments.behaviour.contract import Row, row
from socialcredit.stages.lending.thresholds import (
    Applicants,
    harm_threshold,
    lent,
    outcome_curve,
    retrained,
)

DATA = Path(__file__).parent / "data"
CDF, BAD = "transrisk_cdf_by_race_ssa.csv", "transrisk_performance_by_race_ssa.csv"
TOTALS = "totals.csv"
GROUPS = ("Black", "Non- Hispanic white")  # columns, in the order of the groups here
NAMES = ("Black", "White")
BINS = (2.1, 4.2, 5.4, 6.5, 7.9, 9.6, 12.0, 13.8, 17.0, 15.8, 5.7)  # per cent, each 50 points wide
FIRST, WIDE = 300.0, 50.0
DELAYED, RETRAINED = "delayed impact", "re-training"
LIU, PERDOMO = "Liu and others 2018, arXiv 1803.04383", "Perdomo and others 2020, arXiv 2002.06673"
# Of a policy at a loss of four to a gain of one: thresholds, shares taken, mean changes of scores.
PUBLISHED = {
    "MaxProfit": ((645.0, 613.75), (0.1677, 0.6634), (8.397, 38.666)),
    "DemParity": ((480.103, 649.17), (0.5774, 0.5774), (-17.142, 35.04)),
    "EqOpp": ((557.291, 630.96), (0.3561, 0.6249), (6.013, 37.239)),
}
TOLERANCES = (0.5, 0.002, 0.05)
WHAT = ("threshold", "share taken", "mean change of scores")
CURVE = ((9.484, 0.2384, -55.027), (39.825, 0.7378, 20.926))  # most, at which share, all taken
NO_CHANGE = 529.75  # with the group's own curve; the notebook's 497.47 rests on the other group's
MU, EPS, LIMIT, ROUNDS = 10.0, 0.9, 100.0, 400


def applicants(folder: Path | str = DATA) -> Applicants:
    """Two groups by score, from the three tables in a folder; scores on the axis from 300 to 850.

    The tables give each score as a percentile, which the shares of eleven bins turn into points.
    """
    at = Path(folder)
    percentile, share = _table(at / CDF)
    _, bad = _table(at / BAD)
    edges = FIRST + WIDE * np.arange(len(BINS) + 1)
    score = np.interp(percentile, np.concatenate([[0.0], np.cumsum(BINS)]), edges)
    with (at / TOTALS).open(encoding="utf-8") as file:
        names, counts = (line.strip().split(",") for line in file.read().splitlines()[:2])
    many = np.array([float(counts[names.index(group)]) for group in GROUPS])
    mass = np.diff(share / 100.0, axis=1, prepend=0.0)
    return Applicants(score, mass, 1.0 - bad / 100.0, many / many.sum())


def _table(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """The percentiles of a table, float64 (scores,), and its groups, float64 (groups, scores)."""
    with path.open(encoding="utf-8") as file:
        names = file.readline().strip().split(",")
        numbers = np.loadtxt(file, delimiter=",")
    return numbers[:, 0], numbers[:, [names.index(group) for group in GROUPS]].T


def rows() -> list[Row]:
    """Thresholds, shares and changes by policy; the outcome curve; the limit of re-training."""
    who = applicants()
    return [*_of_policies(who), *_of_curves(who), *_of_retraining()]


def _of_policies(who: Applicants) -> list[Row]:
    found = []
    for policy, published in PUBLISHED.items():
        told = lent(who, policy)
        for what, numbers, made, allowed in zip(
            WHAT, published, (told.threshold, told.accepted, told.change), TOLERANCES, strict=True
        ):
            for name, number, value in zip(NAMES, numbers, made, strict=True):
                words = f"{policy}, {name}: {what}"
                found.append(_row(DELAYED, words, float(value), number, allowed, LIU))
    return found


def _of_curves(who: Applicants) -> list[Row]:
    found = []
    for group, (most, at, every) in enumerate(CURVE):
        shares, change = outcome_curve(who, group)
        best, name = int(np.argmax(change)), NAMES[group]
        told = (
            ("most that scores can rise on average", float(change[best]), most, 0.05),
            ("share taken at which they rise most", float(shares[best]), at, 0.002),
            ("mean change where all are taken", float(change[-1]), every, 0.05),
        )
        found += [
            _row(DELAYED, f"{name}: {words}", produced, published, allowed, LIU)
            for words, produced, published, allowed in told
        ]
    harm = harm_threshold(who, 0)
    words = "Black: threshold at which scores stay as they are (corrected; the notebook has 497.47)"
    found.append(_row(DELAYED, words, float(harm or 0.0), NO_CHANGE, 0.5, LIU))
    return found


def _of_retraining() -> list[Row]:
    rules = retrained(MU, EPS, 0.0, ROUNDS)
    ratio = float((LIMIT - rules[2]) / (LIMIT - rules[1]))
    return [
        _row(RETRAINED, "limit at mu 10, eps .9", float(rules[-1]), LIMIT, 1e-6, PERDOMO),
        _row(RETRAINED, "error after a round over that before", ratio, EPS, 1e-9, PERDOMO),
    ]


def _row(
    part: str, what: str, produced: float, published: float, tolerance: float, source: str
) -> Row:
    return row(part, what, produced, published, tolerance, source=source, evidence="primary")
