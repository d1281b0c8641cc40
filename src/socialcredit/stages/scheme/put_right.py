"""What a record keeps of what it counted, and its meters once it was put right."""

from socialcredit.core.jit import inner, kernel
from socialcredit.core.limits import MOST_COUNTED
from socialcredit.stages.scheme.meters import lower
from socialcredit.stages.scheme.points import (
    BY_SIZE,
    CAP_METER,
    LADDER,
    METER,
    POINTS,
    STEPS,
    WARN_METER,
    bracket_of,
)

ONCE = 1 << 8  # in what a record keeps: it counted once


@kernel
def to_keep(book, s, e, size):
    """What a record keeps in 16 bits: units of steps; else its bracket, and that it counted once.

    The upper byte then tells how often it counted since its meters started anew. What a list adds
    up keeps its size, in steps, begun ones too.
    """
    if book.entry[s, e].amounts > 0:
        return min(-(-size // book.entry[s, e].amounts), MOST_COUNTED)
    if book.entry[s, e].rule == STEPS:
        return min(size, MOST_COUNTED)
    return ONCE | (bracket_of(book, s, e, size) if book.entry[s, e].rule == BY_SIZE else 0)


@kernel
def kept_again(book, s, e, kept):
    """What a record keeps once it has counted for another month."""
    full = kept >= MOST_COUNTED & -ONCE
    return kept if full or book.entry[s, e].rule == STEPS else kept + ONCE


@kernel
def size_again(book, s, e, kept):
    """A size that earns what the size of which this was kept earned."""
    if book.entry[s, e].rule == STEPS:
        return kept
    return book.bracket[s, e, kept & (ONCE - 1), 0] if book.entry[s, e].rule == BY_SIZE else 1


@kernel
def take_out(book, s, e, filed, kept, points, warned, meters, i):
    """A record was wrong: meters that it moved and that still run stand as if it had never been.

    filed  the day on which it was filed;  kept  as of `to_keep`;  points  all hundredths it gave;
    warned  how often it was a warning

    Of a record that is charged monthly, steps give back the units of one month.
    """
    row, turns = book.entry[s, e], kept >> 8
    if row.warn_meter >= 0 and still_runs(book, s, row.yearly & WARN_METER, filed):
        lower(meters, row.warn_meter, i, warned)
    if row.monthly == 0 and warned > 0:
        return  # nothing else was counted
    if row.rule == STEPS and still_runs(book, s, row.yearly & METER, filed):
        lower(meters, row.meter, i, kept)
    if row.rule == LADDER:
        runs = row.monthly == 1 or still_runs(book, s, row.yearly & METER, filed)
        lower(meters, row.meter, i, max(turns - warned, 0) if runs else 0)
    if row.cap >= 0:
        used = abs(points)
        if not still_runs(book, s, row.yearly & CAP_METER, filed):
            used = min(used, of_this_year(book, s, e, kept))
        lower(meters, row.cap_meter, i, used // row.cap_step)


@inner
def still_runs(book, s, yearly, filed):
    """Whether a meter has not started anew since a record was filed.

    A score that is reckoned monthly counts the records of December in January.
    """
    return yearly == 0 or filed >= book.head[s].year - 31 * book.head[s].reckoned


@inner
def of_this_year(book, s, e, kept):
    """At most so many hundredths a record that is charged monthly gave since the year began."""
    row = book.entry[s, e]
    if row.monthly == 0 or (row.rule != POINTS and row.rule != BY_SIZE):
        return 0
    points = row.points if row.rule == POINTS else book.bracket[s, e, kept & (ONCE - 1), 1]
    return (kept >> 8) * abs(points)


@kernel
def kept_of_last_year(book, s, e, kept):
    """What a record keeps as a year begins: of it, meters that start anew have counted nothing."""
    rule, yearly = book.entry[s, e].rule, book.entry[s, e].yearly
    anew = yearly & (METER if rule == LADDER else CAP_METER)
    return kept & (ONCE - 1) if anew and rule != STEPS else kept
