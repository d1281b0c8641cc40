"""The months of a run along an axis, and counts made comparable between months."""

from socialcredit.results.run import Run


def month_ends(run: Run) -> list[str]:
    """First day of every month of the run, as dates; of every step where it has such."""
    if run.step_days:
        return [first.isoformat() for first in run.firsts]
    return [first.replace(day=1).isoformat() for first in run.firsts]


def per_thousand(run: Run) -> list[float]:
    """What turns a month's count into one per 1,000 residents and 30 days, month by month."""
    return [1000 / run.people * 30 / length for _, length in run.month_spans()]


def stretches(run: Run, months: int) -> list[tuple[str, slice]]:
    """The run in stretches of so many months, as their names and slices; the last may be shorter.

    `2014-01 to 2014-06`, or `2014-07` where the last is a month alone.
    """
    dates = [day[:7] for day in month_ends(run)]
    found = []
    for first in range(0, run.months, months):
        last = min(first + months, run.months) - 1
        name = dates[first] if first == last else f"{dates[first]} to {dates[last]}"
        found.append((name, slice(first, last + 1)))
    return found
