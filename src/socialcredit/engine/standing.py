"""Where everybody stands before anything is on file."""

from collections.abc import Sequence

import numpy as np

from socialcredit.compile.meters import level_rows, meter_rows, rows_needed, start_levels
from socialcredit.core.columns import People, Standing, new_standing
from socialcredit.language.model.scheme import Scheme
from socialcredit.month.attributes import levels_in
from socialcredit.stages.scheme.points import Book


def standing_of(
    schemes: Sequence[Scheme], book: Book, subjects: int, people: People | None = None
) -> Standing:
    """So many subjects at the start of every scheme, graded by the bands of the book's month.

    people  who they are, where the start of a score differs by an attribute
    """
    starts = book.head.start
    lists = sum(len(scheme.lists) for scheme in schemes)
    blocks = sum(bool(rule.block) for scheme in schemes for rule in scheme.lists)
    rows, levels = rows_needed(meter_rows(schemes)), 2 * len(level_rows(schemes))
    hears = len(book.link) > 0
    standing = new_standing(starts, subjects, rows, lists, blocks, levels, hears)
    start_levels(schemes, standing.levels)
    for s in range(len(schemes)):
        bands = book.bands[s, : book.head[s].grades]
        if people is not None and book.head.column[s] >= 0:
            level = levels_in(people, int(book.head.column[s]))
            standing.score[s] = standing.clean[s] = book.starts[s, level]
        standing.grade[s] = np.argmax(bands[:, None] <= standing.score[s], axis=0)
        standing.copy[s] = standing.grade[s] << 4 | standing.grade[s]
    return standing
