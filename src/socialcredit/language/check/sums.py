"""Sums of money that follow records or grades: whether they can be held, and given back."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.quantities import written


def problems_of_sums(scheme: Scheme) -> Iterator[Problem]:
    """Yield sums that cannot be kept, or not be told once points are added or cut off."""
    yield from _paid_back(scheme)
    yield from _whole_sums(scheme)


def _whole_sums(scheme: Scheme) -> Iterator[Problem]:
    """Sums that the books can hold: whole hundredths, and such for each step of the score."""
    finest = min((Fraction(rule.unit) for rule in scheme.score), default=Fraction(1))
    for index, rule in enumerate(scheme.consequences):
        for name, unit in (("money", Fraction(1)), ("money_per_point", finest)):
            value = getattr(rule, name)
            if value is not None and (100 * value * unit).denominator != 1:
                message = "this sum is finer than a hundredth"
                each = f" for each {written(unit)} of a point" if unit != 1 else ""
                expected = f"whole hundredths{each}"
                yield Problem(("consequences", index, name), message, expected)


def _paid_back(scheme: Scheme) -> Iterator[Problem]:
    """A sum by points can be told from the points only where they stay what the entry gave."""
    moves = {entry.id for entry in scheme.entries if entry.per or entry.dimension}
    for index, rule in enumerate(scheme.consequences):
        bounded = any(not (s.lowest is s.highest is None) for s in scheme.score)
        name = "paid_back" if rule.paid_back else "collected" if rule.collected else None
        if name and rule.money_per_point is not None:
            if bounded or moves & set(rule.when.entry or ()):
                yield Problem(
                    ("consequences", index, name),
                    "what a point cost is not known where points are added or cut off later",
                    "money: a sum, or a score without bounds and entries without per",
                )
