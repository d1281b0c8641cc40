"""Who borrows from whom: a month of loans on platforms, as truth, and what lenders have on file.

A lender reads its own file; a member of a bureau reads the files of all members. Nobody reads who
truly owes what elsewhere: that is what the bureau is for. A wrong mark in one file is a mark for
every member that reads it.
"""

from typing import Any, NamedTuple

import numpy as np

from socialcredit.core.columns import MINORITY, ONLINE, People
from socialcredit.core.draws import philox, stream
from socialcredit.core.jit import inner, kernel
from socialcredit.core.limits import COMMUNITY

LOAN = stream("lending.loan")
MOST_LENDERS = 16  # a bit each
MOST_COUNTED = 7  # open loans beyond which risk and wish no longer grow
ADULT = 18
ASKING, CHECKED, NEVER_KNOWN = 0, 40, 41
COUNTS = 18  # what is counted of a month, in the columns of table `lending`
(PEOPLE, BORROWERS, SEVERAL, OVER, LATE, LOANS, ON_FILE, WRONGLY_MARKED, STRANDED,
 ASKED, FACE, WRONGLY, MARKS, FULL, GRANTED, REPAID, DEFAULTED,
 STRANDED_LOST) = range(COUNTS)  # fmt: skip
"""Counts of people and of loans; `stranded` are those owed to a lender that lends no more."""


class Loans(NamedTuple):
    """A resident's loans: uint16 columns of one bit a lender, `held` and `late` truth, the rest
    files."""

    held: np.ndarray  # lenders with an open loan
    late: np.ndarray  # of these, in arrears
    known: np.ndarray  # lenders that have lent to the person at some time
    marks: np.ndarray  # lenders whose file says that the person did not pay
    wrong: np.ndarray  # of these, wrongly (truth)


class Market(NamedTuple):
    """Lending in one month; chances out of 2**32."""

    weight: np.ndarray  # int64 (lenders,) cumulative choice among those that lend
    lends: int  # bits of lenders that lend
    members: int  # bits of lenders that file with the bureau and read it
    limit: int  # open loans in view at which a lender refuses
    over: int  # open loans from which a person counts as over-indebted
    asks: np.ndarray  # int64 (5 fifths, MOST_COUNTED + 1 open loans)
    late: np.ndarray  # int64 (lends or not, 5 fifths, MOST_COUNTED + 1 open loans) a loan
    cured: int
    lost: int
    ends: int
    errs: np.ndarray  # int64 (majority, minority) a loan
    corrected: int
    fades: int
    miss: np.ndarray  # int64 (majority, minority) of a face check
    never: np.ndarray  # int64 (majority, minority) people whom it never knows


def new_loans(residents: int) -> Loans:
    """Nobody owes anything."""
    return Loans(*(np.zeros(residents, np.uint16) for _ in Loans._fields))


@kernel
def bits(word):
    """How many lenders a word names."""
    count = 0
    while word:
        word &= word - 1
        count += 1
    return count


@kernel
def lend(
    loans: Loans, people: People, market: Market, community: int, start: int, stop: int,
    month: int, key: Any, out: np.ndarray,
):  # fmt: skip
    """A month of one community: loans are repaid or not, people ask, lenders decide.

    out  int64 (majority and minority, 5 fifths, COUNTS), added to
    """
    for i in range(start, stop):
        flags = np.int64(people.flags[i])
        if people.age[i] < ADULT or flags & ONLINE == 0:
            continue
        slot = community * COMMUNITY + i - start
        group, fifth = 1 if flags & MINORITY else 0, np.int64(people.fifth[i])
        row = out[group, fifth]
        if loans.held[i] | loans.marks[i]:
            pay(loans, market, i, slot, group, fifth, month, key, row)
        ask(loans, market, i, slot, group, fifth, month, key, row)
        count_in(loans, market, i, row)


@kernel
def pay(loans, market, i, slot, group, fifth, month, key, row):
    """Open loans end, fall late, are caught up with or lost; files gain and lose marks."""
    held, late = np.int64(loans.held[i]), np.int64(loans.late[i])
    marks, wrong = np.int64(loans.marks[i]), np.int64(loans.wrong[i])
    number = min(bits(held), MOST_COUNTED)
    for ell in range(market.weight.shape[0]):
        bit = 1 << ell
        if (held | marks) & bit == 0:
            continue
        a, b, c, d = philox(slot, 1 + ell, month, LOAN, key[0], key[1])
        if late & bit:
            if a < market.cured:
                late &= ~bit
            elif b < market.lost:
                late, held = late & ~bit, held & ~bit
                row[DEFAULTED] += 1
                row[STRANDED_LOST] += market.lends & bit == 0
        elif held & bit:
            lends = 1 if market.lends & bit else 0
            if a < market.ends:
                held &= ~bit
                row[REPAID] += 1
            elif b < market.late[lends, fifth, number]:
                late, marks, wrong = late | bit, marks | bit, wrong & ~bit
        if held & bit and marks & bit == 0 and c < market.errs[group]:
            marks, wrong = marks | bit, wrong | bit
        elif marks & bit and late & bit == 0:
            if d < (market.corrected if wrong & bit else market.fades):
                marks, wrong = marks & ~bit, wrong & ~bit
    loans.held[i], loans.late[i], loans.marks[i], loans.wrong[i] = held, late, marks, wrong


@inner
def ask(loans, market, i, slot, group, fifth, month, key, row):
    """Somebody may ask one lender for a loan; it decides by what it can see."""
    held = np.int64(loans.held[i])
    a, b, _, _ = philox(slot, ASKING, month, LOAN, key[0], key[1])
    if a >= market.asks[fifth, min(bits(held), MOST_COUNTED)]:
        return
    ell = whom(market, held, b)
    if ell < 0:
        return
    row[ASKED] += 1
    never = philox(slot, NEVER_KNOWN, 0, LOAN, key[0], key[1])[0] < market.never[group]
    if never or philox(slot, CHECKED, month, LOAN, key[0], key[1])[0] < market.miss[group]:
        row[FACE] += 1
        return
    bit = 1 << ell
    seen = bit | market.members if market.members & bit else bit
    bad = np.int64(loans.marks[i]) & seen
    if bad:
        row[WRONGLY if bad & ~np.int64(loans.wrong[i]) == 0 else MARKS] += 1
    elif bits(held & seen) >= market.limit:
        row[FULL] += 1
    else:
        loans.held[i] = held | bit
        loans.known[i] = np.int64(loans.known[i]) | bit
        row[GRANTED] += 1


@inner
def whom(market, held, word):
    """The lender asked: by their weights, the next one where one owes already; -1 if none lends."""
    lenders, first = market.weight.shape[0], 0
    if market.lends & ~held == 0:
        return -1
    while first < lenders - 1 and word >= market.weight[first]:
        first += 1
    for step in range(lenders):
        ell = (first + step) % lenders
        if (market.lends & ~held) >> ell & 1:
            return ell
    return -1


@inner
def count_in(loans, market, i, row):
    """Stocks at the month's end."""
    held, late = np.int64(loans.held[i]), np.int64(loans.late[i])
    number = bits(held)
    row[PEOPLE] += 1
    row[BORROWERS] += number > 0
    row[SEVERAL] += number > 1
    row[OVER] += number >= market.over or bits(late) > 1
    row[LATE] += late > 0
    row[LOANS] += number
    row[STRANDED] += bits(held & ~market.lends)
    row[ON_FILE] += (np.int64(loans.known[i]) & market.members) != 0
    row[WRONGLY_MARKED] += loans.wrong[i] > 0
