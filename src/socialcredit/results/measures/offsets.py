"""Deductions made up for by additions: how much of it, and from which part of life."""

from collections import Counter, defaultdict
from typing import Any

from socialcredit.core import events as happened
from socialcredit.results import households, luck, panel
from socialcredit.results.panel import State
from socialcredit.results.part import Share, share
from socialcredit.results.run import Run
from socialcredit.results.scales import counting, results_of


def offsets(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M11: the share of points lost that points gained make up for, within a domain and across.

    From the panel on the last day, resident by resident: points gained from records of a domain are
    laid against points lost to records of the same domain first, and what is left of the one
    against what is left of the other. `across` is the share of all points lost that is made up for
    by records from another domain of life, with its `interval`; `people`
    had points to make up for, `whole` of them lost none in the end. None where nobody lost points.
    """
    domains, results = run.names["kind_domains"], results_of(run, scheme)
    lost, across = dict[int, float](), dict[int, float]()
    within, whole = 0, 0
    for who, events in panel.panel_books(run).items():
        held = _points_by_domain(counting(_last(events, scheme), results), domains)
        bad = sum(minus for minus, _ in held.values())
        if not bad:
            continue
        same = sum(min(minus, plus) for minus, plus in held.values())
        good = sum(plus for _, plus in held.values())
        lost[who] = bad
        within += same
        across[who] = min(bad, good) - same
        whole += good >= bad
    return {
        "people": len(lost),
        "whole": whole,
        "within": share(within, sum(lost.values()), len(lost)),
        "across": share(sum(across.values()), sum(lost.values()), len(lost)),
        "interval": luck.of_share(
            share(sum(across.values()), sum(lost.values())),
            households.summed(run, across),
            households.summed(run, lost),
        ),
    }


def additions_by_occupation(run: Run, scheme: int = 0) -> dict[str, Share]:
    """Share of the additions filed in the panel that went to each occupation, the largest first."""
    people, works = run.table("panel_people"), run.population.works
    work = dict(zip(people["resident"].tolist(), people["occupation"].tolist(), strict=True))
    given = Counter(
        works[work[resident]]
        for resident, events in panel.panel_books(run).items()
        for event in events
        if event.what == happened.FILED and event.scheme == scheme and event.points > 0
    )
    return {
        name: Share(count / given.total(), given.total(), count, given.total())
        for name, count in given.most_common()
    }


def _last(events: list[panel.Event], scheme: int) -> State:
    states = [state for _, state in panel.replay(events, scheme)]
    return states[-1] if states else State(0, -1, {})


def _points_by_domain(records: list[panel.Filed], domains: list[str]) -> dict[str, tuple[int, int]]:
    """Points lost and points gained by domain, in hundredths."""
    held: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for record in records:
        minus, plus = held[domains[record.kind]]
        points = record.points
        held[domains[record.kind]] = (minus + max(-points, 0), plus + max(points, 0))
    return held
