"""Licensing: the month after a credit bad deeds come easier.

Who was credited with a deed done for points has earned a right to a bad one: for a month the
log-hazard of bad deeds rises by d pi / sqrt 3, as an effect of d standard deviations is one of so
many units of a logit (Hasselblad and Hedges, Psychological Bulletin 117, 1995). Then it is gone.
Of 91 studies d is 0.31, published ones above unpublished (Blanken, van de Ven and Zeelenberg,
Personality and Social Psychology Bulletin 41, 2015), and three direct replications failed: so it is
off, and its strength is nought.

    h = d pi / sqrt 3 in a month after one in which any deed made up for points was credited
"""

import math
from typing import NamedTuple

import numpy as np

from socialcredit.core.felt import credits_in
from socialcredit.core.jit import kernel
from socialcredit.stages.response.contract import (
    ALWAYS,
    CERTAIN,
    Kinds,
    Mechanism,
    Rows,
    Surroundings,
    Term,
)

A_LOGIT = math.pi / math.sqrt(3.0)  # of a standard deviation


class Licensing(NamedTuple):
    """Settings."""

    strength: float = 0.0  # d, standard deviations; 0 = neutral


def curve(settings: Licensing) -> np.ndarray:
    """Log-hazard by step of the byte: all of it where anything was credited."""
    return settings.strength * A_LOGIT * (np.arange(256) > 0)


def bad_of_all(kinds: Kinds) -> np.ndarray:
    """A weight: bad deeds, whether people can be deterred from them or not."""
    return kinds.signed("bad", "hidden-bad")


def monthly(
    settings: Licensing,
    around: Surroundings,
    start: int,
    stop: int,
    rows: Rows,
    effort: np.ndarray,
    months: float,
) -> None:
    """Whoever was credited with anything has a month of it, whatever the length of a step."""
    remember(rows["licensed"], around.felt, math.ceil(CERTAIN * months), start, stop)


@kernel
def remember(licensed, felt, passed, start, stop):
    """What is left of their month of residents start .. stop-1, out of 255.

    passed  of a month, out of 255
    """
    for i in range(start, stop):
        left = max(np.int64(licensed[i]) - passed, 0)
        licensed[i] = 255 if credits_in(np.int64(felt[i])) else left


MECHANISM = Mechanism(
    "licensing",
    Licensing,
    terms=(Term("licensed", "", curve, bad_of_all, ALWAYS),),
    rows=("licensed",),
    monthly=monthly,
    limits={"strength": (0.0, 1.0)},
)
