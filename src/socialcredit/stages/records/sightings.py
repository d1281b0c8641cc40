"""The records of one sighting, which lie side by side in the book of cases."""

from socialcredit.core.jit import inner, merged
from socialcredit.stages.records.cases import DONE


@inner
def of_one_sighting(cases, one, other):
    """Whether two records come from the same sighting."""
    same = cases.rows[one].number == cases.rows[other].number
    return same and cases.rows[one].who == cases.rows[other].who


@inner
def first_of(cases, at):
    """The first row of a record's sighting.

    All records of one sighting are filed at once and lie side by side, and packing keeps the
    order: looking for a record's copies costs a look at its neighbours.
    """
    while at > 0 and of_one_sighting(cases, at - 1, at):
        at -= 1
    return at


@inner
def row_of(cases, at, scheme):
    """Where this scheme's record of the same sighting stands, -1 where it is no longer open."""
    r = first_of(cases, at)
    while r < cases.used[0] and of_one_sighting(cases, r, at):
        if cases.rows[r].scheme == scheme and cases.rows[r].stage != DONE:
            return r
        r += 1
    return -1


@merged
def drop_done(cases, first):
    """Records with nothing left to happen leave from the end of the book, down to row `first`."""
    while cases.used[0] > first and cases.rows[cases.used[0] - 1].stage == DONE:
        cases.used[0] -= 1
        last = cases.used[0]
        cases.newest[cases.rows[last].who] = cases.before[last]
