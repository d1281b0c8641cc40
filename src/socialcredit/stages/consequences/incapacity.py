"""Who is kept from deeds this month: no driving, no account, locked away.

A ban of this kind acts on what people would do and not on what they want: the deeds it names are
not done while it lasts, harmful ones and lawful ones alike, whatever its person believes of it. The
bodies that carry it out go by their copy of a grade or by a list, and look on the first of a month;
it rests while an objection pauses penalties. Some get round it, always the same people.
"""

import numpy as np

from socialcredit.core.columns import MINORITY, PAUSED
from socialcredit.core.draws import philox, stream
from socialcredit.core.jit import inner
from socialcredit.stages.consequences.doors import WRONG, falls_on, fault_of, slot_of

EVADES = stream("consequences.evades")
PEOPLE, EVADING, DAYS, WRONG_DAYS = range(4)  # columns of table `incapacity`


@inner
def keep_from_deeds(doors, people, standing, clean, subject, sitting, days, held, tally):
    """Mark who is kept from deeds this month: bits of bans by resident, in `held`.

    held  int64 (COMMUNITY,), written; those who get round a ban lack its bit
    clean  uint8 (schemes, count), the grade from right records only; it reaches but the tally
    tally  int64 (doors, 2 groups, 4): people under the ban, those who get round it, person-days of
           the others, and those days that right records alone would have spared them
    """
    for who in range(sitting.count):
        held[who] = 0
    for bit in range(doors.bans.shape[0]):
        q = doors.bans[bit]
        rule = doors.rule[q]
        if sitting.here[q] == 0:
            continue
        for who in range(sitting.count):
            i = sitting.start + who
            if subject[rule.scheme, who] == 0 or not falls_on(doors, q, standing, i):
                continue
            if np.int64(standing.hold[rule.scheme, i]) & PAUSED:
                continue
            row = tally[q, 1 if people.flags[i] & MINORITY else 0]
            row[PEOPLE] += 1
            if evades(rule, slot_of(sitting, who), sitting.key):
                row[EVADING] += 1
            else:
                held[who] |= 1 << bit
                row[DAYS] += days
                grade = np.int64(clean[rule.scheme, who])
                if fault_of(doors, q, standing, i, grade, sitting.amiss, who) == WRONG:
                    row[WRONG_DAYS] += days


@inner
def evades(rule, slot, key):
    """Whether this person gets round this ban, whenever it falls on them."""
    if rule.evaded == 0:
        return False
    return philox(slot, rule.line, rule.scheme, EVADES, key[0], key[1])[0] < rule.evaded
