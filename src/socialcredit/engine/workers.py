"""Threads over communities: each lives the month of the next few and puts by what they leave."""

import itertools
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from socialcredit.compile.rounds import tours_in
from socialcredit.compile.versions import sizes
from socialcredit.core.calendar import Month
from socialcredit.core.columns import Communities
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.kept import once
from socialcredit.core.on_call import ready
from socialcredit.engine.collect import sizes_of
from socialcredit.engine.month_tables import when_of
from socialcredit.engine.offices import taken_up
from socialcredit.engine.parts import Part, part_at
from socialcredit.engine.setup import Setup
from socialcredit.engine.threads import each
from socialcredit.engine.whole import Orders
from socialcredit.engine.world import World
from socialcredit.month.community import live_several
from socialcredit.month.tally import new_tally
from socialcredit.month.workspace import BATCH, Workspace, new_workspace

# Handed a part, the place to work, the first of the communities that lived their month there in one
# call, and how many they are.
Look = Callable[[Part, Workspace, int, int], None]


class Spaces(NamedTuple):
    """Places to work, one for each thread: for a population, and for the firms beside it."""

    own: list[Workspace]
    beside: list[Workspace]


def spaces_for(setup: Setup, threads: int) -> Spaces:
    """Places to work for everybody in a run."""
    beside = workspaces_for(setup.beside, threads) if setup.beside is not None else []
    return Spaces(workspaces_for(setup, threads), beside)


def workspaces_for(setup: Setup, threads: int) -> list[Workspace]:
    """One place to work for each thread, for one population."""
    schemes, entries = len(setup.schemes), sizes(setup.schemes)[0]
    room = sizes_of(setup)
    goes_round = bool(tours_in(setup.sources))
    return [
        new_workspace(schemes, entries, new_tally(*room), goes_round=goes_round)
        for _ in range(threads)
    ]


@once(2)  # asked in every month of a run
def ranges_of_places(communities: Communities, places: int) -> np.ndarray:
    """The range of communities of each place, which lie side by side: int64 (places, 2)."""
    place = communities.place
    turns = np.append(np.flatnonzero(np.diff(place.astype(np.int64), prepend=-1)), len(place))
    ranges = np.zeros((places, 2), np.int64)
    ranges[place[turns[:-1]]] = np.column_stack([turns[:-1], turns[1:]])
    return ranges


def keep_what_lasts(
    world: World,
    month: int,
    space: Workspace,
    row: int,
    first: int,
    lived: int,
    sent: dict[int, np.ndarray],
) -> None:
    """Keep the open cases, letters and events that some communities left in a workspace.

    row, first  the first of them by its row in the shard, and by its number
    """
    spans = space.spans[: lived + 1].tolist()
    kept = (space.packed, space.mail.rows, space.log.rows)
    packed, mail, log = (rows[:upto].copy() for rows, upto in zip(kept, spans[-1], strict=True))
    both = itertools.pairwise(spans)
    for k, ((case, letter, event), (cases, letters, events)) in enumerate(both):
        world.cases[row + k] = packed[case:cases]
        if letters > letter:
            sent[first + k] = mail[letter:letters]
        if events > event:
            world.collected.events[month, first + k] = log[event:events]


def live_communities(
    setup: Setup,
    world: World,
    month: Month,
    orders: Orders,
    parts: Sequence[Part],
    pool: ThreadPoolExecutor,
    spaces: list[Workspace],
    look: Look | None = None,
) -> dict[int, np.ndarray]:
    """Every community of a shard lives its month, on whichever thread is free; the letters sent.

    look  what looks at communities before the next ones overwrite what they worked in
    """
    here = setup.here
    cutoff, quota = taken_up(setup, world.queue, orders.reach)
    post, throws, shard = orders.post, orders.throws, (here.first, here.start)
    world.queue[:] = 0
    when, key = when_of(setup, month), setup.key
    ranges = ranges_of_places(setup.communities, len(setup.places))
    letters = np.searchsorted(post[:, 0], np.arange(here.first, here.last + 1))
    batch = _at_once(here.many, len(spaces))
    counter = itertools.count(here.first, batch)
    sent: dict[int, np.ndarray] = {}
    stopped = threading.Event()

    def live_next(space: Workspace) -> None:
        asked = None  # the tables of which it is known what they ask for
        while not stopped.is_set() and (first := next(counter)) < here.last:
            last = min(first + batch, here.last)
            while first < last:
                part = part_at(parts, first)
                upto, row = min(last, part.last), first - here.first
                blocks = world.cases[row : upto - here.first]
                open_cases = np.cumsum([0, *map(len, blocks)])
                given = (
                    world.people, world.mind, world.standing, world.conduct, world.noted,
                    world.passing, part.tables, space, world.news, np.concatenate(blocks),
                    open_cases, post, letters, world.queue, cutoff, quota, throws, when, key,
                    setup.communities, ranges, shard, first, upto,
                )  # fmt: skip
                if part.tables is not asked:
                    ready(live_several, given, part.tables, space.parts)
                    asked = part.tables
                lived = world.live(*given)
                keep_what_lasts(world, month.number, space, row, first, lived, sent)
                if look is not None:
                    look(part, space, first, lived)
                first += lived

    try:
        each(pool, live_next, spaces)
    except BaseException:
        stopped.set()  # nobody begins another community; this month is lost, the checkpoint is not
        raise
    _none_is_full(spaces, month)
    return sent


def _at_once(communities: int, threads: int) -> int:
    """How many communities a thread takes at a time: several a thread, so that none waits long."""
    shares = 4 * threads if threads > 1 else 1
    return min(BATCH, max(1, communities // shares))


def _none_is_full(spaces: Sequence[Workspace], month: Month) -> None:
    """Raise where a community had more to write down than a workspace holds."""
    if any(space.cases.used[1] or space.mail.used[1] or space.log.used[1] for space in spaces):
        raise SocialCreditError(
            f"a community filled its books in the month of {month.first:%Y-%m}",
            hint="lower the rates of deeds (deeds.yaml), or how many of them are seen",
        )
