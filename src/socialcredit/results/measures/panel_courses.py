"""By month what only the panel's books tell: points made up for, who falls and comes back, by
income whom added lines hit."""

from __future__ import annotations

from typing import Any

import numpy as np

from socialcredit.core import events as happened
from socialcredit.results import panel
from socialcredit.results.households import of_panel
from socialcredit.results.measures.contest import spans_in
from socialcredit.results.measures.course import A_YEAR, Course
from socialcredit.results.measures.grown import FIFTHS, added_records
from socialcredit.results.measures.offsets import laid_off
from socialcredit.results.measures.trapped import bottom_grade
from socialcredit.results.part import Share, share
from socialcredit.results.run import Run, add_up
from socialcredit.results.scales import results_of

OF_PANEL = "per 1000 person-years of the panel"
# What moves somebody's file; OPENED, of another firm in its place, is of no one scheme.
MOVING = {happened.FILED, happened.CHARGED, happened.OPENED, happened.ENDED, *panel.ENDS}


def made_up_for(run: Run) -> np.ndarray:
    """Points on file at month ends, of all schemes together: float (4, months), in hundredths.

    Lost; of these made up for by points gained in the same domain of life, and in another; and the
    people who had lost any.
    """
    return run.once("points made up for", lambda: _made_up_for(run))


def _made_up_for(run: Run) -> np.ndarray:
    ends = np.array([first + days for first, days in run.month_spans()])
    moves = np.zeros((4, run.months + 1))
    domains = run.names["kind_domains"]
    for scheme in range(len(run.names["schemes"])):
        results = results_of(run, scheme)
        for events in panel.panel_books(run).values():
            mine = [one for one in events if one.what in MOVING and one.scheme in (scheme, -1)]
            months = np.searchsorted(ends, [one.day for one in mine], side="right").tolist()
            before = np.zeros(4)
            for month, then, (_, state) in zip(
                months, [*months, None][1:], panel.replay(mine, scheme), strict=True
            ):
                if month != then:  # the last that moved anything in it
                    lost, same, other = laid_off(state, results, domains)
                    now = np.array([lost, same, other, lost > 0], float)
                    moves[:, month] += now - before
                    before = now
    return np.cumsum(moves[:, :-1], axis=1)


def bought_back(run: Run) -> list[Course]:
    """The share of points lost that points gained make up for, by month."""
    if not made_up_for(run)[0].any():
        return []

    def of(row: int) -> Any:
        return lambda run, _: made_up_for(run)[[row, 0, 3]]

    def told(sums: np.ndarray) -> Share | None:
        return share(sums[0], sums[1], sums[2])

    return [
        Course(f"points lost that points gained in {where} make up for, at month ends", "share",
               of(row), stock=True, share=True, value=told)
        for row, where in ((1, "the same domain of life"), (2, "another"))
    ]  # fmt: skip


def falls_and_returns(run: Run) -> np.ndarray:
    """To and from the bottom grades of all schemes together: float (3, months).

    Falls, returns, and the years that the panel stood there. Whom a scheme lets go as it ends has
    not come back.
    """
    return run.once("falls and returns", lambda: _falls_and_returns(run))


def _falls_and_returns(run: Run) -> np.ndarray:
    first = np.array([first for first, _ in run.month_spans()])
    found, stood = np.zeros((3, run.months)), np.zeros(run.days + 1)
    for scheme in range(len(run.names["schemes"])):
        for _, begin, end, last in spans_in(run, scheme, bottom_grade(run, scheme)):
            stood[begin] += 1
            stood[end if end is not None else last] -= 1
            found[0, np.searchsorted(first, begin, side="right") - 1] += 1
            if end is not None:
                found[1, np.searchsorted(first, min(end, run.days - 1), side="right") - 1] += 1
    days = np.cumsum(stood)[: run.days]
    found[2] = np.add.reduceat(days, first) / A_YEAR
    return found


def recovering(run: Run) -> list[Course]:
    """Falls to the bottom grade, and how fast those who stand there leave it, by month."""
    if not falls_and_returns(run)[0].any():
        return []

    def falls(run: Run, _: int) -> np.ndarray:
        return np.stack([falls_and_returns(run)[0], _years(run, len(of_panel(run).residents))])

    return [
        Course("falls to the bottom grade", OF_PANEL, falls),
        Course("ways back out of the bottom grade", "per 1000 person-years spent in it",
               lambda run, _: falls_and_returns(run)[1:]),
    ]  # fmt: skip


def by_income(run: Run) -> list[Course]:
    """Records against the poorest and the richest under lines that groups got in, by month."""
    told = run.manifest.get("lobbying")
    if not told:
        return []
    people, rows = added_records(run)
    months = np.searchsorted([first for first, _ in run.month_spans()], rows["day"], "right") - 1

    def hit(fifth: int) -> Any:
        mine = people["fifth"][rows["at"]] == fifth
        filed = add_up(np.ones(int(mine.sum())), months[mine], run.months)
        many = int((people["fifth"] == fifth).sum())
        return lambda run, _: np.stack([filed, _years(run, many)])

    return [
        Course(f"records under added lines against the {who} fifth", OF_PANEL, hit(fifth))
        for fifth, who in ((0, "poorest"), (FIFTHS - 1, "richest"))
    ]


def _years(run: Run, many: int) -> np.ndarray:
    """Years that so many live in each month, by its days."""
    return many * np.array([days for _, days in run.month_spans()]) / A_YEAR
