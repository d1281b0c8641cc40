"""Before, during, the first year after and later: the months of a run by when its schemes acted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from socialcredit.results.run import Run

BEFORE, DURING, YEAR_AFTER, LATER = "before", "during", "year_after", "later"
TITLES = {
    BEFORE: "before",
    DURING: "during",
    YEAR_AFTER: "the first year after",
    LATER: "later",
}
A_YEAR = 365  # days after the last in which the months of the first year begin


class Periods(NamedTuple):
    """When the schemes of a run acted, and which of its months lie before, within and after.

    begins, ends  the first and last day of all schemes together; None where they were there before
        the run, or go on after it
    months  bool (months,) of each period by its key; a month in which any of them acts is within
    """

    begins: date | None
    ends: date | None
    months: dict[str, np.ndarray]

    @property
    def keys(self) -> list[str]:
        """The periods that the run has, in their order."""
        return [key for key, months in self.months.items() if months.any()]


def periods(run: Run) -> Periods | None:
    """The periods of a run; None where a scheme acts in all of its months, or none ever does."""
    return run.once("periods", lambda: _periods(run))


def _periods(run: Run) -> Periods | None:
    acts = [one.get("acts") for one in run.names["schemes"]]
    if not acts or any(days is None for days in acts):  # of a folder that does not say
        return None
    first = min(date.fromisoformat(days[0]) for days in acts)
    lasts = [date.fromisoformat(days[1]) for days in acts if days[1]]
    last = max(lasts) if len(lasts) == len(acts) else None
    spans = zip(run.firsts, run.month_spans(), strict=True)
    begun = np.array([day + timedelta(length) > first for day, (_, length) in spans])
    since = np.array([(day - last).days if last else 0 for day in run.firsts])
    over = since > 0
    months = {
        BEFORE: ~begun,
        DURING: begun & ~over,
        YEAR_AFTER: over & (since <= A_YEAR),
        LATER: since > A_YEAR,
    }
    if months[DURING].all() or not months[DURING].any():
        return None
    return Periods(first if months[BEFORE].any() else None, last if over.any() else None, months)
