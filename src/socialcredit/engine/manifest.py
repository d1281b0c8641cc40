"""The manifest of a run: what was asked, and the names behind the numbers in its tables."""

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numba
import numpy as np

from socialcredit import __version__
from socialcredit.compile.budget import registers_of
from socialcredit.compile.counts_as import kin_of
from socialcredit.compile.documents import as_plain
from socialcredit.compile.versions import hundredths, windows_of
from socialcredit.core.places import Home
from socialcredit.core.run_layout import FORMAT, VERSION
from socialcredit.engine.acting import acting, entry_months
from socialcredit.engine.devices import (
    device_days_of,
    device_errors,
    devices_by_month,
    gallery_shares,
    reach_by_month,
)
from socialcredit.engine.markets import told_of_markets
from socialcredit.engine.responses import responses_told
from socialcredit.engine.rules import told_of_lobbying
from socialcredit.engine.setup import Setup
from socialcredit.language.model.beliefs import Beliefs, BurdenScale
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.lists import Publication
from socialcredit.language.model.provenance import EVIDENCE, IN_DOUBT, holding, version_on
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.score import Score
from socialcredit.language.model.upright import turned, upright
from socialcredit.language.resolve.carried import currency_of_run
from socialcredit.language.resolve.inputs import Inputs
from socialcredit.language.resolve.turning import Turns, holds_nowhere
from socialcredit.language.tell.alternative import laid_sentence


def manifest_of(inputs: Inputs, setup: Setup, threads: int) -> dict[str, Any]:
    """The manifest of a run that has begun; the end adds hashes and seconds."""
    scenario, last = inputs.scenario, setup.told[-1]
    return {
        "format": FORMAT,
        "version": VERSION,
        "package_version": __version__,
        "state": "running",
        "command": inputs.command,
        "changes": list(inputs.changes),
        "given": list(inputs.given),
        "draw": inputs.draw and inputs.draw.as_told(),
        "scenario": scenario.as_written(),
        "start": scenario.starts.isoformat(),
        "end": scenario.ends.isoformat(),
        "warm_up": scenario.warm_up.isoformat() if scenario.warm_up else None,
        "months": len(setup.told),
        "days": last.first_day + last.days,
        **({"step_days": scenario.step_days} if scenario.step_days else {}),
        "currency": currency_of_run(scenario, inputs.beliefs),
        "seed": scenario.seed,
        "people": setup.residents,
        "population": setup.kind,
        **({"part": scenario.part.model_dump()} if scenario.part else {}),
        "worlds": inputs.worlds,
        "names": names_of(inputs, setup),
        **told_of_lobbying(inputs),
        **_firms_beside(inputs, setup),
        "machine": machine(threads),
    }


def _firms_beside(inputs: Inputs, setup: Setup) -> dict[str, Any]:
    """What is told of the firms of a run of both, as it is of the residents above."""
    if inputs.beside is None or setup.beside is None:
        return {}
    firms = {
        "people": setup.beside.residents,
        "population": setup.beside.kind,
        "names": names_of(inputs.beside, setup.beside),
    }
    return {"firms": firms}


