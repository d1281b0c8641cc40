"""Which doors open and close: attempts in domains of life, and what a grade or list does to them.

A consequence acts on attempts. People try to fly, borrow or enrol a child whether or not a scheme
exists; a ban turns the attempt into a refusal. The bodies that refuse hold a copy of the grade and
need not look at every attempt; who is refused may try again, and each try is counted. A few
consequences, a fine or a screen, follow a record itself on the day it is filed.
"""

from typing import Any, NamedTuple

import numpy as np

from socialcredit.core.columns import HELD_GRADE, MINORITY, PANEL, of_numbers
from socialcredit.core.draws import philox, stream
from socialcredit.core.events import REFUSED, REWARDED, SHOWN
from socialcredit.core.jit import inner, kernel
from socialcredit.core.limits import COMMUNITY
from socialcredit.core.log import note
from socialcredit.stages.consequences.trying import (
    looked_at,
    remember_refusals,
    tried_again,
    tries_of,
)

CHECK = stream("consequences.check")
(REFUSE, DEARER, PRIORITY, MONEY, INSPECT, PUBLICITY, SURCHARGE, INCAPACITATE, CLOSE,
 SIGN) = range(10)  # fmt: skip
SELF, HOUSEHOLD, CHILDREN = 1, 2, 4
WRONG, LATE = 1, 2  # what is amiss with a consequence: `cause` in the panel's book
EACH_ATTEMPT, MONTHLY, YEARLY, ONCE, AT_FILING = range(5)
ADULT = 18
THOUSANDTHS = 1000

DOOR = of_numbers(
    "scheme own grades register domain effect money per hits open before due line layer number "
    "covers adopts looks again rate back checks miss miss_minority never never_minority evaded "
    "owed paid"
)
"""A consequence: its scheme and number within it, `grades` bits it concerns (0 = by list),
`register` the list or -1, domain, effect, `money` in fen (positive where the person receives),
whom it hits; `open` this month, `before` the consequence that said who was concerned until now (its
version, or itself; -1 none), `due` 1 where a yearly or monthly sum is paid this month; where a
layer holds, as in a catalogue; `looks` the chance, out of 2**32, that the body looks at an attempt;
`again` the further tries after a refusal, on average, in 65536ths; `rate` fen a point of a record;
`back` -1 where a sum is not paid back
when its record is corrected, else for how many days before this month it has been in force;
`checks` 1 where the door turns away only whom a check fails: `miss` the chance at a try, `never`
that of a person, out of 2**32, and the same for the minority; `evaded` the chance, out of 2**32,
that a person gets round what incapacitates; `owed` -1 where a sum moves when its record is filed,
else for how many days before this month it has had to be collected, and `paid` the chance, out of
2**32, that who was told of it pays."""


class Doors(NamedTuple):
    """The consequences of all schemes, numbered through, for one month."""

    rule: np.ndarray  # records of DOOR (doors,)
    still: np.ndarray  # int64 (domains,) chance of no attempt in a month, out of 2**32
    needs: np.ndarray  # int64 (domains,) flags somebody needs to try at all
    concerned: np.ndarray  # uint8 (schemes, grades) grades that any open consequence names
    filed: np.ndarray  # int64 (schemes, entries, most) consequences of a record under it, or -1
    bans: (
        np.ndarray
    )  # int64 (bans,) consequences in force that keep people from deeds, by their bit
    stops: np.ndarray  # int64 (kinds,) bits of the bans that keep people from a kind of deed
    ends: np.ndarray  # uint8 (doors, entries) 1 where records under it run out when a sum is paid
    units: np.ndarray  # int64 (doors, 5) of a surcharge: thousandths of a unit a month, by size
    group: np.ndarray  # int64 (domains,) which kind of door each is, see `trying`
    goes_on: np.ndarray  # int64 (4,) chance of a try by refusals remembered; (0,): nobody gives up
    shown_by: np.ndarray  # int64 (rows, 5) scheme, consequence or -1, register or -1, grades, means
    shows: np.ndarray  # int64 (rows, kinds) how widely for a deed, of WHOLE; no rows: nobody minds


