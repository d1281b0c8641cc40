"""Settling firms: market by market, in communities of at most 1,024, those of one owner together.

Every community is filled alone from draws of its own number, so the same firms come out for any
number of threads and in any order. What each column means stands in `core/populations.py`.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
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
from socialcredit.stages.society.panel import Luck, mark_panel
from socialcredit.stages.society.people import empty, outcome, plan
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


def settle_firms(
    made: FirmRecipe,
    markets: Sequence[Market],
    firms: int | None,
    luck: Luck,
    panel_owners: int,
    threads: int = 1,
) -> tuple[People, Communities]:
    """Draw the firms of these markets after their recipe.

    firms  how many are simulated, shared out by how many there are; None for one to one
    panel_owners  of how many owners the books are kept in full; all where there are few firms
    Raises SocialCreditError where there would be none.
    """
    there = [market.firms for market in markets]
    if sum(there) == 0 or firms == 0:
        raise SocialCreditError("no firm to simulate", hint="set firms to 1 or more")
    counts = largest_remainder(there, sum(there) if firms is None else firms)
    in_town = [int(n * market.urban + 0.5) for n, market in zip(counts, markets, strict=True)]
    told = list(zip(range(len(counts)), counts, in_town, strict=True))
    communities = plan(told, FIRMS_IN_COMMUNITY)
    subjects = empty(int(communities.offset[-1]))
    sector = np.array([market.sector for market in markets], np.int64)
    starts = range(0, len(communities.place), CHUNK)
    with ThreadPoolExecutor(max(threads, 1)) as pool:
        tasks = [
            pool.submit(
                fill_firms, subjects, communities, made, sector, luck, at,
                min(at + CHUNK, len(communities.place)), FIRM,
            )
            for at in starts
        ]  # fmt: skip
        for task in tasks:
            task.result()
    mark_panel(subjects, communities, panel_owners, luck)
    return subjects, communities


@kernel
def fill_firms(firms, communities, recipe, sector, luck, begin, end, name):
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
