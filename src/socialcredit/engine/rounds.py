"""How many visits fall into which community this month: hours of a place, thrown by weight.

Where sources go round by weight, shards say twice what all of them decide together: how many stand
at which level, where somebody is greedy, and then how much each community weighs. The visits are
thrown over a whole place; a shard is handed those of its communities.
"""

from concurrent.futures import ThreadPoolExecutor
from math import gcd
from typing import NamedTuple

import numpy as np

from socialcredit.compile.rounds import tours_in
from socialcredit.core.calendar import Month
from socialcredit.core.columns import Noted, People
from socialcredit.core.draws import philox, share, stream, threshold
from socialcredit.core.limits import COMMUNITY
from socialcredit.engine.setup import Setup
from socialcredit.engine.shard import Shard
from socialcredit.engine.spans import columns_of, spans_of
from socialcredit.engine.threads import SPAN, each
from socialcredit.month.tables import MonthTables
from socialcredit.month.visiting import weigh_communities
from socialcredit.stages.observation.rounds import (
    BASE,
    DUTY,
    FACTOR,
    FULL,
    GREEDY,
    NEXT,
    RANDOM,
    SHIFT,
    SUBJECTS,
    UNIFORM,
    VISITS,
    Throws,
)
from socialcredit.stages.observation.throwing import throw, throw_spare, words_of_due

ITINERARY = stream("observation.rounds.itinerary")
LEVEL = 16  # bits of a level
NO_VISITS = np.zeros((0, 0), np.int64)


class Levels(NamedTuple):
    """What a shard says where somebody is greedy: how many stand at which level, each once.

    Of at most 65,536 levels of each greedy source and place only those at which somebody stands.
    """

    at: np.ndarray  # int64 (n,) (place * R + source) << LEVEL | level, rising
    many: np.ndarray  # int64 (n,)


NO_LEVELS = Levels(np.zeros(0, np.int64), np.zeros(0, np.int64))


class Order(NamedTuple):
    """Whose turn it is, and whom the greedy visit: the same for all shards."""

    cut: np.ndarray  # int64 (places, R, 2), see `Throws`
    turn: np.ndarray  # int64 (places, R, 6), see `Throws`; BASE over the whole


class Place(NamedTuple):
    """The communities of a place, and how many subjects there are up to each."""

    number: int
    communities: slice
    base: int
    sizes: np.ndarray  # int64, sums so far


def asks_levels(tables: MonthTables) -> bool:
    """Whether anybody is greedy this month, so that `levels_in` says anything."""
    return bool((tables.rounds.goes[tables.rounds.tour["way"] == GREEDY] > 0).any())


def asks_weights(tables: MonthTables) -> bool:
    """Whether anybody goes by weight this month, so that `weights_in` says anything."""
    by_weight = ~np.isin(tables.rounds.tour["way"], (RANDOM, UNIFORM))
    return bool((tables.rounds.goes[by_weight] > 0).any())


def turns_of(setup: Setup, month: Month, tables: MonthTables) -> np.ndarray:
    """The order of all turns of a month: int64 (places, R, 6), see `Throws`; BASE over the whole.

    setup  of the whole, or of any shard
    """
    many = len(tables.rounds.tour)
    turn = np.zeros((len(setup.places), many, 6), np.int64)
    for place in places_of(setup) if many else []:
        for r in np.flatnonzero(tables.rounds.goes[:, place.number]).tolist():
            turn[place.number, r] = turn_in(setup, place, r, month)
    return turn


def levels_in(setup: Setup, noted: Noted, tables: MonthTables) -> Levels:
    """At which levels the subjects of a shard stand whom greedy sources watch."""
    at, many = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    tours = len(tables.rounds.tour)
    for span in spans_of(setup) if asks_levels(tables) else []:
        for r, tour in enumerate(tables.rounds.tour):
            if tour.way == GREEDY and tables.rounds.goes[r, span.place]:
                counts = np.bincount(noted.level[tour.row, columns_of(setup, span)])
                found = np.flatnonzero(counts)
                at.append((span.place * tours + r) << LEVEL | found)
                many.append(counts[found])
    return _each_once(np.concatenate(at), np.concatenate(many))


def added_levels(one: Levels, other: Levels) -> Levels:
    """What two shards say, as if they were one."""
    pairs = zip(one, other, strict=True)
    return _each_once(*(np.concatenate(pair) for pair in pairs))


def _each_once(at: np.ndarray, many: np.ndarray) -> Levels:
    found, which = np.unique(at, return_inverse=True)
    sums = np.zeros(len(found), np.int64)
    np.add.at(sums, which, many)
    return Levels(found, sums)


def cuts_of(setup: Setup, tables: MonthTables, levels: Levels) -> np.ndarray:
    """Where the greedy draw the line, by what all shards say: int64 (places, R, 2)."""
    tours = tables.rounds.tour
    cut, whose = np.zeros((len(setup.places), len(tours), 2), np.int64), levels.at >> LEVEL
    for each_of in np.unique(whose).tolist():
        place, r = divmod(each_of, len(tours))
        mine = whose == each_of
        level = levels.at[mine] & ((1 << LEVEL) - 1)
        cut[place, r] = cut_of(setup, level, levels.many[mine], r)
    return cut


