"""Whoever has a grade at the door that it would rather not show takes to hiding or forging it.

It is a deed like any other from there on: weighed, seen or not, and a fault that stands. It arises
from the grade alone, on the first of a month, and ends when no such sign is due any more.
"""

import numpy as np

from socialcredit.core.draws import philox, stream
from socialcredit.core.jit import unfolded
from socialcredit.core.limits import COMMUNITY
from socialcredit.core.on_call import on_call
from socialcredit.month.tables import MonthTables
from socialcredit.stages.consequences.signs import UP, is_due, wants
from socialcredit.stages.society.deeds import MADE_UP, UPPER, add
from socialcredit.stages.society.faults import ENDED, ENDED_FOUND

ABOUT_TO = stream("month.about-to-hide-a-sign")


def hang(tables: MonthTables) -> bool:
    """Whether a grade hangs at any door; asked before a month."""
    return len(tables.signs.rule) > 0


@on_call(hang, gives="int64")
def hide_signs(here, conduct, tables, acts, rows):
    """The acts of firms that are about to hide or forge a sign today; returns the rows used.

    What stands of it without a reason any more ends.
    """
    for who in range(here.count):
        i, slot = here.start + who, here.community * COMMUNITY + here.luck[who]
        stood, reasons, known = np.int64(conduct.faults[i]), np.int64(0), np.int64(0)
        for n in range(tables.signs.rule.shape[0]):
            bit = tables.signs.rule[n].bit
            known |= bit
            q = tables.signs.rule[n].door
            if bit == 0 or not is_due(here.doors, here.has, here.standing, here.subject, q, i, who):
                continue
            opening = np.int64(conduct.openings[i]) if conduct.openings.shape[0] > i else 0
            size = np.int64(here.people.fifth[i])
            state = wants(
                here.doors, tables.signs, n, here.standing, i, size, slot, opening, here.key
            )
            if state == UP:
                continue
            if (stood | reasons) & bit == 0:
                rows = about_to(here, tables, n, who, slot, acts, rows)
            reasons |= bit
        over = stood & known & ~reasons
        if over:
            conduct.faults[i], found = stood & ~over, np.int64(0)
            if tables.faults.found.shape[0] > 0:
                found = np.int64(conduct.found[i])
                conduct.found[i] = found & ~over
            count_ended(here, tables, over, found)
    return rows


@unfolded
def about_to(here, tables, n, who, slot, acts, rows):
    """One more act of the day, with a word of its own by which it may be left undone."""
    kind, line = tables.signs.rule[n].kind, here.doors.rule[tables.signs.rule[n].door].line
    a, _, c, _ = philox(slot, line, here.month, ABOUT_TO, here.key[0], here.key[1])
    size, lasts = tables.hazards.size[kind, c & 15], tables.hazards.lasts[kind, (c >> 4) & 15]
    return add(acts, rows, who, kind, size, lasts, 0, MADE_UP + 1, a & UPPER)


@unfolded
def count_ended(here, tables, over, found):
    """Faults that ended with their reason, each kind of them once; some of them were found."""
    done = np.int64(0)
    for n in range(tables.signs.rule.shape[0]):
        bit = tables.signs.rule[n].bit
        if over & bit and not done & bit:
            row = here.tally.faults[here.place, tables.signs.rule[n].kind]
            row[ENDED] += 1
            row[ENDED_FOUND] += found & bit != 0
            done |= bit


@on_call(hang)
def what_hangs(here, conduct, signs, hung):
    """What customers find where a sign is due: what was hidden or forged is not up.

    hung  uint8 (doors, COMMUNITY), written
    """
    for n in range(signs.rule.shape[0]):
        q, bit = signs.rule[n].door, signs.rule[n].bit
        for who in range(here.count):
            i, slot = here.start + who, here.community * COMMUNITY + here.luck[who]
            hung[q, who] = UP
            if bit and np.int64(conduct.faults[i]) & bit:
                opening = np.int64(conduct.openings[i]) if conduct.openings.shape[0] > i else 0
                size = np.int64(here.people.fifth[i])
                hung[q, who] = wants(
                    here.doors, signs, n, here.standing, i, size, slot, opening, here.key
                )