@kernel
def falls_on(doors, q, standing, i):
    """Whether consequence q concerns resident i, as the deciding body sees them."""
    ell = doors.rule[q].register
    if ell >= 0:
        return standing.until[ell, i] != 0
    copy = np.int64(standing.copy[doors.rule[q].scheme, i]) & HELD_GRADE
    return (doors.rule[q].grades >> copy) & 1 == 1


@inner
def fault_of(doors, q, standing, i, clean_grade, amiss, who):
    """What is amiss where a consequence concerns somebody (truth, for results): 0 nothing.

    WRONG: nothing true stands behind it. LATE: right records did when others took their copy of the
    grade, and the grade itself has moved on since.
    """
    ell, grades = doors.rule[q].register, doors.rule[q].grades
    if ell >= 0:
        return WRONG if amiss[ell, who] == 1 else 0
    if (grades >> clean_grade) & 1 == 1:
        return 0
    s = doors.rule[q].scheme
    now, behind = np.int64(standing.grade[s, i]), np.int64(standing.copy[s, i]) >> 4
    return LATE if (grades >> now) & 1 == 0 and (grades >> behind) & 1 == 1 else WRONG


class Sitting(NamedTuple):
    """The community and the month that a settlement is about."""

    start: int  # row of the first resident
    count: int  # type: ignore[assignment]  # residents
    community: int
    month: int
    day: int
    key: np.ndarray  # uint32 (2,) the run's key
    luck: np.ndarray  # int64 (count,) whose luck each resident has; their own, unless swapped
    first: int  # number of the first resident in the whole society
    here: np.ndarray  # uint8 (doors,) 1 where this community has the consequence
    amiss: np.ndarray  # uint8 (lists, count) 1 for the listed without a right ground (truth)
    before: np.ndarray  # uint8 (doors, count) whom it concerned before this month (of per: once)
    head: Any  # records (schemes,) with the bounds of each score, `lowest` and `highest`
    refused: np.ndarray  # uint8 (residents,) refusals of this month; one row: nobody asks
    shied: np.ndarray  # uint8 (residents,) those remembered; one row: nobody gives up
    given_up: np.ndarray  # int64 (4, 5) by kind of door, as in table `giving_up`


@inner
def settle(doors, people, standing, clean, subject, sitting, tally, log):
    """A month of consequences for one community.

    `clean` uint8 (schemes, count) is the grade from right records only; it reaches nothing but the
    tally of what was amiss. `tally` int64 (doors, 2 groups, 3 hits, 5): attempts, refusals,
    wrongful, fen, late.
    """
    for who in range(sitting.count):
        i = sitting.start + who
        if not touched(doors, standing, subject, i, who):
            continue
        for q in range(doors.rule.shape[0]):
            s = doors.rule[q].scheme
            if doors.rule[q].open == 0 or subject[s, who] == 0 or sitting.here[q] == 0:
                continue
            if doors.rule[q].effect >= INCAPACITATE:  # on deeds, customers, premises: elsewhere
                continue
            if not falls_on(doors, q, standing, i):
                continue
            fault = fault_of(doors, q, standing, i, np.int64(clean[s, who]), sitting.amiss, who)
            if doors.rule[q].hits & SELF:
                pass_door(doors, q, people, standing, sitting, who, who, 0, fault, tally, log)
            if doors.rule[q].hits & (HOUSEHOLD | CHILDREN):
                pass_on(doors, q, people, standing, sitting, who, fault, tally, log)


@inner
def pass_on(doors, q, people, standing, sitting, cause, fault, tally, log):
    """The same door for the others of the household, whose own grades are not asked."""
    head = cause - np.int64(people.position[sitting.start + cause])
    for who in range(head, sitting.count):
        i = sitting.start + who
        if who > head and people.position[i] == 0:
            break
        child = people.age[i] < ADULT
        wanted = CHILDREN if child else HOUSEHOLD
        if who != cause and doors.rule[q].hits & wanted:
            hit = 2 if child else 1
            pass_door(doors, q, people, standing, sitting, who, cause, hit, fault, tally, log)


@kernel
def touched(doors, standing, subject, i, who):
    """Whether any consequence could concern this resident: a quick look before the rules."""
    for s in range(standing.copy.shape[0]):
        if subject[s, who] and doors.concerned[s, np.int64(standing.copy[s, i]) & HELD_GRADE]:
            return True
    for q in range(doors.rule.shape[0]):
        if doors.rule[q].register >= 0 and standing.until[doors.rule[q].register, i] != 0:
            return True
    return False


