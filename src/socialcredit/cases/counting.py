"""Moving an example person's standing: what a record earns, the sum on file, the grade."""

from __future__ import annotations

from socialcredit.cases.standing import File, Held
from socialcredit.stages.scheme.meters import warnings
from socialcredit.stages.scheme.points import award, grade_of, in_dimension


def awarded(file: File, held: Held, size: int) -> int:
    """Hundredths that a record earns; moves the meters, and counts its warnings."""
    book, e, meters = file.tables.book, held.entry, file.standing.meters
    told = warnings(book, 0, e, meters, 0)
    points = int(award(book, 0, e, size, meters, 0, held.word))
    held.warned += int(warnings(book, 0, e, meters, 0) - told)
    return points


def move(file: File, held: Held, points: int) -> None:
    """Add hundredths of a record to the sum on file, as far as its dimension has room for them."""
    entry, levels = file.tables.book.entry[0, held.entry], file.standing.levels
    held.points += points
    if entry.dimension >= 0:
        level = int(levels[entry.dimension, 0])
        levels[entry.dimension, 0] = level + points
        points = int(in_dimension(entry.room, level, points))
    file.standing.score[0, 0] += points


def regrade(file: File) -> None:
    """The grade by score, not better than the worst grade that a live record leads to."""
    book = file.tables.book
    bound = [int(book.entry[0, held.entry].to_grade) for held in file.held if held.counts]
    cap = max(bound, default=0)
    file.standing.grade[0, 0] = grade_of(book, 0, int(file.standing.score[0, 0]), cap)
