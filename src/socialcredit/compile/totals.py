"""Several records together as a ground, compiled: bounds, and in which steps sizes are kept."""

from __future__ import annotations

from socialcredit.compile.versions import term_of
from socialcredit.language.model.conditions import Meets
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.lists import Ground
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.totals import sizes_asked, step_for

ALONE = (0, 0, -1, -1)  # within, least, above, over: one record is ground enough


def bounds_of(ground: Ground | Meets) -> tuple[int, int, int, int]:
    """`within`, `least`, `above` and `over`, as `registers.REGISTER` has them."""
    if ground.count is not None:
        above = -1 if ground.count.above is None else ground.count.above
        return term_of(ground.count.within), ground.count.at_least, above, -1
    if ground.total is not None:
        return term_of(ground.total.within), 0, -1, ground.total.over
    return ALONE


def amounts_of(entry: Entry, scheme: Scheme) -> dict[str, int]:
    """The step in which an entry's records keep their sizes; 0 where no rule asks for them."""
    bounds = sizes_asked(entry.id, scheme.summed)
    return {"amounts": (step_for(bounds) or 1) if bounds else 0}
