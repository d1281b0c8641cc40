"""Records as grounds of lists: marked while they live, so that lists need not look for them."""

import numpy as np

from socialcredit.core.jit import apart, inlined, inner
from socialcredit.core.terms import NONE, after
from socialcredit.month.list_totals import last_reached, leads, sum_up
from socialcredit.stages.lists.registers import ASKED, FRESH, LIVE, LOST, RIGHT
from socialcredit.stages.records.cases import MENDS, NO_SCHEME, PENDING, TOLD, in_motion
from socialcredit.stages.records.live import counts_from, lives
from socialcredit.stages.records.sightings import first_of, of_one_sighting

STAYS = 1  # a record stays open for what it leads to


@inner
def say(here, cases, at, said):
    """Say so of the person of a record on every list to which it leads."""
    s, e, who = cases.rows[at].scheme, cases.rows[at].entry, cases.rows[at].who
    bits, ell = here.book.entry[s, e].lists, here.book.head[s].lists
    while bits != 0:
        if bits & 1:
            here.grounds[ell, who] = np.int64(here.grounds[ell, who]) | said
        bits >>= 1
        ell += 1


@inner
def mark(here, cases, at, said, today):
    """Mark the person of a live record on every list to which it leads, alone or with others."""
    s, e, who = cases.rows[at].scheme, cases.rows[at].entry, cases.rows[at].who
    alone = said | (RIGHT if cases.rows[at].cause == 0 else 0)
    bits, ell = here.book.entry[s, e].lists, here.book.head[s].lists
    while bits != 0:
        if bits & 1 and here.lists.rule[ell].within == 0:
            here.grounds[ell, who] = np.int64(here.grounds[ell, who]) | alone
        elif bits & 1:
            sum_up(here, cases, ell, who, today, said & FRESH)
        bits >>= 1
        ell += 1


@inner
def is_further(here, cases, at):
    """Whether another live record keeps the person on a list to which this one leads."""
    s, who = cases.rows[at].scheme, cases.rows[at].who
    bits, ell = here.book.entry[s, cases.rows[at].entry].lists, here.book.head[s].lists
    while bits != 0:
        if bits & 1 and np.int64(here.grounds[ell, who]) & LIVE != 0:
            return True
        bits >>= 1
        ell += 1
    return False


@inner
def latest(here, cases, ell, s, who, today):
    """The day of the latest ground by records for a list that still holds, -1 for none."""
    if here.lists.rule[ell].within != 0:
        return last_reached(here, cases, ell, who, today, 0)
    found = -1
    at = np.int64(cases.newest[who])
    while at >= 0:
        r, at = at, np.int64(cases.before[at])
        if leads(here, cases, r, ell):
            reckoned, epoch = here.book.head[s].reckoned, here.procedure.epoch
            found = max(found, counts_from(cases, r, reckoned, epoch))
    return found


@inner
def mark_one(here, cases, at):
    """Mark the person of a record on the lists to which it leads alone, while it lives."""
    s = cases.rows[at].scheme
    if s == NO_SCHEME or not lives(cases, at):
        return
    said, who = LIVE | (RIGHT if cases.rows[at].cause == 0 else 0), cases.rows[at].who
    bits, ell = here.book.entry[s, cases.rows[at].entry].lists, here.book.head[s].lists
    while bits != 0:
        if bits & 1 and here.lists.rule[ell].within == 0:
            here.grounds[ell, who] = np.int64(here.grounds[ell, who]) | said
        bits >>= 1
        ell += 1


