"""Small words that sentences about rules are made of: points, shares, lists of things."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

from socialcredit.core.retelling import Teller
from socialcredit.language.read.quantities import written

Phrase = tuple[str, str]  # what a rule is called, or "", and what it says


class Names(NamedTuple):
    """What rules call by name: when meters start anew, and titles of lists and of entries.

    say  how a sentence about residents is told of whom the scheme scores
    """

    meters: Mapping[str, str]
    lists: Mapping[str, str]
    entries: Mapping[str, str]
    say: Teller = str
    risk: bool = False  # whether points are of risk, of which more is worse


def signed(points: Fraction) -> str:
    """Return points with their sign, as catalogues print them: '+5', '-10', '0'."""
    return f"+{written(points)}" if points > 0 else written(points)


def pointed(points: Fraction, say: Callable[[Fraction], str] = written) -> str:
    """Return points with their word: '1 point', '-10 points'."""
    return f"{say(points)} {'point' if abs(points) == 1 else 'points'}"


def share(value: float) -> str:
    """Return a share of one as a percentage."""
    return f"{value * 100:.4g} %"
