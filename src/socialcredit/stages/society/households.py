"""Households: a pool of plausible ones, and the weights that make them a place's census.

Raw households are drawn once from plain gaps between ages, so no child is ever older than a
parent. Their weights are then raked (iterative proportional updating, Ye and others 2009) until
the weighted pool has the place's sexes and ages and the published sizes. A synthetic household is
one drawn from the pool by weight: gaps stay whole, and the margins hold in expectation.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from socialcredit.core.draws import philox, share, stream
from socialcredit.core.jit import allocating, inner
from socialcredit.stages.society.places import age_group

DONORS = 24576
SIZES = 10
HEAD, PARTNER, CHILD, PARENT, OTHER = range(5)
OLDEST = 104
TRIES = 64
OWN = 8  # words of a raw household before those of its members
SWEEPS = 40


class Pool(NamedTuple):
    """Raw households; members of household d are rows first[d] .. first[d + 1] - 1."""

    first: np.ndarray  # int64 (D + 1,)
    age: np.ndarray  # uint8, years
    female: np.ndarray  # uint8
    role: np.ndarray  # uint8, index of ROLES


class Gaps(NamedTuple):
    """Years between members; see `ages` in population.yaml."""

    parent_least: int
    parent_usual: int
    parent_most: int
    partner_least: int
    partner_usual: int
    partner_most: int
    adult_least: int
    child_usual: int
    child_most: int
    grandparent_least: int
    grandparent_most: int


class Composition(NamedTuple):
    """Who lives with the head: counts of each, the size, and the share within that size."""

    size: int
    share: float
    partner: int
    children: int
    parents: int
    grandchildren: int
    others: int


def compositions(rows: Sequence[Mapping[str, Any]]) -> list[Composition]:
    """One composition a size from the rows of population.yaml; who is not said is a child."""
    found = []
    for row in rows:
        least, most = row["sizes"]
        others = [row.get(who, 0) for who in ("partner", "parents", "grandchildren", "others")]
        partner, parents, grandchildren, rest = others
        for size in range(least, most + 1):
            children = size - 1 - sum(others)
            counts = (partner, children, parents, grandchildren, rest)
            found.append(Composition(size, row["share"], *counts))
    return found


def donors_of(kinds: Sequence[Composition], sizes: np.ndarray) -> np.ndarray:
    """Composition of each raw household, int64 (DONORS,); rare sizes get at least 1.5 %."""
    chance = np.maximum(sizes, 0.015)
    chance /= chance.sum()
    weight = np.array([kind.share * chance[kind.size - 1] for kind in kinds])
    bounds = np.cumsum(weight) / weight.sum()
    return np.searchsorted(bounds, (np.arange(DONORS) + 0.5) / DONORS)


def make_pool(kinds: Sequence[Composition], gaps: Gaps, sizes: np.ndarray) -> Pool:
    """Draw the raw households; the same ones for every seed, so that seeds differ by luck only."""
    kind = donors_of(kinds, sizes)
    counts = np.array([each[0:1] + each[2:] for each in kinds], np.int64)
    first = np.zeros(DONORS + 1, np.int64)
    first[1:] = np.cumsum(counts[kind, 0])
    columns = [np.zeros(first[-1], np.uint8) for _ in range(3)]
    pool = Pool(first, *columns)
    fill_pool(pool, counts, kind, gaps, stream("society.pool"))
    return pool


@allocating
def fill_pool(pool, counts, kind, gaps, name):
    """Draw each raw household again until all its ages are possible."""
    words = np.zeros(OWN + 2 * SIZES + 4, np.int64)
    for donor in range(len(kind)):
        row = counts[kind[donor]]
        for attempt in range(TRIES):
            draw_words(words, OWN + 2 * row[0], donor, attempt, name)
            if fill_one(pool, pool.first[donor], row, gaps, words):
                break


@inner
def draw_words(words, count, donor, attempt, name):
    """At least `count` words for one raw household: eight for all, then two for each member."""
    for block in range((count + 3) // 4):
        w0, w1, w2, w3 = philox(donor, attempt, block, name, 0, 0)
        at = 4 * block
        words[at], words[at + 1], words[at + 2], words[at + 3] = w0, w1, w2, w3


@inner
def fill_one(pool, at, row, gaps, words):
    """Draw one household; False when somebody in it would be too old or too young."""
    couple = row[1] > 0
    head_female = share(words[0], 10) < (3 if couple else 5)
    older = partner_gap(gaps, words[1])  # husband less wife
    apart = abs(older) if couple else 0
    gap = parent_gap(gaps, words[2], apart)
    younger = youngest_adult(row, gaps, gap, words[3], words[4])
    husband, wife = younger + max(older, 0), younger + max(-older, 0)
    age = younger if not couple else (wife if head_female else husband)
    put(pool, at, age, head_female, HEAD)
    if couple:
        put(pool, at + 1, husband if head_female else wife, not head_female, PARTNER)
    at += 1 + row[1]
    fill_children(pool, at, row[2], younger - gap, gaps.parent_most - gap - apart, words)
    at += row[2]
    eldest = fill_parents(pool, at, row[3], age, gaps, words)
    fill_others(pool, at + row[3], row, younger, gaps, words)
    return younger >= gaps.adult_least and max(younger + apart, eldest) <= OLDEST


@inner
def put(pool, at, age, female, role):
    """Write one member."""
    pool.age[at] = min(max(age, 0), 255)
    pool.female[at] = 1 if female else 0
    pool.role[at] = role


@inner
def partner_gap(gaps, word):
    """Years a husband is older: bell-shaped, with a tail for one in eight."""
    span = gaps.partner_usual - gaps.partner_least
    gap = gaps.partner_least + (share(word, span + 1) + share(word * 40503 & 0xFFFFFFFF, span)) // 2
    if word & 7 == 0:
        gap += share(word * 30011 & 0xFFFFFFFF, gaps.partner_most - gaps.partner_usual + 1)
    return gap


@inner
def parent_gap(gaps, word, apart):
    """Years the younger parent is older than the eldest child, so that the other one stays
    below `parent_most` too; bell-shaped, with a tail for one in eight."""
    half = (gaps.parent_usual - gaps.parent_least) // 2
    gap = gaps.parent_least + share(word, half + 1) + share(word * 40503 & 0xFFFFFFFF, half + 2)
    if word & 7 == 0:
        gap += share(word * 30011 & 0xFFFFFFFF, gaps.parent_most - gaps.parent_usual + 1)
    return min(gap, gaps.parent_most - apart)


@inner
def youngest_adult(row, gaps, gap, word, other):
    """Age of the head, or of the younger partner: from the eldest child where there is one."""
    if row[2]:
        if share(word, 4) < 3:
            return gap + share(other, gaps.child_usual)
        return gap + gaps.child_usual + share(other, gaps.child_most - gaps.child_usual + 1)
    if row[4]:
        span = gaps.grandparent_most - gaps.grandparent_least + 1
        return gaps.grandparent_least + share(other, span) + share(word, gaps.adult_least)
    if row[3]:
        return gaps.adult_least + share(other, OLDEST - 24 - gaps.adult_least)
    return gaps.adult_least + share(other, OLDEST - gaps.adult_least)


@inner
def fill_children(pool, at, count, eldest, room, words):
    """The eldest child, then others one to five years apart, none beyond the parents' span."""
    behind = 0
    for child in range(count):
        if child:
            behind = min(behind + 1 + share(words[OWN + 2 * child], 5), room, eldest)
        girl = share(words[OWN + 2 * child + 1], 1000) >= 525
        put(pool, at + child, eldest - behind, girl, CHILD)