@apart
def unmark(here, cases, at, today):
    """A record no longer counts: what is left of its person's grounds is what others say."""
    s, who = cases.rows[at].scheme, cases.rows[at].who
    bits, ell = here.book.entry[s, cases.rows[at].entry].lists, here.book.head[s].lists
    while bits != 0:
        if bits & 1:
            kept = np.int64(here.grounds[ell, who]) & (FRESH | ASKED)
            here.grounds[ell, who] = kept | LOST
            if here.lists.rule[ell].within != 0:
                sum_up(here, cases, ell, who, today, 0)
        bits >>= 1
        ell += 1
    r = np.int64(cases.newest[who])
    while r >= 0:
        mark_one(here, cases, r)
        r = np.int64(cases.before[r])


@apart
def find_grounds(here, lists, cases):
    """The grounds of everybody at the start of a month."""
    named = 0
    for ell in range(lists.rule.shape[0]):
        if lists.rule[ell].named == 1:
            here.grounds[ell, : here.count] = 0
            named += 1
    if named > 0:
        for at in range(cases.used[0]):
            mark_one(here, cases, at)
    for ell in range(lists.rule.shape[0]):
        if lists.rule[ell].within != 0:
            for who in range(here.count):
                if cases.newest[who] >= 0:
                    sum_up(here, cases, ell, who, here.first_day, 0)


@inlined
def lasting(here, cases, at):
    """Whether a record stays open, as of `lasting_else` or because a result may ask for it."""
    head = here.book.head[cases.rows[at].scheme]
    if (head.anew or head.conditions > 0) and asked_again(here, cases, at):
        return max(lasting_else(here, cases, at), STAYS)
    return lasting_else(here, cases, at)


@inner
def asked_again(here, cases, at):
    """Whether what stands, or a condition on the grade, may yet ask for a record."""
    s, filed = cases.rows[at].scheme, cases.rows[at].filed
    head, entry = here.book.head[s], here.book.entry[s, cases.rows[at].entry]
    for c in range(head.conditions):
        rule = here.book.condition[s, c]
        if (entry.meets >> c) & 1 and rule.term != 0:
            if here.first_day < after(filed, rule.term, here.procedure.epoch):
                return True
    if head.anew == 0 and head.all_stay == 0 and (entry.meets | entry.among) == 0:
        return False
    return filed >= head.keeps


@inlined
def lasting_else(here, cases, at):
    """Whether a record stays open: STAYS for months to charge, a grade or a list; MENDS beside it.

    A record that leads to a black list can be repaired although it takes no points, and so can one
    that begins with a warning and takes points in the months to come. A copy stays as long as the
    record of which it is one may still be put right, and that as long as an objection to a copy may
    come; what runs out when a sum is paid stays until then, and a disclosure, or what ends with a
    listing elsewhere, while it counts.
    """
    entry = here.book.entry[cases.rows[at].scheme, cases.rows[at].entry]
    if entry.black or (entry.warn_meter >= 0 and cases.rows[at].left > 0):
        return STAYS | MENDS
    if entry.to_grade > 0 or entry.lists != 0 or cases.rows[at].left > 0 or entry.paid_off:
        return STAYS
    if entry.discloses or entry.while_there:
        return STAYS
    if entry.origin < 0 and here.procedure.rule[cases.rows[at].scheme].forwarded == 0:
        return 0
    return STAYS if awaits(here, cases, at) else 0


@inner
def awaits(here, cases, at):
    """Whether the original of a copy may yet be put right, or an objection to a copy reach it."""
    s = cases.rows[at].scheme
    origin = here.book.entry[s, cases.rows[at].entry].origin
    if origin >= 0 and here.procedure.rule[s].follows == NONE:
        return False
    origin, r = origin if origin >= 0 else s, first_of(cases, at)
    while r < cases.used[0] and of_one_sighting(cases, r, at):
        b, stage = cases.rows[r].scheme, cases.rows[r].stage
        if b == origin and r != at and in_motion(cases, r):
            return True
        coming = (stage == TOLD or stage == PENDING) and b != NO_SCHEME and r != at
        if coming and here.procedure.rule[b].forwards:
            if here.book.entry[b, cases.rows[r].entry].origin == origin:
                return True
        r += 1
    return False
