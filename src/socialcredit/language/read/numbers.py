"""The numbers in a written value: a number, a sum of points, a term, or those of a table."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from pydantic_core import PydanticCustomError

from socialcredit.core.calendar import Duration
from socialcredit.language.read.quantities import duration_of, fraction_of

NO_BOUND = ("lowest", "end")  # words where a table has no bound

Numeric = int | float | Fraction | Duration


def number_of(value: Any) -> Numeric | None:
    """The number that a single value is: points and terms are written as text when dumped."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    for read in (fraction_of, duration_of) if isinstance(value, str) else ():
        try:
            found: Numeric = read(value)
            return found
        except PydanticCustomError:
            continue
    return None


def numbers_of(value: Any) -> list[Numeric]:
    """The number, or those of a table; none where anything in it is not a number."""
    if isinstance(value, dict | list):
        inner = [item for item in parts_of(value) if item not in NO_BOUND]
        parts = [numbers_of(item) for item in inner]
        return [number for part in parts for number in part] if all(parts) else []
    found = number_of(value)
    return [] if found is None else [found]


def parts_of(table: dict[str, Any] | list[Any]) -> list[Any]:
    """What stands in a table, without its keys."""
    return list(table.values()) if isinstance(table, dict) else table
