"""How many visits fall into which community this month: hours of a place, thrown by weight."""

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
HIGHEST = 1 << 16  # of levels


class Place(NamedTuple):
    """The communities of a place, and how many subjects there are up to each."""

    number: int
    communities: slice
    base: int
    sizes: np.ndarray  # int64, sums so far


def throws_of(
    setup: Setup, people: People, noted: Noted, grade: np.ndarray, month: Month,
    tables: MonthTables, pool: ThreadPoolExecutor, luck: np.ndarray, tally: np.ndarray,
) -> Throws:  # fmt: skip
    """The visits of a month by community, and whose turn it is.

    grade  uint8 (schemes, residents), before the month
    tally  int64 (places, R, 5), written: the month's row of the table `rounds`
    """
    tours, communities = tables.rounds.tour, len(setup.communities.place)
    many, places = len(tours), places_of(setup) if len(tours) else []
    throws = Throws(
        np.zeros((communities, many), np.int64), np.zeros((communities, many), np.int64),
        np.zeros((len(setup.places), many, 2), np.int64),
        np.zeros((len(setup.places), many, 6), np.int64),
    )  # fmt: skip
    pairs = [(p, r) for p in places for r in range(many) if tables.rounds.goes[r, p.number]]
    for place, r in pairs:
        throws.turn[place.number, r] = turn_in(setup, place, r, month)
        if tours[r].way == GREEDY:
            throws.cut[place.number, r] = cut_of(setup, noted.level[tours[r].row], place, r)
    sums = (
        weighed(setup, people, noted, grade, month, tables, throws, pool, luck) if pairs else None
    )

    def fill(pair: tuple[Place, int]) -> None:
        assert sums is not None
        place, r = pair
        here = place.communities
        counted = throw_in(setup, place, r, month, tables, throws, sums[here, r].copy())
        tally[place.number, r] += counted

    each(pool, fill, pairs)
    return throws


def places_of(setup: Setup) -> list[Place]:
    """Places with subjects; the communities of each lie side by side."""
    of, offset, found = setup.communities.place, setup.communities.offset, []
    for p in range(len(setup.places)):
        members = np.flatnonzero(of == p)
        if len(members):
            here = slice(int(members[0]), int(members[-1]) + 1)
            sizes = offset[here.start + 1 : here.stop + 1] - offset[here.start]
            if sizes[-1] > 0:
                found.append(Place(p, here, int(offset[here.start]), sizes.astype(np.int64)))
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


def cut_of(setup: Setup, level: np.ndarray, place: Place, r: int) -> tuple[int, int]:
    """The level from which on a greedy source visits, and the weight of who is just at it."""
    source = setup.sources[tours_in(setup.sources)[r]]
    wanted = max(1, round(float((source["rounds"].get("greedy") or {}).get("top", 0.1))
                          * int(place.sizes[-1])))  # fmt: skip
    counts = np.bincount(level[place.base : place.base + int(place.sizes[-1])], minlength=HIGHEST)
    above = counts[::-1].cumsum()[::-1]  # at a level or higher
    cut = int(np.flatnonzero(above >= wanted)[-1])
    higher = int(above[cut] - counts[cut])
    return cut, max(1, ((wanted - higher) * FULL) // int(counts[cut]))


def weighed(
    setup: Setup, people: People, noted: Noted, grade: np.ndarray, month: Month,
    tables: MonthTables, throws: Throws, pool: ThreadPoolExecutor, luck: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """The sum of weights, or of visits due, of each community; int64 (communities, R)."""
    communities = len(setup.communities.place)
    sums = np.zeros((communities, len(tables.rounds.tour)), np.int64)
    if all(tour.way in (RANDOM, UNIFORM) for tour in tables.rounds.tour):
        return sums

    def span(first: int) -> None:
        room = np.zeros((len(grade), COMMUNITY), np.uint8), np.zeros(COMMUNITY, np.int64)
        weigh_communities(
            tables.rounds, tables.book, people, grade, noted.level, throws,
            setup.communities.offset, setup.communities.place, first,
            min(first + SPAN, communities), luck, month.number, setup.key, *room, sums,
        )  # fmt: skip

    each(pool, span, range(0, communities, SPAN))
    return sums


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
