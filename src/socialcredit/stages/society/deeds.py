"""What people truly do: hazards by resident, the day's acts, and acts made up for points.

rate(i, k) = base_k x attributes_k(i) x motivation_k(i). The number of acts of a resident in a day
is Poisson: survival words are multiplied until they fall under exp(-hazard) (Knuth, The Art of
Computer Programming 2, 3.4.1, in 32-bit integers). Each act carries a word of its own, by which
whoever is about to do it may leave it undone (month/weighing.py): thinning leaves a Poisson law.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.draws import (
    BLOCKS,
    fill_many,
    fill_words,
    philox,
    share,
    stream,
    trade,
)
from socialcredit.core.jit import inlined, inner, kernel
from socialcredit.core.limits import COMMUNITY

BAD, WATCHED, GOOD = 0, 1, 2  # the three groups of kinds, in this order in every table
DAILY = stream("society.deeds.who-acts")
ACT = stream("society.deeds.act")
EFFORT_DRAW = stream("society.deeds.effort")
UNIT = 1 << 24  # a hazard of one act a day
MOST = 5 * UNIT  # hazards are cut here
UPPER = 0xFFFF0000  # of a word whose other bits pick a size, a duration and whether acts follow
ACTS = 8  # occasions of a day, on each of which a deed may come with up to three others
STRIDE = 7  # sixteenths between the sizes of deeds that come together
MADE_UP = 32  # how-manieth act of a day one made up for points is: after all others
GUIDES = 64  # equal parts of a word that picks a kind
PART = 25  # bits of a part, of 31
LOW = 13  # bits of a hazard looked up in the fine survival table
SHIFTS = tuple(np.uint64(n) for n in (7, 14, 28))  # by which the lowest bits of eight bytes meet


def bits_of_bytes() -> tuple[np.ndarray, np.ndarray]:
    """Which bits each byte has, the lowest first, four bits a number, and how many: int64 (256,).

    Behind those that it has stand the others.
    """
    bits = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1, bitorder="little")
    at = np.argsort(1 - bits, axis=1, kind="stable")
    return (at << 4 * np.arange(8)).sum(1), bits.sum(1, np.int64)


BITS, MANY = bits_of_bytes()
FEW = 3  # of eight residents, more hardly ever act on one day


class Hazards(NamedTuple):
    """Compiled vocabulary: what whom tempts how often."""

    base: np.ndarray  # int64 (profiles, 3) hazard a day by group, in 1/UNIT
    chance: np.ndarray  # uint32 (profiles, kinds) cumulative within the group, out of 2**31
    guide: np.ndarray  # uint8 (profiles, 3 x GUIDES) the first kind that a part of a word may mean
    first: np.ndarray  # int64 (4,) first kind of each group, then the number of kinds
    factor: np.ndarray  # int64 (3, 256) motivation factor by group and step, 65536 = 1
    coarse: np.ndarray  # int64 survival exp(-h), h in steps of 2**LOW
    fine: np.ndarray  # int64 survival exp(-h), h in single steps
    size: np.ndarray  # int64 (kinds, 16) quantiles
    lasts: np.ndarray  # int64 (kinds, 16) quantiles, months
    at_once: np.ndarray  # int64 (kinds, 16) quantiles, deeds that come together
    gravity: np.ndarray  # int64 (kinds,) signed: good deeds positive
    cheap: np.ndarray  # int64 (kinds,) weight among the deeds made up for points; 0 = is none


@inlined
def survival(hazards, hazard):
    """exp(-hazard) as a 32-bit word."""
    return ((hazards.coarse[hazard >> LOW] >> 1) * hazards.fine[hazard & ((1 << LOW) - 1)]) >> 31


@inlined
def hazard_of(hazards, profile, motivation, group):
    """Acts a day of one group of kinds, in 1/UNIT."""
    return (hazards.base[profile, group] * hazards.factor[group, motivation]) >> 16


@kernel
def set_thresholds(people, mind, hazards, start, stop):
    """The coarse daily chance of each resident in a range: an upper bound in 256ths."""
    for i in range(start, stop):
        profile, step = np.int64(people.profile[i]), np.int64(people.motivation[i])
        total = 0
        for group in range(3):
            total += hazard_of(hazards, profile, step, group)
        total = min(total, MOST)
        act = (1 << 32) - survival(hazards, total)
        mind.threshold[i] = min((act >> 24) + 1, 255) if total > 0 else 0


@inner
def who_may_act(words, coarse, threshold, start, count, found):
    """Positions whose one-byte draw is under their threshold; returns how many.

    Compares all bytes first (many lanes at once), then looks only into groups of eight that hit.
    """
    draws = words.reshape(4 * BLOCKS).view(np.uint8)
    near = threshold[start : start + count]  # an index start + i would keep the lanes apart
    for i in range(count):
        coarse[i] = np.uint8(draws[i] < near[i])
    return hits(coarse, count, found)


@inner
def who_may_strive(draws, coarse, effort, start, count, found):
    """Positions whose one-byte draw leaves room for an effort today; returns how many.

    effort is in steps of 1/2048 a day: the byte holds the upper eight of eleven bits
    """
    near = effort[start : start + count]
    for i in range(count):
        coarse[i] = np.uint8(draws[i] < (near[i] >> 3) + (near[i] != 0))
    return hits(coarse, count, found)


@inlined
def hits(coarse, count, found):
    """The positions of the first `count` bytes that are 1, of such as are 1 or 0; how many.

    Eight bytes at a time say by a table where they hold one: whether any of eight does is what no
    processor foresees, so nothing hangs on it. Up to eight words beyond those found are written.
    """
    for i in range(count, COMMUNITY):
        coarse[i] = np.uint8(0)
    eights = coarse.view(np.uint64)
    used = np.int64(0)
    for group in range((count + 7) >> 3):
        bits = eights[group]
        for shift in SHIFTS:
            bits |= bits >> shift
        held = np.int64(bits & np.uint64(255))
        which, many = BITS[held], MANY[held]
        put_down(found, used, group << 3, which, 0, FEW)
        if many > FEW:  # hardly ever
            put_down(found, used, group << 3, which, FEW, 8)
        used += many
    return used


@inlined
def put_down(found, used, first, which, begin, end):
    """The begin-th to the last before the end-th of the bits that a byte has, behind `used`."""
    for nth in range(begin, end):
        found[used + nth] = first + ((which >> (4 * nth)) & 7)


@inlined
def pick_kind(hazards, profile, group, word):
    """A kind of this group by the profile's cumulative chances.

    The search starts where the guide says, mostly at its end: a search from the first kind ends
    where no processor foresees it, and cost a tenth of the day.
    """
    u = word >> 1
    kind = np.int64(hazards.guide[profile, group * GUIDES + (u >> PART)])
    last = hazards.first[group + 1] - 1
    while kind < last and u >= np.int64(hazards.chance[profile, kind]):
        kind += 1
    return kind


@inner
def add(day, at, who, kind, amount, lasts, extra, index, word):
    """One more row of the day's acts; returns the new number of rows."""
    if at >= day.shape[0]:
        return at
    day[at].who, day[at].kind, day[at].amount = who, kind, amount
    day[at].lasts, day[at].extra, day[at].index, day[at].word = lasts, extra, index, word
    return at + 1


