"""Who owns which firm: a resident of its place, or nobody who lives here.

Drawn from the premises and, where a firm stands alone, from the count of openings there: firms of
one owner lie side by side and keep theirs, whoever else closes. No other draw moves, so that a run
of both has the residents and the firms of the two runs alone.
"""

import numpy as np

from socialcredit.core.draws import fill_many, room_for, stream
from socialcredit.core.levels import OWNERSHIPS, SIZES
from socialcredit.core.limits import COMMUNITY
from socialcredit.engine.setup import Setup
from socialcredit.engine.world import World
from socialcredit.stages.society.attributes import chance_steps

OWNER = stream("exchange.owner")
ADULT = 18
NOBODY = -1
BY_PERSONS = ("own-account", "private")  # the ownerships of which a person may be the owner


def owners_of(setup: Setup, firms: World) -> np.ndarray:
    """The resident who owns each firm, or NOBODY: int64 (firms,).

    setup  of the residents, with the firms beside;  firms  their world, where they open and close
    """
    beside = setup.beside
    assert beside is not None
    people, offset = firms.people, beside.communities.offset
    many = len(people.age)
    first, alone = _firsts(people.position)
    place = np.repeat(np.arange(len(offset) - 1), np.diff(offset))
    slot = place * COMMUNITY + np.arange(many) - offset[place]
    opened = firms.conduct.openings if len(firms.conduct.openings) == many else np.zeros(many)
    words = _words(setup, slot[first], np.where(alone, opened, 0))
    # What is one of several was theirs from the first day, whatever opened there since.
    size, ownership = (
        np.where(alone, now, then)[first]
        for now, then in zip(
            (people.fifth, people.occupation),
            (beside.people.fifth, beside.people.occupation), strict=True,
        )
    )  # fmt: skip
    market = beside.communities.place[place[first]].astype(np.int64)
    is_owned = words[0].astype(np.int64) < chance_steps(by_market(beside, "owned"))[market, size]
    is_owned &= np.isin(ownership, [OWNERSHIPS.index(one) for one in BY_PERSONS])
    owner = _one_of(_adults(setup), market, words[1].astype(np.int64))
    return np.where(is_owned, owner, NOBODY)


def _firsts(position: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each firm the first one of its owner, int64, and whether it is the only one, bool."""
    first = np.arange(len(position)) - position.astype(np.int64)
    return first, np.bincount(first, minlength=len(first))[first] == 1


def _words(setup: Setup, slot: np.ndarray, openings: np.ndarray) -> np.ndarray:
    room = room_for(len(slot))
    room.slot[:], room.nth[:] = slot, openings
    fill_many(room, len(slot), 0, OWNER, *setup.key)
    return room.words


def by_market(beside: Setup, name: str) -> np.ndarray:
    """What markets say by size: float (markets, sizes), nought where they say nothing."""
    said = {one["sector"]: one.get(name) or {} for one in beside.beliefs["population"]["markets"]}
    told = [[said[home.sector].get(size, 0.0) for size in SIZES] for home in beside.homes]
    return np.array(told, float).reshape(-1, len(SIZES))


def _adults(setup: Setup) -> list[np.ndarray]:
    """The adults of the place of each market, by their numbers: int64 (adults,) each."""
    beside, communities = setup.beside, setup.communities
    assert beside is not None
    home = np.repeat(communities.place, np.diff(communities.offset))
    adult = setup.people.age >= ADULT
    of_place: dict[str, np.ndarray] = {}
    for market in beside.homes:
        if market.place not in of_place:
            near = [p for p, one in enumerate(setup.homes) if market.place in one.names]
            of_place[market.place] = np.flatnonzero(adult & np.isin(home, near))
    return [of_place[market.place] for market in beside.homes]


def _one_of(adults: list[np.ndarray], market: np.ndarray, word: np.ndarray) -> np.ndarray:
    """One of the adults of each firm's place, by its word; NOBODY where nobody lives there."""
    owner = np.full(len(market), NOBODY, np.int64)
    for number, there in enumerate(adults):
        rows = np.flatnonzero(market == number)
        if len(there) and len(rows):
            owner[rows] = there[((word[rows] >> 1) * len(there)) >> 31]
    return owner
