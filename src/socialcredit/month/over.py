"""Where a scheme is over, its books are closed: records, grades and copies; minds are left."""

from socialcredit.core.columns import PANEL
from socialcredit.core.events import ENDED
from socialcredit.core.jit import unfolded
from socialcredit.core.limits import NEVER
from socialcredit.core.log import note
from socialcredit.month.anew import begin_anew, start_of
from socialcredit.month.corrections import let_go
from socialcredit.stages.records.cases import DONE
from socialcredit.stages.scheme.points import bounded, grade_of


@unfolded
def close_books(here, cases):
    """On the first of the month after a scheme's last day nothing of it is on file any more."""
    for s in range(here.book.entry.shape[0]):
        if here.book.head[s].over != 1 or here.book.where[s, here.place] == 0:
            continue
        drop_records(here, cases, s)
        for who in range(here.count):
            forget_standing(here, s, who)


@unfolded
def drop_records(here, cases, s):
    """Its records settle nothing any more; copies that others hold stand under their own rules."""
    for at in range(cases.used[0]):
        if cases.rows[at].scheme == s:
            cases.rows[at].stage = DONE
            cases.due[at] = cases.charge[at] = NEVER
    if here.book.head[s].copied:
        for at in range(cases.used[0]):
            if cases.rows[at].scheme == s:
                let_go(here, cases, at)


@unfolded
def forget_standing(here, s, who):
    """Nobody is graded: who stands where everybody began stands nowhere."""
    i, day = here.start + who, here.first_day
    begin_anew(here, s, who)
    start = start_of(here, s, i)
    grade = grade_of(here.book, s, start, 0)
    here.standing.grade[s, i], here.standing.copy[s, i] = grade, grade << 4 | grade
    here.standing.cap[s, i] = here.standing.hold[s, i] = 0
    if here.people.flags[i] & PANEL:
        score = bounded(here.book, s, start)
        note(here.log, here.first + who, day, ENDED, -1, -1, s, -1, 0, -1, -1, score, grade)
