"""Who tries a door again: refusals of a month by door, and what refusals remembered leave of tries.

Doors are of four kinds: journeys, credit, work, and all others. A byte holds two bits for each, so
that of more than three refusals at one kind of door three are told. Refusals thin the tries that
people make anyhow, try by try with a draw of its own: where nobody gives up, no draw is looked at.
"""

import numpy as np

from socialcredit.core.draws import philox, stream
from socialcredit.core.jit import inner, merged

STILL = stream("consequences.still-tries")
JOURNEYS, CREDIT, WORK, OTHER = range(4)
MOST_REFUSALS = 3  # that two bits tell
TRIES, MET, NOT_TRIED, REMEMBER, GAVE_UP = range(5)  # columns of table `giving_up`


@inner
def refusals_in(byte, group):
    """How many refusals at doors of a kind a byte tells."""
    return byte >> (2 * group) & MOST_REFUSALS


@merged
def with_refusals(byte, group, more):
    """The byte after so many further refusals at doors of a kind."""
    now = refusals_in(byte, group)
    return byte + ((min(now + more, MOST_REFUSALS) - now) << (2 * group))


@inner
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
