"""What follows a record itself: a sum of money on the day it is filed, or being shown."""

from socialcredit.core.columns import PANEL
from socialcredit.core.jit import inner, kernel
from socialcredit.stages.consequences.doors import count, tell


@kernel
def sum_for(doors, q, points):
    """Fen that follow a record of so many hundredths of a point."""
    by_point = abs(points) * abs(doors.rule[q].rate) // 100
    takes = (points < 0) != (doors.rule[q].rate < 0)
    return doors.rule[q].money + (-by_point if takes else by_point)


@inner
def follow(doors, q, people, i, resident, day, points, fault, score, grade, tally, log):
    """What follows a record on the day it is filed: a sum of money, or being shown.

    points  hundredths that the entry gives, whatever the score's bounds leave of them

    A sum that has to be collected is counted here, and moves when it is paid.
    """
    collected = doors.rule[q].owed >= 0
    fen = 0 if collected else sum_for(doors, q, points)
    count(doors, q, people, i, 0, 1, 1, fen, fault, tally)
    if people.flags[i] & PANEL and not collected:
        tell(doors, q, resident, day, 0, 1, fen, fault, score, grade, log)
