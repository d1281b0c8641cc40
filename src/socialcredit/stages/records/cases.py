"""What is filed, for how long, on whom: the life of a record from sighting to correction or expiry.

A case lives only as long as something can still happen to it; a settled record remains as points.
The column `cause` is the truth about the record: it is carried along for results, and the stage
itself reads it only where a person disputes (people know what they did) and where the office finds.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.columns import of_numbers, records
from socialcredit.core.draws import philox, share, stream
from socialcredit.core.jit import inlined, inner, kernel, merged
from socialcredit.core.limits import COMMUNITY, NEVER, SIXTEEN_BITS
from socialcredit.core.terms import after
from socialcredit.stages.records.chains import chain
from socialcredit.stages.records.days import BLOCK
from socialcredit.stages.records.repair import AT_ONCE, REPAIRED, TRIES, day_of_repair

PENDING, TOLD, QUEUED, HELD, COPIES, REPAIR, DECIDE, DONE, STRUCK = range(9)
NO_SCHEME = 31  # a pending sighting does not belong to a scheme yet
MOST_WARNED = 7  # three bits: months of one record that are warnings, as far as they are counted
MENDS = 2  # of what keeps a record open: it can be repaired although it takes no points
UNFILED = 7  # what stands in a sighting's luck for a scheme; its streams are its own
WORDS = 6  # 32-bit words of a packed case
INDEX = 24  # bit of a sighting's number from which on the index of its act stands
REQUEST = TRIES  # stands in a draw for a day, after those of the tries to repair
TELL = stream("records.notice")
DISPUTED = stream("records.dispute")
FOUND = stream("records.finding")
DROPPED = stream("records.screening")


CASE = of_numbers(
    "who kind source scheme cause stage entry left filed points number joined kept further warned"
)
"""An open case, but for the days that `Cases` keeps beside it: `left` months still to be charged,
`filed` the day it was filed, `points` in hundredths so far (of a pending sighting: its size),
`number` tells its sighting from others of that person (see `number_of`), `joined` the day it was
disputed, and then that on which it was put right: from then on `charge` is the day on which the
next copy follows; `kept` what a record keeps of its size and of how often it counted (16 bits, see
`scheme.points.to_keep`); `further` 1 where another record kept its person on its list when it took
effect; `warned` how often it was a warning."""

RULE = of_numbers(
    "notice after paused copies follows forwards forwarded bad good repair_after repair answers "
    "silence"
)
"""One scheme's procedure: chances out of 2**32, the rest terms, 0 = none or for ever; `follows`
NONE where copies of others' records are not corrected after them; `forwards` 1 where an objection
to such a copy goes to the other body, and `forwarded` 1 there; an objection undecided after the
term `answers` is settled by `silence`: 1 where that strikes the record out."""


class Cases(NamedTuple):
    """Open cases of one community, unpacked for a month.

    The two days on which something happens stand in columns beside the rows, and nowhere else:
    every day all of them are compared with today, and the rows of years do not fit into the cache.

    Rows of one position are chained, the last one first: to look for what else somebody has on
    file costs a look at their rows. Unpacking lays the chains; nothing of them is kept.
    """

    rows: np.ndarray  # records of CASE
    due: np.ndarray  # int32 (rows, in whole blocks) the day of each row's next step
    charge: np.ndarray  # int32 (as many) that of its next monthly points, or of its next copies
    used: np.ndarray  # int64 (2,) rows in use; rows that did not fit
    newest: np.ndarray  # int32 (COMMUNITY,) the last row of each position, -1 for none
    before: np.ndarray  # int32 (rows,) the row before it of the same position, -1 for none
    tries: np.ndarray  # uint32 (AT_ONCE,) room for draws of one record


class Procedure(NamedTuple):
    """Notice, dispute, office and repair of each scheme for one month."""

    rule: np.ndarray  # records of RULE (schemes,)
    dispute: np.ndarray  # int64 (schemes, 2 right/wrong, 5 educations) chance to contest once told
    finds: np.ndarray  # int64 (schemes, 2 right/wrong) chance that the office corrects
    drops: np.ndarray  # int64 (schemes, 2 right/wrong) chance that staff drop a report
    objects: np.ndarray  # int64 (schemes, 2 right/wrong, 5 educations) that of whom a draft tells
    epoch: int = 0  # day 0 of the run in the calendar of terms


def new_cases(capacity: int = 1 << 15) -> Cases:
    """Room for the open cases of one community."""
    due, charge = np.zeros((2, -(-capacity // BLOCK) * BLOCK), np.int32)
    chains = np.full(COMMUNITY, -1, np.int32), np.full(capacity, -1, np.int32)
    used, tries = np.zeros(2, np.int64), np.zeros(AT_ONCE, np.uint32)
    return Cases(records(capacity, CASE), due, charge, used, *chains, tries)


@kernel
def unpack(packed, cases):
    """Lay out a community's open cases for the month."""
    cases.newest[:] = -1
    for r in range(packed.shape[0]):
        a, b, c = np.int64(packed[r, 0]), np.int64(packed[r, 1]), np.int64(packed[r, 2])
        cases.rows[r].who, cases.rows[r].source = a & (COMMUNITY - 1), (a >> 11) & 31
        chain(cases, r)
        cases.rows[r].scheme, cases.rows[r].cause = (a >> 16) & 31, (a >> 21) & 7
        cases.rows[r].stage, cases.rows[r].further = (a >> 24) & 15, (a >> 28) & 1
        cases.rows[r].warned = a >> 29
        cases.rows[r].entry, cases.rows[r].left = b & 255, (b >> 8) & 255
        cases.due[r] = b >> 16
        cases.rows[r].filed, cases.charge[r] = c & SIXTEEN_BITS, c >> 16
        cases.rows[r].points = np.int64(packed[r, 3]) - (1 << 31)
        cases.rows[r].number, f = np.int64(packed[r, 4]), np.int64(packed[r, 5])
        cases.rows[r].kind = (cases.rows[r].number >> 16) & 255
        cases.rows[r].joined, cases.rows[r].kept = f & SIXTEEN_BITS, f >> 16
    cases.used[0] = packed.shape[0]


