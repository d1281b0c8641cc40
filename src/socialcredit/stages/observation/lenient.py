"""The lesser of two deductions: oftener where a grade is at stake, for the connected and the known.

What is kept of a subject is a number of a level's row: how often its inspector has come, and in its
upper half which of its inspectors he is. Each fault has a draw of its own: who is lenient moves no
luck. Nothing here asks for more than the inspector knows: the faults before him, who it is, and the
grade that a result will earn.
"""

import numpy as np

from socialcredit.core.columns import CONNECTED
from socialcredit.core.draws import philox, share, stream
from socialcredit.core.jit import inner

LESSER = stream("observation.rounds.lesser")
TENURE = stream("observation.rounds.tenure")
CERTAIN = 1 << 32
EIGHT_BITS = 255


@inner
def which_inspector(term, slot, r, month, key):
    """The how-manieth inspector a subject has, 0 to 255 and round again.

    Each comes for the same term, drawn for the subject between half of `term` months and one and a
    half; what of the first is over when the run begins is drawn too.
    """
    a, b, _, _ = philox(slot, r, 0, TENURE, key[0], key[1])
    own = max(1, term - term // 2 + share(a, term // 2 * 2 + 1))
    return (month + share(b, own)) // own & EIGHT_BITS


@inner
def get_to_know(visit, lenient, level, i, slot, month, key):
    """Who comes: how often he was here before, and how often another one whom he follows."""
    r = visit.tour
    now = which_inspector(lenient[r].term, slot, r, month, key)
    kept = np.int64(level[lenient[r].row, i])
    visit.met, visit.before = kept & EIGHT_BITS, 0
    if visit.met > 0 and kept >> 8 != now:
        visit.before, visit.met = visit.met, 0
    level[lenient[r].row, i] = now << 8 | min(visit.met + 1, EIGHT_BITS)


@inner
def soften(visit, rounds, size, flags, graded, slot, today, key):
    """By how much less is written down than `size`, which is all that was found.

    graded  whether the result of this visit is to give its subject a grade
    """
    r, least = visit.tour, size
    visit.border = visit.choices = 0
    visit.earned = visit.stayed = -1
    for f in range(rounds.spares.shape[1]):
        if (visit.found >> f) & 1 and rounds.spares[r, f] > 0:
            visit.choices += 1
            least -= rounds.spares[r, f]
    if graded:
        visit.border = 1 if rounds.earns[r, least] < rounds.earns[r, size] else 0
    spare(visit, rounds, chance_of(rounds, r, visit.met, flags, 0), slot, today, key)
    anyhow = visit.lesser
    if graded and visit.before > 0:
        known = chance_of(rounds, r, visit.before, flags, visit.border)
        visit.stayed = np.int64(
            rounds.earns[r, size - spare(visit, rounds, known, slot, today, key)]
        )
    here = chance_of(rounds, r, visit.met, flags, visit.border)
    less = spare(visit, rounds, here, slot, today, key)
    visit.swayed = visit.lesser - anyhow
    if graded:
        visit.earned = np.int64(rounds.earns[r, size - less])
    return less


@inner
def chance_of(rounds, r, met, flags, border):
    """The chance of the lesser deduction, out of 2**32, after so many visits of the inspector."""
    own = rounds.lenient[r]
    chance = (own.usually * rounds.longer[r, met]) >> 16
    if flags & CONNECTED:
        chance = (chance * own.connected) >> 16
    if border:
        chance = (min(chance, CERTAIN) * own.border) >> 16
    return min(chance, CERTAIN)


@inner
def spare(visit, rounds, chance, slot, today, key):
    """Choose among the two deductions of each fault; returns what the lesser ones are less by."""
    r, less = visit.tour, 0
    visit.lesser = 0
    for f in range(rounds.spares.shape[1]):
        if (visit.found >> f) & 1 == 0 or rounds.spares[r, f] == 0:
            continue
        word = philox(slot, visit.number << 8 | r << 4 | f, today, LESSER, key[0], key[1])[0]
        if word < chance:
            less += rounds.spares[r, f]
            visit.lesser += 1
    return less


@inner
def is_at_stake(own, subject, age, who):
    """Whether a visit is to give a subject a grade: it is scored, and has had its licence so long.

    subject  uint8 (schemes, COMMUNITY)
    """
    return own.scheme >= 0 and subject[own.scheme, who] == 1 and age >= own.age
