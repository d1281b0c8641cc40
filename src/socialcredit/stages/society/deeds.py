"""What people truly do: hazards by resident, the day's acts, and acts made up for points.

rate(i, k) = base_k x attributes_k(i) x motivation_k(i). The number of acts of a resident in a day
is Poisson: survival words are multiplied until they fall under exp(-hazard) (Knuth, The Art of
Computer Programming 2, 3.4.1, in 32-bit integers). Each act carries a word of its own, by which
whoever is about to do it may leave it undone (month/weighing.py): thinning leaves a Poisson law.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.ahead import fetch_ahead
from socialcredit.core.columns import of_numbers
from socialcredit.core.draws import (
    BLOCKS,
    fill_many,
    philox,
    share,
    stream,
)
from socialcredit.core.jit import inlined, inner, kernel
from socialcredit.core.limits import COMMUNITY

BAD, WATCHED, GOOD = 0, 1, 2  # the three groups of kinds, in this order in every table
DAILY = stream("society.deeds.who-acts")
ACT = stream("society.deeds.act")
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


ACTING = of_numbers("f profile left still total bad watched group column kind")
"""Who acts on a day: the how-manieth of those who may, whose profile, what of the word is `left`,
under which nobody acts (`still`); hazards of all kinds, of bad ones, of bad and watched ones; where
the guide says what the first deed is, and what it says."""


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
    """A kind of this group by the profile's cumulative chances."""
    column = column_of(group, word)
    return kind_from(hazards, profile, group, word, np.int64(hazards.guide[profile, column]))


@inlined
def column_of(group, word):
    """The column of the guide that says what a word may mean."""
    return group * GUIDES + (word >> (PART + 1))


@inlined
def kind_from(hazards, profile, group, word, kind):
    """The kind that a word means: the one that the guide says, or a later one, mostly the next.

    A search from the first kind ends where no processor foresees it, and cost a tenth of the day.
    """
    u, last = word >> 1, hazards.first[group + 1] - 1
    kind += int(u >= np.int64(hazards.chance[profile, kind])) & int(kind < last)  # a toss-up
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
def how_often(found, used, acting, people, hazards, start):
    """The hazards of those in `found`, into as many rows of `acting`; asks for what is next."""
    for f in range(used):
        i = start + found[f]
        profile, step = np.int64(people.profile[i]), np.int64(people.motivation[i])
        bad = hazard_of(hazards, profile, step, BAD)
        watched = bad + hazard_of(hazards, profile, step, WATCHED)
        total = min(watched + hazard_of(hazards, profile, step, GOOD), MOST)
        fetch_ahead(hazards.fine, total & ((1 << LOW) - 1))
        acting[f].profile, acting[f].total = profile, total
        acting[f].bad, acting[f].watched = bad, watched


@inner
def who_acts(found, used, words, many, acting, hazards):
    """Who of those in `found` acts today, and how many do: their rows move up in `acting`.

    `kind` is what the guide says of the first deed; memory is asked for what is held against it.
    """
    draws = words.reshape(4 * BLOCKS).view(np.uint8)
    act = 0
    for f in range(used):
        profile, total = acting[f].profile, acting[f].total
        bad, watched = acting[f].bad, acting[f].watched
        still, pick = survival(hazards, total), share(np.int64(many.words[1, f]), total)
        left = (np.int64(draws[found[f]]) << 24) | (np.int64(many.words[0, f]) >> 8)
        left = (1 << 32) - 1 - left
        group = int(pick >= bad) + int(pick >= watched)
        column = column_of(group, np.int64(many.words[2, f]))
        fetch_ahead(hazards.guide, profile * hazards.guide.shape[1] + column)
        acting[act].f, acting[act].profile, acting[act].left = f, profile, left
        acting[act].still, acting[act].total, acting[act].bad = still, total, bad
        acting[act].watched, acting[act].group, acting[act].column = watched, group, column
        act += int(left >= still) & int(total > 0)  # nothing hangs on it: it is a toss-up
    for r in range(act):
        kind = np.int64(hazards.guide[acting[r].profile, acting[r].column])
        fetch_ahead(hazards.chance, acting[r].profile * hazards.chance.shape[1] + kind)
        acting[r].kind = kind
    return act


@inner
def commit(
    found, used, words, many, acting, people, hazards, luck, start, community, today, key, day
):
    """What the residents in `found` are about to do today; returns the rows of `day` used.

    acting  records of ACTING, one more than there are in `found`, written
    """
    for f in range(used):
        many.slot[f], many.nth[f] = community * COMMUNITY + luck[found[f]], 0
    how_often(found, used, acting, people, hazards, start)
    fill_many(many, used, today, ACT, key[0], key[1])
    rows = 0
    for r in range(who_acts(found, used, words, many, acting, hazards)):
        one, f, left = acting[r], acting[r].f, acting[r].left
        a, c, d = np.int64(many.words[0, f]), np.int64(many.words[2, f]), np.int64(many.words[3, f])
        kind = kind_from(hazards, one.profile, one.group, c, one.kind)
        index = 0
        while True:
            for nth in range(hazards.at_once[kind, c & 15]):
                size = hazards.size[kind, (d + STRIDE * nth) & 15]
                lasts = hazards.lasts[kind, (d >> 4) & 15]
                rows = add(day, rows, found[f], kind, size, lasts, 0, index + ACTS * nth, d & UPPER)
            # Sixteen spare bits say of nearly every act that no other follows: no draw for it.
            chance = (a & 255) << 24 | (d & 65280) << 8
            if left * ((chance >> 16) + 1) >> 16 < one.still:
                break
            index += 1
            a, b, c, d = philox(many.slot[f], index, today, ACT, key[0], key[1])
            left = left * ((chance | a >> 16) >> 1) >> 31
            if left < one.still or index >= ACTS:
                break
            pick = share(b, one.total)
            group = int(pick >= one.bad) + int(pick >= one.watched)
            kind = pick_kind(hazards, one.profile, group, c)
    return rows


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
