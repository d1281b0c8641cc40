"""The panel: households, drawn by lot, whose books are kept in full."""

from typing import NamedTuple

import numpy as np

from socialcredit.core.columns import Communities, People
from socialcredit.core.draws import philox, stream
from socialcredit.core.jit import kernel
from socialcredit.core.limits import COMMUNITY

EVERY_LOT = 2**32  # lots are below it
SPARE = 200  # households more than are wanted that are looked at first
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


class Households(NamedTuple):
    """Households of some communities: those with the smallest lots, as many as the panel takes.

    Lots are drawn for a household wherever it is told of, so that whoever joins what shards tell
    finds the panel of all.
    """

    wanted: int  # how many the panel takes, of all communities
    number: int  # households of these communities
    drawn: np.ndarray  # int64 (drawn, 3) HEAD, LOT, SIZE; in the order of their numbers
    people: np.ndarray  # int64 (people of those, columns), whom the table `panel_people` tells of


HEAD, LOT, SIZE, NTH = range(4)  # first resident, lot, members; how-manieth of those told of
RESIDENT, HOUSEHOLD = range(2)  # columns of the people of households


def wanted_of(subjects: int, households: int) -> int:
    """How many households the panel takes: as many as are asked for; all of a small town."""
    return subjects if subjects <= EVERYBODY else households


def drawn_of(
    people: People, communities: Communities, first: int, last: int, wanted: int, luck: Luck,
    below: int = EVERY_LOT,
) -> tuple[int, np.ndarray]:  # fmt: skip
    """The households of communities first .. last-1, and of them the `wanted` smallest lots.

    communities  with offsets into the columns of these people
    below  no household with this lot or a higher one comes into the panel, see `bound_of`
    returns how many there are, and int64 (drawn, 4) HEAD, LOT, SIZE, NTH, numbered among these
    """
    number = count_households(people.position)
    few = min(wanted, number)
    limit = min(below, int(EVERY_LOT * (1.2 * few + SPARE) / number)) if number else 0
    found = lots_below(people, communities, first, last, limit, luck, 2 * (few + SPARE))
    if len(found) < few and limit < below:
        found = lots_below(people, communities, first, last, below, luck, number)
    return number, found[smallest(found, few)]


def bound_of(told: Households) -> int:
    """The lot below which that of a household must be that comes after these, to be taken."""
    if len(told.drawn) < told.wanted:
        return EVERY_LOT
    return int(told.drawn[:, LOT].max(initial=0))


def smallest(drawn: np.ndarray, wanted: int) -> np.ndarray:
    """Which of the households drawn have the `wanted` smallest lots: rows, in their order."""
    if wanted >= len(drawn):
        return np.arange(len(drawn))
    return np.sort(np.lexsort((drawn[:, HEAD], drawn[:, LOT]))[:wanted])


def lots_below(
    people: People, communities: Communities, first: int, last: int, limit: int, luck: Luck,
    room: int,
) -> np.ndarray:  # fmt: skip
    """Households whose lot is below `limit`: int64 (found, 4), see `drawn_of`.

    room  how many there will be at a guess: they are gone through again where there are more
    """
    given = people.position, communities.offset, first, last, limit, luck
    found = np.zeros((room, 4), np.int64)
    number = pass_lots(*given, found)
    if number > room:
        found = np.zeros((number, 4), np.int64)
        pass_lots(*given, found)
    return found[:number]


def joined(one: Households, other: Households) -> Households:
    """The households of communities that follow one another."""
    if not len(other.drawn):
        return one._replace(number=one.number + other.number)
    drawn, moved_up = np.concatenate([one.drawn, other.drawn]), other.people.copy()
    moved_up[:, HOUSEHOLD] += one.number
    people = np.concatenate([one.people, moved_up])
    keep = np.zeros(len(drawn), bool)
    keep[smallest(drawn, one.wanted)] = True
    return Households(
        one.wanted, one.number + other.number, drawn[keep],
        people[np.repeat(keep, drawn[:, SIZE])],
    )  # fmt: skip


@kernel
def count_households(position):
    """Households among residents: everybody at place 0 begins one."""
    number = 0
    for place in position:
        number += place == 0
    return number


@kernel
def pass_lots(position, offset, first, last, limit, luck, found):
    """Go through all households; write those below `limit` as far as there is room, count all."""
    number, nth = 0, -1
    for community in range(first, last):
        for i in range(offset[community], offset[community + 1]):
            if position[i]:
                continue
            nth += 1
            slot = community * COMMUNITY + i - offset[community]
            lot = philox(slot, 0, 0, luck.home, luck.k0, luck.k1)[3]
            if lot >= limit:
                continue
            if number < len(found):
                end = i + 1
                while end < offset[community + 1] and position[end]:
                    end += 1
                found[number, HEAD], found[number, LOT] = i, lot
                found[number, NTH], found[number, SIZE] = nth, end - i
            number += 1
    return number
