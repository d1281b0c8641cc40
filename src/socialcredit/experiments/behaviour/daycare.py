"""A fine in day-care centres: `motivation` of the scenario `daycare` against the counts by week.

Counts of late collecting of weeks 1 to 12 as typed by others from Gneezy and Rustichini, "A fine is
a price", Journal of Legal Studies 29 (2000); fined weeks are 5 to 16. Weeks 13 to 20 are kept aside
and stand nowhere here: what the mechanism says of them is told, and judged by whoever has them. How
far a mean over six centres is off by luck is 1.26 (the rise) and 0.81 (the change after the fine),
and two of each are allowed.

Produced is what the mechanism's own kernel makes of a thousand families week after week, times the
mean of weeks 1 to 4; the scenario itself lives the same with deeds that are drawn.
"""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from socialcredit.core.calendar import MEAN_MONTH
from socialcredit.experiments.behaviour.contract import Fit, Row, row
from socialcredit.language.resolve.loading import load_beliefs
from socialcredit.stages.response.motivation import move

FINED = (
    (8, 8, 7, 6, 8, 9, 9, 12, 13, 13, 15, 13),
    (6, 7, 3, 5, 2, 11, 14, 9, 16, 12, 10, 14),
    (8, 9, 8, 9, 3, 5, 15, 18, 16, 14, 20, 18),
    (10, 3, 14, 9, 6, 24, 8, 22, 22, 19, 25, 18),
    (13, 12, 9, 13, 15, 10, 27, 28, 35, 10, 24, 32),
    (5, 8, 7, 5, 5, 9, 12, 14, 19, 17, 14, 13),
)  # centres A to F, weeks 1 to 12
OTHERS = (
    (7, 10, 12, 6, 4, 13, 7, 8, 5, 12, 3, 5),
    (12, 9, 14, 18, 10, 11, 6, 15, 14, 13, 7, 12),
    (3, 4, 9, 3, 3, 5, 9, 5, 2, 7, 6, 6),
    (15, 13, 13, 12, 10, 9, 15, 15, 15, 10, 17, 12),
)  # centres G to J, never fined
WEEKS, BEFORE, FROM, UNTIL = 20, 4, 5, 16  # the fine is there from week 5 until week 16
WEEK = 7 / MEAN_MONTH  # months
RISE, REMOVAL = 2 * 1.26, 2 * 0.81  # allowed
FAMILIES = 1000
FILE = {"behaviour": "daycare/behaviour.yaml"}
PATH = f"{FILE['behaviour']}: motivation."
PART = "a fine is a price (day-care)"
SOURCE = "Gneezy and Rustichini 2000, weekly counts as typed by others"


class Strengths(NamedTuple):
    """How far a price takes the norm away, and in how many months it goes and comes back."""

    kappa: float
    tau_in: float
    tau_out: float


def shipped() -> Strengths:
    """As the file of the scenario has them."""
    blocks = load_beliefs(FILE).behaviour.mechanisms
    told = next(one for one in blocks if one.mechanism == "motivation").parameters
    out = told["tau_out"]
    return Strengths(
        float(told["kappa"]["punctuality"]), float(told["tau_in"]),
        np.inf if out == "never" else float(out),
    )  # fmt: skip


def late(strengths: Strengths, fine: bool = True) -> np.ndarray:
    """Expected late collecting a centre and week, with the fine or never; weeks 1 to 20, (20,)."""
    row, known = np.zeros(FAMILIES, np.uint8), np.ones(FAMILIES, np.uint8)
    scored, here = np.ones((1, FAMILIES), np.uint8), np.zeros(FAMILIES, np.int64)
    slot, many = np.arange(FAMILIES), np.empty(WEEKS)
    stay = np.full((1, 1), np.exp(-WEEK / strengths.tau_in))
    left = np.exp(-WEEK / strengths.tau_out)
    for week in range(1, WEEKS + 1):
        fined = np.full(
            (1, 1), fine and FROM <= week - 1 <= UNTIL, np.uint8
        )  # by the week that has passed
        move(row, known, scored, fined, stay, left, here, slot, 0, (7, 0), week, 0, FAMILIES)
        many[week - 1] = np.exp(strengths.kappa * row / 255.0).mean()
    return many * np.mean(FINED, axis=0)[:BEFORE].mean()


def rows() -> list[Row]:
    """Calibrated on weeks 5 to 12; centres without a fine; and weeks 13 to 20, told."""
    found, seen, never = late(shipped()), np.mean(FINED, axis=0), np.array(OTHERS, float)
    unit = "late children a centre and week"
    told = partial(row, PART, source=SOURCE, evidence="secondary", unit=unit)
    settings = [f"{PATH}kappa.punctuality", f"{PATH}tau_in"]
    lines = [
        told(f"fined centres, weeks {first} to {last}", _mean(found, first, last),
            _mean(seen, first, last), RISE, "calibrated", settings=settings)
        for first, last in ((5, 8), (9, 12))
    ]  # fmt: skip
    unmoved = late(shipped(), fine=False)
    moved = never[:, BEFORE:].mean(axis=1) - never[:, :BEFORE].mean(axis=1)
    allowed = 2 * moved.std(ddof=1) / len(moved) ** 0.5
    lines += [
        told("centres without a fine, weeks 5 to 12 less weeks 1 to 4",
            _mean(unmoved, 5, 12) - _mean(unmoved, 1, 4), moved.mean(), allowed, "predicted"),
        told("fined centres, weeks 13 to 16 less weeks 1 to 4: predicted, the counts are "
            "kept aside", _mean(found, 13, 16) - _mean(found, 1, 4), None, RISE),
        told("fined centres, weeks 17 to 20 (no fine any more) less weeks 13 to 16: "
            "predicted, the counts are kept aside", _mean(found, 17, 20) - _mean(found, 13, 16),
            None, REMOVAL),
    ]  # fmt: skip
    return lines


def _mean(weeks: np.ndarray, first: int, last: int) -> float:
    """The mean of weeks `first` to `last`, counted from one."""
    return float(weeks[first - 1 : last].mean())


def fits() -> list[Fit]:
    """Kappa and tau_in of the largest likelihood of weeks 1 to 12, all six centres together."""
    kappa, weeks = fitted(np.sum(FINED, axis=0))
    now, on = shipped(), "late collecting in the six fined centres, weeks 1 to 12"
    return [
        Fit(f"{PATH}kappa.punctuality", now.kappa, kappa, 0.006, on),
        Fit(f"{PATH}tau_in", now.tau_in, weeks * WEEK, 0.006, on),
    ]


def fitted(counts: Sequence[int] | np.ndarray) -> tuple[float, float]:
    """Kappa, and tau in weeks, by the likelihood of Poisson counts over a grid; counts (12,).

    The level is the mean of the weeks before; the first fined week is still the old norm, since
    what a week has done is seen in the next.
    """
    seen = np.asarray(counts, float)
    kappa, tau = np.meshgrid(np.arange(0.0, 2.0, 0.005), np.arange(0.2, 10.0, 0.05), indexing="ij")
    fined = np.maximum(np.arange(1, len(seen) + 1) - FROM, 0.0)
    gone = 1.0 - np.exp(-fined / tau[..., None])
    mean = seen[:BEFORE].mean() * np.exp(kappa[..., None] * gone)
    likelihood = (seen * np.log(mean) - mean).sum(axis=-1)
    best = np.unravel_index(likelihood.argmax(), likelihood.shape)
    return float(kappa[best]), float(tau[best])
