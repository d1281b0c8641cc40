"""Compile what a grade is worth: what its consequences take in a year, in days robbed."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from socialcredit.language.model.consequences import Consequence
from socialcredit.language.model.scheme import Scheme
from socialcredit.stages.response.terms import CENT

DAYS, MONTHS = 365, 12
MOST_HARM = 1e8  # hundredths of a day robbed in a year, by one consequence
TIMES = {"month": MONTHS, "year": 1, "once": 1}  # a year, where it is not by attempt


class Taken(NamedTuple):
    """What is taken in a year, on the mean of the declared scales of burden, in days robbed.

    consequences  float (consequences of all schemes, numbered through)
    penal  float, what a year under a penal grade takes whatever it brings
    """

    consequences: np.ndarray
    penal: float


NOTHING_TAKEN = Taken(np.zeros(0), 0.0)


def taken_by(schemes: Sequence[Scheme], domains: Mapping[str, Any]) -> Taken:
    """What each consequence takes from whoever it concerns, as often as people come to it.

    Of the body that looks at some attempts alone, so many. Family that is hit counts as oneself.
    """
    scales = domains.get("burden") or ()
    if not scales:
        return Taken(np.zeros(sum(len(one.consequences) for one in schemes)), 0.0)
    names = ("penal_day", "held_day", "refusal", "hurdle", "showing", "fine", "money")
    mean = {name: sum(float(one[name]) for one in scales) / len(scales) for name in names}
    tries = {one["domain"]: float(one["per_year"]) for one in domains.get("attempts") or ()}
    return Taken(
        np.array([
            len(rule.hits) * taken_in_a_year(rule, mean, tries.get(rule.domain, 0.0))
            for one in schemes for rule in one.consequences
        ], float),
        DAYS * mean["penal_day"],
    )  # fmt: skip


def taken_in_a_year(rule: Consequence, mean: Mapping[str, float], tries: float) -> float:
    """What one consequence takes in a year; nought where it gives."""
    if rule.effect in ("incapacitate", "close"):
        return DAYS * mean["held_day"]
    looks = max(rule.coverage.values()) if isinstance(rule.coverage, Mapping) else rule.coverage
    met = tries * float(looks or 1.0)
    if rule.effect in ("money", "shown"):
        times = TIMES.get(rule.per or "year", met)
        of_one = mean["showing"] if rule.effect == "shown" else of_a_sum(rule, mean)
        return times * of_one
    if rule.effect == "refuse":
        return met * mean["refusal"]
    if rule.effect == "sign":
        return mean["showing"]
    if rule.effect == "surcharge":
        return MONTHS * mean["hurdle"]
    return met * mean["hurdle"] if rule.effect in ("dearer", "inspect") else 0.0


def of_a_sum(rule: Consequence, mean: Mapping[str, float]) -> float:
    """What it takes once that a sum is taken; nought of one that is given."""
    taken = -float(rule.money or 0)
    return mean["fine"] + mean["money"] * taken if taken > 0 else 0.0


def compile_taken(
    valued: Sequence[float], taken: Taken
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The harm at which each term counts once, and what consequences and penal grades take.

    Days robbed a year in 1/CENT, see `Terms`; nothing of what is taken where no term asks.
    """
    harm = np.rint(np.array(valued) * CENT).astype(np.int64)
    if not harm.any():
        return harm, np.zeros(0, np.int64), np.zeros(1, np.int64)
    doors = taken.consequences if len(taken.consequences) else np.zeros(1)  # that some are asked
    found = (np.minimum(of * CENT, MOST_HARM) for of in (doors, np.array([taken.penal])))
    doors, penal = (np.rint(of).astype(np.int64) for of in found)
    return harm, doors, penal
