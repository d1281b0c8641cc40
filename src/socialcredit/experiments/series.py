"""What follows from the figures of one series: growth between its dates, and naive predictions.

A cumulative count that fits may hide that it grew too slowly in one year and too fast in the next;
so each is held against a run between its dates as well. And a prediction is worth little that is
no nearer than the calibrated figures carried on without a model.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from socialcredit.language.model.published import Figure, Naive, Pick

LINE = "the line through the last two calibrated figures, carried on"
PACE = "the mean pace until the last calibrated figure, carried on"
SAME = "as in the last calibrated figure"


def naive_of(figure: Figure, figures: Sequence[Figure], start: date) -> Naive | None:
    """The number that somebody without a model would have said of a predicted figure.

    A count goes on along the line through the two calibrated figures of its series before it, or
    where there is one at its mean pace since `start`; a share and a lone state stay as they were.
    None where the series has no calibrated figure and the file gives no naive number.
    """
    if figure.naive or figure.kind == "calibrated":
        return figure.naive
    known = [
        one
        for one in figures
        if one.kind == "calibrated" and one.when < figure.when and _of_one_series(one, figure)
    ]
    known.sort(key=lambda one: one.when)
    if not known:
        return None
    last = known[-1]
    if figure.divided_by is None and len(known) > 1:
        rate = (last.published - known[-2].published) / (last.when - known[-2].when).days
        return Naive(value=last.published + rate * (figure.when - last.when).days, says=LINE)
    if figure.divided_by is None and not figure.produced.is_state:
        days = [(one.when - start).days + 1 for one in (last, figure)]
        return Naive(value=last.published * days[1] / days[0], says=PACE)
    return Naive(value=last.published, says=SAME)


def increments(figures: Sequence[Figure], start: date) -> list[tuple[Figure, Figure]]:
    """What cumulative figures grew by from one date of their series to the next.

    Returns the figure at the earlier date, and one of the growth: its `since` is the day after.
    """
    grown = []
    for index, first in enumerate(figures):
        if not _cumulative(first) or any(_of_one_series(one, first) for one in figures[:index]):
            continue
        series = [one for one in figures if _of_one_series(one, first) and _cumulative(one)]
        series.sort(key=lambda one: one.when)
        grown += [
            (before, _growth(before, after, figures, start)) for before, after in pairwise(series)
        ]
    return grown


def _of_one_series(one: Figure, other: Figure) -> bool:
    """Whether two figures count the same thing on two days."""
    return (one.what, one.unit, one.produced, one.divided_by) == (
        other.what, other.unit, other.produced, other.divided_by,
    )  # fmt: skip


def _cumulative(figure: Figure) -> bool:
    """Whether it is a count from the start on, or a share of two such counts that are both told."""
    if figure.produced.since is not None:
        return False
    if figure.divided_by is None:
        return True
    states = figure.produced.is_state or figure.divided_by.is_state
    return figure.of is not None and figure.divided_by.since is None and not states


def _growth(before: Figure, after: Figure, figures: Sequence[Figure], start: date) -> Figure:
    """A figure of what a series grew by between two of its figures."""
    since = before.when + timedelta(days=1)
    both = before.count is not None and after.count is not None
    number: dict[str, object] = {"tolerance": after.tolerance or before.tolerance}
    if both:
        number |= {"value": None, "count": _less(after.count, before.count)}
        number |= {"of": _less(after.of, before.of), "tolerance": after.tolerance}
    else:
        number |= {"value": after.published - before.published, "count": None, "of": None}
    there, here = (naive_of(one, figures, start) for one in (before, after))
    known = before.kind == "calibrated"
    naive = None
    if here and after.divided_by is None and (known or there):
        earlier = there.value if there and not known else before.published
        naive = Naive(value=here.value - earlier, says=here.says)
    return after.model_copy(
        update=number | {
            "produced": _from(after.produced, since),
            "divided_by": after.divided_by and _from(after.divided_by, since),
            "naive": naive, "why_missed": None, "readings": (), "reading": None,
        }
    )  # fmt: skip


def _less(more: int | None, fewer: int | None) -> int | None:
    return None if more is None or fewer is None else more - fewer


def _from(pick: Pick, since: date) -> Pick:
    return pick.model_copy(update={"since": since})
