"""Hours: what a good deed done for points takes of whom, by the kinds that draw one to them.

Of the kinds that schemes known to somebody reward here, a made-up deed is of kind k with a chance
in proportion to its pull

    c_k (g_k / t_k)^p

c_k  how often the deed is done anyway, among all that anybody can do for points
g_k  points that one such deed brings, by the scheme that gives most for it; t_k hours it takes
p    how far points an hour draw people from one kind to another: at nought they do what they do
     anyway, and at one a kind that gives twice as much an hour is done twice as often

so that a deed takes sum(pull_k t_k) / sum(pull_k) hours in the mean. Nobody who is moved so needs
to weigh all kinds up: choices in proportion to a power of what they bring are Luce's (1959).
"""

import numpy as np

from socialcredit.core.jit import inner, kernel
from socialcredit.stages.response.contract import Surroundings

AGES = (18, 40, 60)  # where bands of age part: youths, the young, the middle-aged, the old
BAND = np.searchsorted(AGES, np.arange(256), side="right")  # of each age
KEPT = 256  # means that are kept at a time


def by_age(hours: object) -> np.ndarray:
    """Hours by band of ages, one number or four, as float64 (256,) by years."""
    return np.broadcast_to(np.asarray(hours, float), (len(AGES) + 1,))[BAND]


def hours_a_deed(
    around: Surroundings, known: np.ndarray, asked: np.ndarray, start: int, stop: int
) -> np.ndarray:
    """What a made-up deed takes of residents start .. stop-1 in the mean; 0 where nothing draws.

    asked  float64 (stop - start,) deeds a day; nought, too, for whoever is asked for none
    """
    found = np.zeros(stop - start)
    mean_hours(
        around.lures, around.takes, known, around.subject, around.bit, around.community, asked,
        np.zeros(KEPT, np.int64), np.zeros(KEPT), start, stop, found,
    )  # fmt: skip
    return found


@kernel
def mean_hours(
    lures, takes, known, subject, bit, community, asked, kept_for, kept, start, stop, found
):  # fmt: skip
    """The mean of the hours of all kinds, each by its pull, for residents start .. stop-1.

    It is the same for all of a community who know of the same schemes and are scored by them, and
    is kept for them: 14 of 42 nanoseconds a resident-day went into working it out for each.

    lures  int64 (schemes, kinds, communities)    takes  float64 (kinds,)
    kept_for, kept  int64, float64 (KEPT,) room: bits of the schemes of which a mean is kept, and it
    """
    last = -1
    for i in range(start, stop):
        at, c = i - start, community[i - start]
        if asked[at] == 0.0:
            continue
        if c != last:
            kept_for[:], last = -1, c
        schemes = 0
        for s in range(lures.shape[0]):
            knows = np.int64(known[i]) & np.int64(bit[s, c])
            if knows and subject[s, at]:
                schemes |= 1 << s
        if schemes == 0:
            continue
        place = schemes % KEPT
        if kept_for[place] != schemes:
            kept_for[place], kept[place] = schemes, hours_of(lures, takes, schemes, c)
        found[at] = kept[place]


@inner
def hours_of(lures, takes, schemes, community):
    """The mean of the hours that a deed takes whom these schemes draw; nought where none does."""
    total, hours = 0, 0.0
    for kind in range(lures.shape[1]):
        most = 0
        for s in range(lures.shape[0]):
            if (schemes >> s) & 1:
                most = max(most, lures[s, kind, community])
        total += most
        hours += most * takes[kind]
    return hours / total if total > 0 else 0.0
