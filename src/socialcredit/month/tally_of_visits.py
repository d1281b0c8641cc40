"""What is counted of visits: of each by grade, of lenient ones by group, of orders to mend."""

import numpy as np

from socialcredit.core.columns import CONNECTED
from socialcredit.core.jit import inner
from socialcredit.stages.observation.orders import GONE, MENDED, NOT_MENDED, OVERLOOKED

(VISITS, FINDINGS, NOTHING_WRONG, MISSED, FALSE_FINDS, STANDING, NOTICED,
 MINUTES) = range(8)  # table `visits`  # fmt: skip
(LENIENT_VISITS, AT_BORDER, BORDER_CHOICES, BORDER_LESSER, BORDER_ANYHOW, OTHER_CHOICES,
 OTHER_LESSER, SWAYED, SAME, SAME_DOWN, NEW, NEW_DOWN, NEW_STAYED, NEW_KNOWN, NEW_KNOWN_DOWN,
 NEW_KNOWN_STAYED) = range(16)  # table `leniency`  # fmt: skip
GIVEN, LOOKED_AGAIN, ARE_MENDED, DISOBEYED, NOT_SEEN, ARE_GONE = range(6)  # table `orders`
KNOWN = 3  # visits from which on an inspector knows a subject well
HAD_MINUTES, HAD_VISITS = 1, 2  # columns of the table `rounds`


@inner
def count_visits(visits, order, first, last, rounds, grade, subject, start, tally):
    """Today's visits by source and by the grade of each scheme, with what was there and was found.

    tally  int64 (R, schemes, 1 + grades, 8), written
    """
    for at in range(first, last):
        v = order[at]
        r, who = visits[v].tour, visits[v].who
        for s in range(tally.shape[1]):
            column = np.int64(0)
            if s < grade.shape[0] and subject[s, who]:
                column = 1 + np.int64(grade[s, start + who])
            count_visit(visits[v], tally[r, s, column], rounds.tour[r].minutes)


@inner
def count_visit(visit, counts, minutes):
    """One visit into a row of the table `visits`."""
    stood = visit.noticed + visit.missed
    counts[VISITS] += 1
    counts[FINDINGS] += visit.noticed + visit.unfounded > 0
    counts[NOTHING_WRONG] += stood == 0
    counts[MISSED] += visit.missed > 0
    counts[FALSE_FINDS] += visit.unfounded
    counts[STANDING] += stood
    counts[NOTICED] += visit.noticed
    counts[MINUTES] += minutes


@inner
def count_lenient(visits, order, first, last, rounds, grade, flags, start, tally):
    """Choices of today's visits, and whose grade went down under which inspector.

    grade  uint8 (schemes, ..), before today's records    tally  int64 (R, 2 groups, 16), written
    """
    for at in range(first, last):
        visit = visits[order[at]]
        r, i = visit.tour, start + visit.who
        own = rounds.lenient[r]
        if own.row < 0 or visit.second:
            continue
        counts = tally[r, 1 if np.int64(flags[i]) & CONNECTED else 0]
        counts[LENIENT_VISITS] += 1
        counts[AT_BORDER] += visit.border
        counts[BORDER_CHOICES if visit.border else OTHER_CHOICES] += visit.choices
        counts[BORDER_LESSER if visit.border else OTHER_LESSER] += visit.lesser
        counts[BORDER_ANYHOW] += visit.lesser - visit.swayed if visit.border else 0
        counts[SWAYED] += visit.swayed > 0
        if visit.earned < 0 or visit.met + visit.before == 0:
            continue
        held = np.int64(grade[own.scheme, i])
        if held >= own.worst - 1:
            continue  # of no grade yet, or of one below which there is none
        column = SAME
        if visit.before > 0:
            column = NEW_KNOWN if visit.before >= KNOWN else NEW
            counts[column + 2] += visit.stayed > held
        counts[column] += 1
        counts[column + 1] += visit.earned > held


@inner
def count_orders(visits, order, first, last, rounds, tally):
    """Orders that today's visits gave, and how second visits ended.

    tally  int64 (R, 6), written
    """
    for at in range(first, last):
        visit = visits[order[at]]
        if rounds.orders[visit.tour].row < 0:
            continue
        counts = tally[visit.tour]
        counts[GIVEN] += visit.ordered
        if visit.second:
            counts[LOOKED_AGAIN] += 1
            counts[ARE_MENDED] += visit.done == MENDED
            counts[DISOBEYED] += visit.done == NOT_MENDED
            counts[NOT_SEEN] += visit.done == OVERLOOKED
            counts[ARE_GONE] += visit.done == GONE


@inner
def add_hours(had, many, minutes):
    """So many second visits come on top of a source's hours; `had` is its row of `rounds`."""
    had[HAD_VISITS] += many
    had[HAD_MINUTES] += many * minutes
