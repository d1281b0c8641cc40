"""When schemes and their entries count anything, within a run."""

from datetime import date, timedelta

from socialcredit.compile.versions import last_day
from socialcredit.engine.setup import Setup
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.resolve.turning import holds_nowhere


def acting(scheme: Scheme) -> tuple[date, date | None]:
    """The first and last day on which a scheme acts: its own, or its entries' where it has such.

    One with lists or consequences goes on after its last entry.
    """
    counts = [entry for entry in scheme.entries if not holds_nowhere(entry)]
    first = min((entry.since for entry in counts), default=scheme.starts)
    lasts = [last_day(entry, entry.id, scheme.entries, scheme) for entry in counts] or [scheme.ends]
    if scheme.lists or scheme.consequences:
        lasts = [scheme.ends]
    known = [day for day in lasts if day is not None]
    return max(scheme.starts, first), max(known) if len(known) == len(lasts) else None


def entry_months(scheme: Scheme, setup: Setup) -> list[tuple[int, int]]:
    """The first and last month in which each version of an entry is in force; none: last first."""
    found = []
    for entry in scheme.entries:
        if holds_nowhere(entry):  # but where protest has come, in any month
            found.append((0, setup.told[-1].number))
            continue
        last = last_day(entry, entry.id, scheme.entries, scheme) or setup.told[-1].first
        inside = [
            month.number
            for month in setup.told
            if max(entry.since, scheme.starts) < month.first + timedelta(days=month.days)
            and month.first <= last
        ]
        found.append((inside[0], inside[-1]) if inside else (0, -1))
    return found
