"""The months of a run along an axis, and counts made comparable between months."""

from socialcredit.results.run import Run


def month_ends(run: Run) -> list[str]:
    """First day of every month of the run, as dates."""
    return [first.replace(day=1).isoformat() for first in run.firsts]


def per_thousand(run: Run) -> list[float]:
    """What turns a month's count into one per 1,000 residents and 30 days, month by month."""
    return [1000 / run.people * 30 / length for _, length in run.month_spans()]
