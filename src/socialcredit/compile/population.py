"""Whether what was read of population.yaml can be drawn from: numbers where numbers must stand."""

import numbers
from collections.abc import Sequence
from typing import Any

import numpy as np

from socialcredit.core.ages import OLDEST
from socialcredit.stages.society.beliefs import PopulationBeliefs

PARTS = ("least", "usual", "most")  # of years between members of a household


def refuse_odd(beliefs: PopulationBeliefs) -> None:
    """Raise ValueError for what is no number, no share or no span of years."""
    shares = (beliefs.sizes, beliefs.education, beliefs.activity, beliefs.work, beliefs.seed)
    for table in (*shares, [kind.share for kind in beliefs.kinds]):
        if not _finite(table) or not (np.asarray(table) >= 0).all():
            raise ValueError("shares are numbers from 0 on, and not all of them 0")
    if not sum(kind.share for kind in beliefs.kinds):
        raise ValueError("no household is of any kind")
    for kind in beliefs.kinds:
        if not 1 <= kind.size <= len(beliefs.sizes):
            raise ValueError(f"no household has {kind.size} people")
    gaps = beliefs.gaps._asdict()
    for name, years in gaps.items():
        if not isinstance(years, int) or isinstance(years, bool) or abs(years) > OLDEST:
            raise ValueError(f"`{name}` of ages is a whole number of years, {OLDEST} at most")
    for who in ("parent", "partner", "adult", "child", "grandparent"):
        told = [gaps[f"{who}_{part}"] for part in PARTS if f"{who}_{part}" in gaps]
        if told != sorted(told):
            raise ValueError(f"ages of {who}s do not rise from the least to the most")
    others = (*beliefs.income, *beliefs.internet, beliefs.drivers.share, beliefs.newcomers)
    if not all(map(_finite, others)):
        raise ValueError("a number that is none, or has no end")


def _finite(table: Any) -> bool:
    """Whether every part is a number; text, lists within lists and yes-or-no values are none."""
    if isinstance(table, Sequence):
        plain = [isinstance(each, numbers.Real) and not isinstance(each, bool) for each in table]
        return all(plain) and bool(np.isfinite(np.asarray(table, dtype=np.float64)).all())
    return bool(np.isfinite(table).all())
