"""Pairs of towns that differ in one thing, and who is touched by it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from socialcredit.core.events import COLUMNS
from socialcredit.engine.collect import gathered
from socialcredit.engine.preparing import prepared
from socialcredit.engine.setup import Setup
from socialcredit.engine.step import run_month
from socialcredit.engine.workers import workspaces_for
from socialcredit.engine.world import World, begin
from socialcredit.language.resolve.inputs import resolve
from socialcredit.month.workspace import Workspace
from tests.engine.towns import SHARP, mechanisms_off, town

WHO, DAY, WHAT, KIND, SOURCE, SCHEME, ENTRY, POINTS, CAUSE, RECORD = range(10)
# An office with room for everybody: nobody waits because somebody else came first.
ROOMY = ["schemes.rongcheng.procedure.office.decisions=100000"]
Rows = set[tuple[int, ...]]


class Life(NamedTuple):
    """A world at its end and everybody's book: rows of the ledger by resident."""

    world: World
    books: dict[int, Rows]


def town_of(*sets: str, **changes) -> Setup:
    """A town in which nobody responds to anything and everybody's books are kept."""
    settled = {"twin": None, "responses": mechanisms_off(), "people": 1500, **changes}
    return prepared(resolve(town(**settled), [*SHARP, *ROOMY, *sets]), 1)


def lived(
    setup: Setup,
    before: Callable[[World, int], None] = lambda world, month: None,
    space: Callable[[Workspace], None] = lambda space: None,
) -> Life:
    """The town's life, with a change to its world `before` a month or to the `space`."""
    world, spaces = begin(setup, 0), workspaces_for(setup, 1)
    space(spaces[0])
    with ThreadPoolExecutor(1) as pool:
        for month in setup.months:
            before(world, month.number)
            run_month(setup, world, month, pool, spaces)
    events = gathered(setup, [world.collected])["panel_events"]
    rows = np.column_stack([events[name] for name in COLUMNS]).tolist()
    books: dict[int, Rows] = {i: set() for i in range(setup.residents)}
    for row in rows:
        books[row[WHO]].add(tuple(row))
    return Life(world, books)


def of(rows: Rows, what: int) -> Rows:
    """The rows of one kind of event."""
    return {row for row in rows if row[WHAT] == what}


def all_of(life: Life, what: int) -> Rows:
    """The rows of one kind of event in all books."""
    return set().union(*(of(rows, what) for rows in life.books.values()))


def whose_book_differs(one: Life, other: Life) -> set[int]:
    """Residents about whom anything at all was done or written otherwise."""
    return {i for i in one.books if one.books[i] != other.books[i]}


def whose_standing_differs(one: Life, other: Life) -> set[int]:
    """Residents who stand otherwise in any column of any scheme."""
    pairs = zip(one.world.standing, other.world.standing, strict=True)
    return {int(i) for a, b in pairs for i in np.flatnonzero((a != b).any(axis=0))}


def households(setup: Setup) -> np.ndarray:
    """The household of every resident."""
    return np.cumsum(setup.people.position == 0)
