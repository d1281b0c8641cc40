"""The numbers in a written value: a number, a sum of points, a term, or those of a table."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any, NamedTuple

from pydantic_core import PydanticCustomError

from socialcredit.core.calendar import Duration
from socialcredit.language.read.quantities import (
    duration_of,
    duration_text,
    fraction_of,
    written,
)

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


class Factor(NamedTuple):
    """What a number is multiplied by, and where the product is cut."""

    times: float
    least: float | None = None
    most: float | None = None

    def of(self, value: Any, whole: bool = False) -> Any:
        """The value, or each number of a table, multiplied; words and gaps stay as they are.

        What is written as whole numbers alone stays whole, a half upwards; points keep the steps
        that they are written in, and a term its days or months.
        """
        if isinstance(value, dict | list):
            whole = whole or all(type(number) is int for number in numbers_of(value))
            if isinstance(value, dict):
                return {key: self._in_table(item, whole) for key, item in value.items()}
            return [self._in_table(item, whole) for item in value]
        number = number_of(value)
        if number is None:
            return value
        if isinstance(number, Duration):
            return self._term(number)
        if isinstance(number, Fraction):
            steps = Fraction(self._cut(float(number) * self.times)) * number.denominator
            return written(Fraction(nearest_whole(steps), number.denominator))
        product = self._cut(number * self.times)
        return nearest_whole(product) if whole or type(value) is int else product

    def _in_table(self, item: Any, whole: bool) -> Any:
        """An item of a table that is whole throughout, or in which nothing is."""
        return self.of(float(item) if type(item) is int and not whole else item, whole)

    def _cut(self, product: float) -> float:
        least, most = self.least, self.most
        product = product if least is None else max(product, least)
        return product if most is None else min(product, most)

    def _term(self, term: Duration) -> str:
        """A term in the months or the days that it was in; less than a month is told in days."""
        months = nearest_whole(term.months * self.times)
        if months:
            return duration_text(Duration(0, months))
        return duration_text(Duration(nearest_whole(self._cut(int(term) * self.times))))


def in_steps_of(value: Any, number: float) -> Any:
    """A number as it would be written in the place of a value: whole, or in its steps of points."""
    before = number_of(value)
    if isinstance(before, Fraction):
        steps = nearest_whole(Fraction(number) * before.denominator)
        return written(Fraction(steps, before.denominator))
    return nearest_whole(number) if type(before) is int else number


def nearest_whole(number: float | Fraction) -> int:
    """The nearest whole number, a half upwards."""
    return math.floor(number + (Fraction(1, 2) if isinstance(number, Fraction) else 0.5))
