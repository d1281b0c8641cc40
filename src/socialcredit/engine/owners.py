"""Who owns which firm: a resident of its place, or nobody who lives here.

Drawn from the premises and, where a firm stands alone, from the count of openings there: firms of
one owner lie side by side and keep theirs, whoever else closes. No other draw moves, so that a run
of both has the residents and the firms of the two runs alone.

A firm knows its owner as the how-manieth adult of the places around its market. Who that is, know
the shards of residents, once it is known how many such adults live in the shards before each.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.draws import fill_many, room_for, stream
from socialcredit.core.levels import OWNERSHIPS, SIZES
from socialcredit.core.limits import COMMUNITY
from socialcredit.engine.setup import Setup
from socialcredit.engine.spans import columns_of, spans_of
from socialcredit.engine.world import World
from socialcredit.stages.society.attributes import chance_steps

OWNER = stream("exchange.owner")
ADULT = 18
NOBODY = -1
BY_PERSONS = ("own-account", "private")  # the ownerships of which a person may be the owner


class Near(NamedTuple):
    """Whose adults may own what: the places around each market, as far as they are simulated."""

    group: np.ndarray  # int64 (markets,) markets of one place are of one group
    places: np.ndarray  # bool (groups, places of residents)


def near_of(setup: Setup, beside: Setup) -> Near:
    """The places of residents around the markets of firms."""
    names = [*dict.fromkeys(market.place for market in beside.homes)]
    group = np.array([names.index(market.place) for market in beside.homes], np.int64)
    around = [[name in home.names for home in setup.homes] for name in names]
    return Near(group, np.array(around, bool).reshape(len(names), len(setup.homes)))


def adults_near(setup: Setup, near: Near) -> np.ndarray:
    """How many adults of a shard may own firms of each group: int64 (groups,)."""
    return np.array([len(adults_of(setup, near, g)) for g in range(len(near.places))], np.int64)


def adults_of(setup: Setup, near: Near, group: int) -> np.ndarray:
    """The adults of a shard in the places of a group: int64 rows of its columns, rising."""
    rows = [np.zeros(0, np.int64)]
    for span in spans_of(setup):
        if near.places[group, span.place]:
            here = columns_of(setup, span)
            rows.append(here.start + np.flatnonzero(setup.people.age[here] >= ADULT))
    return np.concatenate(rows)


class Premises(NamedTuple):
    """On what it hangs who owns the firms of a shard, besides where they are; uint8 (firms,)."""

    openings: np.ndarray  # how often another firm opened there; one row where none closes
    size: np.ndarray
    ownership: np.ndarray


def now_of(firms: World) -> Premises:
    """The premises as the month left them."""
    return Premises(firms.conduct.openings, firms.people.fifth, firms.people.occupation)


def before_of(firms: World) -> Premises:
    """The premises as the month before left them."""
    return Premises(*firms.crossed[1:])


def ranks_of(
    beside: Setup, stood: Premises, key: tuple[int, int], near: Near, adults: np.ndarray
) -> np.ndarray:
    """The how-manieth adult of its group owns each firm of a shard, or NOBODY: int64 (firms,).

    key  of the draws of residents    adults  int64 (groups,) of all shards of residents
    """
    people, many = beside.people, len(beside.people.age)
    first, alone = _firsts(people.position)
    place = communities_of(beside)
    slot = place * COMMUNITY + np.arange(many) - beside.communities.offset[place]
    opened = stood.openings if len(stood.openings) == many else np.zeros(many)
    words = _words(key, slot[first], np.where(alone, opened, 0))
    # What is one of several was theirs from the first day, whatever opened there since.
    size, ownership = (
        np.where(alone, now, then)[first]
        for now, then in zip(
            (stood.size, stood.ownership), (people.fifth, people.occupation), strict=True
        )
    )  # fmt: skip
    market = beside.communities.place[place[first]].astype(np.int64)
    is_owned = words[0].astype(np.int64) < chance_steps(by_market(beside, "owned"))[market, size]
    is_owned &= np.isin(ownership, [OWNERSHIPS.index(one) for one in BY_PERSONS])
    living = adults[near.group[market]]
    rank = ((words[1].astype(np.int64) >> 1) * living) >> 31
    return np.where(is_owned & (living > 0), rank, NOBODY)


def communities_of(setup: Setup) -> np.ndarray:
    """The community of each subject of a shard, numbered over the whole: int64 (subjects,)."""
    here, offset = setup.here, setup.communities.offset
    numbers = np.arange(here.first, here.last)
    return np.repeat(numbers, np.diff(offset[here.first : here.last + 1]))


def _firsts(position: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each firm the first one of its owner, int64, and whether it is the only one, bool."""
    first = np.arange(len(position)) - position.astype(np.int64)
    return first, np.bincount(first, minlength=len(first))[first] == 1


def _words(key: tuple[int, int], slot: np.ndarray, openings: np.ndarray) -> np.ndarray:
    room = room_for(len(slot))
    room.slot[:], room.nth[:] = slot, openings
    fill_many(room, len(slot), 0, OWNER, *key)
    return room.words


def by_market(beside: Setup, name: str) -> np.ndarray:
    """What markets say by size: float (markets, sizes), nought where they say nothing."""
    said = {one["sector"]: one.get(name) or {} for one in beside.beliefs["population"]["markets"]}
    told = [[said[home.sector].get(size, 0.0) for size in SIZES] for home in beside.homes]
    return np.array(told, float).reshape(-1, len(SIZES))