@kernel
def pack(cases, packed):
    """Fold the cases that are still open back into 24 bytes each; returns how many.

    The kind of deed stands in the number already. A day with no number in the books lies after
    every run, as NEVER does.
    """
    kept = 0
    for r in range(cases.used[0]):
        if cases.rows[r].stage == DONE:
            continue
        low = cases.rows[r].who | cases.rows[r].source << 11 | cases.rows[r].scheme << 16
        high = cases.rows[r].stage << 24 | cases.rows[r].further << 28
        high |= cases.rows[r].warned << 29
        packed[kept, 0] = low | cases.rows[r].cause << 21 | high
        due, charge = min(cases.due[r], NEVER), min(cases.charge[r], NEVER)
        packed[kept, 1] = cases.rows[r].entry | cases.rows[r].left << 8 | due << 16
        packed[kept, 2] = cases.rows[r].filed | charge << 16
        packed[kept, 3] = cases.rows[r].points + (1 << 31)
        packed[kept, 4] = cases.rows[r].number
        packed[kept, 5] = cases.rows[r].joined | cases.rows[r].kept << 16
        kept += 1
    return kept


@kernel
def open_case(
    cases, who, kind, source, scheme, cause, stage, entry, left, due, filed, points, number
):
    """A new case; returns its row, or -1 where there is no room (counted in used[1])."""
    at = cases.used[0]
    if at >= cases.rows.shape[0]:
        cases.used[1] += 1
        return -1
    cases.rows[at].who, cases.rows[at].kind, cases.rows[at].source = who, kind, source
    cases.rows[at].scheme, cases.rows[at].cause, cases.rows[at].stage = scheme, cause, stage
    cases.rows[at].entry, cases.rows[at].left = entry, min(left, 255)
    cases.due[at] = min(due, NEVER)
    cases.rows[at].filed, cases.charge[at], cases.rows[at].points = filed, NEVER, points
    cases.rows[at].number, cases.rows[at].joined, cases.rows[at].kept = number, 0, 0
    cases.rows[at].further = cases.rows[at].warned = 0
    cases.used[0] = at + 1
    chain(cases, at)
    return at


@inner
def number_of(day, kind, index):
    """A sighting's number among those of one person: 32 bits from what it is, not what came before.

    A serial number would give every later record of the community other luck for one record more.
    """
    return (day & SIXTEEN_BITS) | kind << 16 | (index & 255) << INDEX


@kernel
def luck(cases, at, community, day, name, key):
    """Four words of luck of a record, keyed by person, sighting, scheme and day: by no other."""
    slot, scheme = community * COMMUNITY + cases.rows[at].who, under(cases, at)
    return philox(slot, cases.rows[at].number, scheme | day, name, key[0], key[1])


@inlined
def under(cases, at):
    """What stands for a record's scheme in its luck, beside the day."""
    scheme = cases.rows[at].scheme
    return (UNFILED if scheme == NO_SCHEME else scheme) << 24


