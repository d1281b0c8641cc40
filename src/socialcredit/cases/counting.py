"""Moving an example person's standing: what a record earns, the sum on file, the grade."""

from __future__ import annotations

from socialcredit.cases.conditions import count_running, graded, level_of
from socialcredit.cases.standing import File, Held
from socialcredit.core.terms import after
from socialcredit.stages.scheme.anew import MEAN, SUM, counts_today, shared_out, taken_in
from socialcredit.stages.scheme.meters import warnings
from socialcredit.stages.scheme.points import TO_GRADE, award, in_dimension, lessened


def awarded(file: File, held: Held, size: int) -> int:
    """Hundredths that a record earns; moves the meters, and counts its warnings."""
    book, e, meters = file.tables.book, held.entry, file.standing.meters
    told = warnings(book, 0, e, meters, 0)
    points = int(award(book, 0, e, size, meters, 0, held.word))
    held.warned += int(warnings(book, 0, e, meters, 0) - told)
    return int(lessened(book, 0, e, points)) if points < 0 and disclosed(file, held) else points


def disclosed(file: File, held: Held) -> bool:
    """Whether a disclosure that makes a record's points less was filed so long before it."""
    entries, epoch = file.tables.book.entry[0], int(file.tables.procedure.epoch)
    rule = entries[held.entry]
    place = next(n for n, one in enumerate(file.held) if one is held)
    told = [one.filed for one in file.held[:place] if entries[one.entry].line == rule.disclosed_by]
    within = int(rule.disclosed_within)
    return rule.disclosed_by >= 0 and any(held.filed < after(day, within, epoch) for day in told)


def move(file: File, held: Held, points: int, today: int) -> None:
    """Add hundredths of a record to the sum on file, as far as its dimension has room for them.

    What stands is made anew of the records where it is not their sum, or that of a period.
    """
    held.points += points
    if file.tables.book.head["anew"][0]:
        settle(file, today)
    else:
        file.standing.score[0, 0] += _within_room(file, held, points)


def settle(file: File, today: int) -> None:
    """What stands today: the start, and the live records of which it is made."""
    book, score, many = file.tables.book, start_of(file), 0
    file.standing.levels[:] = book.begins[:, None]
    for held in reversed(file.held):
        led = book.entry[0, held.entry].rule == TO_GRADE and book.head["counts"][0] != SUM
        if not held.counts or led or not counts_today(book, 0, held.filed, today):
            continue
        score = int(taken_in(book, 0, score, _within_room(file, held, held.points), many))
        many += 1
    if book.head["counts"][0] == MEAN and many:
        score = int(shared_out(book, 0, score, many))
    file.standing.score[0, 0] = score


def _within_room(file: File, held: Held, points: int) -> int:
    """How far points move the sum: in a dimension, as far as it has room, and with its level."""
    entry, levels = file.tables.book.entry[0, held.entry], file.standing.levels
    if entry.dimension < 0:
        return points
    level = int(levels[entry.dimension, 0])
    levels[entry.dimension, 0] = level + points
    return int(in_dimension(entry.room, level, points))


def regrade(file: File) -> None:
    """The grade by score, by conditions, and not better than a live record leads to."""
    file.standing.grade[0, 0] = graded(file)


def final(file: File, today: int) -> None:
    """A result is final today, and stands from now on."""
    count_running(file)
    settle(file, today)
    regrade(file)


def start_of(file: File) -> int:
    """The hundredths with which the example began."""
    column = int(file.tables.book.head["column"][0])
    if column < 0:
        return int(file.tables.book.head["start"][0])
    return int(file.tables.book.starts[0, level_of(file, column)])
