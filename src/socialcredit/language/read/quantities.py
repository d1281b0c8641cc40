"""Quantities as people write them in rule files: '14 days', '1/2', 'lowest', '2014-01-01'.

Conventions, fixed for the whole package: terms are terms of the calendar. A year is twelve months,
a month ends on the same day of the next (or on its last day), a week is 7 days. Points are exact
fractions. A date is a calendar day; a time of day is never read as a number.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, PlainValidator, Strict, WithJsonSchema
from pydantic_core import PydanticCustomError

from socialcredit.core.calendar import Duration

DAYS_IN = {"day": 1, "week": 7}
MONTHS_IN = {"month": 1, "year": 12}
LONGEST_DAYS = 200 * 365
LARGEST_NUMBER = 10**12
LARGEST_SIZE = 10**9  # of a deed, in its unit
MOST_MONTHS = 255  # that one matter lasts: what is left of it is kept in eight bits
YEARS = range(1000, 9001)  # a duration before or after such a day is still in the calendar

LONGEST_NAME = 80  # bytes
RESERVED = frozenset(  # what Windows keeps for devices
    (
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"),
    )
)

_NAME = re.compile(r"[^\W_][\w-]*")
_DURATION = re.compile(r"(\d{1,6})\s+(day|week|month|year)s?")
_FRACTION = re.compile(r"[-+]?\d{1,12}(/\d{1,12}|\.\d{1,12})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_OFFICE = re.compile(r"(\d{1,10})\s+residents\s+a\s+month")


def unexpected(problem: str, expected: str) -> PydanticCustomError:
    """Return the error that the reader turns into file, line, column and 'expected ...'."""
    return PydanticCustomError(
        "unexpected", "{problem}", {"problem": problem, "expected": expected}
    )


def duration_of(value: Any) -> Duration:
    """Return a duration such as '14 days', '2 months' or '5 years'."""
    found = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise unexpected("this is not a duration", "a duration such as '14 days' or '2 years'")
    count, unit = int(found[1]), found[2]
    length = Duration(count * DAYS_IN.get(unit, 0), count * MONTHS_IN.get(unit, 0))
    if length > LONGEST_DAYS:
        raise unexpected("this duration is too long", "at most 200 years")
    return length


def lasting_of(value: Any) -> Duration:
    """Return a term; nought days are none, and never mean that there is no end."""
    length = duration_of(value)
    if length == 0:
        raise unexpected("nought days are no time at all", "1 day or more, or the line left out")
    return length


def fraction_of(value: Any) -> Fraction:
    """Return a number exactly: 10, -0.5 (as one half), '1/3'."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not abs(value) <= LARGEST_NUMBER:
            raise unexpected("this number is out of range", "a number up to a million million")
        return Fraction(repr(value))
    text = value.strip() if isinstance(value, str) else ""
    if not _FRACTION.fullmatch(text) or re.search(r"/0+$", text):
        raise unexpected("this is not a number", "a number such as -10, 0.5 or 1/3")
    return Fraction(text)