@kernel
def failed(doors, q, group, slot, tries, month, key):
    """At how many of these tries a check fails the right person."""
    rule = doors.rule[q]
    never = rule.never_minority if group else rule.never
    miss = rule.miss_minority if group else rule.miss
    if never > 0 and philox(slot, rule.line, rule.scheme, CHECK, key[0], key[1])[0] < never:
        return tries
    count = 0
    for t in range(tries):
        # Eight schemes share a counter's low bits with the month; the others have another `nth`.
        nth = 256 + rule.line * 8 + t + (rule.scheme >> 3 << 16)
        when = month << 3 | rule.scheme & 7
        count += philox(slot, nth, when, CHECK, key[0], key[1])[0] < miss
    return count


@inner
def pass_door(doors, q, people, standing, sitting, who, cause, hit, fault, tally, log):
    """One person at one door this month; `cause` is the person whose grade or listing decides."""
    i = sitting.start + who
    effect, per, slot = doors.rule[q].effect, doors.rule[q].per, slot_of(sitting, who)
    if (effect != MONEY and effect != PUBLICITY) or per == EACH_ATTEMPT:
        domain = doors.rule[q].domain
        if np.int64(people.flags[i]) & doors.needs[domain] != doors.needs[domain]:
            return
        tries = 1  # a bill
        if effect != SURCHARGE:
            tries = tries_of(doors, q, sitting, i, slot, effect == REFUSE)
    elif per == ONCE:
        tries = 0 if sitting.before[q, cause] else 1
    else:
        tries = doors.rule[q].due
    if tries == 0:
        return
    met = looked_at(doors, q, tries, slot, sitting.month, sitting.key)
    if doors.rule[q].checks:
        group = 1 if people.flags[i] & MINORITY else 0
        met, fault = failed(doors, q, group, slot, met, sitting.month, sitting.key), WRONG
    more = tried_again(doors, q, met, slot, sitting.month, sitting.key)
    if effect == REFUSE and sitting.refused.shape[0] >= sitting.start + sitting.count:
        remember_refusals(doors, q, sitting, i, tries, met, more)
    tries, met = tries + more, met + more
    fen = met * doors.rule[q].money
    if effect == SURCHARGE:
        fen = -(-fen * doors.units[q, np.int64(people.fifth[i])] // THOUSANDTHS)
    count(doors, q, people, i, hit, tries if effect == REFUSE else met, met, fen, fault, tally)
    if met > 0 and people.flags[i] & PANEL:
        s = doors.rule[q].scheme
        score = np.int64(standing.score[s, sitting.start + cause])
        score = min(max(score, sitting.head[s].lowest), sitting.head[s].highest)
        grade = np.int64(standing.copy[s, sitting.start + cause]) & HELD_GRADE
        who = sitting.first + who
        tell(doors, q, who, sitting.day, hit, met, fen, fault, score, grade, log)


@inner
def slot_of(sitting, who):
    """Where the draws of a person of the community stand."""
    return sitting.community * COMMUNITY + sitting.luck[who]


@inner
def count(doors, q, people, i, hit, tries, met, fen, fault, tally):
    """Add to the sums of a consequence; a refusal or a show is at fault where its ground is."""
    effect = doors.rule[q].effect
    row = tally[q, 1 if people.flags[i] & MINORITY else 0, hit]
    row[0], row[3] = row[0] + tries, row[3] + fen
    row[1] += met if effect == REFUSE else 0
    if effect == REFUSE or effect == PUBLICITY or doors.rule[q].per == AT_FILING:
        row[2] += met if fault == WRONG else 0
        row[4] += met if fault == LATE else 0


@inner
def tell(doors, q, resident, day, hit, met, fen, fault, score, grade, log):
    """Write what somebody met into the panel's book."""
    effect, what = doors.rule[q].effect, REWARDED
    if effect == REFUSE or effect == DEARER or effect == INSPECT or effect == SURCHARGE:
        what = REFUSED
    elif effect == PUBLICITY or effect == SIGN:
        what = SHOWN
    note(
        log, resident, day, what, doors.rule[q].domain, hit, doors.rule[q].scheme,
        doors.rule[q].own, fen, fault, met, score, grade,
    )  # fmt: skip
