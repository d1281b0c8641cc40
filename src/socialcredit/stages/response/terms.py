"""Terms of a log-hazard: how far each mechanism moves somebody who is about to do a deed.

The terms of all mechanisms are added and turned into the chance that the deed is done. Below nought
a deed is thinned, above it more are added, which leaves a Poisson law of deeds what it is; nothing
of it is ever stored.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.jit import inlined, merged

ALWAYS, UNDER_A_RULE, AT_STAKE, ONCE_RULED, NAMED = range(5)  # when a term acts
NO_BYTE, BELIEF, PAYS, ROWS = range(4)  # whose steps a curve has: of none, or of a row from ROWS on
NO_TRAIT, CAUTION, SHAME, TRUST, ATTENTION = range(5)
WHOLE = 256  # a weight of one
EVEN = 255  # a trait of one: twice a byte whose mean is 127.5
A_RECORD, A_GRADE, THE_FIRM = range(3)  # what is at stake in a priced term
PART = 128  # of a unit of a natural logarithm
LEAST, ODDS = -16 * PART, 32 * PART  # the first step of a table of odds, and how many there are
STEPS = 512  # of a trait, whose byte counts double


class Terms(NamedTuple):
    """The terms of a run; log-hazards in 1/UNIT of the society stage, below nought = less."""

    curve: np.ndarray  # int64 (terms, 256) log-hazard by step of the byte
    weight: np.ndarray  # int64 (terms, kinds) of WHOLE, below nought where it acts the other way
    byte: np.ndarray  # int64 (terms,) NO_BYTE, BELIEF, ...
    trait: np.ndarray  # int64 (terms,) NO_TRAIT, CAUTION, ...
    acts: np.ndarray  # int64 (terms,) ALWAYS, UNDER_A_RULE, AT_STAKE, ONCE_RULED or NAMED
    below: np.ndarray  # int64 (terms,) the size from which on it acts no more; 0: acts at any
    of_kind: np.ndarray  # int64 (kinds, most) the terms that weigh a kind, in order; -1 behind them
    weighed: np.ndarray  # uint8 (kinds,) 1 where a deed has to be weighed; (0,) where none has
    odds: np.ndarray  # int64 (terms, ODDS) log-hazard by logarithm; no rows where none is priced
    loss: np.ndarray  # int64 (terms, 3, 5) logarithms by what is at stake and size, in 1/PART
    before: np.ndarray  # int64 (terms,) that of the belief before any scheme; 1: is not priced
    log: np.ndarray  # int64 (STEPS,) that of each step of EVEN
    rising: np.ndarray  # int64 (rising,) the terms that can raise any deed; none where none can
    highest: np.ndarray  # int64 (rising, 3) weights by group of kinds
    lowest: np.ndarray  # int64 (rising, 3) the least of them
    valued: np.ndarray  # int64 (terms,) harm at which a term counts once; 0: whatever the harm
    taken: np.ndarray  # int64 (consequences,) what each takes in a year; (0,) where no term asks
    penal: np.ndarray  # int64 (1,) what a year under a penal grade takes whatever it brings


CENT = 100  # of a day robbed, in which harm is counted


@inlined
def too_large(terms, t, size):
    """Whether a deed is of a size that a term does not touch."""
    return terms.below[t] > 0 and size >= terms.below[t]


@inlined
def prices(terms):
    """Whether any term asks what is at stake beyond a record."""
    return terms.odds.shape[0] > 0


@inlined
def values(terms):
    """Whether any term asks what the doors of a worse grade take."""
    return terms.taken.shape[0] > 0


@merged
def moved_by(terms, t, mind, people, i, kind, stake, harm):
    """What one term adds to the log-hazard of a kind of deed of resident i.

    stake  A_RECORD, A_GRADE or THE_FIRM
    harm  what the worse grade takes in a year, in days robbed x CENT
    """
    if prices(terms) and terms.before[t] <= 0:
        return weighed_up(terms, t, mind, people, i, stake) * terms.weight[t, kind] // WHOLE
    moved = terms.curve[t, step_of(mind, terms.byte[t], i)] * terms.weight[t, kind]
    moved = moved * trait_of(people, terms.trait[t], i) // (WHOLE * EVEN)
    return moved * harm // terms.valued[t] if terms.valued[t] > 0 else moved


@inlined
def most_moved(terms, r, step, trait, group):
    """The most that the r-th of the rising terms may raise any kind of a group, nought or more.

    step, trait  the log-hazard at the resident's step, and the resident's trait
    """
    raised = max(step * terms.highest[r, group], step * terms.lowest[r, group])
    return max(raised, 0) * trait // (WHOLE * EVEN)


@inlined
def weighed_up(terms, t, mind, people, i, stake):
    """The log-hazard that expected loss over cost leaves, less that of a record at first."""
    size = np.int64(people.fifth[i])
    cost = terms.log[trait_of(people, terms.trait[t], i)]
    now = terms.log[step_of(mind, terms.byte[t], i)] + terms.loss[t, stake, size] - cost
    first = terms.before[t] + terms.loss[t, A_RECORD, size] - cost
    return min(terms.odds[t, place_of(now)] - terms.odds[t, place_of(first)], 0)


@inlined
def place_of(logarithm):
    """Where a logarithm stands in a table of odds."""
    return min(max(logarithm - LEAST, 0), ODDS - 1)


@inlined
def step_of(mind, byte, i):
    """The step of a byte that resident i has."""
    if byte == BELIEF:
        return np.int64(mind.belief[i])
    if byte == PAYS:
        return np.int64(mind.pays[i])
    return np.int64(mind.rows[byte - ROWS, i]) if byte >= ROWS else 0


@inlined
def trait_of(people, trait, i):
    """A trait, of EVEN where it is that of the average resident."""
    if trait == CAUTION:
        return 2 * np.int64(people.caution[i])
    if trait == SHAME:
        return 2 * np.int64(people.shame[i])
    if trait == TRUST:
        return 2 * np.int64(people.trust[i])
    return 2 * np.int64(people.attention[i]) if trait == ATTENTION else EVEN
