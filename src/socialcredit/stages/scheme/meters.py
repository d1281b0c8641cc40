"""Running totals of residents: rungs of ladders, units of steps, points under caps, warnings."""

import numpy as np

from socialcredit.core.jit import inlined, inner, kernel, merged
from socialcredit.core.limits import MOST_COUNTED

WIDE = 1 << 16  # mark of a meter with two rows: the lower byte, then the upper


@kernel
def read_meter(meters, meter, i):
    """What a meter has counted for resident i."""
    row = meter & (WIDE - 1)
    counted = np.int64(meters[row, i])
    return counted | np.int64(meters[row + 1, i]) << 8 if meter >= WIDE else counted


@inner
def set_meter(meters, meter, i, counted):
    """Set a meter, which stops where its rows are full."""
    row = meter & (WIDE - 1)
    if meter >= WIDE:
        counted = min(counted, MOST_COUNTED)
        meters[row + 1, i] = counted >> 8
        meters[row, i] = counted & 255
    else:
        meters[row, i] = min(counted, 255)


@inner
def lower(meters, meter, i, by):
    """Take so much off a meter."""
    set_meter(meters, meter, i, max(read_meter(meters, meter, i) - by, 0))


@inlined
def warns(book, s, e, meters, i):
    """Whether this record is only a warning; counts it where it is one."""
    told = warnings(book, s, e, meters, i)
    if told >= book.entry[s, e].warned:
        return False
    set_meter(meters, book.entry[s, e].warn_meter, i, told + 1)
    return True


@merged
def warnings(book, s, e, meters, i):
    """How often resident i was warned under an entry; 0 where it has no warnings."""
    meter = book.entry[s, e].warn_meter
    return read_meter(meters, meter, i) if meter >= 0 else 0


@merged
def capped(book, s, e, points, meters, i):
    """The part of the points that a yearly cap still allows; moves the cap's meter."""
    given = allowed(book, s, e, points, meters, i)
    if book.entry[s, e].cap >= 0 and points != 0:
        meter, step = book.entry[s, e].cap_meter, book.entry[s, e].cap_step
        used = read_meter(meters, meter, i) * step
        set_meter(meters, meter, i, (used + abs(given)) // step)
    return given


@inlined
def allowed(book, s, e, points, meters, i):
    """The part of the points that a yearly cap still allows; moves no meter."""
    cap = book.entry[s, e].cap
    if cap < 0 or points == 0:
        return points
    used = read_meter(meters, book.entry[s, e].cap_meter, i) * book.entry[s, e].cap_step
    given = min(abs(points), max(cap - used, 0))
    return given if points > 0 else -given