@inner
def fill_parents(pool, at, count, age, gaps, words):
    """One or two parents of the head; returns the age of the older one, 0 without any."""
    if count == 0:
        return 0
    older = partner_gap(gaps, words[6]) if count == 2 else 0
    younger = age + parent_gap(gaps, words[5], abs(older))
    mother = count == 2 or share(words[7], 10) < 7
    put(pool, at, younger + max(-older, 0), mother, PARENT)
    if count == 2:
        put(pool, at + 1, younger + max(older, 0), False, PARENT)
    return younger + abs(older)


@inner
def fill_others(pool, at, row, younger, gaps, words):
    """Grandchildren under the age of adults, and others of about the head's age."""
    for other in range(row[4] + row[5]):
        word, coin = words[OWN + 2 * other], words[OWN + 2 * other + 1]
        if other < row[4]:
            age = share(word, min(younger - gaps.grandparent_least, gaps.adult_least - 1) + 1)
        else:
            age = min(max(younger - 12 + share(word, 25), gaps.adult_least - 2), OLDEST)
        put(pool, at + other, age, share(coin, 2) == 1, OTHER)


def rake(pool: Pool, sizes: np.ndarray, ages: np.ndarray, starts: Sequence[int]) -> np.ndarray:
    """Weights of the pool's households, float64 (D,), summing to one.

    sizes  float64 (10,), shares of households;  ages  float64 (2, groups), shares of residents
    starts  first age of each group, as the place's own table has them
    Starting from the published sizes, each sweep scales, for every sex and age group, the
    households that hold such members (once for each, or pairs of a kind would be favoured), and
    lastly the sizes, so that sizes hold exactly and ages to the precision of the last sweep.
    """
    size = np.diff(pool.first)
    mean = float(np.arange(1, SIZES + 1) @ sizes)
    households = np.repeat(np.arange(len(size)), size)
    cell = pool.female * np.int64(len(starts)) + age_group(starts)[pool.age]
    holders = [held(households[cell == each]) for each in range(2 * len(starts))]
    of_size = [np.flatnonzero(size == each) for each in range(1, SIZES + 1)]
    weight = (sizes / [len(who) for who in of_size])[size - 1]
    for _ in range(SWEEPS):
        for (who, times), wanted in zip(holders, (ages * mean).ravel(), strict=True):
            have = (weight[who] * times).sum()
            if have > 0:
                weight[who] *= (wanted / have) ** times
        for who, wanted in zip(of_size, sizes, strict=True):
            have = weight[who].sum()
            if have > 0:
                weight[who] *= wanted / have
    return weight / weight.sum()


