"""What had a price in the month that has passed, for responses that ask."""

from typing import NamedTuple

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.engine.parts import Part, rules_in, turned_since
from socialcredit.engine.setup import Setup
from socialcredit.engine.world import World
from socialcredit.month.prices import mark_prices
from socialcredit.month.subjects import mark_subjects
from socialcredit.stages.scheme.points import Book


class Prices(NamedTuple):
    """Prices of one range of communities; no schemes where nobody asks.

    of    uint8 (schemes, kinds, communities) the bit in `known` of a scheme with a price on a kind
    for_  uint8 (schemes, residents) whom the scheme scored
    """

    of: np.ndarray
    for_: np.ndarray


NONE = Prices(np.zeros((0, 0, 0), np.uint8), np.zeros((0, 0), np.uint8))


def passed_rules(setup: Setup, world: World, passed: Month, part: Part) -> Book | None:
    """The rules of the month that has passed where those of a part hold now; None: nobody asks."""
    if not any(one.mechanism.prices for one in setup.responses.chosen):
        return None
    since = int(turned_since(setup, world, passed)[part.first])  # the same in all of a part
    return rules_in(setup, world, passed, since)[1].book


def prices_of(
    setup: Setup, world: World, book: Book | None, passed: Month, luck: np.ndarray, first: int,
    last: int,
) -> Prices:  # fmt: skip
    """Prices by the rules of the first day of the month that has passed, see `passed_rules`.

    luck  int64 (COMMUNITY,) whose luck each position has
    first, last  communities first .. last-1
    """
    if book is None:
        return NONE
    communities, schemes = setup.communities, len(setup.schemes)
    offset = communities.offset
    prices = np.zeros((schemes, book.of_kind.shape[1], last - first), np.uint8)
    layers = np.zeros(book.entry.shape, np.uint8)
    mark_prices(
        book, communities.place, communities.urban, first, last, passed.first_day, setup.key,
        layers, prices,
    )  # fmt: skip
    scored = np.zeros((schemes, int(offset[last] - offset[first])), np.uint8)
    mark_subjects(
        book, world.people, offset, communities.place, first, last, luck, passed.number, setup.key,
        scored,
    )  # fmt: skip
    return Prices(prices, scored)