@inner
def commit(found, used, words, many, people, hazards, luck, start, community, today, key, day):
    """What the residents in `found` are about to do today; returns the rows of `day` used."""
    draws = words.reshape(4 * BLOCKS).view(np.uint8)
    for f in range(used):
        many.slot[f], many.nth[f] = community * COMMUNITY + luck[found[f]], 0
    fill_many(many, used, today, ACT, key[0], key[1])
    rows = 0
    for f in range(used):
        who = found[f]
        i = start + who
        profile, step = np.int64(people.profile[i]), np.int64(people.motivation[i])
        bad = hazard_of(hazards, profile, step, BAD)
        watched = hazard_of(hazards, profile, step, WATCHED)
        total = min(bad + watched + hazard_of(hazards, profile, step, GOOD), MOST)
        if total == 0:
            continue
        still = survival(hazards, total)
        a, b = np.int64(many.words[0, f]), np.int64(many.words[1, f])
        c, d = np.int64(many.words[2, f]), np.int64(many.words[3, f])
        left = (1 << 32) - 1 - ((np.int64(draws[who]) << 24) | (a >> 8))
        index = 0
        while left >= still and index < ACTS:
            pick = share(b, total)
            group = BAD if pick < bad else (WATCHED if pick < bad + watched else GOOD)
            kind = pick_kind(hazards, profile, group, c)
            for nth in range(hazards.at_once[kind, c & 15]):
                size = hazards.size[kind, (d + STRIDE * nth) & 15]
                lasts = hazards.lasts[kind, (d >> 4) & 15]
                rows = add(day, rows, who, kind, size, lasts, 0, index + ACTS * nth, d & UPPER)
            # Sixteen spare bits say of nearly every act that no other follows: no draw for it.
            chance = (a & 255) << 24 | (d & 65280) << 8
            if left * ((chance >> 16) + 1) >> 16 < still:
                break
            index += 1
            a, b, c, d = philox(many.slot[f], index, today, ACT, key[0], key[1])
            left = left * ((chance | a >> 16) >> 1) >> 31
    return rows


