"""What a run rests on before anybody is settled: its files, read, and the plan of its communities.

Who lives there is told by shards, each for itself: a shard's people are settled, told of
(`stages.society.facts`) and, unless they live on here, forgotten.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from socialcredit.compile.documents import documents
from socialcredit.compile.motives import priced_by, problems_of_prices, refuse_unpriced
from socialcredit.compile.rates import ages_of
from socialcredit.compile.response import kinds_of
from socialcredit.compile.response_file import refuse_unknown
from socialcredit.compile.society import in_order, kinds_of_home, told_apart
from socialcredit.core.columns import Communities, People
from socialcredit.core.kept import once
from socialcredit.core.places import Home
from socialcredit.core.progress import Tick, unheard
from socialcredit.engine.settling import Residents
from socialcredit.engine.setup import Document
from socialcredit.engine.shard import Shard, moved
from socialcredit.engine.subjects import Settle, Subjects, file_named, subjects_of
from socialcredit.language.model.beliefs import BehaviourFile, Beliefs
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.resolve.inputs import Inputs
from socialcredit.stages.society.facts import Asked, Facts, added, facts_of
from socialcredit.stages.society.panel import EVERY_LOT, bound_of
from socialcredit.stages.society.profiles import Apart


@dataclass(frozen=True)
class Ground:
    """One population's run before anybody is settled.

    parsed  the assumption files as plain values, which no run writes
    deeds  in the order of the numbers that tables hold
    done  uint8 (kinds of home, kinds of deed) 1 where people do such a thing
    asked  what is asked of people when they are told of
    """

    inputs: Inputs
    parsed: Mapping[str, Document]
    subjects: Subjects
    deeds: tuple[Document, ...]
    done: np.ndarray
    asked: Asked


def ground_of(inputs: Inputs, settle: Settle = Residents) -> Ground:
    """What the run of one population rests on; quick for any number of people.

    settle  who settles residents, see `engine.settling`
    Raises SocialCreditError for what does not fit.
    """
    scenario, parsed = inputs.scenario, parsed_of(inputs.beliefs)
    _refuse_unpriced(inputs, parsed)
    subjects = subjects_of(scenario, parsed, settle)
    deeds = deeds_in(parsed["deeds"])
    apart, done = _apart(deeds, subjects.homes)
    asked = Asked(apart, subjects.panel, subjects.luck)
    return Ground(inputs, parsed, subjects, deeds, done, asked)


@once()
def _apart(deeds: tuple[Document, ...], homes: tuple[Home, ...]) -> tuple[Apart, np.ndarray]:
    """What tells people apart for these deeds, and where which of them are done."""
    kind, done = kinds_of_home(deeds, homes)
    return Apart(kind, told_apart(deeds), np.array(ages_of(deeds), np.int64)), done


def communities_of(inputs: Inputs) -> Communities:
    """The communities of a run's residents, or of its firms where it has no others.

    Planned from how many live where: nobody is settled for it.
    """
    return subjects_of(inputs.scenario, parsed_of(inputs.beliefs), Residents).communities


def facts_in(ground: Ground, settled: People, shard: Shard, below: int = EVERY_LOT) -> Facts:
    """What the people of a shard tell, as they were settled; see `stages.society.facts`."""
    here = moved(ground.subjects.communities, shard)
    return facts_of(settled, here, shard.first, shard.last, shard.start, ground.asked, below)


def facts_of_all(
    ground: Ground, shards: Sequence[Shard], threads: int, tick: Tick = unheard
) -> Facts:
    """What all shards tell, added up in their order; several are told of at a time."""
    first, *others = shards
    told = facts_in(ground, ground.subjects.settle(first, threads), first)
    below = bound_of(told.panel)
    tick(1 / len(shards))

    def told_by(shard: Shard) -> Facts:
        return facts_in(ground, ground.subjects.settle(shard, 1), shard, below)

    with ThreadPoolExecutor(max(threads, 1)) as pool:
        for one in pool.map(told_by, others):
            told = added(told, one)
            tick(1 / len(shards))
            below = bound_of(told.panel)  # whoever is told of from now on looks at that
    return told


def _refuse_unpriced(inputs: Inputs, parsed: Mapping[str, Document]) -> None:
    """Raise SocialCreditError for a mechanism nobody knows, and for what has no price and needs."""
    scenario = inputs.scenario
    # Without schemes, and where an alternative takes rules away, having no price is the question.
    asked = () if scenario.alternatives else inputs.schemes
    file = file_named(scenario, "behaviour")
    _are_priced(file, inputs.beliefs.behaviour, scenario.responses, parsed, *asked)


@once()
def _are_priced(
    file: Path, behaviour: BehaviourFile, responses: Mapping[str, bool],
    parsed: Mapping[str, Document], *schemes: Scheme,
) -> None:  # fmt: skip
    refuse_unknown(behaviour, file)
    deeds, sources = parsed["deeds"]["deeds"], parsed["sensors"]["sources"]
    kinds = kinds_of(deeds, parsed["domains"]["domains"])
    priced = priced_by(schemes, deeds, sources) if schemes else kinds.deed
    refuse_unpriced(file, [*problems_of_prices(behaviour, responses, kinds, priced)])


@once()
def deeds_in(document: Document) -> tuple[Document, ...]:
    """The deeds of an assumption file in the order of the numbers that tables hold."""
    return tuple(in_order(document["deeds"]))


@once()
def sources_in(document: Document) -> tuple[Document, ...]:
    """The sources of an assumption file, in the same way."""
    return tuple(document["sources"])


@once()
def parsed_of(beliefs: Beliefs) -> dict[str, Any]:
    """The assumption files as plain values, which no run writes."""
    return documents(beliefs)
