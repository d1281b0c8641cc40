"""Faults that stand: from the act by which they arise until they end, and what they harm meanwhile.

A deed that stands is drawn as any other; while its fault stands, another such act is nothing. What
stands at the end of a month has harmed for that month; then each fault ends with its own chance,
which may be another once a visit has written it down. The draw is the same for both.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.draws import philox, stream
from socialcredit.core.jit import inner
from socialcredit.core.limits import COMMUNITY

MENDED = stream("society.faults.mended")
HURT = stream("society.faults.hurt")
OPEN, FOUND, ARISEN, ENDED, ENDED_FOUND = range(5)  # columns of the table `faults`
WHOLE = (1 << 32) - 1  # the greatest chance that is not certain
HURT_AT_MOST = 64  # people of a table of chances


class Faults(NamedTuple):
    """Compiled faults; F of them, none where no deed stands."""

    bit: np.ndarray  # int64 (kinds,) the bit of a kind's fault, 0: it leaves none
    kind: np.ndarray  # int64 (F,) the kind of each bit, from the lowest
    mended: np.ndarray  # int64 (F,) chance out of 2**32 to end of itself in a month
    found: np.ndarray  # int64 (F,) the same once a visit wrote it down; F 0: it is as before
    amount: np.ndarray  # int64 (F, harms, 5) by fifth: thousandths of a unit in a month
    people: np.ndarray  # int64 (F, harms, 5, HURT_AT_MOST) chances out of 2**32 of at most so many


@inner
def leave_out_standing(acts, rows, conduct, faults, start):
    """The day's acts without those whose fault stands already; returns how many are left."""
    left = 0
    for r in range(rows):
        bit = faults.bit[acts[r].kind]
        if bit & np.int64(conduct.faults[start + acts[r].who] if bit else 0):
            continue
        if left < r:
            acts[left] = acts[r]
        left += 1
    return left


@inner
def arise(acts, rows, conduct, faults, start, tally):
    """The faults of today's acts stand from now on; returns the acts left, one for each fault.

    tally  int64 (kinds, 5), written
    """
    left = 0
    for r in range(rows):
        kind, i = acts[r].kind, start + acts[r].who
        bit = faults.bit[kind]
        if bit:
            stood = np.int64(conduct.faults[i])
            if stood & bit:
                continue  # the second such act of one day
            conduct.faults[i] = stood | bit
            tally[kind, ARISEN] += 1
        if left < r:
            acts[left] = acts[r]
        left += 1
    return left


@inner
def look_at(conduct, visits, order, first, last, start):
    """What stands where somebody goes today, whether it is noticed or not, into the visits."""
    for at in range(first, last):
        v = order[at]
        visits[v].stands = np.int64(conduct.faults[start + visits[v].who])


@inner
def remember_found(conduct, visits, order, first, last, start):
    """What today's visits wrote down is known to whoever has it, where that makes a difference."""
    for at in range(first, last):
        v = order[at]
        i = start + visits[v].who
        conduct.found[i] = np.int64(conduct.found[i]) | visits[v].found


@inner
def close_faults(
    people, conduct, faults, start, count, community, luck, month, key, tally, harm, hurt
):  # fmt: skip
    """What stands at the month's end is counted with its harm; then some of it ends.

    tally  int64 (kinds, 5), harm int64 (kinds, harms, 1), written
    hurt  int64 (harms x COMMUNITY,), written: people whom each subject harmed this month
    """
    for h in range(faults.amount.shape[1]):
        hurt[h * COMMUNITY : h * COMMUNITY + count] = 0
    for who in range(count):
        i = start + who
        stood = np.int64(conduct.faults[i])
        if stood == 0:
            continue
        slot = community * COMMUNITY + luck[who]
        for f in range(faults.kind.shape[0]):
            if (stood >> f) & 1 == 0:
                continue
            kind = faults.kind[f]
            found = faults.found.shape[0] > 0 and (np.int64(conduct.found[i]) >> f) & 1 == 1
            tally[kind, OPEN] += 1
            tally[kind, FOUND] += found
            do_harm(faults, f, np.int64(people.fifth[i]), slot, month, key, harm[kind], hurt[who:])
            ends = faults.found[f] if found else faults.mended[f]
            if philox(slot, f, month, MENDED, key[0], key[1])[0] < ends:
                stood &= ~(1 << f)
                tally[kind, ENDED] += 1
                tally[kind, ENDED_FOUND] += found
        conduct.faults[i] = stood
        if faults.found.shape[0] > 0:
            conduct.found[i] = np.int64(conduct.found[i]) & stood


@inner
def do_harm(faults, f, fifth, slot, month, key, harm, hurt):
    """What one fault harms in a month: quantities as they are, people by a draw for each kind.

    hurt  from its subject on, see `close_faults`
    """
    for h in range(faults.amount.shape[1]):
        harm[h, 0] += faults.amount[f, h, fifth]
        most = faults.people[f, h, fifth]
        if most[0] <= WHOLE:
            word = philox(slot, f << 4 | h, month, HURT, key[0], key[1])[0]
            many = 0
            while word >= most[many]:
                many += 1
            harm[h, 0] += many
            hurt[h * COMMUNITY] += many
