"""Who tries a door how often, at how many tries a body looks, and what refusals leave of tries.

Refusals remembered thin the tries that people make anyhow, try by try with a draw of its own: where
nobody gives up, no draw is looked at.
"""

import numpy as np

from socialcredit.core.draws import philox, stream
from socialcredit.core.jit import inner, kernel, merged
from socialcredit.core.refusals import MOST_REFUSALS, refusals_in, with_refusals

ATTEMPT = stream("consequences.attempt")
LOOKED = stream("consequences.looked-at")
AGAIN = stream("consequences.tries-again")
STILL = stream("consequences.still-tries")
TRIES, MET, NOT_TRIED, REMEMBER, GAVE_UP = range(5)  # columns of table `giving_up`


@kernel
def attempts(doors, domain, slot, month, key):
    """How often somebody tries this month (Poisson by multiplied survival)."""
    tries, index = 0, 0
    left = (1 << 32) - 1
    while tries < 8:
        word = philox(slot, domain * 16 + index, month, ATTEMPT, key[0], key[1])[0]
        left = (left * (word >> 1)) >> 31
        if left < doors.still[domain]:
            break
        tries += 1
        index += 1
    return tries


@inner
def looked_at(doors, q, tries, slot, month, key):
    """At how many of these attempts the body looks; the same ones for a greater share and more."""
    looks, found = doors.rule[q].looks, 0
    if looks >= 1 << 32:
        return tries
    for t in range(tries):
        index, when = doors.rule[q].domain * 16 + t, doors.rule[q].scheme << 16 | month
        found += philox(slot, index, when, LOOKED, key[0], key[1])[0] < looks
    return found


@inner
def tried_again(doors, q, refused, slot, month, key):
    """How many further tries follow these refusals, all in vain."""
    again, more = doors.rule[q].again, 0
    if again == 0:
        return 0
    for t in range(refused):
        index, when = doors.rule[q].domain * 16 + t, doors.rule[q].scheme << 16 | month
        more += (again + (philox(slot, index, when, AGAIN, key[0], key[1])[0] >> 16)) >> 16
    return more


@merged
def still_tried(goes_on, remembered, domain, tries, slot, month, key):
    """How many of a month's tries are made after so many refusals at such doors.

    goes_on  int64 (4,) chance by refusals remembered, out of 2**32
    """
    if tries == 0 or goes_on[remembered] >= 1 << 32:
        return tries
    made = 0
    for t in range(tries):
        word = philox(slot, domain * 16 + t, month, STILL, key[0], key[1])[0]
        made += word < goes_on[remembered]
    return made


@inner
def tries_of(doors, q, sitting, i, slot, refuses):
    """How often somebody tries a door this month, less what refusals there have put an end to."""
    domain = doors.rule[q].domain
    tries = attempts(doors, domain, slot, sitting.month, sitting.key)
    if doors.goes_on.shape[0] == 0:
        return tries
    told = refusals_in(np.int64(sitting.shied[i]), doors.group[domain])
    made = still_tried(doors.goes_on, told, domain, tries, slot, sitting.month, sitting.key)
    if refuses:
        sitting.given_up[doors.group[domain], NOT_TRIED] += tries - made
    return made


@inner
def remember_refusals(doors, q, sitting, i, tries, met, more):
    """Write down what somebody met at a door that refuses; who asks again is refused once."""
    group = doors.group[doors.rule[q].domain]
    sitting.refused[i] = with_refusals(np.int64(sitting.refused[i]), group, met)
    sitting.given_up[group, TRIES] += tries + more
    sitting.given_up[group, MET] += met + more


@inner
def count_remembered(shied, start, count, tally):
    """At the month's end, who remembers a refusal at each kind of door, and who as many as count.

    tally  int64 (4, 5) by kind of door, as in table `giving_up`
    """
    for i in range(start, start + count):
        byte = np.int64(shied[i])
        if byte == 0:
            continue
        for group in range(4):
            told = refusals_in(byte, group)
            tally[group, REMEMBER] += told > 0
            tally[group, GAVE_UP] += told == MOST_REFUSALS
