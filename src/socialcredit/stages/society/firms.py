"""Settling firms: market by market, in communities of at most 1,024, those of one owner together.

Every community is filled alone from draws of its own number, so the same firms come out for any
number of threads and in any order. What each column means stands in `core/populations.py`.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from socialcredit.core.columns import (
    CONNECTED,
    DISCHARGES,
    KITCHEN,
    PLATFORM,
    URBAN,
    Communities,
    People,
)
from socialcredit.core.draws import philox, share, stream
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.jit import inner, kernel
from socialcredit.core.levels import OWNERSHIPS, SIZES
from socialcredit.core.limits import COMMUNITY, FIRMS_IN_COMMUNITY
from socialcredit.stages.society.attributes import chance_steps, thresholds
from socialcredit.stages.society.panel import Luck
from socialcredit.stages.society.people import empty, in_chunks, outcome, plan
from socialcredit.stages.society.places import dated, largest_remainder

CHUNK = 512  # communities a task
MOST_OWNED = 255  # firms of one owner that lie side by side
FIRM = stream("society.firm")


class Market(NamedTuple):
    """A sector in a place: how many firms there are, and the row of its sector in the recipe."""

    sector: int
    firms: int
    urban: float  # share in towns


class FirmRecipe(NamedTuple):
    """All that firms are drawn from, one row a sector; thresholds are 32-bit in int64."""

    size: np.ndarray  # int64 (S, 4)
    ownership: np.ndarray  # int64 (S, 5 sizes, 4)
    connected: np.ndarray  # int64 (S, 5)
    kitchen: np.ndarray  # int64 (S, 5)
    discharges: np.ndarray  # int64 (S, 5)
    platform: np.ndarray  # int64 (S, 5)
    age: np.ndarray  # int64 (S, 16) quantiles of the licence's age, months
    same_owner: np.ndarray  # int64 (S,)


def firm_recipe(markets: Sequence[Mapping[str, Any]]) -> FirmRecipe:
    """Thresholds of the sectors as firms/population.yaml tells them."""

    def by_size(name: str) -> np.ndarray:
        told = [[(market.get(name) or {}).get(size, 0.0) for size in SIZES] for market in markets]
        return chance_steps(np.array(told, float).reshape(-1, len(SIZES)))

    sizes = [[market["sizes"].get(size, 0.0) for size in SIZES] for market in markets]
    owners = [[market["ownership"].get(size, {}) for size in SIZES] for market in markets]
    owned = [[[told.get(kind, 0.0) for kind in OWNERSHIPS] for told in row] for row in owners]
    return FirmRecipe(
        thresholds(np.array(sizes, float).reshape(-1, len(SIZES))),
        thresholds(np.array(owned, float).reshape(-1, len(SIZES), len(OWNERSHIPS))),
        by_size("connected"),
        by_size("kitchen"),
        by_size("discharges"),
        by_size("platform"),
        np.array([market["age"] for market in markets], np.int64).reshape(-1, 16),
        chance_steps(np.array([float(market["same_owner"]) for market in markets])),
    )


def firms_in(market: Mapping[str, Any], place: str, residents: float, year: float) -> int:
    """How many firms of a sector a place has: as counted there, else by its residents."""
    counted = (market.get("counts") or {}).get(place)
    return round(dated(counted, year) if counted else market["per_1000"] * residents / 1000)


def communities_of_firms(markets: Sequence[Market], firms: int | None) -> Communities:
    """The communities of these markets, planned before any firm is drawn.

    firms  how many are simulated, shared out by how many there are; None for one to one
    Raises SocialCreditError where there would be none.
    """
    there = [market.firms for market in markets]
    if sum(there) == 0 or firms == 0:
        raise SocialCreditError("no firm to simulate", hint="set firms to 1 or more")
    counts = largest_remainder(there, sum(there) if firms is None else firms)
    in_town = [int(n * market.urban + 0.5) for n, market in zip(counts, markets, strict=True)]
    return plan(list(zip(range(len(counts)), counts, in_town, strict=True)), FIRMS_IN_COMMUNITY)


def settle_firms(
    made: FirmRecipe, sector: np.ndarray, communities: Communities, first: int, last: int,
    luck: Luck, threads: int = 1,
) -> People:  # fmt: skip
    """Draw the firms of communities first .. last-1 after the recipe of their sectors.

    sector  int64 (markets,) row of the recipe
    communities  with offsets into the columns of these firms, the first of them at nought
    returns columns with a row for each of these firms; profiles and panel are not written yet
    """
    firms = empty(int(communities.offset[last]))
    fill = partial(fill_firms, firms, communities, made, sector, luck, FIRM)
    in_chunks(fill, first, last, CHUNK, threads)
    return firms


@kernel
def fill_firms(firms, communities, recipe, sector, luck, name, begin, end):
    """Draw the firms of communities begin .. end - 1; `name` is the stream of their draws."""
    for community in range(begin, end):
        row = sector[communities.place[community]]
        start, stop = communities.offset[community], communities.offset[community + 1]
        flags = URBAN if communities.urban[community] else 0
        for i in range(start, stop):
            slot = community * COMMUNITY + i - start
            before = np.int64(firms.position[i - 1]) if i > start else np.int64(MOST_OWNED)
            draw_firm(firms, recipe, row, i, slot, 0, before, flags, luck, name)


@inner
def draw_firm(firms, recipe, row, i, slot, opening, before, flags, luck, name):
    """The firm on one of the premises, after so many openings there; `before` its neighbour's
    place among the firms of its owner."""
    w0, w1, w2, w3 = philox(slot, 0, opening, name, luck.k0, luck.k1)
    size = outcome(w0, recipe.size[row])
    firms.fifth[i] = size
    firms.role_education[i] = size
    firms.occupation[i] = outcome(w1, recipe.ownership[row, size])
    flags |= CONNECTED if w2 < recipe.connected[row, size] else 0
    flags |= KITCHEN if w3 < recipe.kitchen[row, size] else 0
    w0, w1, w2, w3 = philox(slot, 1, opening, name, luck.k0, luck.k1)
    flags |= DISCHARGES if w0 < recipe.discharges[row, size] else 0
    flags |= PLATFORM if w1 < recipe.platform[row, size] else 0
    firms.flags[i] = flags
    part = share(w2, 16)
    low = recipe.age[row, part]
    high = recipe.age[row, min(part + 1, 15)]
    firms.age[i] = 0 if opening > 0 else low + share(w3, high - low + 1)
    w0, w1, w2, _ = philox(slot, 2, opening, name, luck.k0, luck.k1)
    same = before < MOST_OWNED and w0 < recipe.same_owner[row]
    firms.position[i] = before + 1 if same else 0
    firms.motivation[i] = w1 & 255
    firms.caution[i] = (w1 >> 8) & 255
    firms.shame[i] = (w1 >> 16) & 255
    firms.trust[i] = w1 >> 24
    firms.attention[i] = w2 & 255