@inner
def anybody_strives(mind, start, count):
    """Whether anybody here makes an effort for points this month."""
    most = np.uint8(0)
    for effort in mind.effort[start : start + count]:
        most |= effort
    return most > 0


@inner
def make_up(
    words, coarse, found, mind, hazards, rewarded, lure, scored, heard, start, count, luck,
    community, today, key, day, rows, traded,
):  # fmt: skip
    """Acts made up for points today, appended after `rows`: of kinds rewarded here and now.

    rewarded  int64 (kinds,), bits of the schemes that reward a kind here today
    lure  int64 (schemes, kinds), how each scheme draws to a kind today; no scheme where people do
        what they do anyway
    scored  int64 (COMMUNITY,), bits of the schemes that score a resident
    heard  int64 (256,), bits of the schemes of which somebody has heard, by the byte `known`
    """
    fill_words(words, community, 1, today, EFFORT_DRAW, key[0], key[1])
    trade(words, luck, traded)
    draws = words.reshape(4 * BLOCKS).view(np.uint8)
    for f in range(who_may_strive(draws, coarse, mind.effort, start, count, found)):
        who = found[f]
        effort = np.int64(mind.effort[start + who])
        slot = community * COMMUNITY + luck[who]
        a, b, c, _ = philox(slot, 2, today, EFFORT_DRAW, key[0], key[1])
        if ((np.int64(draws[who]) << 3) | (a & 7)) >= effort:
            continue
        knows = scored[who] & heard[np.int64(mind.known[start + who])]
        kind = choose(hazards, rewarded, lure, knows, b)
        if kind >= 0:
            size, lasts = hazards.size[kind, c & 15], hazards.lasts[kind, (c >> 4) & 15]
            rows = add(day, rows, who, kind, size, lasts, 1, MADE_UP, 0)
    return rows


@inner
def choose(hazards, rewarded, lure, knows, word):
    """A cheap kind that one of these schemes rewards, by its pull; -1 where none does."""
    total = 0
    for kind in range(hazards.first[GOOD], hazards.first[GOOD + 1]):
        total += pull(hazards, rewarded, lure, knows, kind)
    if total == 0:
        return -1
    left, kind = share(word, total), hazards.first[GOOD]
    while True:
        left -= pull(hazards, rewarded, lure, knows, kind)
        if left < 0:
            return kind
        kind += 1


@inlined
def pull(hazards, rewarded, lure, knows, kind):
    """How a kind draws those who make up points: that of the scheme which draws to it most."""
    if rewarded[kind] & knows == 0:
        return 0
    if lure.shape[0] == 0:
        return hazards.cheap[kind]
    most = 0
    for s in range(lure.shape[0]):
        if (knows >> s) & 1:
            most = max(most, lure[s, kind])
    return most


@inner
def remember(day, rows, conduct, hazards, start):
    """Write the day's acts into the truth about each resident."""
    for r in range(rows):
        i = start + day[r].who
        gravity = hazards.gravity[day[r].kind]
        balance = np.int64(conduct.balance[i]) + gravity
        conduct.balance[i] = min(max(balance, -32000), 32000)
        bad = np.int64(day[r].kind < hazards.first[1])  # added, not asked: it is a toss-up
        conduct.bad[i] = min(np.int64(conduct.bad[i]) + bad, 255)
