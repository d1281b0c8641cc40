"""One panel resident month by month: the standing, and the copy of the grade that others go by."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from socialcredit.core import events as happened
from socialcredit.results.panel import RIGHTED, Event, State, replay
from socialcredit.results.run import Run


class MonthEnd(NamedTuple):
    """One resident at the end of a month, under one scheme."""

    days: int  # length of the month
    copy: int  # the grade that other bodies hold all month, -1 where none
    state: State  # the standing itself, on the last day
    taken: State  # the standing when the copy was last renewed: what others go by


def by_month(run: Run, events: list[Event], scheme: int) -> Iterator[MonthEnd]:
    """The months of one resident: the standing, and the copy of the grade that others act on.

    Others renew their copy on the first of the month; after a correction a better grade reaches
    them only once every copy is corrected.
    """
    state, copy, waiting, at = State(0, -1, {}), -1, 0, 0
    taken = state
    steps = list(_snapshots(events, scheme))
    for first, days in run.month_spans():
        while at < len(steps) and steps[at][0].day < first:  # before what is told
            event, after = steps[at]
            if event.what in RIGHTED and state.grade >= copy:
                copy, taken = state.grade, state
            waiting += (event.what in RIGHTED) - (event.what == happened.COPIES_CORRECTED)
            waiting, at, state = max(waiting, 0), at + 1, after
        if state.grade >= copy or waiting <= 0:
            copy, taken = state.grade, state
        while at < len(steps) and steps[at][0].day < first + days:
            event, state = steps[at]
            waiting += (event.what in RIGHTED) - (event.what == happened.COPIES_CORRECTED)
            if event.what == happened.ENDED:  # nobody goes by any grade, from this first on
                copy, taken, waiting = state.grade, state, 0
            at += 1
        yield MonthEnd(days, copy, state, taken)


def _snapshots(events: list[Event], scheme: int) -> Iterator[tuple[Event, State]]:
    for event, state in replay(events, scheme):
        yield event, replace(state, live=dict(state.live))
