"""What several bodies together do to the same people: measures across the schemes of a run."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from socialcredit.core import events as happened
from socialcredit.results import naming, panel
from socialcredit.results.measures.contest import quantile
from socialcredit.results.measures.wrongful import WRONG
from socialcredit.results.run import Run, share

MANY = 3  # doors closed at once from which on somebody counts as shut out


class Body(NamedTuple):
    """What is needed of one scheme to say how it stands to a resident."""

    number: int
    penal: np.ndarray  # bool[grades]
    bounds: list[int]
    closes: list[set[str]]  # by grade: domains in which it refuses
    foreign: np.ndarray  # bool[kinds] bad deeds of other parts of life than the doors it shuts


class Standing(NamedTuple):
    """How one body treats one resident in one month."""

    wrong: bool
    unrelated: bool
    closed: set[str]


def across_bodies(run: Run) -> dict[str, Any]:
    """Penalties, shut doors, copies and repairs of panel residents over all bodies together.

    Month by month, a body penalises a resident if the copy of the grade on which it acts is penal;
    why it does is judged by the records live at the month's end.

    * `penal_days`, `wrong_days`: person-days under a penalty of at least one body, and of at least
      one that is wrong (right records alone, known at once, would not bring it), per 1,000
      residents of the panel and year. A day counts once, however many bodies penalise on it.
    * `wrong_body_days`: the same summed over bodies, so that a day with two of them counts twice.
    * `shut_out`: share of panel residents who in some month were refused in three or more domains
      at once, by whichever bodies; a door counts while its body would refuse, tried or not.
    * `several_files`, `several_penal`: share of panel residents on whom two or more bodies filed a
      record, and who in some month were under a penalty of two or more.
    * `unrelated`: share of those penalised with a shut door for whom, in some month, a body that
      shuts doors would not have penalised them on bad records from the parts of life of its own
      doors. Records of other parts alone, or added to its own, made the penalty.
    * `wrong`, `fan_out`, `fan_out_most`: wrong bad records by sighting, and by how many bodies one
      is filed on average and at most.
    * `righted`, `repaired`: share of these put right, in every copy, at one body at least, and at
      every body that filed it. `first_days`: of those repaired, the median days from the first
      filing to the day on which the first body's copies were right; `repair_days`, `repair_p90`:
      to the day on which the last copy was corrected, median and what one in ten exceeds.
    """
    bodies = [_body(run, number) for number in range(len(run.names["schemes"]))]
    sums, people = np.zeros(3, np.int64), Counter[str]()
    for events in panel.panel_books(run).values():
        months = _months(run, events, bodies)
        doors = [one for month in months for one in month[1] if one.closed]
        files = {event.scheme for event in events if event.what == happened.FILED}
        people["filed"] += len(files) > 1
        people["penal"] += any(len(standings) > 1 for _, standings in months)
        people["behind"] += bool(doors)
        people["unrelated"] += any(one.unrelated for one in doors)
        people["shut"] += any(
            len(set().union(*(one.closed for one in standings))) >= MANY for _, standings in months
        )
        for days, standings in months:
            wrong = sum(one.wrong for one in standings)
            sums += days * np.array([bool(standings), wrong > 0, wrong])
    residents = len(run.table("panel_people")["resident"])
    years = residents * run.days / 365.25 / 1000
    penal_days, wrong_days, body_days = (share(int(value), years) for value in sums)
    return {
        "residents": residents,
        "penal_days": penal_days,
        "wrong_days": wrong_days,
        "wrong_body_days": body_days,
        "shut_out": share(people["shut"], residents),
        "several_files": share(people["filed"], residents),
        "several_penal": share(people["penal"], residents),
        "behind_doors": people["behind"],
        "unrelated": share(people["unrelated"], people["behind"]),
        **_copies(run),
    }


def _body(run: Run, number: int) -> Body:
    names, part = naming.scheme(run, number), naming.parts_of_life(run)
    penal, doors = naming.penal_grades(run, number), _doors_of(run, number)
    closes = [
        {domain for domain, ground in doors if penal[g] and (ground is None or grade in ground)}
        for g, grade in enumerate(names["grades"])
    ]
    parts = {part[domain] for domain, _ in doors}
    elsewhere = np.array([part[domain] not in parts for domain in run.names["kind_domains"]])
    return Body(number, penal, panel.bounds_of(run, number), closes, elsewhere)


def _doors_of(run: Run, number: int) -> list[tuple[str, list[str] | None]]:
    """Doors that a body's standing shuts: the domain, and the grades or None for its list.

    Where another reads its list, that one's door is shut by this body. A check that fails its own
    user has nothing to do with a standing.
    """
    doors = []
    for other in range(len(run.names["schemes"])):
        names = naming.scheme(run, other)
        domains, whose = names["consequence_domains"], naming.lists_read(run, other)
        grounds = names.get("consequence_grades") or [None] * len(domains)
        effects, checks = naming.effects_of(run, other), naming.checks_of(run, other)
        doors += [
            (domains[q], grounds[q])
            for q in range(len(domains))
            if effects[q] in ("refuse", "incapacitate") and not checks[q]
            and (other if whose[q] is None else whose[q]) == number
        ]  # fmt: skip
    return doors


def _months(
    run: Run, events: list[panel.Event], bodies: list[Body]
) -> list[tuple[int, list[Standing]]]:
    """The months of one resident: its days, and the bodies that penalise in it."""
    months: list[tuple[int, list[Standing]]] = [(days, []) for _, days in run.month_spans()]
    for body in bodies:
        if not panel.ever_penal(events, body.number, body.penal):
            continue
        for at, (_, copy, state) in enumerate(panel.by_month(run, events, body.number)):
            if copy >= 0 and body.penal[copy]:
                months[at][1].append(_standing(run, body, copy, state))
    return [month for month in months if month[1]]


def _standing(run: Run, body: Body, copy: int, state: panel.State) -> Standing:
    wrong = {key[0] for key, held in state.live.items() if held.cause in WRONG}
    foreign = {
        key[0]
        for key, held in state.live.items()
        if held.kind >= 0 and body.foreign[held.kind] and held.against(run)
    }
    now = bool(body.penal[state.grade])
    return Standing(
        not now or _lifted(body, state, wrong),
        now and _lifted(body, state, foreign),
        body.closes[copy],
    )


def _lifted(body: Body, state: panel.State, taken: set[int]) -> bool:
    return bool(taken) and not body.penal[panel.without(state, taken, body.bounds)[1]]


def _copies(run: Run) -> dict[str, Any]:
    """How far wrong bad records spread, and how long it took to put every copy right."""
    spread: list[int] = []
    righted_somewhere = 0
    days, first_days = np.zeros(4096, np.int64), np.zeros(4096, np.int64)
    for events in panel.panel_books(run).values():
        for filed, righted in _wrong_records(run, events):
            spread.append(len({event.scheme for event in filed}))
            righted_somewhere += bool(righted)
            right = {(event.scheme, event.entry): event.day for event in righted}
            if all((event.scheme, event.entry) in right for event in filed):
                begun = min(event.day for event in filed)
                first_days[min(min(right.values()) - begun, len(days) - 1)] += 1
                days[min(max(right.values()) - begun, len(days) - 1)] += 1
    return {
        "wrong": len(spread),
        "fan_out": share(sum(spread), len(spread)),
        "fan_out_most": max(spread, default=None),
        "righted": share(righted_somewhere, len(spread)),
        "repaired": share(int(days.sum()), len(spread)),
        "first_days": quantile(first_days, 0.5),
        "repair_days": quantile(days, 0.5),
        "repair_p90": quantile(days, 0.9),
    }


def _wrong_records(
    run: Run, events: list[panel.Event]
) -> Iterable[tuple[list[panel.Event], list[panel.Event]]]:
    """For each wrong sighting filed against a resident: its filings, its copies put right."""
    filed: dict[int, list[panel.Event]] = {}
    righted: dict[int, list[panel.Event]] = {}
    for event in events:
        if event.what == happened.FILED and event.cause > 0:
            held = panel.Filed(event.kind, event.entry, event.points, event.cause, event.day)
            if held.against(run):
                filed.setdefault(event.record, []).append(event)
        elif event.what == happened.COPIES_CORRECTED:
            righted.setdefault(event.record, []).append(event)
    return [(mine, righted.get(record, [])) for record, mine in filed.items()]
