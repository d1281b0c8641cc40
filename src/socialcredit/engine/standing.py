"""Where everybody stands before anything is on file."""

from collections.abc import Sequence

import numpy as np

from socialcredit.compile.meters import level_rows, meter_rows, rows_needed, start_levels
from socialcredit.core.columns import Standing, new_standing
from socialcredit.language.model.scheme import Scheme
from socialcredit.stages.scheme.points import Book


def standing_of(schemes: Sequence[Scheme], book: Book, subjects: int) -> Standing:
    """So many subjects at the start of every scheme, graded by the bands of the book's month."""
    starts = book.head.start
    lists = sum(len(scheme.lists) for scheme in schemes)
    blocks = sum(bool(rule.block) for scheme in schemes for rule in scheme.lists)
    rows, levels = rows_needed(meter_rows(schemes)), 2 * len(level_rows(schemes))
    standing = new_standing(starts, subjects, rows, lists, blocks, levels)
    start_levels(schemes, standing.levels)
    for s in range(len(schemes)):
        bands = book.bands[s, : book.head[s].grades]
        standing.grade[s] = int(np.argmax(bands <= starts[s]))
        standing.copy[s] = standing.grade[s] << 4 | standing.grade[s]
    return standing
