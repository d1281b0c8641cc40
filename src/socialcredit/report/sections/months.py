"""The months of a run along an axis, and counts made comparable between months."""

from datetime import date

from socialcredit.results.run import Run


def month_ends(run: Run) -> list[str]:
    """First day of every month of the run, as dates."""
    start = date.fromisoformat(str(run.manifest["start"]))
    months = [start.year * 12 + start.month - 1 + month for month in range(run.months)]
    return [date(month // 12, month % 12 + 1, 1).isoformat() for month in months]


def per_thousand(run: Run) -> list[float]:
    """What turns a month's count into one per 1,000 residents and 30 days, month by month."""
    return [1000 / run.people * 30 / length for _, length in run.month_spans()]
