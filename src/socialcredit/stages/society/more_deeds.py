"""Deeds that come on top of what people do anyway, where a response raises their hazard.

A deed that happens at a rate r and whose log-hazard is raised by h > 0 happens at r e^h: as often
as ever, and besides at r (e^h - 1). Candidates for the latter come from a stream of their own, at
the rate that the highest h of the resident this month would bring; each is kept with the chance
that its own h has of that (`month/weighing.py`). Both are Poisson laws, so that their sum is exact
in the mean and in the spread, and whoever is not moved does what they would have done (Lewis and
Shedler, "Simulation of nonhomogeneous Poisson processes by thinning", 1979).
"""

import numpy as np

from socialcredit.core.draws import BLOCKS, fill_words, philox, share, stream, trade
from socialcredit.core.jit import inlined, inner
from socialcredit.core.limits import COMMUNITY
from socialcredit.stages.society.deeds import (
    BAD,
    GOOD,
    MOST,
    STRIDE,
    UNIT,
    UPPER,
    WATCHED,
    add,
    hazard_of,
    pick_kind,
    survival,
    who_may_act,
)

ADDED = 36  # how-manieth act of a day the first of these is: after those made up and signs
OCCASIONS = 7  # of a day, on each of which up to four such deeds may come
MOST_RAISED = 3 * UNIT  # a log-hazard is cut here: twenty times as often
ONE = 1 << 24  # a growth of one
GROWN = 24  # its bits
DAILY_MORE = stream("society.deeds.more.who")
MORE = stream("society.deeds.more.act")


@inlined
def growth(hazards, raised):
    """e^h - 1 of a log-hazard h above nought, both in 1/2**24."""
    return (1 << 32 + GROWN) // survival(hazards, raised) - ONE


@inlined
def hazard_of_more(hazards, profile, motivation, group, raised):
    """Candidates a day of one group of kinds, in 1/UNIT, under a log-hazard raised so far."""
    return hazard_of(hazards, profile, motivation, group) * growth(hazards, raised) >> GROWN


@inner
def set_thresholds_of_more(people, hazards, raised, start, count, threshold):
    """The coarse daily chance of a candidate, an upper bound in 256ths; whether anybody has one.

    raised  int64 (3, COMMUNITY) the highest log-hazard of each group of kinds, nought or more
    threshold  uint8 (COMMUNITY,), written
    """
    anybody = False
    for who in range(count):
        threshold[who] = 0
        if raised[BAD, who] + raised[WATCHED, who] + raised[GOOD, who] == 0:
            continue
        profile = np.int64(people.profile[start + who])
        step, total = np.int64(people.motivation[start + who]), 0
        for group in range(3):
            total += hazard_of_more(hazards, profile, step, group, raised[group, who])
        act = (1 << 32) - survival(hazards, min(total, MOST))
        threshold[who] = min((act >> 24) + 1, 255) if total > 0 else 0
        anybody = anybody or total > 0
    return anybody


@inner
def do_more(
    words, coarse, found, threshold, raised, people, hazards, luck, start, count, community, today,
    key, day, rows, traded,
):  # fmt: skip
    """Candidates for deeds on top of the day's, appended after `rows`; returns the rows used."""
    fill_words(words, community, 0, today, DAILY_MORE, key[0], key[1])
    trade(words, luck, traded)
    draws = words.reshape(4 * BLOCKS).view(np.uint8)
    for f in range(who_may_act(words, coarse, threshold, 0, count, found)):
        who = found[f]
        profile, step = (
            np.int64(people.profile[start + who]),
            np.int64(people.motivation[start + who]),
        )
        bad = hazard_of_more(hazards, profile, step, BAD, raised[BAD, who])
        watched = hazard_of_more(hazards, profile, step, WATCHED, raised[WATCHED, who])
        good = hazard_of_more(hazards, profile, step, GOOD, raised[GOOD, who])
        total, slot, index = min(bad + watched + good, MOST), community * COMMUNITY + luck[who], 0
        still = survival(hazards, total)
        a, b, c, d = philox(slot, index, today, MORE, key[0], key[1])
        left = (1 << 32) - 1 - ((np.int64(draws[who]) << 24) | (a >> 8))
        while left >= still and index < OCCASIONS:
            pick = share(b, total)
            group = BAD if pick < bad else (WATCHED if pick < bad + watched else GOOD)
            kind = pick_kind(hazards, profile, group, c)
            for nth in range(hazards.at_once[kind, c & 15]):
                size = hazards.size[kind, (d + STRIDE * nth) & 15]
                lasts = hazards.lasts[kind, (d >> 4) & 15]
                number = ADDED + index + OCCASIONS * nth
                rows = add(day, rows, who, kind, size, lasts, 0, number, d & UPPER)
            chance = (a & 255) << 24 | (d & 65280) << 8
            index += 1
            a, b, c, d = philox(slot, index, today, MORE, key[0], key[1])
            left = left * ((chance | a >> 16) >> 1) >> 31
    return rows