@merged
def dropped(cases, at, procedure, scheme, community, today, key):
    """Whether staff drop a report before it becomes a record: one decision a report and scheme."""
    chance = procedure.drops[scheme, 0 if cases.rows[at].cause == 0 else 1]
    if chance == 0:
        return False
    slot, when = community * COMMUNITY + cases.rows[at].who, scheme << 24 | today
    return philox(slot, cases.rows[at].number, when, DROPPED, key[0], key[1])[0] < chance


@inlined
def start_life(cases, at, procedure, terms, lasting, community, today, key):
    """Decide the first step of a record just filed: notice, repair, expiry, or nothing more."""
    s = cases.rows[at].scheme
    if reached(cases, at, procedure, community, today, key):
        told = after(today, procedure.rule[s].after, procedure.epoch)
        cases.rows[at].stage, cases.due[at] = TOLD, told
    else:
        hold(cases, at, terms, lasting, community, today, key)


@inlined
def reached(cases, at, procedure, community, today, key):
    """Whether notice of a record filed today comes to its person; all of one sighting, or none."""
    notice = procedure.rule[cases.rows[at].scheme].notice
    return notice > 0 and luck(cases, at, community, today, TELL, key)[0] < notice


@kernel
def hold(cases, at, terms, lasting, community, today, key):
    """Keep the record until it expires or is repaired; settle it where neither can happen.

    `terms`: the day it expires (NEVER = not in the run), the term until it may be repaired (0 =
    never), the chance each month that it is, the run's day 0 in the calendar; `lasting` keeps it
    open all the same, and lets it be repaired without points where it is MENDS or more.
    """
    valid, repair_after, repair, epoch = terms
    cases.rows[at].stage, cases.due[at] = HELD, max(valid, today + 1)
    if repair_after != 0 and (cases.rows[at].points < 0 or lasting >= MENDS):
        slot = community * COMMUNITY + cases.rows[at].who
        begins = after(cases.rows[at].filed, repair_after, epoch)
        day = day_of_repair(
            cases.tries, slot, cases.rows[at].number, under(cases, at), begins, cases.due[at],
            repair, epoch, today, key,
        )  # fmt: skip
        if day < cases.due[at]:
            cases.rows[at].stage, cases.due[at] = REPAIR, day
    if cases.rows[at].stage == HELD and cases.due[at] >= NEVER and not lasting:
        cases.rows[at].stage = DONE


@inlined
def contests(cases, at, chance, education, community, today, key):
    """Whether a person who was told of the record disputes it, by a table as `Procedure` has."""
    s = cases.rows[at].scheme
    wrong = 0 if cases.rows[at].cause == 0 else 1
    word = luck(cases, at, community, today, DISPUTED, key)[0]
    return word < chance[s, wrong, education]


@inner
def asked_for(cases, at, community, chance, key):
    """Whether a repair comes at the request of whom the record was owed."""
    return luck(cases, at, community, REQUEST, REPAIRED, key)[1] < chance


@inner
def take_up(cases, taken, month_of, cutoff, quota, community, first_day, days, key):
    """Disputes the office decides this month: all that joined before the cut-off, then the quota.

    `cutoff`, `quota` int64 (schemes,): the office is one for the place; its queue is first in,
    first out by month of joining. `taken` int64 (schemes,) is room to count in. What it takes up it
    decides in time: a case in its queue is `due` on the day on which silence would settle it.
    """
    taken[:] = 0
    for at in range(cases.used[0]):
        if cases.rows[at].stage != QUEUED:
            continue
        s = cases.rows[at].scheme
        joined = month_of[cases.rows[at].joined]
        if joined > cutoff[s] or (joined == cutoff[s] and taken[s] >= quota[s]):
            continue
        if joined == cutoff[s]:
            taken[s] += 1
        word = luck(cases, at, community, first_day, FOUND, key)[0]
        day = first_day + share(word, days)
        cases.rows[at].stage, cases.due[at] = DECIDE, min(day, cases.due[at])


@inlined
def corrects(cases, at, procedure, community, key):
    """Whether the office finds for the person."""
    wrong = 0 if cases.rows[at].cause == 0 else 1
    word = luck(cases, at, community, 0, FOUND, key)[1]
    return word < procedure.finds[cases.rows[at].scheme, wrong]


@inner
def count_queue(cases, month_of, queue):
    """Disputes waiting, by scheme and month of joining: queue int32 (schemes, months)."""
    for at in range(cases.used[0]):
        if cases.rows[at].stage == QUEUED:
            queue[cases.rows[at].scheme, month_of[cases.rows[at].joined]] += 1


@inner
def in_motion(cases, at):
    """Whether a record may be corrected or repaired, or was, and copies have yet to follow."""
    stage = cases.rows[at].stage
    if stage == COPIES or stage == STRUCK:
        return cases.charge[at] != NEVER
    return stage != DONE and stage != HELD