def held(households: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Households that hold members of one cell, and how many each holds."""
    return np.unique(households, return_counts=True)


def margins(pool: Pool, weight: np.ndarray, starts: Sequence[int]) -> np.ndarray:
    """Sexes and ages of the weighted pool, float64 (2, groups), shares of residents."""
    households = np.repeat(np.arange(len(weight)), np.diff(pool.first))
    cell = pool.female * np.int64(len(starts)) + age_group(starts)[pool.age]
    count = np.bincount(cell, weight[households], 2 * len(starts)).reshape(2, -1)
    return count / count.sum()


@allocating
def alias_table(weight, keep, other):
    """Vose's alias table: row r stays with chance keep[r] / 2**32, else becomes other[r]."""
    count = len(weight)
    scaled = weight * count
    small, large = np.zeros(count, np.int64), np.zeros(count, np.int64)
    smalls = larges = 0
    for row in range(count):
        keep[row], other[row] = 1 << 32, row
        if scaled[row] < 1.0:
            small[smalls], smalls = row, smalls + 1
        else:
            large[larges], larges = row, larges + 1
    while smalls and larges:
        smalls, larges = smalls - 1, larges - 1
        low, high = small[smalls], large[larges]
        keep[low], other[low] = np.int64(scaled[low] * 4294967296.0), high
        scaled[high] -= 1.0 - scaled[low]
        if scaled[high] < 1.0:
            small[smalls], smalls = high, smalls + 1
        else:
            large[larges], larges = high, larges + 1
