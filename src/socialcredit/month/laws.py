"""Which schemes count which deeds against people, or reward them, in a community today.

Tables of bits, one bit a scheme, so that who is about to do something is told by three looks: what
holds here today, which schemes score this resident, and of which the resident has heard.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.jit import inlined, inner, unfolded
from socialcredit.core.limits import COMMUNITY, NEVER
from socialcredit.stages.scheme.points import in_force

ANY_SOURCE = -1


class Laws(NamedTuple):
    """Bits of schemes, for one community and day; int64."""

    against: np.ndarray  # (kinds,) with an entry that takes points or a grade for the kind
    rewarded: np.ndarray  # (kinds,) with an entry that gives points for it
    once: np.ndarray  # (kinds,) with an entry that takes them today or took them before
    scored: np.ndarray  # (COMMUNITY,) that score the resident this month
    heard: np.ndarray  # (256,) of which somebody has heard whose byte `Mind.known` is this
    lure: np.ndarray  # (schemes, kinds) how strongly each draws to a kind, where hours count
    turn: np.ndarray  # (1,) the next day on which an entry begins or ends


def new_laws(kinds: int, schemes: int = 0) -> Laws:
    """Room for a community's tables."""
    return Laws(
        np.zeros(kinds, np.int64), np.zeros(kinds, np.int64), np.zeros(kinds, np.int64),
        np.zeros(COMMUNITY, np.int64), np.zeros(256, np.int64),
        np.zeros((schemes, kinds), np.int64), np.zeros(1, np.int64),
    )  # fmt: skip


@unfolded
def laws_of_month(here, laws):
    """Who is scored by what, and what each byte of awareness means here; the day's tables anew."""
    laws.turn[0] = here.first_day
    laws.scored[: here.count] = 0
    laws.heard[:] = 0
    for s in range(here.book.entry.shape[0]):
        bit = np.int64(here.book.where[s, here.place])
        if bit == 0:
            continue
        for who in range(here.count):
            laws.scored[who] |= np.int64(here.subject[s, who]) << s
        for known in range(256):
            if known & bit:
                laws.heard[known] |= 1 << s


@inner
def laws_of_day(book, lure, rounds, faults, layers, place, today, laws):
    """What is counted and rewarded today; looked at again on the next day on which that turns.

    A fault is counted against whoever has it where the result of a visit that notices it is.

    lure  int64 (schemes, kinds, most at once) as `Book.of_kind`; no scheme where hours do not count
    """
    laws.against[:] = 0
    laws.rewarded[:] = 0
    laws.once[:] = 0
    laws.lure[:] = 0
    laws.turn[0] = NEVER
    for s in range(book.entry.shape[0]):
        if book.where[s, place] == 0:
            continue
        for kind in range(book.of_kind.shape[1]):
            laws.once[kind] |= counted_before(book, s, kind, layers) << s
            for m in range(book.of_kind.shape[2]):
                e = book.of_kind[s, kind, m]
                if e < 0:
                    break
                entry = book.entry[s, e]
                if today < entry.since:
                    laws.turn[0] = min(laws.turn[0], entry.since)
                elif today <= entry.until:
                    laws.turn[0] = min(laws.turn[0], entry.until + 1)
                if in_force(book, s, e, today, ANY_SOURCE, layers):
                    laws.against[kind] |= entry.takes << s
                    laws.rewarded[kind] |= entry.gives << s
                    if lure.shape[0] > 0:
                        laws.lure[s, kind] = max(laws.lure[s, kind], lure[s, kind, m])
                if in_force(book, s, e, min(today, entry.until), ANY_SOURCE, layers):
                    laws.once[kind] |= entry.takes << s
    for r in range(rounds.tour.shape[0]):
        if rounds.goes[r, place] == 0:
            continue
        against = counted_of_visits(book, rounds, r, layers, place, today)
        for f in range(faults.kind.shape[0]):
            if looks_for(rounds, r, f):
                laws.against[faults.kind[f]] |= against
                laws.once[faults.kind[f]] |= against


@inner
def counted_before(book, s, kind, layers):
    """1 where an entry that ended before this month took points for a kind of deed here."""
    for m in range(book.passed.shape[2]):
        e = book.passed[s, kind, m]
        if e < 0:
            break
        if book.entry[s, e].layer == 0 or layers[s, e] == 1:
            return 1
    return 0


@inner
def counted_of_visits(book, rounds, r, layers, place, today):
    """Bits of the schemes that count the result of this source's visits against people here."""
    against, kind, source = 0, rounds.tour[r].result, rounds.tour[r].source
    for s in range(book.entry.shape[0]):
        if book.where[s, place] == 0:
            continue
        for m in range(book.of_kind.shape[2]):
            e = book.of_kind[s, kind, m]
            if e < 0:
                break
            if in_force(book, s, e, today, source, layers):
                against |= book.entry[s, e].takes << s
    return against


@inlined
def looks_for(rounds, r, f):
    """Whether a visit of this source may write a fault down."""
    return rounds.sees[r, f] > 0 and rounds.weighs[r, f] > 0


@inlined
def once_for(mind, laws, i, kind):
    """Bits of the schemes known to the resident that count this kind here, or did once."""
    return laws.once[kind] & laws.heard[np.int64(mind.known[i])]


@inlined
def laws_for(mind, laws, who, i, kind):
    """Bits of the schemes that count this kind against the resident, and of those known to them."""
    against = laws.against[kind] & laws.scored[who]
    return against, against & laws.heard[np.int64(mind.known[i])]
