"""Evaluation by period: when a period closes, when its result is a draft, and when it is final."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema, model_validator

from socialcredit.core.calendar import Duration, in_month, later, month_end
from socialcredit.language.model.provenance import Block, Rule
from socialcredit.language.read.quantities import (
    Lasting,
    duration_of,
    duration_text,
    unexpected,
)

_DAY = re.compile(r"(\d{2})-(\d{2})")
COMMON = 2001  # a year without a 29 February
TOO_NEAR = 31  # days before the next closing, within which a yearly day is meant for before this


class Yearly(NamedTuple):
    """A day of every year."""

    month: int
    day: int

    def in_year(self, year: int) -> date:
        """This day of a year; the last of a month stays the last."""
        first = date(year, self.month, 1)
        last = self.day == month_end(date(COMMON, self.month, 1)).day
        return month_end(first) if last else first.replace(day=self.day)

    def __str__(self) -> str:
        return f"{self.month:02}-{self.day:02}"


def yearly_of(value: Any) -> Yearly:
    """Return a day of every year, written MM-DD."""
    if isinstance(value, Yearly):
        return value
    found = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        day = date(COMMON, int(found[1]), int(found[2])) if found else None
    except ValueError:
        day = None
    if day is None:
        raise unexpected("this is not a day of every year", "a day written MM-DD, as 12-31")
    return Yearly(day.month, day.day)


def published_of(value: Any) -> Yearly | Duration:
    """Return a day of every year, or a term after the closing."""
    if isinstance(value, Yearly | Duration):
        return value
    if isinstance(value, str) and value.strip().startswith("-"):
        message = "the period closes after it is published"
        raise unexpected(message, "a term after the closing, as '60 days', or a day as 06-01")
    if isinstance(value, str) and _DAY.fullmatch(value.strip()):
        return yearly_of(value)
    try:
        term = duration_of(value.strip().removeprefix("+") if isinstance(value, str) else value)
    except Exception:
        raise unexpected(
            "this is neither a day of every year nor a term",
            "a day written MM-DD, or a term after the closing, as '60 days'",
        ) from None
    if term == 0:
        raise unexpected(
            "the period closes after it is published", "a term of a day or more after the closing"
        )
    return term


def _written(value: Yearly | Duration) -> str:
    return str(value) if isinstance(value, Yearly) else duration_text(value)


DayOfYear = Annotated[
    Yearly,
    PlainValidator(yearly_of),
    PlainSerializer(_written),
    WithJsonSchema({"type": "string", "pattern": r"^\d{2}-\d{2}$"}),
]
Published = Annotated[
    Yearly | Duration,
    PlainValidator(published_of),
    PlainSerializer(_written),
    WithJsonSchema({"type": "string"}),
]


class Period(Block):
    """How many months a period has, and on which day of the year one of them closes."""

    months: Literal[1, 2, 3, 4, 6, 12] = 12
    closes: DayOfYear = Yearly(12, 31)

    def closings(self, first: date, last: date) -> Iterator[date]:
        """The days from `first` to `last` on which a period closes."""
        closing = self.closes.in_year(first.year - 1)
        whole = closing == month_end(closing)
        for number in range((last.year - first.year + 3) * 12 // self.months):
            day = in_month(closing.replace(day=1), number * self.months)
            day = month_end(day) if whole else in_month(closing, number * self.months)
            if first <= day <= last:
                yield day

    def opens(self, closing: date) -> date:
        """The first day of the period that closes on a day."""
        whole = closing == month_end(closing)
        before = in_month(closing.replace(day=1), -self.months)
        return (month_end(before) if whole else in_month(closing, -self.months)) + timedelta(days=1)


class Evaluation(Rule):
    """A grade is settled for a period when it is final, and stands until the next one is.

    A record moves the period in which it was filed. The `draft` tells whoever was not told before,
    who may object within the `objections`.
    """

    period: Period = Period()
    draft: Published | None = None
    objections: Lasting | None = None
    final: Published

    def after(self, closing: date, when: Yearly | Duration) -> date:
        """The day on which something of the period that closes on a day is published."""
        if isinstance(when, Duration):
            return later(closing, when)
        day = when.in_year(closing.year)
        return day if day > closing else when.in_year(closing.year + 1)

    @model_validator(mode="after")
    def _in_order(self) -> Evaluation:
        closing = next(self.period.closings(date(COMMON, 1, 1), date(COMMON + 1, 12, 31)))
        following = in_month(closing, self.period.months)
        final = self.after(closing, self.final)
        for name, when in (("draft", self.draft), ("final", self.final)):
            if when is None:
                continue
            day = self.after(closing, when)
            near = timedelta(days=TOO_NEAR if isinstance(when, Yearly) else 1)
            if day > following - min(near, (following - closing) / 2):
                told = _written(when)
                raise unexpected(
                    f"the period closes on {closing:%m-%d}, after its {name} is published ({told})",
                    f"{name}: a day or a term after the closing, and before the next one",
                )
        if self.draft is not None and final <= self.after(closing, self.draft):
            raise unexpected(
                f"the draft ({_written(self.draft)}) comes after the final result",
                f"draft: a day between the closing and {_written(self.final)}",
            )
        if self.objections is not None and self.draft is None:
            raise unexpected("there is no draft to object to", "draft: when it is shown")
        return self


class Result(NamedTuple):
    """The result of one period: its first and last day, and when it is a draft and final."""

    opens: date
    closes: date
    draft: date | None
    final: date


def results_of(rules: tuple[Evaluation, ...], starts: date, last: date) -> list[Result]:
    """The results that are a draft or final by a day, in order; `starts` the scheme's first day.

    A period is evaluated by the rule that holds on the day on which it closes.
    """
    found = []
    rules = tuple(sorted(rules, key=lambda rule: rule.since))
    for number, rule in enumerate(rules):
        until = rules[number + 1].since - timedelta(days=1) if number + 1 < len(rules) else last
        if rule.until is not None:
            until = min(until, rule.until)
        for closing in rule.period.closings(max(rule.since, starts), max(until, starts)):
            draft = rule.after(closing, rule.draft) if rule.draft is not None else None
            result = Result(
                max(rule.period.opens(closing), starts), closing, draft,
                rule.after(closing, rule.final),
            )  # fmt: skip
            if min(result.final, draft or result.final) <= last:
                found.append(result)
    return sorted(found, key=lambda result: result.final)
