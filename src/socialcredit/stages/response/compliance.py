"""Compliance: what it costs to leave a fault undone, against what the fault is expected to cost.

A firm leaves a fault undone where the loss that it expects, the believed chance p of a record times
what a record costs L, is more than what it costs to keep the fault away, C. That is Becker's rule
(Journal of Political Economy 76, 1968). Costs differ from firm to firm and from one occasion to the
next: C is log-logistic (Fisk 1961) with median c and shape k, which is a logit choice (McFadden
1974) in ln(p L) - ln C. The share of occasions on which p L is more than C is

    (p L / c)^k / (1 + (p L / c)^k)

and what is done is the rest of them. Rates in the files are those at the belief before any scheme,
b, when a record costs F; so of those deeds is still done, and never more than all,

    (1 + (b F / c)^k) / (1 + (p L / c)^k)

L is F, the fine of a record; where a record would cost the grade, what a worse one costs besides;
and where a rule in force here closes whoever is in that grade, the firm besides. All are by size,
as c is; a firm's own cost is c times the trait that is shame of people and of firms the cost of
compliance, mean one. It acts where a rule that the firm has heard of counts the fault against it.
`perceived-risk`, if its strength is above nought, acts beside it and by belief alone.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.levels import SIZES
from socialcredit.stages.response.contract import (
    CERTAIN,
    UNDER_A_RULE,
    Mechanism,
    Priced,
    Term,
    bad_deeds,
)

ALIKE = (1.0,) * len(SIZES)
NOTHING = (0.0,) * len(SIZES)
MOST_MONEY = 1e10


class Compliance(NamedTuple):
    """Settings; sums of money by size, from own-account to large, or one for all."""

    strength: float = 0.0  # of the log-hazard; 1 = as the choice above says, 0 = neutral
    baseline: float = 0.1  # belief before any scheme, b
    alike: float = 1.0  # how alike costs are, k: of ten times the cost, 1/10 as likely at one
    fine: tuple[float, ...] = ALIKE  # what a record costs, F
    grade: tuple[float, ...] = NOTHING  # what a worse grade costs besides
    firm: tuple[float, ...] = NOTHING  # what is lost besides where the grade closes the firm
    cost: tuple[float, ...] = ALIKE  # what it costs to keep a fault away, median, c


def by_size(sums: object) -> np.ndarray:
    """A setting by size: float (5,), the same for all where one number is given."""
    return np.broadcast_to(np.asarray(sums, float), (len(SIZES),))


def priced(settings: Compliance) -> Priced:
    """Losses over the cost, by what is at stake and size, and what the choice makes of them."""
    fine, grade, firm = map(by_size, (settings.fine, settings.grade, settings.firm))
    cost = np.maximum(by_size(settings.cost), 1e-6)

    def odds(logarithm: np.ndarray) -> np.ndarray:
        return -settings.strength * np.logaddexp(0.0, settings.alike * logarithm)

    loss = np.stack([fine, fine + grade, fine + grade + firm]) / cost
    return Priced(loss, settings.baseline, odds)


def curve(settings: Compliance) -> np.ndarray:
    """Log-hazard by step of belief of a firm of the first size, of average cost, for its fine."""
    of = priced(settings)
    over = np.maximum(of.loss[0, 0], 1e-9)
    believed = np.log(over * np.maximum(np.arange(256) / CERTAIN, 1e-9))
    return np.minimum(of.odds(believed) - of.odds(np.log(over * settings.baseline)), 0.0)


SUMS = dict.fromkeys(("fine", "grade", "firm"), (0.0, MOST_MONEY))
MECHANISM = Mechanism(
    "compliance",
    Compliance,
    terms=(Term("belief", "shame", curve, bad_deeds, UNDER_A_RULE, priced),),
    reads=("belief",),
    limits=SUMS
    | {
        "strength": (0.0, 10.0),
        "baseline": (0.001, 1.0),
        "alike": (0.1, 10.0),
        "cost": (0.01, MOST_MONEY),
    },
)