def machine(threads: int) -> dict[str, Any]:
    """Where the numbers were computed; they do not depend on it, the seconds do."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count() or 1,
        "threads": threads,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "numba": numba.__version__,
    }


def names_of(inputs: Inputs, setup: Setup) -> dict[str, Any]:
    """Names in the order of the numbers that the tables hold."""
    deeds = setup.deeds
    tree = inputs.beliefs.domains.domains
    titles = {place.place: place.title for place in inputs.beliefs.places.places}
    return {
        "kinds": [deed["deed"] for deed in deeds],
        "kind_titles": [deed["title"] for deed in deeds],
        "kind_domains": [deed["domain"] for deed in deeds],
        "kind_signs": [deed["sign"] for deed in deeds],
        "kind_groups": list(setup.responses.kinds.group),
        "terms": list(setup.responses.names),
        **told_of_hours(setup),
        "responses": responses_told(inputs, setup),
        "kind_units": [deed["size"]["unit"] if deed.get("size") else "" for deed in deeds],
        "kind_gravity": [dict(deed["gravity"]) for deed in deeds],
        **(
            {"harms": [*setup.harms], "harm_units": [*setup.harms.values()]} if setup.stands else {}
        ),
        "kin": {name: sorted(others) for name, others in kin_of(deeds, ()).deeds.items()},
        "sources": [source["source"] for source in setup.sources],
        "source_titles": [source["title"] for source in setup.sources],
        "device_days": device_days_of(setup),
        "device_numbers": devices_by_month(setup),
        "device_reach": reach_by_month(setup),
        "gallery_shares": gallery_shares(setup),
        "device_errors": device_errors(setup),
        "places": list(setup.places),
        "place_titles": [_title(home, titles) for home in setup.homes],
        **_titles_of_levels(inputs, setup),
        "domains": [
            {"domain": node.domain, "parent": node.parent, "title": node.title} for node in tree
        ],
        "burden_scales": [_weights(scale) for scale in inputs.beliefs.domains.burden],
        **told_of_markets(setup),
        "assumption_evidence": evidence_counts(inputs.beliefs),
        "schemes": [
            scheme_names(scheme, inputs, setup)
            for scheme in Turns(inputs.turned).lived(inputs.schemes, None)
        ],
    }


def _titles_of_levels(inputs: Inputs, setup: Setup) -> dict[str, Any]:
    """What levels are called in each place, by attribute; nothing where no place says."""
    file = inputs.beliefs.places
    said = {place.place: file.levels_of(place) for place in file.places}
    told = [said.get(home.name, {}) for home in setup.homes]
    return {"level_titles": told} if setup.kind == "persons" and any(told) else {}


def _title(home: Home, titles: Mapping[str, str | None]) -> str:
    """A place in words; a market by its sector and its place."""
    place = home.place or home.name
    told = titles.get(place) or place
    return f"{home.sector.replace('-', ' ')} in {told}" if home.sector else told


def told_of_hours(setup: Setup) -> dict[str, Any]:
    """Hours a deed by kind, and empty entries by deed made up; nothing where no hours count."""
    if setup.responses.prefers is None:
        return {}
    return {"kind_hours": setup.takes.tolist(), "registers": registers_of(setup.responses.chosen)}


def told_of_faults(setup: Setup) -> dict[str, Any]:
    """What faults that stand harm, and in which unit ("" counts people); nothing of other runs."""
    if not setup.stands:
        return {}
    return {"harms": [*setup.harms], "harm_units": [*setup.harms.values()]}


def scheme_names(scheme: Scheme, inputs: Inputs, setup: Setup) -> dict[str, Any]:
    """One scheme: grades as they stand on its last day in the run, all entries of all versions."""
    day = min(inputs.scenario.ends, scheme.ends or inputs.scenario.ends)
    kept = upright(scheme)
    grades, score = version_on(kept.grades, day), version_on(kept.score, inputs.scenario.starts)
    public = [_publication(scheme, month.first) for month in setup.told]
    order = {other.scheme: number for number, other in enumerate(inputs.schemes)}
    homes = [entry.copy_of for entry in scheme.entries]  # of whose records it files copies
    return {
        "name": scheme.scheme,
        "title": scheme.title,
        "acts": [day.isoformat() if day else None for day in acting(scheme)],
        "story": list(scheme.story),
        "departures": [
            *scheme.departures,
            *(laid_sentence(laid) for laid in inputs.laid.get(scheme.scheme, ())),
        ],
        "start": hundredths(score.start),
        **told_of_results(score),
        "codes": score.codes,
        **({"high_is": "bad"} if turned(scheme) else {}),
        "dimensions": [dimension.dimension for dimension in scheme.dimensions],
        "grades": list(grades.names),
        "bands": [None if bound is None else hundredths(bound) for bound in grades.bounds],
        "penal": list(grades.penal),
        "honour": list(grades.honour),
        "entries": told_apart(scheme.entries),
        "entry_titles": [entry.title or entry.id for entry in scheme.entries],
        "entry_deeds": [entry.deed for entry in scheme.entries],
        "entry_seen_by": [list(entry.seen_by) for entry in scheme.entries],
        "entry_evidence": [entry.evidence for entry in scheme.entries],
        "entry_months": entry_months(scheme, setup),
        "entry_asked_by": [entry.asked_by for entry in scheme.entries],
        "entry_repair": [_repair(entry) for entry in scheme.entries],
        "entry_to_grade": [entry.to_grade for entry in scheme.entries],
        **({"entry_copy_of": homes} if any(homes) else {}),
        "office_decisions": [_decisions(scheme, month.first) for month in setup.told],
        "dispute_windows": windows_of(scheme, [month.first for month in setup.told]),
        "lists": told_apart(scheme.lists),
        "list_titles": [rule.title or rule.id for rule in scheme.lists],
        "list_colours": [rule.colour for rule in scheme.lists],
        "published": [rule.of if rule else "nothing" for rule in public],
        "audience": next((rule.audience for rule in public if rule and rule.audience), None),
        "consequences": told_apart(scheme.consequences),
        "consequence_titles": [rule.title or rule.id for rule in scheme.consequences],
        "consequence_effects": [rule.effect for rule in scheme.consequences],
        "consequence_checks": [rule.fails is not None for rule in scheme.consequences],
        "consequence_grades": [rule.when.grades for rule in scheme.consequences],
        "consequence_of": [order.get(rule.when.of or "") for rule in scheme.consequences],
        "consequence_domains": [rule.domain for rule in scheme.consequences],
    }


def told_of_results(score: Score) -> dict[str, Any]:
    """What makes the score of records that bring one each; nothing of other schemes."""
    if score.counts == "sum":
        return {}
    return {"counts": score.counts, "unit": hundredths(score.unit)}


def _weights(scale: BurdenScale) -> dict[str, Any]:
    """A scale of burden: its name, its title, and what one of each effect weighs."""
    return scale.model_dump(mode="json", exclude={*IN_DOUBT, "origin", "evidence", "note"})


def told_apart(rules: Sequence[Any]) -> list[str]:
    """The name of each rule; of its later versions with the day from which they hold.

    What holds only where protest has come has no day.
    """
    first: dict[str, date] = {}
    for rule in rules:
        first[rule.id] = min(rule.since, first.get(rule.id, rule.since))
    return [
        rule.id if rule.since == first[rule.id] else f"{rule.id}@{_from_when(rule)}"
        for rule in rules
    ]


def _from_when(rule: Any) -> str:
    return "protest" if holds_nowhere(rule) else str(rule.since.isoformat())


def _repair(entry: Entry) -> dict[str, Any] | None:
    """The monthly chance that a record of the entry is made good, and what it is taken to be of."""
    if entry.repair is None:
        return None
    told = entry.repair.model_dump(include={"chance", "otherwise", "between"}, mode="json")
    return dict(told)


def _decisions(scheme: Scheme, first: date) -> float:
    """Disputes a month that the office can decide for each resident; 0 where it decides none."""
    rule = version_on(scheme.procedure, first)
    return rule.office.decisions / rule.office.residents if rule.office else 0.0


def _publication(scheme: Scheme, first: date) -> Publication | None:
    """What a scheme makes public in the month that begins on `first`."""
    runs = scheme.starts <= first and (scheme.ends is None or first <= scheme.ends)
    return holding(scheme.publication, first) if runs else None


def evidence_counts(beliefs: Beliefs) -> dict[str, dict[str, int]]:
    """How many value blocks of each assumption file have which evidence."""
    counts = {}
    for kind, file in beliefs._asdict().items():
        found = dict.fromkeys(EVIDENCE, 0)
        _count(as_plain(file), found)
        counts[kind] = {str(name): number for name, number in found.items()}
    return counts


def _count(value: Any, found: dict[Any, int]) -> None:
    if isinstance(value, Mapping):
        grade = value.get("evidence")
        if isinstance(grade, str) and grade in found:
            found[grade] += 1
        for item in value.values():
            _count(item, found)
    elif isinstance(value, list):
        for item in value:
            _count(item, found)
