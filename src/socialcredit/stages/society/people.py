"""Settling people: whole households, consecutive, in communities of at most 2,048 residents.

Every community is filled alone from draws of its own number, so the same people come out for any
number of threads and in any order.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import NamedTuple

import numpy as np

from socialcredit.core.columns import (
    DRIVER,
    FEMALE,
    MINORITY,
    NEWCOMER,
    ONLINE,
    URBAN,
    Communities,
    People,
)
from socialcredit.core.draws import philox, rounds, share
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.jit import inner, kernel
from socialcredit.core.limits import COMMUNITY
from socialcredit.stages.society.attributes import chance_steps, chances, thresholds
from socialcredit.stages.society.beliefs import PopulationBeliefs
from socialcredit.stages.society.households import Pool, alias_table, make_pool, rake
from socialcredit.stages.society.panel import Luck
from socialcredit.stages.society.places import PlaceBeliefs, quotas

USUAL = 2000  # residents a community is planned for; below COMMUNITY, which is the limit
ATTEMPTS = 64
CHUNK = 256  # communities a task


class Recipe(NamedTuple):
    """All that a community is filled from; thresholds are 32-bit in int64."""

    first: np.ndarray  # int64 (D + 1,), pool of households
    age: np.ndarray  # uint8
    female: np.ndarray  # uint8
    role: np.ndarray  # uint8
    single: int  # a household of one
    keep: np.ndarray  # int64 (P, D), alias table by place
    other: np.ndarray  # int32 (P, D)
    education: np.ndarray  # int64 (P, 2, 2, 106, 4)
    occupation: np.ndarray  # int64 (2, 2, 106, 5, 7)
    online: np.ndarray  # int64 (2, 2, 106, 5)
    driver: np.ndarray  # int64 (2, 2, 106, 5)
    fifth: np.ndarray  # int64 (2, 10, 4)
    minority: np.ndarray  # int64 (P,)
    newcomer: np.ndarray  # int64 (2,)


def communities_of(places: Sequence[PlaceBeliefs], people: int | None) -> Communities:
    """The communities of these places, planned before anybody is settled.

    people  how many are simulated; None for one to one
    Raises SocialCreditError when nobody would be simulated.
    """
    communities = plan(quotas(places, people))
    if communities.offset[-1] == 0:
        raise SocialCreditError("no resident to simulate", hint="set people to 1 or more")
    return communities


def settle(
    made: Recipe, communities: Communities, first: int, last: int, luck: Luck, threads: int = 1
) -> People:
    """Synthesise the residents of communities first .. last-1 after the recipe of their places.

    communities  with offsets into the columns of these residents, the first of them at nought
    returns columns with a row for each of these residents; profiles and panel are not written yet
    """
    residents = empty(int(communities.offset[last]))
    in_chunks(partial(fill_range, residents, communities, made, luck), first, last, CHUNK, threads)
    return residents


def empty(total: int) -> People:
    """Columns for `total` residents, all zero."""
    wide = {"profile": np.uint16}
    return People(*(np.zeros(total, wide.get(name, np.uint8)) for name in People._fields))


def plan(counts: Sequence[tuple[int, int, int]], usual: int = USUAL) -> Communities:
    """Communities of each place, the urban ones first, of equal size up to one subject.

    counts  of each place its number, subjects, and those in town
    usual  subjects a community is planned for
    """
    blocks = [
        (index, count, town)
        for index, residents, townspeople in counts
        for count, town in ((townspeople, 1), (residents - townspeople, 0))
    ]
    place, many, urban = np.array(blocks, np.int64).reshape(-1, 3).T
    number = -(-many // usual)
    block = np.repeat(np.arange(len(blocks)), number)  # of each community
    nth = np.arange(len(block)) - (np.cumsum(number) - number)[block]
    offset = np.zeros(len(block) + 1, np.int64)
    offset[1:] = np.cumsum(many[block] // number[block] + (nth < many[block] % number[block]))
    return Communities(offset, place[block].astype(np.uint16), urban[block].astype(np.uint8))


def recipe_of(beliefs: PopulationBeliefs, places: Sequence[PlaceBeliefs]) -> Recipe:
    """Pool, alias tables and thresholds for these places."""
    pool = make_pool(beliefs.kinds, beliefs.gaps, beliefs.sizes)
    keep, other = aliases(pool, beliefs, places)
    table = chances(beliefs, places)
    return Recipe(
        *pool,
        int(np.flatnonzero(np.diff(pool.first) == 1)[0]),
        keep,
        other,
        thresholds(table.education),
        thresholds(table.occupation),
        chance_steps(table.online),
        chance_steps(table.driver),
        thresholds(table.fifth),
        chance_steps(table.minority),
        chance_steps(table.newcomer),
    )


def aliases(
    pool: Pool, beliefs: PopulationBeliefs, places: Sequence[PlaceBeliefs]
) -> tuple[np.ndarray, np.ndarray]:
    """Alias tables of the raked pool, one row a place: int64 and int32 (P, D)."""
    donors = len(pool.first) - 1
    keep = np.zeros((len(places), donors), np.int64)
    other = np.zeros((len(places), donors), np.int32)
    for row, place in enumerate(places):
        with np.errstate(all="ignore"):
            weight = rake(pool, beliefs.sizes, place.ages, place.starts)
        if not np.isfinite(weight).all():
            raise SocialCreditError(
                f"no household that population.yaml knows has the ages of `{place.name}`",
                expected="people of all ages, and kinds of households that they can form",
                hint="check the table of ages of the place, and `compositions`",
            )
        alias_table(weight, keep[row], other[row])
    return keep, other


def in_chunks(
    fill: Callable[[int, int], None], first: int, last: int, chunk: int, threads: int
) -> None:
    """Fill communities first .. last-1, chunk by chunk, on a pool of threads.

    fill  is told where a chunk begins and ends; chunks share nothing that is written
    """
    bounds = [(at, min(at + chunk, last)) for at in range(first, last, chunk)]
    if threads <= 1 or len(bounds) <= 1:
        for bound in bounds:
            fill(*bound)
        return
    with ThreadPoolExecutor(threads) as pool:
        for task in [pool.submit(fill, *bound) for bound in bounds]:
            task.result()


@kernel
def fill_range(people, communities, recipe, luck, begin, end):
    """Fill communities begin .. end - 1, household after household, to the last place."""
    for community in range(begin, end):
        place, urban = communities.place[community], communities.urban[community]
        start, stop = communities.offset[community], communities.offset[community + 1]
        at = start
        while at < stop:
            slot = community * COMMUNITY + at - start
            donor = draw_household(recipe, place, slot, stop - at, luck)
            settle_household(people, recipe, donor, place, urban, at, slot, luck)
            at += recipe.first[donor + 1] - recipe.first[donor]
    settle_traits(people, communities, luck, begin, end)


@inner
def draw_household(recipe, place, slot, room, luck):
    """A household of the pool by weight, drawn again while it has more members than room."""
    for attempt in range(ATTEMPTS):
        w0, w1, _, _ = philox(slot, attempt, 0, luck.household, luck.k0, luck.k1)
        donor = share(w0, recipe.keep.shape[1])
        if w1 >= recipe.keep[place, donor]:
            donor = np.int64(recipe.other[place, donor])
        if recipe.first[donor + 1] - recipe.first[donor] <= room:
            return donor
    return np.int64(recipe.single)


@inner
def settle_household(people, recipe, donor, place, urban, at, slot, luck):
    """Write the members of one household: what they share, then what is their own."""
    first = recipe.first[donor]
    size = recipe.first[donor + 1] - first
    w0, w1, w2, _ = philox(slot, 0, 0, luck.home, luck.k0, luck.k1)
    fifth = outcome(w0, recipe.fifth[urban, size - 1])
    flags = URBAN if urban else 0
    flags |= MINORITY if w1 < recipe.minority[place] else 0
    flags |= NEWCOMER if w2 < recipe.newcomer[urban] else 0
    for member in range(size):
        i, donated = at + member, first + member
        sex = recipe.female[donated]
        people.position[i] = member
        people.fifth[i] = fifth
        people.age[i] = recipe.age[donated]
        people.role_education[i] = recipe.role[donated] << 3
        people.flags[i] = flags | (FEMALE if sex else 0)
        settle_resident(people, recipe, i, place, urban, sex, slot + member, luck)


@inner
def settle_resident(people, recipe, i, place, urban, sex, slot, luck):
    """Schooling, work, internet and licence of one resident."""
    w0, w1, w2, w3 = philox(slot, 0, 0, luck.resident, luck.k0, luck.k1)
    age = people.age[i]
    level = outcome(w0, recipe.education[place, urban, sex, age])
    people.role_education[i] |= level
    people.occupation[i] = outcome(w1, recipe.occupation[urban, sex, age, level])
    if w2 < recipe.online[urban, sex, age, level]:
        people.flags[i] |= ONLINE
    if w3 < recipe.driver[urban, sex, age, level]:
        people.flags[i] |= DRIVER


@kernel
def settle_traits(people, communities, luck, first, last):
    """The traits of communities first .. last-1: of each resident five bytes of a block of draws.

    In several lanes: what can be drawn again is not kept where people lie at rest.
    """
    for community in range(first, last):
        start, stop = communities.offset[community], communities.offset[community + 1]
        motivation, caution = people.motivation[start:stop], people.caution[start:stop]
        shame, trust = people.shame[start:stop], people.trust[start:stop]
        attention, slot = people.attention[start:stop], community * COMMUNITY
        for j in range(stop - start):
            a, b, _, _ = rounds(slot + j, 1, 0, luck.resident, luck.k0, luck.k1)
            motivation[j] = np.uint8(a)
            caution[j] = np.uint8(a >> np.uint64(8))
            shame[j] = np.uint8(a >> np.uint64(16))
            trust[j] = np.uint8(a >> np.uint64(24))
            attention[j] = np.uint8(b)


@kernel
def outcome(word, steps):
    """How many of the rising thresholds a word is not below."""
    found = 0
    for step in steps:
        if word < step:
            break
        found += 1
    return found
