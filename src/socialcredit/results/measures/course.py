"""A number by month, and so in any stretch of a run's months, with the twin's beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from socialcredit.results.measures.by_period import THOUSAND, YEARLY
from socialcredit.results.part import Share, share
from socialcredit.results.periods import TITLES, periods
from socialcredit.results.run import Run

A_YEAR = 365.25  # days
Parts = Callable[[Run, int], np.ndarray]  # run, world -> float (sums, months)


@dataclass(frozen=True)
class Course:
    """A number by month: what `value` makes of sums over months, part over whole left out.

    counts  whether the part is a count of cases, of which fewer than ten say nothing
    stock   whether it is one of who stands somewhere at month ends: of several their mean
    share   whether it is a part of its whole    twin  whether the twin has such a thing
    """

    words: str
    unit: str
    parts: Parts
    scale: float = THOUSAND
    counts: bool = True
    stock: bool = False
    share: bool = False
    twin: bool = False
    value: Callable[[np.ndarray], float | None] | None = None

    def over(self, run: Run, months: np.ndarray, world: int = 0) -> float | None:
        """Its value over the months that are marked; None where there is nothing to divide by."""
        sums = self.parts(run, world)[:, months]
        return self._of(sums.mean(axis=1) if self.stock else sums.sum(axis=1))

    def monthly(self, run: Run, world: int = 0) -> list[float | None]:
        """Its value in each month, as a plain number."""
        found = [self._of(sums) for sums in self.parts(run, world).T]
        return [None if value is None else float(value) for value in found]

    def _of(self, sums: np.ndarray) -> float | None:
        if self.value is not None:
            return self.value(sums)
        part, whole = map(float, sums)
        if not whole:
            return None
        if self.share:
            return share(part, whole)
        told = self.scale * part / whole
        return Share(told, part) if self.counts else told


@dataclass(frozen=True)
class Stretch:
    """A stretch of the run: what it is called, its months as bool (months,)."""

    title: str
    months: np.ndarray


def stretches_of(run: Run) -> list[Stretch]:
    """The periods of a run; of one that has none its years; of a short one, or of steps, the whole.

    A year says how many months of it were lived, where not all were.
    """
    found = periods(run)
    if found is not None:
        return [Stretch(TITLES[key], found.months[key]) for key in found.keys]
    years = np.array([first.year for first in run.firsts])
    every = sorted(set(years.tolist()))
    if run.step_days or len(every) < 2:
        return [Stretch("the whole run", np.ones(run.months, bool))]
    return [Stretch(str(year), years == year) for year in every]


def over(part: Any, whole: Any) -> Parts:
    """A part over a whole, each of a run and a world by month."""
    return lambda run, world: np.stack([part(run, world), whole(run, world)])


def yearly(words: str, part: Any, **more: Any) -> Course:
    """So many per 1,000 residents and year."""
    return Course(words, YEARLY, over(part, years_lived), **more)


def years_lived(run: Run, _: int) -> np.ndarray:
    """Years that everybody lives in each month, by its days: a short month is no fall of a rate."""
    return run.people * np.array([days for _, days in run.month_spans()]) / A_YEAR
