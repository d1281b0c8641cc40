"""Counting, from both books: the only place where truth and record are laid side by side.

All sums are of integers, so they do not depend on the order of communities or threads.
"""

import math
from typing import NamedTuple

import numpy as np

from socialcredit.core.columns import CELLS, FEMALE, HELD_GRADE, MINORITY, PAUSED, URBAN
from socialcredit.core.events import CAUSES
from socialcredit.core.jit import inlined, inner, unfolded
from socialcredit.core.levels import MEANS

LONGEST = 4096  # days a repair may take in the table
# The columns of tables that `core/run_layout.py` names, by their places there.
(PENALISED, WRONGLY, LATE, INNOCENT, PENAL_DAYS, WRONG_DAYS, LATE_DAYS, BAD_RECORDS,
 WRONG_RECORDS, BAD_DEEDS) = range(10)  # fmt: skip
(NOTICES, DISPUTES, DECIDED, CORRECTED, WRONGLY_UPHELD, QUEUE, WAITING_DAYS,
 UNNOTICED_WRONG, SILENT) = range(9)  # fmt: skip
IDENTIFIED, REACHED, OWED, BILLED, PAID, FEN_OWED = range(6)  # table `collected`
DONE, ABOUT = 0, 2  # table `who_knew`: deeds done, and those about to be, known before unknown
TAKEN_BACK, RUN_OUT, PUT_RIGHT = 2, 3, 4  # how a record ends: columns of Tally.records


class Tally(NamedTuple):
    """One thread's sums of one month; all int64."""

    conduct: np.ndarray  # (places, kinds, 3) deeds, of these made up for points, sighted
    records: np.ndarray  # (schemes, entries, causes, 5) records, hundredths, ends
    grades: np.ndarray  # (schemes, places x cells, grades)
    harm: np.ndarray  # (schemes, places x cells, 10) as in table `harm`
    appeals: np.ndarray  # (schemes, 9) as in table `appeals`
    repair: np.ndarray  # (schemes, LONGEST)
    lists: np.ndarray  # (lists, 3) stock, entered, left
    doors: np.ndarray  # (doors, 2, 3, 5) by group and hit: as in table `doors`
    minds: np.ndarray  # (places, 4) residents, aware of a scheme, sum of beliefs, striving
    awareness: np.ndarray  # (schemes, places, 2) scored, of these such as have heard of it
    motives: np.ndarray  # (places, 5) as in table `motives`
    refrained: np.ndarray  # (places, kinds, terms and lists, 1) deeds not done for it
    added: np.ndarray  # (places, kinds, terms, 1) deeds done for it; one row where nothing raises
    validity: np.ndarray  # (schemes, 6) n s c ss cc sc
    incapacity: np.ndarray  # (doors, 2, 4) by group: people, evading, person-days, wrong ones
    stopped: np.ndarray  # (doors, 2, kinds, 1) deeds from which somebody was kept, by group
    collected: np.ndarray  # (doors, 2, 6) by group: as in table `collected`
    faults: np.ndarray  # (places, kinds, 5) as in table `faults`; one row where nothing stands
    fault_harm: np.ndarray  # (places, kinds, harms, 1) people, or thousandths of a unit
    visits: np.ndarray  # (places, R, schemes, 1 + grades, 8) first: not scored; table `visits`
    rounds: np.ndarray  # (places, R, 5) as in table `rounds`
    premises: np.ndarray  # (places, 5 sizes, 6) as in table `premises`
    signs: np.ndarray  # (doors, 5 sizes, 10) as in table `signs`; one row where there is none
    complaints: np.ndarray  # (places, harms, 3) as in table `complaints`
    leniency: np.ndarray  # (places, R, 2 groups, 16) as in table `leniency`; one row: nobody is
    self_reports: np.ndarray  # (places, L, 2) as in table `self_reports`; one row: nobody reports
    orders: np.ndarray  # (places, R, 6) as in table `orders`; one row where nobody orders
    who_knew: np.ndarray  # (places, kinds, 4) as in table `who_knew`; no row where nobody asks
    giving_up: np.ndarray  # (places, 4 kinds of door, 5) as in table `giving_up`
    threatened: np.ndarray  # (places, 2 sizes, 2) as in table `threatened`
    named: np.ndarray  # (places, means and unsaid, 2) as in table `named`


