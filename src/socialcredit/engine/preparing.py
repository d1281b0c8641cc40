"""A run is put together: its people are settled and told of, and its beliefs compiled.

In this order: what it rests on (`engine.ground`), then shard by shard who lives there and what they
tell, then everything that is compiled from what all tell together, then people as they live. A run
that is not cut is one shard.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from socialcredit.compile.budget import refuse_without_hours
from socialcredit.compile.complaints import compile_complaints
from socialcredit.compile.faults import compile_faults
from socialcredit.compile.motives_alone import compile_motives
from socialcredit.compile.premises import compile_premises, firm_keys, nobody_closes
from socialcredit.compile.profiles import OfProfiles, Profiles
from socialcredit.compile.response import Responses, compile_responses, kinds_of
from socialcredit.compile.rounds import hours_of
from socialcredit.compile.scheme import begins
from socialcredit.compile.society import compile_hazards, done_often, makeup
from socialcredit.compile.standing import taken_by
from socialcredit.core.calendar import calendar
from socialcredit.core.columns import People
from socialcredit.core.kept import Kept, content_of, once
from socialcredit.core.progress import Tick, unheard
from socialcredit.engine.ground import (
    Ground,
    deeds_in,
    facts_in,
    facts_of_all,
    ground_of,
    sources_in,
)
from socialcredit.engine.settling import POPULATIONS, Residents
from socialcredit.engine.setup import NO_LISTS, Document, Setup
from socialcredit.engine.shard import Shard, moved, shards_of, whole_of
from socialcredit.engine.subjects import Settle, file_named, key_for
from socialcredit.language.model.beliefs import BehaviourFile
from socialcredit.language.model.crossings import BETWEEN, CROSSINGS, Exchanged
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.upright import upright
from socialcredit.language.resolve.inputs import Inputs
from socialcredit.language.resolve.turning import Turns
from socialcredit.stages.society.facts import Facts, as_they_live
from socialcredit.stages.society.people import empty
from socialcredit.stages.society.premises import Premises
from socialcredit.stages.society.profiles import NONE, keys_found

PROFILES = 2  # of so many catalogues of deeds it is kept how often who does what, and the answers
NOBODY = empty(0)
SetupOf = Callable[[int], Setup]
FirstsOf = Callable[[Inputs], Sequence[int]]


class OfPeople(NamedTuple):
    """What is reckoned of the people of a run, once all have been told of."""

    facts: Facts
    keys: np.ndarray  # int64 (profiles,), see `profiles.keys_found`
    profiles: OfProfiles
    often: np.ndarray  # see `society.done_often`
    makeup: np.ndarray  # see `society.makeup`


def reckoned(ground: Ground, facts: Facts) -> OfPeople:
    """What follows of the facts of people for the deeds of a run."""
    parsed, deeds, apart, done = ground.parsed, ground.deeds, ground.asked.apart, ground.done
    of_firms = ground.inputs.scenario.kind == "firms"
    keys = keys_found(facts.found, apart, firm_keys(apart.told) if of_firms else NONE)
    known = _profiles.by((content_of(parsed["deeds"]), content_of(done)), Profiles)
    profiles = known.of(deeds, keys, done)
    return OfPeople(
        facts, keys, profiles, done_often(deeds, profiles.rate, facts.found, apart, keys),
        makeup(facts.found, len(ground.subjects.homes)),
    )  # fmt: skip


def compiled(ground: Ground, of_people: OfPeople) -> Setup:
    """The run of one population, put together from its files and what all its people tell.

    Nobody is in it yet, see `with_people`.
    """
    inputs, parsed, deeds, apart = ground.inputs, ground.parsed, ground.deeds, ground.asked.apart
    scenario, subjects, facts, keys = inputs.scenario, ground.subjects, *of_people[:2]
    schemes = Turns(inputs.turned).lived(inputs.schemes, None)
    sources, (rate, *of_profiles) = sources_in(parsed["sensors"]), of_people.profiles
    months = calendar(scenario.lived_since, scenario.ends, scenario.step_days)
    responses, upright_schemes = _responses(ground, schemes), _upright(*schemes)
    setup = Setup(
        seed=scenario.seed, months=months, people=NOBODY, communities=subjects.communities,
        homes=subjects.homes, schemes=upright_schemes,
        without=frozenset(inputs.without), beliefs=parsed, deeds=deeds, sources=sources,
        responses=responses,
        hazards=_hazards.by(
            (content_of(parsed["deeds"]), content_of(ground.done), content_of(keys)),
            lambda: compile_hazards(parsed["deeds"], deeds, *of_profiles),
        ),
        motives=compile_motives(responses, deeds, rate),
        faults=compile_faults(deeds),
        complaints=compile_complaints(deeds, sources),
        premises=_premises(ground, schemes, keys, responses.reopens),
        begins=begins(upright_schemes, subjects.homes, scenario.lived_since),
        often=of_people.often, makeup=of_people.makeup,
        found=facts.found, cells=facts.cells, panel=facts.panel.people, apart=apart, keys=keys,
        hours=hours_of(sources, subjects.homes, subjects.communities, months),
        lead=sum(month.first < scenario.starts for month in months),
        kind=scenario.kind,
        step_days=scenario.step_days,
        who_knew=scenario.who_knew,
    )  # fmt: skip
    if responses.prefers is not None:
        refuse_without_hours(setup.deeds, file_named(scenario, "deeds"))
    return turning(setup, inputs)


def _responses(ground: Ground, schemes: Sequence[Scheme]) -> Responses:
    inputs = ground.inputs
    return _answers(inputs.beliefs.behaviour, inputs.scenario.responses, ground.parsed, *schemes)


@once()
def _upright(*schemes: Scheme) -> tuple[Scheme, ...]:
    """The same tuple for every run of the same rules, so that what is asked of it is kept."""
    return tuple(map(upright, schemes))


@once(PROFILES)
def _answers(
    behaviour: BehaviourFile, switches: Mapping[str, bool], parsed: Mapping[str, Document],
    *schemes: Scheme,
) -> Responses:  # fmt: skip
    domains = parsed["domains"]
    kinds = kinds_of(deeds_in(parsed["deeds"]), domains["domains"])
    return compile_responses(behaviour, switches, kinds, taken_by(schemes, domains))


def turning(setup: Setup, inputs: Inputs) -> Setup:
    """The same with what protest does, and with the schemes apart from what it makes of them."""
    turns = Turns({name: one and upright(one) for name, one in inputs.turned.items()})
    return replace(
        setup, protest=inputs.scenario.protest, turns=turns if inputs.turned else None,
        written=_upright(*inputs.schemes),
    )  # fmt: skip


def _premises(
    ground: Ground, schemes: Sequence[Scheme], keys: np.ndarray, reopens: np.ndarray
) -> Premises:
    """Who closes: of firms as their population says, and where a rule closes any."""
    scenario = ground.inputs.scenario
    if scenario.kind == "persons":
        return nobody_closes()
    closing = any(rule.effect == "close" for one in schemes for rule in one.consequences)
    markets, key = ground.parsed["population"]["markets"], key_for(scenario.kind, scenario.seed)
    return compile_premises(
        markets, ground.subjects.homes, key, ground.asked.apart, keys, closing, reopens
    )


def with_people(setup: Setup, shard: Shard, settled: People) -> Setup:
    """The run of a shard, with its people as they live: with profiles, and some in the panel.

    setup  of the whole, see `compiled`    settled  the people of the shard as they were settled
    """
    here, all_of_it = moved(setup.communities, shard), shard == whole_of(setup.communities)
    people = as_they_live(
        settled, here, shard.first, shard.last, shard.start, setup.apart, setup.keys, setup.panel
    )
    return replace(setup, people=people, communities=here, shard=None if all_of_it else shard)


def prepared(inputs: Inputs, threads: int, settle: Settle = Residents) -> Setup:
    """Settle the people and compile the beliefs; the same people for any number of threads.

    Of a run of both the firms stand `beside` the residents, settled as if either were alone.
    """
    return _with_beside(_prepared_alone(inputs, threads, settle), inputs, threads, settle)


class InShards(NamedTuple):
    """A population of a run that is cut.

    setup   of everybody, without people
    of      gives the run of a shard with its people, who are settled again whenever it is asked
    beside  the firms of a run of both, cut likewise
    """

    setup: Setup
    cut: tuple[Shard, ...]
    of: SetupOf
    beside: "InShards | None" = None


def prepared_in_shards(
    inputs: Inputs,
    threads: int,
    firsts_of: FirstsOf,
    settle: Settle = Residents,
    tick: Tick = unheard,
) -> InShards:
    """A run cut into shards, people and firms; everybody is settled once to be told of.

    firsts_of  of a population the communities at which its shards begin, the first of them 0; see
        `ground.communities_of`
    tick  told as residents are settled
    """
    ground = ground_of(inputs, settle)
    firsts = firsts_of(inputs._replace(beside=None))
    shards, people_of = shards_of(ground.subjects.communities, firsts), ground.subjects.settle
    facts = facts_of_all(ground, shards, threads, tick)
    whole, beside = compiled(ground, reckoned(ground, facts)), None
    if inputs.beside is not None:
        beside = prepared_in_shards(inputs.beside, threads, firsts_of, settle)
        whole = _side_by_side(whole, beside.setup, inputs)
        assert whole.beside is not None
        beside = beside._replace(setup=whole.beside)
    return InShards(
        whole,
        shards,
        lambda k: with_people(whole, shards[k], people_of(shards[k], threads)),
        beside,
    )


def _prepared_alone(inputs: Inputs, threads: int, settle: Settle) -> Setup:
    """The run of one population as one shard, whose people are settled once."""
    ground = ground_of(inputs, settle)
    shard = whole_of(ground.subjects.communities)
    settle_here = ground.subjects.settle
    settled = settle_here(shard, threads)

    def told_of() -> OfPeople:
        return reckoned(ground, facts_in(ground, settled, shard))

    if not (isinstance(settle_here, Residents) and settle_here.are_kept):
        return with_people(compiled(ground, told_of()), shard, settled)
    asked = content_of(ground.asked.apart), ground.asked.households, content_of(ground.done)
    key = settle_here.kept, shard, content_of(ground.parsed["deeds"]), asked
    setup = compiled(ground, _people.by(key, told_of))
    people = _living.by(key, lambda: with_people(setup, shard, settled).people)
    return replace(setup, people=people)


def _with_beside(setup: Setup, inputs: Inputs, threads: int, settle: Settle) -> Setup:
    """The same with the firms of a run of both beside."""
    if inputs.beside is None:
        return setup
    return _side_by_side(setup, _prepared_alone(inputs.beside, threads, settle), inputs)


def _side_by_side(setup: Setup, beside: Setup, inputs: Inputs) -> Setup:
    """Residents with firms beside, and with what crosses between the two."""
    asked = inputs.scenario.exchange
    beside = with_exchange(beside, asked)
    return replace(with_exchange(setup, asked), beside=beside)


def with_exchange(setup: Setup, asked: Sequence[Exchanged]) -> Setup:
    """One population of a run of both, with what crosses between the two."""
    closings = setup.kind == "firms" and any(one.crossing == "closings" for one in asked)
    crosses = crossing_lists(setup, asked)
    return replace(setup, exchange=tuple(asked), crosses=crosses, tells_closings=closings)


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


_profiles, _hazards = Kept(PROFILES), Kept(PROFILES)
_people, _living = Kept(POPULATIONS), Kept(POPULATIONS)
