"""What a month does to communities as wholes: who was newly named there, and whom that hits.

Of a shard's communities, and by itself; rows that shards tell of a place add up.

Numbers of communities are moved after each month by what happened in it. Whom attacks fall upon is
truth and asked of no mechanism: it is worked out here, and told in the table `attacks`.
"""

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.core.columns import AMISS
from socialcredit.core.draws import fill_many, room_for, stream
from socialcredit.core.levels import MEANS
from socialcredit.core.run_layout import MONTHLY
from socialcredit.engine.setup import Setup
from socialcredit.engine.world import World
from socialcredit.stages.response.contract import CREDITED, NOTICED, TRIED, WORDS
from socialcredit.stages.response.mechanisms import (
    Chosen,
    respond_together,
    shared_kept,
    told_of_names,
)
from socialcredit.stages.response.mob import expected, most, of_wrong_names, poisson
from socialcredit.stages.response.together import NAME, Sums

COLUMNS = len(MONTHLY["attacks"].columns) - 3  # of a place
ATTACKS, TARGETS = stream("response.mob.attacks"), stream("response.mob.targets")
MOVED = stream("response.together.moved")
NAMED, MISNAMED, RIGHT, WRONG, BESIDE, RUNAWAY = range(COLUMNS)


def inflame(setup: Setup, world: World, month: Month, before: np.ndarray) -> None:
    """Attacks of the month, then what it did to communities; they follow from the next one on.

    Of a shard: world and columns are its own, draws hang on communities as numbered over the whole.

    before  uint8 (residents,) who was public at the end of the last month, as in `Passing.named`
    """
    chosen, here = setup.responses.chosen, setup.here
    if not any(one.mechanism.collective for one in chosen):
        return
    sizes = np.diff(setup.communities.offset[here.first : here.last + 1])
    months, numbers = setup.months_of(month), np.arange(here.first, here.last)
    words = words_of(numbers, month, MOVED, setup.key)[0].astype(np.int64)
    noticed, tried, credited = (world.news[:, column] for column in (NOTICED, TRIED, CREDITED))
    one, names = told_of_names(chosen), np.zeros((2, len(sizes)), np.int64)
    if one is not None:
        row = shared_kept(chosen).index(one.mechanism.shared[0])
        anger = np.stack([world.shared[row], world.misled]).astype(np.int64)
        counts = np.zeros((len(sizes), COLUMNS), np.int64)
        names, counts[:, :RIGHT] = newly_named(one, world.passing.named, before, sizes)
        counts[:, RIGHT:RUNAWAY] = targets_of(one, anger, numbers, months, month, setup.key)
        world.misled[:] = of_wrong_names(one.settings, anger, names, sizes, months, words)
    sums = Sums(sizes, noticed, tried, credited, names[0])
    respond_together(chosen, sums, world.shared, months, words)
    if one is not None:
        counts[:, RUNAWAY] = world.shared[row] == most(sizes)
        _told(setup, world, month, counts)


def words_of(numbers: np.ndarray, month: Month, name: int, key: tuple[int, int]) -> np.ndarray:
    """Four words of a draw of each community; uint32 (4, communities).

    numbers  int64 (communities,) over the whole
    """
    many = room_for(len(numbers))
    many.slot[:] = numbers
    fill_many(many, len(numbers), month.number, name, *key)
    return many.words


def newly_named(
    one: Chosen, named: np.ndarray, before: np.ndarray, sizes: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Who was made public, or more widely than before: weights of names, and how many people.

    int64 (2, communities) in 1/NAME, of all names and of the wrong ones, and (communities, 2) of
    people likewise. The widest of somebody's means counts; where a rule does not say by which, as
    many are told as by the least of them.
    """
    assert one.mechanism.heard is not None
    told = one.mechanism.heard(one.settings)
    means = np.arange(AMISS)[:, None] >> np.arange(len(MEANS) + 1) & 1
    widest = np.rint((means * [*told, told.min()]).max(axis=1) * NAME).astype(np.int64)
    more = np.maximum(widest[named % AMISS] - widest[before % AMISS], 0)
    starts = np.append(0, np.cumsum(sizes)[:-1])
    of_wrong = np.where(named >= AMISS, more, 0)
    weights = np.stack([np.add.reduceat(each, starts) for each in (more, of_wrong)])
    people = np.stack([np.add.reduceat((each > 0) + 0, starts) for each in (more, of_wrong)], 1)
    return weights, people


def targets_of(
    one: Chosen, anger: np.ndarray, numbers: np.ndarray, months: float, month: Month,
    key: tuple[int, int],
) -> np.ndarray:  # fmt: skip
    """On whom attacks fall, int64 (communities, 3): rightly named, wrongly named, not named.

    anger  int64 (2, communities) at the month's start: of all names, and of the wrong ones
    numbers  int64 (communities,) over the whole
    """
    communities = anger.shape[1]
    mean = expected(one.settings, anger[0], months)
    found = np.zeros((communities, 3), np.int64)
    many = poisson(mean, words_of(numbers, month, ATTACKS, key))
    where = np.repeat(np.arange(communities), many)
    draws = room_for(len(where))
    draws.slot[:] = numbers[where]
    draws.nth[:] = np.arange(len(where)) - np.repeat(np.cumsum(many) - many, many)
    fill_many(draws, len(where), month.number, TARGETS, *key)
    even = draws.words[:2] / WORDS
    wrong = even[1] * anger[0][where] < anger[1][where]
    target = np.where(even[0] < one.settings.beside, 2, wrong)
    np.add.at(found, (where, target), 1)
    return found


def _told(setup: Setup, world: World, month: Month, counts: np.ndarray) -> None:
    """Rows of `attacks` of the places where anything happened."""
    if month.number < setup.lead:
        return
    places, here = np.zeros((len(setup.places), COLUMNS), np.int64), setup.here
    np.add.at(places, setup.communities.place[here.first : here.last].astype(np.int64), counts)
    told = np.flatnonzero(places.any(axis=1))
    head = np.full((len(told), 2), (world.number, month.number - setup.lead))
    world.collected.blocks["attacks"].append(np.column_stack([head, told, places[told]]))
