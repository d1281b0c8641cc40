"""The panel: households, drawn by lot, whose books are kept in full."""

from typing import NamedTuple

import numpy as np

from socialcredit.core.columns import PANEL, Communities, People
from socialcredit.core.draws import philox, stream
from socialcredit.core.jit import allocating, inner, kernel
from socialcredit.core.limits import COMMUNITY

EVERYBODY = 5000  # a town of at most so many is panel as a whole


class Luck(NamedTuple):
    """Key words and the numbers of the streams."""

    k0: int
    k1: int
    household: int
    home: int
    resident: int


def luck_of(key: tuple[int, int]) -> Luck:
    """Key and streams of a population."""
    names = ("society.household", "society.home", "society.resident")
    return Luck(*key, *(stream(name) for name in names))


def mark_panel(people: People, communities: Communities, households: int, luck: Luck) -> None:
    """Flag the members of exactly `households` households, drawn by lot; all of a small town."""
    if len(people.age) <= EVERYBODY:
        people.flags[:] |= PANEL
        return
    number = count_households(people.position)
    wanted = min(households, number)
    limit = min(2**32, int(2**32 * (1.2 * wanted + 200) / number))
    found, lots = draw_lots(people.position, communities.offset, limit, luck)
    if len(found) < wanted:
        found, lots = draw_lots(people.position, communities.offset, 2**32, luck)
    for row in np.lexsort((found, lots))[:wanted]:
        flag_household(people, found[row])


def flag_household(people: People, head: int) -> None:
    """Put the household that begins at `head` on the panel."""
    last = head + 1
    while last < len(people.position) and people.position[last]:
        last += 1
    people.flags[head:last] |= PANEL


@kernel
def count_households(position):
    """Households among residents: everybody at place 0 begins one."""
    number = 0
    for place in position:
        number += place == 0
    return number


@allocating
def draw_lots(position, offset, limit, luck):
    """Households whose lot is below `limit`: first resident and lot, int64."""
    nowhere = np.zeros(0, np.int64)
    number = pass_lots(position, offset, limit, luck, nowhere, nowhere)
    found, lots = np.zeros(number, np.int64), np.zeros(number, np.int64)
    pass_lots(position, offset, limit, luck, found, lots)
    return found, lots


@inner
def pass_lots(position, offset, limit, luck, found, lots):
    """Go through all households; write those below `limit` as far as there is room, count all."""
    number = 0
    for community in range(len(offset) - 1):
        for i in range(offset[community], offset[community + 1]):
            if position[i]:
                continue
            slot = community * COMMUNITY + i - offset[community]
            lot = philox(slot, 0, 0, luck.home, luck.k0, luck.k1)[3]
            if lot < limit:
                if number < len(found):
                    found[number], lots[number] = i, lot
                number += 1
    return number