def new_tally(
    places: int, kinds: int, schemes: int, entries: int, grades: int, lists: int, doors: int,
    terms: int, harms: int = 0, tours: int = 0, signs: int = 0, lenient: int = 0,
    ordering: int = 0, own: int = 0, raises: int = 0, who_knew: int = 0,
) -> Tally:  # fmt: skip
    """Empty sums; `harms` above nought where a deed stands, `tours` where a source goes.

    lenient, ordering  above nought where an inspector is lenient, or orders to mend
    own  sources that are their subjects' own
    raises  above nought where a term can be above nought
    who_knew  above nought where deeds are counted by who had heard of a rule on them
    """
    cells = places * CELLS
    stood = (places, kinds) if harms else (1, 1)
    went = (places, tours) if tours else (1, 1)
    chose = went if lenient else (1, 1)
    raised = (places, kinds, terms) if raises else (1, 1, 1)
    shapes = (
        (places, kinds, 3), (schemes, entries, len(CAUSES), 5), (schemes, cells, grades),
        (schemes, cells, 10), (schemes, 9), (schemes, LONGEST), (max(lists, 1), 3),
        (max(doors, 1), 2, 3, 5), (places, 4), (schemes, places, 2),
        (places, 5), (places, kinds, terms, 1), (*raised, 1),
        (schemes, 6), (max(doors, 1), 2, 4),
        (max(doors, 1), 2, kinds, 1), (max(doors, 1), 2, 6), (*stood, 5),
        (*stood, max(harms, 1), 1), (*went, schemes, 1 + grades, 8), (*went, 5),
        (places, 5, 6), (max(doors, 1) if signs else 1, 5, 10), (stood[0], max(harms, 1), 3),
        (*chose, 2, 16),
        (places if own else 1, max(own, 1), 2), (*(went if ordering else (1, 1)), 6),
        ((places, kinds, 4) if who_knew else (0, 1, 4)),
        (places, 4, 5), (places, 2, 2), (places, len(MEANS) + 1, 2),
    )  # fmt: skip
    ends = np.cumsum([0, *(math.prod(shape) for shape in shapes)]).tolist()
    row = np.zeros(ends[-1], np.int64)
    parts = zip(ends, ends[1:], shapes, strict=False)
    return Tally(*(row[begin:end].reshape(shape) for begin, end, shape in parts))


def in_one_row(tally: Tally) -> np.ndarray:
    """All sums of a tally, one column after another: int64, the memory of the columns itself."""
    row = tally.conduct.base
    assert row is not None, "made by `new_tally`"
    return row


@inlined
def age_band(age):
    """0 under 18, 1 to 39, 2 to 59, 3 older."""
    return np.int64(age >= 18) + np.int64(age >= 40) + np.int64(age >= 60)


@inlined
def cell_of(people, i, place):
    """The cell of resident i: place, female, urban, minority, age band, income fifth."""
    flags, age = np.int64(people.flags[i]), np.int64(people.age[i])
    fifth = np.int64(people.fifth[i])
    female = 1 if flags & FEMALE else 0
    urban = 1 if flags & URBAN else 0
    minority = 1 if flags & MINORITY else 0
    return (((((place * 2 + female) * 2 + urban) * 2 + minority) * 4) + age_band(age)) * 5 + fifth


@inner
def count_acts(day, rows, sightings, seen, people, start, place, first_watched, tally):
    """The day's deeds and sightings, by place and kind, and bad deeds by cell and scheme."""
    for r in range(rows):
        kind = day[r].kind
        tally.conduct[place, kind, 0] += 1
        tally.conduct[place, kind, 1] += day[r].extra
        cell = cell_of(people, start + day[r].who, place)
        tally.harm[0, cell, BAD_DEEDS] += np.int64(kind < first_watched)  # mostly a toss-up
    for r in range(seen):
        tally.conduct[place, sightings[r].kind, 2] += 1


