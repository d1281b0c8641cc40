"""What crosses between residents and firms, as it stands in one life of either."""

from collections.abc import Sequence

from socialcredit.core import events as happened
from socialcredit.core.populations import FIRMS
from socialcredit.results import panel
from socialcredit.results.money import FEN, sum_of
from socialcredit.results.run import Run

SENT = 1  # `source` of an event CROSSED: it is passed on from this life, and not to it
BY_ORDER = 1  # `cause` of an event INCOME_LOST
WRONGLY = "the listing it comes from rests on nothing that is so"


def said(run: Run, event: panel.Event) -> tuple[str, str] | None:
    """The book of an event between two populations, and its words; None of any other event."""
    if event.what == happened.INCOME_LOST:
        how = "is closed by order" if event.cause == BY_ORDER else "closes"
        return "truth", f"firm {event.entry}, theirs, {how}: {sum_of(-event.points // FEN)} lost"
    if event.what != happened.CROSSED:
        return None
    if run.population is FIRMS:
        there = f"its owner, number {event.entry}"
        if event.source == SENT:
            return "procedure", f"that it is on a list is passed on to {there}"
        return "procedure", f"{there}, came on a list, and that is passed on to be filed here"
    there = f"firm {event.entry}, theirs"
    if event.source == SENT:
        return "procedure", f"that they are on a list is passed on to {there}"
    return "procedure", f"{there}, came on a list, and that is passed on to be filed here"


def kinds_received(events: Sequence[panel.Event]) -> set[int]:
    """The kinds under which something was filed here that came from the other population."""
    return {one.kind for one in events if one.what == happened.CROSSED and one.source != SENT}
