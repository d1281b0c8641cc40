"""One world month by month: threads over communities, then the exchange between them."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from socialcredit.compile.rounds import rows_of_levels, tours_in
from socialcredit.core.columns import (
    Conduct,
    Mind,
    Noted,
    Passing,
    People,
    Standing,
    new_conduct,
    new_mind,
    new_noted,
    new_passing,
)
from socialcredit.core.passage import Passage
from socialcredit.engine.collect import Collected
from socialcredit.engine.market_contract import State
from socialcredit.engine.markets import begin_markets
from socialcredit.engine.month_tables import Compiled, compiled_of, tables_of
from socialcredit.engine.setup import Setup
from socialcredit.engine.standing import standing_of
from socialcredit.month.community import live_several
from socialcredit.stages.records.cases import WORDS
from socialcredit.stages.response.mechanisms import (
    asks_of_refusals,
    asks_of_treatment,
    asks_of_visits,
    gives_up,
    rows_kept,
    shared_kept,
)
from socialcredit.stages.society.deeds import set_thresholds
from socialcredit.stages.society.people import empty

NOBODY = empty(0)
MANY, SINCE = range(2)  # columns of `World.protest`


class Crossed(NamedTuple):
    """What stood when something last crossed; one row each where nothing crosses that asks.

    Of firms also that on which their owner hangs, see `owners.ranks_of`; of residents one row.
    """

    listed: np.ndarray  # uint8 (subjects,) on a list of which others are told, as in `Passing`
    openings: np.ndarray  # uint8 (firms,) as in `Conduct`; one row where none closes
    size: np.ndarray  # uint8 (firms,)
    ownership: np.ndarray  # uint8 (firms,)


NOTHING_CROSSED = Crossed(*np.zeros((4, 1), np.uint8))


@dataclass
class World:
    """The state of one world between two months, and what it has left behind so far."""

    number: int
    mind: Mind
    conduct: Conduct
    standing: Standing
    noted: Noted
    news: np.ndarray  # int64 (communities, 4) of this month: NOTICED, TRIED, CREDITED, DONE
    shared: np.ndarray  # int32 (rows, communities) what mechanisms of response keep of communities
    queue: np.ndarray  # int32 (communities, schemes, months) disputes waiting, by month of joining
    cases: list[np.ndarray]  # a community: uint32 (open cases, WORDS)
    post: np.ndarray  # int64 (letters, 7) sightings to deliver, in the order of sender
    markets: dict[str, State]
    collected: Collected = field(default_factory=Collected)
    months_done: int = 0
    # Not state: what was lost is compiled again, and people are settled again from the seed.
    compiled: Compiled = field(default_factory=Compiled)
    people: People = NOBODY  # the run's own, or the world's where they are state
    changing: bool = False  # whether subjects are state: firms close, and licences grow older
    beside: "World | None" = None  # the firms of a run of both
    crossed: Crossed = NOTHING_CROSSED
    passing: Passing = field(default_factory=lambda: new_passing(1))
    # int32 (places, 2) how many protest, and the month since which that has turned the rules, or 0
    protest: np.ndarray = field(default_factory=lambda: np.zeros((0, 2), np.int32))
    # int32 (communities,) of what inflames each, how much wrong names brought: truth, for results
    misled: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int32))
    turned: dict[int, tuple[Setup, Compiled]] = field(default_factory=dict)  # compiled again, too
    waiting: Any = None  # disputes by place, as the last letter said; counted again where lost
    waits: Any = None  # of a month, who may join whom: worked out again where it was lost
    live: Passage = field(default_factory=lambda: Passage(live_several))


def begin(setup: Setup, number: int, compiled: Compiled | None = None) -> World:
    """A world, or a shard of one, on its first morning; with its firms beside where a run has both.

    compiled  what was compiled of the run already
    """
    world = _begin_alone(setup, number, compiled)
    if setup.beside is not None:
        world.beside = _begin_alone(setup.beside, number)
        world.collected.beside = world.beside.collected
    return world


def nothing_crossed(setup: Setup) -> Crossed:
    """Nobody on a list of which others are told, and no firm that has closed."""
    if not setup.exchange:
        return NOTHING_CROSSED
    firms = setup.residents if setup.kind == "firms" else 1
    return Crossed(np.zeros(setup.residents, np.uint8), *np.zeros((3, firms), np.uint8))


def no_queue(setup: Setup) -> np.ndarray:
    """Nobody waits for an office: int32 (communities, schemes, months)."""
    return np.zeros((setup.here.many, len(setup.schemes), len(setup.months) + 2), np.int32)


def protest_of(setup: Setup) -> np.ndarray:
    """Nobody protests yet: int32 (places, 2), no places where nobody ever does."""
    joins = any(one.mechanism.thresholds for one in setup.responses.chosen)
    return np.zeros((len(setup.places) if joins else 0, 2), np.int32)


def _begin_alone(setup: Setup, number: int, compiled: Compiled | None = None) -> World:
    compiled = compiled or compiled_of(setup)
    n, communities = setup.residents, setup.here.many
    tables = tables_of(setup, setup.months[0], number, compiled)
    standing = standing_of(setup.schemes, tables.book, n, setup.people)
    chosen = setup.responses.chosen
    heeded = bool(tours_in(setup.sources)) and asks_of_visits(chosen)
    mind = new_mind(
        n, len(rows_kept(chosen)), heeded, asks_of_treatment(chosen), asks_of_refusals(chosen),
        gives_up(chosen),
    )  # fmt: skip
    set_thresholds(setup.people, mind, setup.hazards, 0, n)
    return World(
        number, mind, new_conduct(n, setup.stands, setup.closes, setup.mends), standing,
        new_noted(n, rows_of_levels(setup.sources)), np.zeros((communities, 4), np.int64),
        np.zeros((len(shared_kept(chosen)), communities), np.int32),
        no_queue(setup),
        [np.zeros((0, WORDS), np.uint32)] * communities, np.zeros((0, 7), np.int64),
        begin_markets(setup), compiled=compiled, people=of_world(setup),
        changing=setup.kind == "firms",
        passing=new_passing(
            n, len(setup.crosses) > 0, setup.tells_closings, setup.hears_of_names
        ),
        crossed=nothing_crossed(setup),
        misled=np.zeros(communities if setup.hears_of_names else 0, np.int32),
        protest=protest_of(setup),
    )  # fmt: skip


def of_world(setup: Setup) -> People:
    """The subjects of a world on its first morning: its own where they change, as firms do."""
    if setup.kind == "persons":
        return setup.people
    return People(*(column.copy() for column in setup.people))


def grow_older(world: World) -> None:
    """A month on, licences are a month older; residents stay as old as they were."""
    if world.changing:
        age = world.people.age
        np.add(age, 1, out=age, where=age < np.iinfo(age.dtype).max)


def settle_in(setup: Setup, world: World) -> None:
    """Give a world that was kept its people again, who are no state unless they change.

    The daily chance to act that follows from them is none either.
    """
    if not world.changing:
        world.people = setup.people
        set_thresholds(setup.people, world.mind, setup.hazards, 0, setup.residents)
