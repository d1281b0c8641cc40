"""Days and months: the months of a run, the last day of a month, the last of so many years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from socialcredit.core.errors import SocialCreditError

LONGEST_YEARS = 179  # whole years of which every day has a number in the books


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


def firsts(start: date, months: int) -> list[date]:
    """The first day of each of so many months: `start` itself, then the firsts that follow."""
    days = [start]
    while len(days) < months:
        days.append(next_first(days[-1]))
    return days[:months]


@dataclass(frozen=True)
class Month:
    """One month of the run: its first day as a date and as a day number, its length."""

    number: int
    first: date
    first_day: int
    days: int


def calendar(start: date, end: date) -> tuple[Month, ...]:
    """The months from start to end (inclusive), cut at both ends."""
    months: list[Month] = []
    first = start
    while first <= end:
        following = next_first(first)
        days = (min(following, end + timedelta(days=1)) - first).days
        months.append(Month(len(months), first, (first - start).days, days))
        first = following
    return tuple(months)
