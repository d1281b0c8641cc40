"""What a run has to know of its people as a whole: read off where they live, and added up.

A run is compiled from how many people are alike, not from who they are. So a part of them is
settled, told of and forgotten; what is told of parts adds up, in whole numbers, to what is told of
all, and floats are made of the sum once: they are the same however the people are cut.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.columns import CELLS, PANEL, Communities, People
from socialcredit.core.jit import inner, kernel
from socialcredit.stages.society.panel import (
    EVERY_LOT,
    HEAD,
    NTH,
    RESIDENT,
    SIZE,
    Households,
    Luck,
    drawn_of,
    joined,
)
from socialcredit.stages.society.profiles import Apart, counted, profiles_of

COLUMNS = (
    "resident", "household", "cell", "age", "flags", "occupation", "fifth", "education", "role",
    "place",
)  # fmt: skip
"""What is told of each of the panel, see the table `panel_people`."""


class Asked(NamedTuple):
    """By what the people of a run are told apart, and whom its panel takes."""

    apart: Apart
    households: int  # that the panel takes, see `panel.wanted_of`
    luck: Luck


class Facts(NamedTuple):
    """What is told of the people of some communities; it grows with places, never with people."""

    found: np.ndarray  # int64 (2, found) who is alike, and how many, see `profiles.counted`
    cells: np.ndarray  # int64 (places, CELLS) residents of each cell of the tables
    panel: Households


def facts_of(
    people: People, communities: Communities, first: int, last: int, start: int, asked: Asked,
    below: int = EVERY_LOT,
) -> Facts:  # fmt: skip
    """What is told of the people of communities first .. last-1.

    communities  with offsets into the columns of these people    start  the number of the first
    below  what the lot of a household must be, by what was told before, see `panel.bound_of`
    """
    cells = np.zeros((len(asked.apart.kind), CELLS), np.int64)
    count_cells(people, communities.offset, communities.place, first, last, cells)
    here = people, communities, first, last
    number, drawn = drawn_of(*here, asked.households, asked.luck, below)
    told = told_of(people, communities, drawn, start)
    drawn[:, HEAD] += start
    found = counted(people, communities, first, last, asked.apart)
    return Facts(found, cells, Households(asked.households, number, drawn[:, :NTH], told))


def added(one: Facts, other: Facts) -> Facts:
    """The facts of communities that follow one another, as if they had been told of at once."""
    return Facts(
        _merged(one.found, other.found), one.cells + other.cells, joined(one.panel, other.panel)
    )


def _merged(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Two counts as `profiles.counted` tells them: only what they have in common is sorted anew."""
    if not other.shape[1]:
        return one
    upto = int(np.searchsorted(one[0], other[0, 0]))
    both = np.concatenate([one[:, upto:], other], axis=1)
    code, at = np.unique(both[0], return_inverse=True)
    many = np.zeros(len(code), np.int64)
    np.add.at(many, at, both[1])
    return np.concatenate([one[:, :upto], np.stack([code, many])], axis=1)


def told_of(people: People, communities: Communities, drawn: np.ndarray, start: int) -> np.ndarray:
    """What the panel's table tells of the members of households: int64 (people, 10).

    drawn  int64 (households, 4), see `panel.drawn_of`
    start  the number of the first of these people
    """
    community = np.searchsorted(communities.offset, drawn[:, HEAD], side="right") - 1
    told = np.empty((int(drawn[:, SIZE].sum()), len(COLUMNS)), np.int64)
    tell(people, drawn, communities.place[community], start, told)
    return told


def everybody(people: People, communities: Communities) -> np.ndarray:
    """What the panel's table tells where everybody is in it: int64 (people, 10)."""
    heads = np.flatnonzero(people.position == 0)
    drawn = np.zeros((len(heads), 4), np.int64)
    drawn[:, HEAD], drawn[:, NTH] = heads, np.arange(len(heads))
    drawn[:, SIZE] = np.diff(heads, append=len(people.position))
    return told_of(people, communities, drawn, 0)


def as_they_live(
    settled: People, communities: Communities, first: int, last: int, start: int, apart: Apart,
    keys: np.ndarray, panel: np.ndarray,
) -> People:  # fmt: skip
    """People who were settled, with the profiles and the panel of the whole run.

    keys  int64 (profiles,), see `profiles.keys_found`
    panel  int64 (people, 10), whom the panel takes of all people, in their order
    Columns that differ are new ones: what was settled may be kept for another run.
    """
    flags, who = settled.flags.copy(), panel[:, RESIDENT] - start
    flags[who[(who >= 0) & (who < len(flags))]] |= PANEL
    profile = profiles_of(settled, communities, first, last, apart, keys)
    return settled._replace(flags=flags, profile=profile)


@inner
def cell_of(age, flags, fifth):
    """The cell of somebody within a place: 0 .. CELLS - 1."""
    female, urban, minority = flags & 1, flags >> 1 & 1, flags >> 2 & 1
    band = (age >= 18) * 1 + (age >= 40) * 1 + (age >= 60) * 1
    return (((female * 2 + urban) * 2 + minority) * 4 + band) * 5 + fifth


@kernel
def tell(people, drawn, place, start, told):
    """Write what `told_of` tells; `place` that of each household."""
    row = 0
    for n in range(drawn.shape[0]):
        there = np.int64(place[n])
        for i in range(drawn[n, HEAD], drawn[n, HEAD] + drawn[n, SIZE]):
            age, flags = np.int64(people.age[i]), np.int64(people.flags[i])
            fifth, both = np.int64(people.fifth[i]), np.int64(people.role_education[i])
            told[row, 0], told[row, 1] = i + start, drawn[n, NTH]
            told[row, 2] = there * CELLS + cell_of(age, flags, fifth)
            told[row, 3], told[row, 4] = age, flags | PANEL
            told[row, 5], told[row, 6] = np.int64(people.occupation[i]), fifth
            told[row, 7], told[row, 8], told[row, 9] = both & 7, both >> 3, there
            row += 1


@kernel
def count_cells(people, offset, place, first, last, cells):
    """Count the people of communities first .. last-1 by place and cell."""
    for community in range(first, last):
        there = np.int64(place[community])
        for i in range(offset[community], offset[community + 1]):
            age, flags = np.int64(people.age[i]), np.int64(people.flags[i])
            cells[there, cell_of(age, flags, np.int64(people.fifth[i]))] += 1
