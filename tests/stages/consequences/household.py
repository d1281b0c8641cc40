"""Two households by hand, and what a month of consequences does to them.

Somebody stands before the first household, so that rows of the community and residents differ.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.compile.consequences import compile_doors
from socialcredit.compile.heads import heads
from socialcredit.core.columns import MINORITY, PANEL, People, Standing, new_standing
from socialcredit.core.jit import kernel
from socialcredit.core.log import new_log, wide
from socialcredit.stages.consequences.doors import Sitting, settle
from socialcredit.stages.consequences.incapacity import keep_from_deeds
from tests.stages.small import HOLDS, START, scheme_with

BEFORE = 1  # residents of another community
PARENT, PARTNER, SON, NEIGHBOUR, DAUGHTER = range(5)
AGES = (40, 38, 9, 51, 12)
SELF, HOUSEHOLD, CHILD = range(3)
ATTEMPTS, REFUSALS, WRONGFUL, MONEY, LATE = range(5)
A, B, C = range(3)
MOST = 8  # attempts of a month: everybody tries as often as there is room for
OFTEN = {"door": {"per_year": 1e6}}
KEY = np.array([5, 9], np.uint32)


@kernel
def settled(doors, people, standing, clean, subject, sitting, tally, log):
    """A month of consequences, called from outside."""
    settle(doors, people, standing, clean, subject, sitting, tally, log)


@kernel
def kept(doors, people, standing, clean, subject, sitting, days, held, tally):
    """Who is kept from deeds for a month, called from outside."""
    keep_from_deeds(doors, people, standing, clean, subject, sitting, days, held, tally)


class Town(NamedTuple):
    """What a month of consequences is given."""

    people: People
    standing: Standing
    clean: np.ndarray
    subject: np.ndarray
    amiss: np.ndarray
    refused: np.ndarray
    shied: np.ndarray


def town(bad=(), clean_bad=(), minority=(), panel=()):
    """The five of them: who is in grade C, who would be by right records, who else is what."""
    many = len(AGES) + BEFORE
    people = People(*(np.zeros(many, np.uint8) for _ in People._fields))
    people.age[BEFORE:] = AGES
    people.position[BEFORE:] = (0, 1, 2, 0, 1)
    standing = new_standing(np.array([100_000]), many, 0, 1)
    for who in bad:
        standing.grade[0, BEFORE + who] = C
        standing.copy[0, BEFORE + who] = C
        standing.score[0, BEFORE + who] = 80_000 + who
    for flag, whom in ((MINORITY, minority), (PANEL, panel)):
        for who in whom:
            people.flags[BEFORE + who] |= flag
    clean = np.zeros((1, len(AGES)), np.uint8)
    clean[0, list(clean_bad)] = C
    return Town(
        people, standing, clean, np.ones((1, len(AGES)), np.uint8), np.zeros((1, 5), np.uint8),
        np.zeros(many, np.uint8), np.zeros(many, np.uint8),
    )  # fmt: skip


def rule(**changes):
    """Who is in grade C is refused."""
    told = {"consequence": "ban", "when": {"grades": ["C"]}, "domain": "door", "effect": "refuse"}
    return {**HOLDS, **told, **changes}


def scheme_of(*rules, **blocks):
    return scheme_with(consequences=rules, **blocks)


def doors_of(scheme, kinds=()):
    numbers = {name: number for number, name in enumerate(kinds)}
    return compile_doors([scheme], {"door": 0}, OFTEN, START, 3, numbers)


def sitting_of(here, scheme, doors, month=0, day=31, paid=()):
    before = np.zeros((len(doors.rule), len(AGES)), np.uint8)
    before[:, list(paid)] = 1
    return Sitting(
        BEFORE, len(AGES), 0, month, day, KEY, np.arange(len(AGES)), 100,
        np.ones(len(doors.rule), np.uint8), here.amiss, before, heads([scheme], START, START),
        here.refused, here.shied, np.zeros((4, 5), np.int64),
    )  # fmt: skip


def month_of(scheme, here, paid=()):
    """Sums by consequence, group and hit, and what stands in the panel's book."""
    doors, log = doors_of(scheme), new_log(100)
    tally = np.zeros((len(doors.rule), 2, 3, 5), np.int64)
    sitting = sitting_of(here, scheme, doors, paid=paid)
    settled(doors, here.people, here.standing, here.clean, here.subject, sitting, tally, log)
    return tally, wide(log.rows[: log.used[0]])
