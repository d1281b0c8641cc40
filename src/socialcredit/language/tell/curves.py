"""Values by date, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from socialcredit.core.text import joined


def curve(values: Mapping[date, str], told: str) -> str:
    """A value by date in words, put where `told` has {}; one alone needs no date."""
    if not values:
        return ""
    (since, first), *rest = values.items()
    words = told.format(first)
    if rest:
        words += f" on {since}, " + joined(f"{value} on {day}" for day, value in rest)
    return words