def day_of(value: Any) -> date:
    """Return a calendar day written YYYY-MM-DD."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise unexpected("there is no such day", "a day of the calendar, YYYY-MM-DD") from None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise unexpected("this is not a date", "a date written YYYY-MM-DD")
    if value.year not in YEARS:
        raise unexpected("this day is out of range", f"a year from {YEARS[0]} to {YEARS[-1]}")
    return value


def residents_of(value: Any) -> str:
    """Check the size of an office, 'N residents a month', and return it as written."""
    found = _OFFICE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None or int(found[1]) == 0:
        raise unexpected("this is not a rate for an office", "such as '100000 residents a month'")
    return str(value).strip()


def name_of(value: Any) -> str:
    """Return a name by which files and folders may be called, whatever the machine."""
    if not isinstance(value, str):
        raise unexpected("this is not a name", "a word such as my-town")
    if not _NAME.fullmatch(value) or value.lower() in RESERVED:
        raise unexpected("no file or folder may be called so", "letters, digits, `-` and `_`")
    if len(value.encode()) > LONGEST_NAME:
        raise unexpected("this name is too long", f"at most {LONGEST_NAME} letters")
    return value


def texts_of(value: Any) -> Any:
    """Return one text as a list of it, anything else as it is."""
    return (value,) if isinstance(value, str) else value


def text_of(value: Any) -> str:
    """Return a year, month or day of publication as text; sources are dated loosely."""
    return str(value) if isinstance(value, date | str | int) else ""


def written(number: Fraction) -> str:
    """Return a number as a rule file writes it: '-10', '0.5', '1/3'."""
    if number.denominator == 1:
        return str(number.numerator)
    decimal = f"{float(number):.12g}"
    return decimal if "e" not in decimal and Fraction(decimal) == number else str(number)


def duration_text(days: int) -> str:
    """Return a duration as a rule says it: '2 years', '18 months', '60 days'."""
    months = getattr(days, "months", 0)
    count, unit = (months, "month") if months else (int(days), "day")
    if months and months % 12 == 0:
        count, unit = months // 12, "year"
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def _bound_of(*words: str) -> Any:
    def read(value: Any) -> Fraction | None:
        if value is None or value in words:
            return None
        return fraction_of(value)

    return read


def _bound_text(word: str) -> Any:
    def write(value: Fraction | None) -> str:
        return word if value is None else written(value)

    return write


_NUMBER_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "number"},
        {"type": "string", "pattern": r"^[-+]?\d{1,12}(/\d{1,12}|\.\d{1,12})?$"},
    ]
}
_BOUND_SCHEMA = {"anyOf": [*_NUMBER_SCHEMA["anyOf"], {"enum": ["end", "lowest", "highest", None]}]}
_DURATION_SCHEMA = {"type": "string", "pattern": r"^\d+ +(day|week|month|year)s?$"}

Days = Annotated[
    Duration,
    PlainValidator(duration_of),
    PlainSerializer(duration_text),
    WithJsonSchema(_DURATION_SCHEMA),
]
Lasting = Annotated[
    Duration,
    PlainValidator(lasting_of),
    PlainSerializer(duration_text),
    WithJsonSchema(_DURATION_SCHEMA),
]
Number = Annotated[
    Fraction, PlainValidator(fraction_of), PlainSerializer(written), WithJsonSchema(_NUMBER_SCHEMA)
]
Upper = Annotated[
    Fraction | None,
    PlainValidator(_bound_of("end")),
    PlainSerializer(_bound_text("end")),
    WithJsonSchema(_BOUND_SCHEMA),
]
Lower = Annotated[
    Fraction | None,
    PlainValidator(_bound_of("lowest", "highest")),
    PlainSerializer(_bound_text("lowest")),
    WithJsonSchema(_BOUND_SCHEMA),
]
Day = Annotated[date, BeforeValidator(day_of)]
Text = Annotated[str, Strict(), Field(min_length=1)]
Texts = Annotated[
    tuple[Text, ...],
    BeforeValidator(texts_of),
    Field(min_length=1),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Name = Annotated[str, Strict(), BeforeValidator(name_of)]
Yes = Annotated[bool, Strict()]
Whole = Annotated[int, Strict(), Field(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)]
Count = Annotated[int, Strict(), Field(ge=0, le=LARGEST_NUMBER)]
Share = Annotated[float, Strict(), Field(ge=0, le=1, allow_inf_nan=False)]
Factor = Annotated[float, Strict(), Field(ge=0, le=1e12, allow_inf_nan=False)]
Published = Annotated[
    str,
    BeforeValidator(text_of),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "integer"}]}),
]
PerResidents = Annotated[str, PlainValidator(residents_of), WithJsonSchema({"type": "string"})]
Table = Annotated[tuple[Whole, ...], Field(min_length=16, max_length=16)]
Sizes = Annotated[
    tuple[Annotated[int, Strict(), Field(ge=0, le=LARGEST_SIZE)], ...],
    Field(min_length=16, max_length=16),
]
Months = Annotated[
    tuple[Annotated[int, Strict(), Field(ge=1, le=MOST_MONTHS)], ...],
    Field(min_length=16, max_length=16),
]
Five = Annotated[tuple[Factor, ...], Field(min_length=5, max_length=5)]
Finite = Annotated[float, Field(strict=True, allow_inf_nan=False)]
