"""Deeds made up for points: by whoever makes an effort, of kinds that a scheme rewards today."""

import numpy as np

from socialcredit.core.draws import BLOCKS, fill_words, philox, share, stream, trade
from socialcredit.core.jit import inlined, inner
from socialcredit.core.limits import COMMUNITY
from socialcredit.stages.society.deeds import GOOD, MADE_UP, add, hits

EFFORT_DRAW = stream("society.deeds.effort")


@inner
def anybody_strives(mind, start, count):
    """Whether anybody here makes an effort for points this month."""
    most = np.uint8(0)
    for effort in mind.effort[start : start + count]:
        most |= effort
    return most > 0


@inner
def who_may_strive(draws, coarse, effort, start, count, found):
    """Positions whose one-byte draw leaves room for an effort today; returns how many.

    effort is in steps of 1/2048 a day: the byte holds the upper eight of eleven bits
    """
    near = effort[start : start + count]
    for i in range(count):
        least = np.uint8((near[i] >> 3) + (near[i] != 0))  # a byte, to keep all lanes as short
        coarse[i] = np.uint8(draws[i] < least)
    return hits(coarse, count, found)


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
