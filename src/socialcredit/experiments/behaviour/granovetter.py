"""Thresholds of protest held against the exact numbers of the threshold model."""

from statistics import NormalDist
from typing import Any

import numpy as np

from socialcredit.experiments.behaviour.contract import Row, row
from socialcredit.stages.response.protest import equilibrium, joined, needed

PART = "Granovetter"
MEAN = 0.25
SHARES = {
    0.10: 0.0077, 0.11: 0.01713, 0.115: 0.02541, 0.12: 0.04021, 0.121: 0.04553, 0.122: 0.05479,
    0.2: 0.99991, 0.25: 0.99863, 0.3: 0.99339, 0.4: 0.96258,
}  # fmt: skip
LAST_BELOW, FIRST_ABOVE = 0.12222086, 0.12222088  # spreads between which the share jumps
OWN: dict[str, Any] = {
    "source": "x = F(x) solved by bisection, apart from this program",
    "evidence": "recalled",
}
PAPER: dict[str, Any] = {
    "source": "Granovetter, American Journal of Sociology 83, 1420-1443 (1978)",
    "evidence": "recalled",
}
CROWDS = {12.0: 3, 12.5: 5, 12.75: 100}  # of a hundred, by the spread of their thresholds


def rows() -> list[Row]:
    """Fixed points, the jump, the crowds of a hundred, and the same by the kernel's counting."""
    found = [
        row(PART, f"share that joins, spread {spread:g}", equilibrium(MEAN, spread), published,
            1e-5, **OWN)
        for spread, published in SHARES.items()
    ]  # fmt: skip
    below, above = (equilibrium(MEAN, spread) for spread in (LAST_BELOW, FIRST_ABOVE))
    found.append(
        row(PART, f"jump between spreads {LAST_BELOW} and {FIRST_ABOVE}", above - below, 0.938,
            0.001, **OWN)
    )  # fmt: skip
    everybody = np.arange(100)
    one_less = np.where(everybody == 1, 2, everybody)
    found.append(row(PART, "crowd of thresholds 0 to 99", joined(everybody), 100, 0, **PAPER))
    found.append(row(PART, "the same with a 2 in place of the 1", joined(one_less), 1, 0, **PAPER))
    found += [
        row(PART, f"crowd of a hundred, spread {spread:g}", crowd(spread), published, 0, **OWN)
        for spread, published in CROWDS.items()
    ]
    return found


def crowd(spread: float) -> int:
    """How many of a hundred join whose thresholds are quantiles of a normal law of mean 25."""
    middle = (np.arange(1, 101) - 0.5) / 100
    quantiles = np.array([NormalDist().inv_cdf(p) for p in middle])
    return joined(needed((25 + spread * quantiles) / 100, 100))