@unfolded
def count_who_knew(laws, acts, rows, mind, start, place, column, who_knew):
    """Deeds under a rule that scores their doer here today, by whether the doer has heard of it.

    laws  what counts a kind against people or rewards it, see `month/laws.py`
    column  in which to count those known; those unknown stand beside it
    who_knew  (places, kinds, 4); what is made up for points, or by any other cause, is not counted
    """
    for r in range(rows):
        kind, who = acts[r].kind, acts[r].who
        ruled = (laws.against[kind] | laws.rewarded[kind]) & laws.scored[who]
        if ruled and acts[r].extra == 0:
            known = ruled & laws.heard[np.int64(mind.known[start + who])]
            who_knew[place, kind, column + (0 if known else 1)] += 1


@unfolded
def close_month(
    people, standing, mind, conduct, clean, subject, book, days, start, count, place, tally
):
    """Stocks at the month's end: grades, penalties and who bears them, minds, validity.

    A penalty of the copy that right records alone would not bring is late where the grade itself is
    no longer penal and right records stood behind the copy when it was taken; else it is wrong.
    """
    count_minds(mind, start, count, tally.minds[place])
    for s in range(standing.score.shape[0]):
        lowest, highest, penal = book.head[s].lowest, book.head[s].highest, book.penal[s]
        bit = np.int64(book.where[s, place])
        relate(
            standing.score[s], lowest, highest, conduct.balance, subject[s], start, count,
            tally.validity[s],
        )  # fmt: skip
        for who in range(count):
            if subject[s, who] == 0:
                continue
            i = start + who
            tally.awareness[s, place, 0] += 1
            tally.awareness[s, place, 1] += np.int64(mind.known[i]) & bit != 0
            cell = cell_of(people, i, place)
            tally.grades[s, cell, np.int64(standing.grade[s, i])] += 1
            paused = np.int64(standing.hold[s, i]) & PAUSED
            copy = np.int64(standing.copy[s, i])
            if penal[copy & HELD_GRADE] == 0 or paused:
                continue
            harm = tally.harm[s, cell]
            harm[PENALISED] += 1
            harm[PENAL_DAYS] += days
            harm[INNOCENT] += 1 if conduct.bad[i] == 0 else 0
            if penal[np.int64(clean[s, who])] == 1:
                continue
            if penal[np.int64(standing.grade[s, i])] == 0 and penal[copy >> 4] == 1:
                harm[LATE] += 1
                harm[LATE_DAYS] += days
            else:
                harm[WRONGLY] += 1
                harm[WRONG_DAYS] += days


@unfolded
def count_minds(mind, start, count, minds):
    """Residents, those aware of any scheme, the sum of beliefs, and who makes an effort.

    One pass a column: each then runs over many residents at once.
    """
    aware = belief = striving = np.int64(0)
    for known in mind.known[start : start + count]:
        aware += known > 0
    for step in mind.belief[start : start + count]:
        belief += np.int64(step)
    for effort in mind.effort[start : start + count]:
        striving += effort > 0
    minds[0] += count
    minds[1] += aware
    minds[2] += belief
    minds[3] += striving


@unfolded
def relate(score, lowest, highest, balance, subject, start, count, validity):
    """Sums, squares and products of a scheme's scores and of what its subjects truly did."""
    near, true = score[start : start + count], balance[start : start + count]
    n = s = c = ss = cc = sc = np.int64(0)
    for who in range(count):
        scored = np.int64(subject[who])
        shown = min(max(np.int64(near[who]), lowest), highest)
        points, truth = scored * (shown // 100), scored * np.int64(true[who])
        n += scored
        s += points
        c += truth
        ss += points * points
        cc += truth * truth
        sc += points * truth
    validity[0] += n
    validity[1] += s
    validity[2] += c
    validity[3] += ss
    validity[4] += cc
    validity[5] += sc
