"""A run is put together: its people are settled and its beliefs compiled."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from socialcredit.compile.budget import refuse_without_hours
from socialcredit.compile.complaints import compile_complaints
from socialcredit.compile.documents import documents
from socialcredit.compile.faults import compile_faults
from socialcredit.compile.motives import priced_by, problems_of_prices, refuse_unpriced
from socialcredit.compile.motives_alone import compile_motives
from socialcredit.compile.premises import compile_premises, firm_keys, nobody_closes
from socialcredit.compile.rates import Rates, ages_of
from socialcredit.compile.response import (
    compile_responses,
    kinds_of,
)
from socialcredit.compile.response_file import refuse_unknown
from socialcredit.compile.rounds import hours_of
from socialcredit.compile.scheme import begins
from socialcredit.compile.society import (
    compile_hazards,
    done_often,
    in_order,
    kinds_of_home,
    makeup,
    told_apart,
)
from socialcredit.compile.standing import taken_by
from socialcredit.core.calendar import calendar
from socialcredit.core.columns import Communities, People
from socialcredit.core.kept import Kept, once
from socialcredit.core.places import Home
from socialcredit.core.populations import Kind
from socialcredit.engine.settling import settle
from socialcredit.engine.setup import NO_LISTS, Document, Setup
from socialcredit.engine.subjects import Settle, file_named, key_for, subjects_of
from socialcredit.language.model.beliefs import BehaviourFile, Beliefs
from socialcredit.language.model.crossings import BETWEEN, CROSSINGS, Exchanged
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.upright import upright
from socialcredit.language.resolve.inputs import Inputs
from socialcredit.language.resolve.turning import Turns
from socialcredit.stages.society.premises import Premises
from socialcredit.stages.society.profiles import NONE, assign_profiles

PROFILES = 2  # of so many catalogues of deeds it is kept how often who does what


def prepare(
    *,
    seed: int,
    start: date,
    end: date,
    people: People,
    communities: Communities,
    homes: Sequence[Home],
    schemes: Sequence[Scheme],
    without: Sequence[str],
    beliefs: Mapping[str, Document],
    behaviour: BehaviourFile,
    switches: Mapping[str, bool],
    told_from: date | None = None,
    of: Kind = "persons",
    step_days: int | None = None,
    who_knew: bool = False,
) -> Setup:
    """Put a run together from parsed files and a settled population.

    told_from  where what is told begins, after a warm-up; the first day if left out
    step_days  days of a step, in place of months
    """
    deeds = in_order(beliefs["deeds"]["deeds"])
    kind, done = kinds_of_home(deeds, homes)
    ages = np.array(ages_of(deeds), np.int64)
    told, further = told_apart(deeds), NONE
    if of == "firms":
        further = firm_keys(told)
    keys = assign_profiles(people, communities, kind, told, ages, further)
    table = _profiles.get((deeds, done), Rates).of(deeds, keys, done)
    months = calendar(start, end, step_days)
    tree = beliefs["domains"]["domains"]
    taken = taken_by(schemes, beliefs["domains"])
    responses = compile_responses(behaviour, switches, kinds_of(deeds, tree), taken)
    return Setup(
        seed=seed, months=months, people=people, communities=communities, homes=tuple(homes),
        schemes=tuple(map(upright, schemes)), without=frozenset(without), beliefs=beliefs,
        deeds=tuple(deeds), sources=tuple(beliefs["sensors"]["sources"]), responses=responses,
        hazards=_hazards.get(
            (beliefs["deeds"], done, keys), lambda: compile_hazards(beliefs["deeds"], deeds, table)
        ),
        motives=compile_motives(responses, deeds, table),
        faults=compile_faults(deeds),
        complaints=compile_complaints(deeds, beliefs["sensors"]["sources"]),
        premises=_premises(
            of, beliefs, homes, schemes, seed, responses.reopens, kind, keys, told, ages
        ),
        begins=begins(schemes, homes, start),
        often=done_often(deeds, table, people, communities, len(homes)),
        makeup=makeup(people, communities, len(homes)),
        hours=hours_of(beliefs["sensors"]["sources"], homes, communities, months),
        lead=sum(month.first < (told_from or start) for month in months),
        kind=of,
        step_days=step_days,
        who_knew=who_knew,
    )  # fmt: skip


def turning(setup: Setup, inputs: Inputs) -> Setup:
    """The same with what protest does, and with the schemes apart from what it makes of them."""
    turns = Turns({name: one and upright(one) for name, one in inputs.turned.items()})
    return replace(
        setup, protest=inputs.scenario.protest, turns=turns if inputs.turned else None,
        written=tuple(map(upright, inputs.schemes)),
    )  # fmt: skip


def _premises(
    of: Kind, beliefs: Mapping[str, Document], homes: Sequence[Home], schemes: Sequence[Scheme],
    seed: int, reopens: np.ndarray, *profiles: Any,
) -> Premises:  # fmt: skip
    """Who closes: of firms as their population says, and where a rule closes any."""
    if of == "persons":
        return nobody_closes()
    closing = any(rule.effect == "close" for one in schemes for rule in one.consequences)
    markets = beliefs["population"]["markets"]
    kind, keys, told, ages = profiles
    return compile_premises(
        markets, homes, key_for(of, seed), kind, keys, told, ages, closing, reopens
    )


def prepared(inputs: Inputs, threads: int, settle: Settle = settle) -> Setup:
    """Settle the people and compile the beliefs; the same people for any number of threads.

    Of a run of both the firms stand `beside` the residents, settled as if either were alone.
    """
    setup = _prepared_alone(inputs, threads, settle)
    if inputs.beside is None:
        return setup
    beside = _prepared_alone(inputs.beside, threads, settle)
    asked = inputs.scenario.exchange
    beside = replace(
        beside,
        crosses=crossing_lists(beside, asked),
        tells_closings=any(one.crossing == "closings" for one in asked),
    )
    return replace(setup, beside=beside, exchange=asked, crosses=crossing_lists(setup, asked))


def crossing_lists(setup: Setup, asked: Sequence[Exchanged]) -> np.ndarray:
    """The lists of a population of which the other one is told: uint8 (lists,), see `Setup`."""
    told = [one for one in asked if CROSSINGS[one.crossing].deed]
    told = [one for one in told if CROSSINGS[one.crossing].of == setup.kind]
    if not told:
        return NO_LISTS
    named = {name for one in told for name in one.lists}
    return np.array(
        [
            f"{scheme.scheme}{BETWEEN}{rule.list}" in named
            if named
            else rule.colour == "black" and rule.published
            for scheme in setup.schemes
            for rule in scheme.lists
        ],
        np.uint8,
    )


def _prepared_alone(inputs: Inputs, threads: int, settle: Settle) -> Setup:
    scenario, parsed = inputs.scenario, parsed_of(inputs.beliefs)
    behaviour = inputs.beliefs.behaviour
    refuse_unknown(behaviour, file_named(scenario, "behaviour"))
    deeds, sources = parsed["deeds"]["deeds"], parsed["sensors"]["sources"]
    kinds = kinds_of(deeds, parsed["domains"]["domains"])
    # Without schemes, and where an alternative takes rules away, having no price is the question.
    asked = bool(inputs.schemes) and not scenario.alternatives
    priced = priced_by(inputs.schemes, deeds, sources) if asked else kinds.deed
    refuse_unpriced(
        file_named(scenario, "behaviour"),
        [*problems_of_prices(behaviour, scenario.responses, kinds, priced)],
    )
    people, communities, homes = subjects_of(scenario, parsed, threads, settle)
    setup = prepare(
        seed=scenario.seed, start=scenario.lived_since, end=scenario.ends, people=people,
        communities=communities, homes=homes, without=inputs.without,
        schemes=Turns(inputs.turned).lived(inputs.schemes, None),
        beliefs=parsed, behaviour=behaviour, switches=scenario.responses,
        told_from=scenario.starts, of=scenario.kind, step_days=scenario.step_days,
        who_knew=scenario.who_knew,
    )  # fmt: skip
    if setup.responses.prefers is not None:
        refuse_without_hours(setup.deeds, file_named(scenario, "deeds"))
    return turning(setup, inputs)


_profiles, _hazards = Kept(PROFILES), Kept(PROFILES)


@once()
def parsed_of(beliefs: Beliefs) -> dict[str, Any]:
    """The assumption files as plain values, which no run writes."""
    return documents(beliefs)
