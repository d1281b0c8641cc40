"""What subjects keep quiet of themselves: counted as truth, and a deed where a lie is one."""

from socialcredit.core.jit import inner
from socialcredit.core.on_call import on_call
from socialcredit.stages.society.deeds import add, remember
from socialcredit.stages.society.faults import arise, leave_out_standing

REPORTED, QUIET = range(2)  # columns of the table `self_reports`
OF_A_LIE = 64  # added to the number of an act among its day's: that of the lie about it


@inner
def count_reports(own, acts, rows, sightings, first, seen, tally):
    """What sources told of their own subjects today, and what they kept quiet.

    tally  int64 (L, 2), written
    """
    for at in range(first, seen):
        ell = own.row[sightings[at].extra]
        if ell >= 0:
            tally[ell, REPORTED] += 1
    for r in range(rows):
        if acts[r].cause > 0:
            tally[own.row[acts[r].cause - 1], QUIET] += 1


@on_call(lambda tables: len(tables.senses.own.row) > 0, gives="int64")
def lie(here, conduct, tables, acts, rows):
    """Whoever kept something quiet has done the deed that this is; returns the rows of acts.

    A report that is false already is made false once.
    """
    own, before = tables.senses.own, rows
    for r in range(before):
        if acts[r].cause == 0:
            continue
        kind = own.deed[own.row[acts[r].cause - 1]]
        if kind < 0:
            continue
        rows = add(
            acts, rows, acts[r].who, kind, 1, 1, 0, (acts[r].index + OF_A_LIE) & 127, acts[r].word
        )
    told = acts[before:rows]
    many = rows - before
    for r in range(many):
        told[r].cause = 0
    if tables.faults.kind.shape[0] > 0 and many > 0:
        many = leave_out_standing(told, many, conduct, tables.faults, here.start)
        many = arise(told, many, conduct, tables.faults, here.start, here.tally.faults[here.place])
    remember(told, many, conduct, tables.hazards, here.start)
    return before + many
