"""Deductions made up for by additions: how much of it, and from which part of life."""

from collections import Counter, defaultdict
from itertools import takewhile
from typing import Any

from socialcredit.core import events as happened
from socialcredit.results import households, luck, panel
from socialcredit.results.panel import State
from socialcredit.results.part import Share, share
from socialcredit.results.run import Run
from socialcredit.results.scales import counting, results_of


def offsets(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M11: the share of points lost that points gained make up for, within a domain and across.

    From the panel on the scheme's last day in the run, resident by resident: points gained from
    records of a domain are laid against points lost to records of the same domain first, and what
    is left of the one against what is left of the other. `across` is the share of all points lost
    that is made up for by records from another domain of life, with its `interval`; `people` had
    points to make up for, `whole` of them lost none in the end. None where nobody lost points.
    `deeds` says of what kinds the points were that made up for others, as shares of all that did,
    the largest first (somebody's points of several kinds each in proportion); `who` the share of
    points lost that is made up for by occupation, largest first.
    """
    domains, results = run.names["kind_domains"], results_of(run, scheme)
    lost, across = dict[int, float](), dict[int, float]()
    within, whole = 0.0, 0
    kinds, by_work = Counter[str](), defaultdict[str, list[float]](lambda: [0.0, 0.0])
    work = _works(run)
    for who, events in panel.panel_books(run).items():
        records = counting(_last(events, scheme), results)
        held = _points_by_domain(records, domains)
        bad, same, other = _laid_off(held)
        if not bad:
            continue
        good = sum(plus for _, plus in held.values())
        lost[who] = bad
        within += same
        across[who] = other
        whole += good >= bad
        kinds.update(_what_made_up(records, min(bad, good) / good if good else 0.0, run))
        by_work[work[who]][0] += min(bad, good)
        by_work[work[who]][1] += bad
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
        "deeds": {
            name: share(points, kinds.total(), len(lost)) for name, points in kinds.most_common()
        },
        "who": dict(
            sorted(
                ((name, share(part, of)) for name, (part, of) in by_work.items()),
                key=lambda row: -float(row[1] or 0.0),
            )
        ),
    }


def _works(run: Run) -> dict[int, str]:
    """The occupation of everybody in the panel."""
    people, works = run.table("panel_people"), run.population.works
    pairs = zip(people["resident"].tolist(), people["occupation"].tolist(), strict=True)
    return {who: works[work] for who, work in pairs}


def _what_made_up(records: list[panel.Filed], part: float, run: Run) -> dict[str, float]:
    """Points that made up for others by kind, where this part of somebody's points gained did."""
    found: dict[str, float] = defaultdict(float)
    for record in records:
        if record.points > 0 and part > 0:
            found[run.names["kinds"][record.kind]] += part * record.points
    return found


def additions_by_occupation(run: Run, scheme: int = 0) -> dict[str, Share]:
    """Share of the additions filed in the panel that went to each occupation, the largest first."""
    work = _works(run)
    given = Counter(
        work[resident]
        for resident, events in panel.panel_books(run).items()
        for event in events
        if event.what == happened.FILED and event.scheme == scheme and event.points > 0
    )
    return {
        name: Share(count / given.total(), given.total(), count, given.total())
        for name, count in given.most_common()
    }


def _last(events: list[panel.Event], scheme: int) -> State:
    """How somebody stood at the end of the run, or just before the scheme kept nothing more."""
    lived = takewhile(lambda one: (one.what, one.scheme) != (happened.ENDED, scheme), events)
    states = [state for _, state in panel.replay(lived, scheme)]
    return states[-1] if states else State(0, -1, {})


def laid_off(
    state: State, results: panel.Results | None, domains: list[str]
) -> tuple[float, float, float]:
    """Points lost on somebody's file, and of these made up for in the same domain and in another.

    In hundredths; see `offsets`.
    """
    return _laid_off(_points_by_domain(counting(state, results), domains))


def _laid_off(held: dict[str, tuple[int, int]]) -> tuple[float, float, float]:
    """The same of points lost and gained by domain."""
    bad = sum(minus for minus, _ in held.values())
    same = sum(min(minus, plus) for minus, plus in held.values())
    good = sum(plus for _, plus in held.values())
    return bad, same, min(bad, good) - same


def _points_by_domain(records: list[panel.Filed], domains: list[str]) -> dict[str, tuple[int, int]]:
    """Points lost and points gained by domain, in hundredths."""
    held: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for record in records:
        minus, plus = held[domains[record.kind]]
        points = record.points
        held[domains[record.kind]] = (minus + max(-points, 0), plus + max(points, 0))
    return held
