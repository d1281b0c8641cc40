"""M4 context distance: do consequences fall in the part of life the records came from?"""

from typing import Any

import numpy as np

from socialcredit import ledger
from socialcredit.results import books, naming
from socialcredit.results.tables import Run, add_up


def context_distance(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M4a: how far consequences fall from the domain of life their records came from.

    `matrix[i, j]` is the share of all refusals in domain j that rests on points lost in domain i:
    points lost by domain (records table) times refusals by domain (doors table), both as shares.
    It takes for granted that everybody refused carries the average mix of records, because the
    scheme pools them into one score. `distance` is the mean declared distance under that matrix;
    `other_domain` the share of it off the diagonal.
    """
    domains, distance = naming.domain_distances(run)
    lost = _points_lost(run, scheme, domains)
    refused = _refusals(run, scheme, domains)
    total = lost.sum() * refused.sum()
    matrix = np.outer(lost, refused) / total if total else np.zeros(distance.shape)
    return {
        "domains": domains,
        "points_lost": (lost / 100).tolist(),
        "refusals": refused.tolist(),
        "matrix": matrix.tolist(),
        "distance": float((matrix * distance).sum()) if total else None,
        "other_domain": float(matrix[distance > 0].sum()) if total else None,
    }


def _points_lost(run: Run, scheme: int, domains: list[str]) -> np.ndarray:
    """Points taken away by source domain, net of those given back, hundredths: float[domains]."""
    filed = run.rows("records", world=0, scheme=scheme)
    kinds = naming.entry_kinds(run, scheme)
    by_entry = add_up(filed["points"], filed["entry"], len(kinds))
    lost = np.zeros(len(domains))
    for kind, points in zip(kinds, by_entry, strict=True):
        if kind >= 0 and points < 0:
            lost[domains.index(run.names["kind_domains"][kind])] -= points
    return lost


def _refusals(run: Run, scheme: int, domains: list[str]) -> np.ndarray:
    """Refusals by the domain they fall in: float[domains]."""
    doors = run.rows("doors", world=0, scheme=scheme)
    names = naming.scheme(run, scheme)["consequence_domains"]
    by_consequence = add_up(doors["refusals"], doors["consequence"], len(names))
    refused = np.zeros(len(domains))
    for domain, count in zip(names, by_consequence, strict=True):
        if domain in domains:
            refused[domains.index(domain)] += count
    return refused


def unrelated_dependence(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M4b: panel residents penalised only because of records from unrelated domains.

    Every refusal of a panel resident whose own grade is penal is replayed with only those bad
    records that came from the domain of the refusal; good records stay. If the grade is then
    no longer penal, the refusal rests on unrelated records alone. `people` were refused at all,
    `dependent` had at least one such refusal; `refusals` and `dependent_refusals` likewise.
    """
    people: set[int] = set()
    dependent: set[int] = set()
    refusals = unrelated = 0
    for resident, events in books.panel_books(run).items():
        for penal_without in _refusals_replayed(run, events, scheme):
            people.add(resident)
            refusals += 1
            if not penal_without:
                dependent.add(resident)
                unrelated += 1
    return {
        "people": len(people),
        "dependent": len(dependent),
        "share": len(dependent) / len(people) if people else None,
        "refusals": refusals,
        "dependent_refusals": unrelated,
    }


def _refusals_replayed(run: Run, events: list[books.Event], scheme: int) -> list[bool]:
    """For each refusal: would the grade be penal with same-domain bad records only?"""
    penal = naming.penal_grades(run, scheme)
    doors = naming.scheme(run, scheme)["consequence_domains"]
    bounds = books.bounds_of(run, scheme)
    answers = []
    for event, state in books.replay(events, scheme):
        own = event.what == ledger.REFUSED and event.source <= 0
        if not own or not 0 <= state.grade < len(penal):
            continue
        if not penal[state.grade] or not 0 <= event.entry < len(doors):
            continue
        unrelated = {
            key[0]
            for key, filed in state.live.items()
            if filed.against(run) and run.names["kind_domains"][filed.kind] != doors[event.entry]
        }
        answers.append(bool(penal[books.without(state, unrelated, bounds)[1]]))
    return answers
