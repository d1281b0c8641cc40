"""Where the places of a run lie in a shard: the communities of each lie side by side."""

from typing import NamedTuple

import numpy as np

from socialcredit.engine.setup import Setup
from socialcredit.engine.shard import Shard


class Span(NamedTuple):
    """Communities first .. last-1 of a place: those a shard has, numbered over the whole."""

    place: int
    first: int
    last: int


def spans_of(setup: Setup) -> list[Span]:
    """The places of a shard in the order of their communities; of the one shard with all, whole."""
    return setup.once("spans", lambda: _spans(setup.communities.place, setup.here))


def _spans(place: np.ndarray, here: Shard) -> list[Span]:
    of = place[here.first : here.last].astype(np.int64)
    if here.many and of[0] == of[-1]:
        return [Span(int(of[0]), here.first, here.last)]
    ends = here.first + np.append(np.flatnonzero(np.diff(of)) + 1, len(of))
    firsts = [here.first, *ends[:-1].tolist()]
    return [
        Span(int(of[first - here.first]), first, last)
        for first, last in zip(firsts, ends.tolist(), strict=True)
        if last > first
    ]


def rows_of(setup: Setup, span: Span) -> slice:
    """The rows of a span in what a shard keeps of its communities."""
    return slice(span.first - setup.here.first, span.last - setup.here.first)


def columns_of(setup: Setup, span: Span) -> slice:
    """The subjects of a span in the columns of its shard."""
    offset = setup.communities.offset
    return slice(int(offset[span.first]), int(offset[span.last]))
