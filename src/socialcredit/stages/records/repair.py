"""When a record is repaired: one try on the first day on which it may be, one after each month."""

import numpy as np

from socialcredit.core.draws import rounds, stream
from socialcredit.core.jit import inner
from socialcredit.core.limits import NEVER
from socialcredit.core.terms import after

TRIES = 60
AT_ONCE = 8  # of the draws of a record, which take as long as three by themselves
REPAIRED = stream("records.repair")


@inner
def day_of_repair(words, slot, number, scheme, begins, ends, chance, epoch, today, key):
    """The day on which a record is repaired, after today; NEVER where no try before `ends` does.

    words  uint32 (AT_ONCE,) room    slot, number, scheme  as in `cases.luck`
    begins  the day of the first try    chance  of each, out of 2**32
    """
    for first in range(0, TRIES, AT_ONCE):
        if after(begins, -first, epoch) >= ends:
            break
        for nth in range(AT_ONCE):
            word = rounds(slot, number, scheme | first + nth, REPAIRED, key[0], key[1])[0]
            words[nth] = np.uint32(word)
        for nth in range(min(AT_ONCE, TRIES - first)):
            if np.int64(words[nth]) < chance:
                day = after(begins, -(first + nth), epoch)
                if day > today:
                    return day
    return NEVER
