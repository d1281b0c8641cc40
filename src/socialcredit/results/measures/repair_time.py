"""How long a wrong takes to be put right, with those counted that are not yet."""

from collections.abc import Iterator
from typing import Any

from socialcredit.core import events as happened
from socialcredit.results import panel
from socialcredit.results.households import household_of
from socialcredit.results.run import Run
from socialcredit.results.survival import Case, Curve, curve

CLOCKS = (30, 45, 365)  # days: credit reporting law twice, and the Dutch reviews


def repair_time(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M7: wrong bad records of the panel that were put right in every copy, by days since filing.

    By Kaplan and Meier, because a record filed late in the run had less time than others: `within`
    30, 45 and 365 days (as in credit reporting law, twice, and as the Dutch reviews were meant to
    take) the `share` put right and its 90 % `interval`, None where no record was followed for so
    long; `median` the day by which half are right and `p90` nine in ten, None where that is not
    reached or fewer than ten records are known, and `median_interval` (its upper end None where not
    reached). `wrong` records filed since the run began count, each until every copy was corrected
    or the run ended. A record that ran out or was repaired without anybody calling it wrong was
    never put right: it stays among those that are not until the run ends, as a competing event does
    in a cumulative incidence. Nobody dies or leaves within a run: nothing but the end of the scheme
    itself cuts a record off before.
    """
    found = repair_curve(run, scheme)
    return {
        "wrong": found.cases,
        "within": {
            limit: {"share": found.by(limit), "interval": found.interval(limit)} for limit in CLOCKS
        },
        **middle(found),
    }


def middle(found: Curve) -> dict[str, Any]:
    """`median` with its interval and `p90` of a curve; None where not reached, or cases are few."""
    return {
        "median": found.quantile(0.5),
        "median_interval": found.quantile_interval(0.5),
        "p90": found.quantile(0.9),
    }


def repair_curve(run: Run, scheme: int = 0) -> Curve:
    """The share of the panel's wrong bad records that is put right, by days since filing."""
    return run.once(("repairs", scheme), lambda: curve(list(_cases(run, scheme))))


def _cases(run: Run, scheme: int) -> Iterator[Case]:
    home = household_of(run)
    for resident, events in panel.panel_books(run).items():
        filed: dict[panel.Key, int] = {}
        right: dict[panel.Key, int] = {}
        last = run.days
        for event in events:
            key = (event.record, event.entry)
            if event.scheme != scheme:
                continue
            if event.what == happened.FILED and event.cause > 0 and event.day >= 0:
                if panel.Filed(*_held(event)).against(run):
                    filed[key] = event.day
            elif event.what == happened.COPIES_CORRECTED and key in filed:
                right.setdefault(key, event.day)
            elif event.what == happened.ENDED:
                last = min(last, event.day)
        for key, day in filed.items():
            until = right.get(key, last)
            yield Case(until - day, key in right, home.get(resident, resident))


def _held(event: panel.Event) -> tuple[int, int, int, int, int]:
    return event.kind, event.entry, event.points, event.cause, event.day