def weights_in(
    setup: Setup, people: People, noted: Noted, grade: np.ndarray, month: Month,
    tables: MonthTables, order: Order, pool: ThreadPoolExecutor, luck: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """What the communities of a shard weigh for each source, or the visits due to them.

    grade  uint8 (schemes, subjects of the shard), before the month
    """
    here = setup.here
    sums = np.zeros((here.many, len(tables.rounds.tour)), np.int64)
    moved = throws_in(Throws(NO_VISITS, NO_VISITS, *order), here)

    def span(first: int) -> None:
        room = np.zeros((len(grade), COMMUNITY), np.uint8), np.zeros(COMMUNITY, np.int64)
        weigh_communities(
            tables.rounds, tables.book, people, grade, noted.level, moved,
            setup.communities.offset, setup.communities.place, first,
            min(first + SPAN, here.last), luck, month.number, setup.key, *room,
            sums[first - here.first :],
        )  # fmt: skip

    if asks_weights(tables):
        each(pool, span, range(here.first, here.last, SPAN))
    return sums


def thrown(
    setup: Setup, month: Month, tables: MonthTables, order: Order, sums: np.ndarray,
    pool: ThreadPoolExecutor,
) -> tuple[Throws, np.ndarray]:  # fmt: skip
    """The visits of all communities, and the month's row of the table `rounds` of each place.

    sums  int64 (communities, R) what all of them weigh
    Returns BASE over the whole, and int64 (places, R, 5)
    """
    communities, many = len(setup.communities.place), len(tables.rounds.tour)
    by_weight, by_lot = np.zeros((2, communities, many), np.int64)
    throws = Throws(by_weight, by_lot, *order)
    shape = (len(setup.places), many) if many else (1, 1)  # as in `new_tally`
    counts = np.zeros((*shape, 5), np.int64)
    places = places_of(setup) if many else []
    pairs = [(p, r) for p in places for r in range(many) if tables.rounds.goes[r, p.number]]

    def fill(pair: tuple[Place, int]) -> None:
        place, r = pair
        mine = sums[place.communities, r].copy()
        counts[place.number, r] = throw_in(setup, place, r, month, tables, throws, mine)

    each(pool, fill, pairs)
    return throws, counts


def throws_in(throws: Throws, here: Shard) -> Throws:
    """What a shard is handed of all throws: rows of its own, turns from where its columns begin."""
    turn = throws.turn
    if here.start:
        turn = turn.copy()
        turn[:, :, BASE] -= here.start
    rows = slice(here.first, here.last)
    return Throws(throws.by_weight[rows], throws.by_lot[rows], throws.cut, turn)


def places_of(setup: Setup) -> list[Place]:
    """All places with subjects, of the whole; the communities of each lie side by side."""
    of, offset, found = setup.communities.place, setup.communities.offset, []
    for p in range(len(setup.places)):
        members = np.flatnonzero(of == p)
        if len(members):
            here = slice(int(members[0]), int(members[-1]) + 1)
            sizes = offset[here.start + 1 : here.stop + 1] - offset[here.start]
            if sizes[-1] > 0:
                base = int(offset[here.start]) + setup.here.start
                found.append(Place(p, here, base, sizes.astype(np.int64)))
    return found


def turn_in(setup: Setup, place: Place, r: int, month: Month) -> np.ndarray:
    """The order in which all of a place take their turn, and which visits are this month's."""
    turn, subjects = np.zeros(6, np.int64), int(place.sizes[-1])
    a, b, _, _ = philox(place.number, r, 0, ITINERARY, *setup.key)
    factor = 1 + share(int(a), subjects)
    while gcd(factor, subjects) > 1:
        factor += 1
    before, after = setup.hours.visits[r, place.number, month.number : month.number + 2]
    turn[SUBJECTS], turn[FACTOR] = subjects, factor % subjects if subjects > 1 else 0
    turn[SHIFT], turn[BASE] = share(int(b), subjects), place.base
    turn[NEXT], turn[VISITS] = before, after - before
    return turn


def cut_of(setup: Setup, level: np.ndarray, many: np.ndarray, r: int) -> tuple[int, int]:
    """The level from which on a greedy source visits, and the weight of who is just at it.

    level, many  int64 (n,) how many of a place stand at which level, rising
    """
    source = setup.sources[tours_in(setup.sources)[r]]
    top = float((source["rounds"].get("greedy") or {}).get("top", 0.1))
    wanted = max(1, round(top * int(many.sum())))
    above = many[::-1].cumsum()[::-1]  # at a level or higher
    at = int(np.flatnonzero(above >= wanted)[-1])
    higher = int(above[at] - many[at])
    return int(level[at]), max(1, ((wanted - higher) * FULL) // int(many[at]))


def throw_in(
    setup: Setup, place: Place, r: int, month: Month, tables: MonthTables, throws: Throws,
    sums: np.ndarray,
) -> tuple[int, int, int, int, int]:  # fmt: skip
    """Throw the visits of one source in one place; returns its row of the table `rounds`."""
    way, visits = tables.rounds.tour[r].way, int(throws.turn[place.number, r, VISITS])
    before, after = setup.hours.minutes[r, place.number, month.number : month.number + 2]
    by_weight, by_lot = (np.zeros(len(place.sizes), np.int64) for _ in range(2))
    given = place.number, r, month.number, setup.key
    due = int(sums.sum()) if way == DUTY else 0
    if way == DUTY and visits < due:
        words = np.zeros(due, np.uint32)
        words_of_due(words, *given)
        served = np.argsort(words, kind="stable")[:visits]
        whose = np.searchsorted(np.cumsum(sums), served, side="right")
        by_weight += np.bincount(whose, minlength=len(sums))
    elif way == DUTY:
        by_weight += sums
        throw_spare(by_lot, place.sizes, visits - due, *given)
    elif way != UNIFORM:
        told = setup.sources[tables.rounds.tour[r].source]["rounds"]
        floor = threshold(1.0 if way == RANDOM else float(told["floor"]))
        throw(by_weight, by_lot, np.cumsum(sums), place.sizes, visits, floor, *given)
    throws.by_weight[place.communities, r] = by_weight
    throws.by_lot[place.communities, r] = by_lot
    return int(place.sizes[-1]), int(after - before), visits, due, max(0, due - visits)
