"""Lists by several records together, compiled: their bounds, and in which steps sizes are kept."""

from __future__ import annotations

from collections.abc import Sequence

from socialcredit.compile.versions import term_of
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.lists import Ground, ListRule
from socialcredit.language.model.totals import sizes_asked, step_for

ALONE = (0, 0, -1, -1)  # within, least, above, over: one record is ground enough


def bounds_of(ground: Ground) -> tuple[int, int, int, int]:
    """`within`, `least`, `above` and `over` of a register, as `registers.REGISTER` has them."""
    if ground.count is not None:
        above = -1 if ground.count.above is None else ground.count.above
        return term_of(ground.count.within), ground.count.at_least, above, -1
    if ground.total is not None:
        return term_of(ground.total.within), 0, -1, ground.total.over
    return ALONE


def amounts_of(entry: Entry, lists: Sequence[ListRule]) -> dict[str, int]:
    """The step in which an entry's records keep their sizes; 0 where no list asks for them."""
    bounds = sizes_asked(entry.id, lists)
    return {"amounts": (step_for(bounds) or 1) if bounds else 0}
