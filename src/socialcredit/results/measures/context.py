"""M4 context distance: do consequences fall in the part of life the records came from?"""

from typing import Any, NamedTuple

import numpy as np

from socialcredit.core import events as happened
from socialcredit.results import households, luck, naming, panel
from socialcredit.results.money import in_units
from socialcredit.results.part import share
from socialcredit.results.run import Run, add_up
from socialcredit.results.scales import Scale, counting, scale_of

AGAINST = ("refuse", "dearer", "inspect", "surcharge")


class Closed(NamedTuple):
    """A door shut on a panel resident, or made dearer or harder, because of their own standing."""

    resident: int
    tries: int
    door: str  # domain of life
    origin: dict[str, float]  # domain -> share of the deficit that its records hold
    related_enough: bool  # still penal with bad records from the same part of life alone


def context_distance(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M4: how far from its records a door closes, and how much rests on unrelated records alone.

    From the panel, where records and doors of the same person lie side by side: each refusal (or
    dearer or closer-checked door) is shared out over the domains of the bad records live that day,
    by the points they hold; where a record leads straight to a grade, over those records alone.
    `matrix[i, j]` is the share of all such tries in domain j that rests on records from domain i,
    `distance` its mean declared distance, `other_part` the share whose record comes from another
    part of life (branch of the declared tree), with its `interval`.

    `dependent` of `people` had at least one door closed that would not be closed had only bad
    records from that part of life counted (`dependent_tries` of `tries` likewise); good records
    stay. All are None or 0 where no door closed on anybody in the panel. `doors` counts doors in
    the whole run, by consequence.
    """
    closed = closed_doors(run, scheme)
    domains, distance = naming.domain_distances(run)
    part = naming.parts_of_life(run)
    matrix = _matrix(closed, domains)
    total = matrix.sum()
    tries = sum(door.tries for door in closed)
    people = sorted({door.resident for door in closed})
    other = {who: _other(closed, who, part) for who in people}
    away = share(sum(one for one, _ in other.values()), tries, tries)
    dependent = {door.resident for door in closed if not door.related_enough}
    return {
        "domains": domains,
        "matrix": (matrix / total).tolist() if total else None,
        "distance": float((matrix * distance).sum() / total) if total else None,
        "other_part": away,
        "interval": luck.of_share(
            away,
            households.summed(run, {who: one for who, (one, _) in other.items()}),
            households.summed(run, {who: whole for who, (_, whole) in other.items()}),
        ),
        "people": len(people),
        "tries": tries,
        "dependent": len(dependent),
        "dependent_tries": sum(door.tries for door in closed if not door.related_enough),
        "doors": doors_by_consequence(run, scheme),
    }


def _matrix(closed: list[Closed], domains: list[str]) -> np.ndarray:
    """Tries by the domain of the record and the domain of the door: float[domains, domains]."""
    place = {name: number for number, name in enumerate(domains)}
    matrix = np.zeros((len(domains), len(domains)))
    for door in closed:
        for domain, part in door.origin.items():
            matrix[place[domain], place[door.door]] += part * door.tries
    return matrix


def _other(closed: list[Closed], who: int, part: dict[str, str]) -> tuple[float, int]:
    """One person's tries that rest on another part of life, and all their tries."""
    mine = [door for door in closed if door.resident == who]
    away = sum(
        share_ * door.tries
        for door in mine
        for domain, share_ in door.origin.items()
        if part[domain] != part[door.door]
    )
    return away, sum(door.tries for door in mine)


def closed_doors(run: Run, scheme: int = 0) -> list[Closed]:
    """Every door that closed on a panel resident for records of their own; no failed checks.

    Where a list and no penal grade shuts the door, what is asked is whether any live bad record
    comes from that part of life. A door shut by another scheme's list rests on its records.
    """
    penal, reads = naming.penal_grades(run, scheme), naming.lists_read(run, scheme)
    schemes = {scheme, *(other for other in reads if other is not None)}
    every = {one: scale_of(run, one) for one in schemes}
    doors = naming.scheme(run, scheme)["consequence_domains"]
    checks = naming.checks_of(run, scheme)
    part = naming.parts_of_life(run)
    found = []
    for resident, events in panel.panel_books(run).items():
        if not any(event.what == happened.REFUSED for event in events):
            continue
        for event, states in panel.replay_several(events, schemes):
            own = event.what == happened.REFUSED and event.source <= 0 and event.scheme == scheme
            if not own or not 0 <= event.entry < len(doors) or checks[event.entry]:
                continue
            read = reads[event.entry]
            of = scheme if read is None else read
            state, scale = states[of], every[of]
            if state.grade < 0:
                continue
            origin, door = _origin(run, state, scale), doors[event.entry]
            if not origin:
                continue
            unrelated = {
                key[0]
                for key, filed in state.live.items()
                if filed.against(run) and part[run.names["kind_domains"][filed.kind]] != part[door]
            }
            still = any(part[domain] == part[door] for domain in origin)
            if of == scheme and penal[state.grade]:
                still = bool(penal[panel.without(state, unrelated, *scale)[1]])
            found.append(Closed(resident, max(event.record, 1), door, origin, still))
    return found


def _origin(run: Run, state: panel.State, scale: Scale) -> dict[str, float]:
    """Domains of the records behind a low standing, each with its share of the points lost."""
    forced = state.grade > panel.grade_of(state.score, scale.bounds)
    weight: dict[str, float] = {}
    records = [*state.live.values()] if forced else counting(state, scale.results)
    for filed in records:
        counts = float(filed.points == 0) if forced else max(-filed.points, 0)
        if counts and filed.kind >= 0 and filed.against(run):
            domain = run.names["kind_domains"][filed.kind]
            weight[domain] = weight.get(domain, 0.0) + counts
    whole = sum(weight.values())
    return {domain: part / whole for domain, part in weight.items()}


def doors_by_consequence(run: Run, scheme: int = 0) -> list[dict[str, Any]]:
    """Everybody's tries at each consequence: refused, made harder, eased, and the money moved."""
    names = naming.scheme(run, scheme)
    doors = run.rows("doors", world=0, scheme=scheme)
    size = len(names["consequences"])
    sums = {
        name: add_up(doors[name], doors["consequence"], size)
        for name in ("attempts", "refusals", "wrongful", "late", "money")
    }
    through, checks = doors["hits"] > 0, naming.checks_of(run, scheme)
    others = add_up(doors["attempts"][through], doors["consequence"][through], size)
    titles, effects = naming.titles_of(run, scheme, "consequence"), naming.effects_of(run, scheme)
    reads = naming.lists_read(run, scheme)
    whose = dict[int | None, str](enumerate(naming.short_titles(run)))
    return [
        {
            "title": titles[q],
            "domain": names["consequence_domains"][q],
            "effect": effects[q],
            "check": checks[q],
            "list_of": whose.get(reads[q]),
            "against": effects[q] in AGAINST or int(sums["money"][q]) < 0,
            "others": int(others[q]),
            **{name: int(column[q]) for name, column in sums.items() if name != "money"},
            "money": in_units(int(sums["money"][q])),
        }
        for q in range(size)
    ]
