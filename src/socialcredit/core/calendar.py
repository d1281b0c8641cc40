"""Days and months: the months of a run, the last day of a month, terms by the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.kept import once
from socialcredit.core.limits import MOST_DAYS

LONGEST_MONTH = 31
MEAN_MONTH = 365.25 / 12  # days
MOST_TIMED = MOST_DAYS - LONGEST_MONTH  # days that can follow a month that is not timed
LONGEST_YEARS = 179  # whole years of which every day has a number in the books


class Duration(int):
    """A term as a rule says it: months of the calendar (a year is twelve), or else days.

    As a number it is its days, a year taken as 365 and a month as 30 of them: good for comparing
    terms and for delays that are drawn, never for the day on which a term ends.
    """

    months: int

    def __new__(cls, days: int = 0, months: int = 0) -> Duration:
        """So many days, or so many months."""
        made = super().__new__(cls, days if not months else months // 12 * 365 + months % 12 * 30)
        made.months = months
        return made

    def __eq__(self, other: object) -> bool:
        """Whether they say the same: a year is not 365 days."""
        return int(self) == other and (
            not isinstance(other, Duration) or self.months == other.months
        )

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(int(self))

    def __getnewargs__(self) -> Any:
        return int(self), self.months

    @property
    def term(self) -> int:
        """The term as kernels take it: days, or months as a negative number."""
        return -self.months or int(self)


def later(day: date, by: int, times: int = 1) -> date:
    """The day a term after another: as `core.terms.after` says, on dates."""
    months = getattr(by, "months", 0)
    return in_month(day, times * months) if months else day + timedelta(days=times * by)


def earlier(day: date, by: int) -> date:
    """The day a term before another, by the calendar too."""
    return later(day, by, -1)


def in_month(day: date, months: int) -> date:
    """The same day so many months on, or the last of that month where it has no such day."""
    number = day.year * 12 + day.month - 1 + months
    first = date(number // 12, number % 12 + 1, 1)
    return first.replace(day=min(day.day, month_end(first).day))


def last_day(start: date, years: int) -> date:
    """The last day of so many whole years from `start`."""
    if not 1 <= years <= LONGEST_YEARS:
        raise SocialCreditError(
            f"{years} years cannot be simulated",
            f"--years {years}",
            expected=f"whole years between 1 and {LONGEST_YEARS}",
            hint="give --years again, or leave it out for the scenario's own",
        )
    day = 28 if (start.month, start.day) == (2, 29) else start.day
    return start.replace(year=start.year + years, day=day) - timedelta(days=1)


def month_before(first: date) -> date:
    """The first of the month before."""
    return (first - timedelta(days=1)).replace(day=1)


def month_end(first: date) -> date:
    """The last day of the month."""
    return next_first(first) - timedelta(days=1)


def next_first(day: date) -> date:
    """The first of the month after a day's."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def firsts(start: date, months: int, step: int | None = None) -> list[date]:
    """The first day of each of so many months: `start` itself, then the firsts that follow.

    step  days of a step, in place of months
    """
    if step:
        return [start + timedelta(days=step * number) for number in range(months)]
    days = [start]
    while len(days) < months:
        days.append(next_first(days[-1]))
    return days[:months]


def months_begun(on: date, lasts: int) -> int:
    """How many months begin before a matter of this length is over, by the calendar; at least 1."""
    ends, months = later(on, lasts), 1
    while in_month(on, months) < ends:
        months += 1
    return months


@dataclass(frozen=True)
class Month:
    """One month of the run: its first day as a date and as a day number, its length."""

    number: int
    first: date
    first_day: int
    days: int


@once()
def calendar(start: date, end: date, step: int | None = None) -> tuple[Month, ...]:
    """The months from start to end (inclusive), cut at both ends; or steps of so many days."""
    months: list[Month] = []
    first = start
    while first <= end:
        following = first + timedelta(days=step) if step else next_first(first)
        days = (min(following, end + timedelta(days=1)) - first).days
        months.append(Month(len(months), first, (first - start).days, days))
        first = following
    return tuple(months)
