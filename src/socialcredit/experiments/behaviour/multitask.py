"""Effort for two tasks of which one is paid: drift, held against Holmstrom and Milgrom (1991).

Who is paid a1 for an hour of the first task and cares a2 for the second, at a cost of
(e1^2 + e2^2)/2 + sigma e1 e2, chooses

    e1 = (a1 - sigma a2) / (1 - sigma^2),   e2 = (a2 - sigma a1) / (1 - sigma^2)

Here the second is given by the mechanism, as what drift leaves of a2 hours of help where e1 go into
the first, and the first answers to it, until nothing moves. The two meet in the closed form where
the mechanism is the model; nothing is fitted.
"""

from collections.abc import Iterator

import numpy as np

from socialcredit.experiments.behaviour.contract import Row, row
from socialcredit.stages.response.drift import hazard

PART = "paid and unpaid effort"
SOURCE, EVIDENCE = "holmstrom-milgrom-1991", "recalled"
CASES = ((1.0, 1.0, 0.0), (1.0, 1.0, 0.4), (1.0, 0.8, 0.4), (2.0, 1.5, 0.6), (0.9, 1.0, 0.8))
WITHIN, MOST_ROUNDS = 1e-9, 10_000


def answered(a1: float, a2: float, sigma: float) -> tuple[float, float]:
    """Hours of both tasks when each answers to the other, by the mechanism's own hazard."""
    paid, unpaid = a1, a2
    for _ in range(MOST_ROUNDS):
        left = a2 * float(np.exp(hazard(sigma, np.array([paid]), np.array([a2])))[0])
        more = a1 - sigma * left
        if abs(more - paid) + abs(left - unpaid) < 1e-13:
            break
        paid, unpaid = more, left
    return paid, unpaid


def closed(a1: float, a2: float, sigma: float) -> tuple[float, float]:
    """The same by the closed form."""
    return (a1 - sigma * a2) / (1 - sigma**2), (a2 - sigma * a1) / (1 - sigma**2)


def rows() -> list[Row]:
    """Both efforts of every case beside the closed form."""
    return list(_rows())


def _rows() -> Iterator[Row]:
    for case in CASES:
        told = "a1 {:g}, a2 {:g}, sigma {:g}".format(*case)
        efforts = zip(("paid", "unpaid"), answered(*case), closed(*case), strict=True)
        for name, made, exact in efforts:
            yield row(
                PART, f"{name} effort, {told}", made, exact, WITHIN, source=SOURCE,
                evidence=EVIDENCE,
            )  # fmt: skip
