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


def last_month(run: Run) -> int:
    """The last month in which a scheme acts: what stood at its end, before all was let go."""
    found = periods(run)
    return run.months - 1 if found is None else int(np.flatnonzero(found.months[DURING])[-1])


def _protested(run: Run) -> date | None:
    """The day on which protest had ended the one scheme of a run everywhere; None if it did not."""
    asked = (run.manifest.get("scenario") or {}).get("protest") or {}
    ends = asked.get("outcome") == "ends" and len(run.names["schemes"]) == 1
    if not ends or not run.has("acceptance"):
        return None
    rows = run.rows("acceptance", world=0, by=0)
    turned = rows["turns"] > 0
    if not set(rows["place"]) or set(rows["place"]) != set(rows["place"][turned]):
        return None
    first, days = run.month_spans()[int(rows["month"][turned].max())]
    return run.firsts[0] + timedelta(first + days - 1)


def _periods(run: Run) -> Periods | None:
    acts = [one.get("acts") for one in run.names["schemes"]]
    if not acts or any(days is None for days in acts):  # of a folder that does not say
        return None
    first = min(date.fromisoformat(days[0]) for days in acts)
    lasts = [date.fromisoformat(days[1]) for days in acts if days[1]]
    last = max(lasts) if len(lasts) == len(acts) else _protested(run)
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
