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
from socialcredit.core.errors import SocialCreditError
from socialcredit.engine.collect import sizes_of
from socialcredit.engine.month_tables import when_of
from socialcredit.engine.offices import offices
from socialcredit.engine.parts import Part, part_at
from socialcredit.engine.rounds import throws_of
from socialcredit.engine.setup import Setup
from socialcredit.engine.threads import each
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


def ranges_of_places(setup: Setup) -> np.ndarray:
    """For each community the range of communities of its place: int64 (communities, 2)."""
    place = setup.communities.place
    starts = {p: int(np.argmax(place == p)) for p in np.unique(place)}
    sizes = {p: int((place == p).sum()) for p in starts}
    return np.array([(starts[p], starts[p] + sizes[p]) for p in place], np.int64).reshape(-1, 2)


def keep_what_lasts(
    world: World,
    month: int,
    space: Workspace,
    first: int,
    lived: int,
    sent: dict[int, np.ndarray],
) -> None:
    """Keep the open cases, letters and events that some communities left in a workspace."""
    for k in range(lived):
        starts, ends = space.spans[k], space.spans[k + 1]
        cases, letters, events = (slice(*span) for span in zip(starts, ends, strict=True))
        world.cases[first + k] = space.packed[cases].copy()
        if ends[1] > starts[1]:
            sent[first + k] = space.mail.rows[letters].copy()
        if ends[2] > starts[2]:
            world.collected.events[month, first + k] = space.log.rows[events].copy()


def live_communities(
    setup: Setup,
    world: World,
    month: Month,
    parts: Sequence[Part],
    pool: ThreadPoolExecutor,
    spaces: list[Workspace],
    look: Look | None = None,
) -> dict[int, np.ndarray]:
    """Every community lives its month, on whichever thread is free; returns the letters sent.

    look  what looks at communities before the next ones overwrite what they worked in
    """
    cutoff, quota, tables = *offices(setup, world, month, parts), parts[0].tables
    throws = throws_of(
        setup, world.people, world.noted, world.standing.grade, month, tables, pool, spaces[0].luck,
        spaces[0].tally.rounds,
    )  # fmt: skip
    world.queue[:] = 0
    when, key, ranges = when_of(setup, month), setup.key, ranges_of_places(setup)
    order = np.argsort(world.post[:, 0], kind="stable")
    post, communities = world.post[order], len(setup.communities.place)
    letters = np.searchsorted(post[:, 0], np.arange(communities + 1))
    shares = 4 * len(spaces) if len(spaces) > 1 else 1  # several a thread: none waits for long
    batch = min(BATCH, max(1, communities // shares))
    counter = itertools.count(0, batch)
    sent: dict[int, np.ndarray] = {}
    stopped = threading.Event()

    def live_next(space: Workspace) -> None:
        while not stopped.is_set() and (first := next(counter)) < communities:
            last = min(first + batch, communities)
            while first < last:
                part = part_at(parts, first)
                upto = min(last, part.last)
                blocks = world.cases[first:upto]
                open_cases = np.cumsum([0, *map(len, blocks)])
                lived = live_several(
                    world.people, world.mind, world.standing, world.conduct, world.noted,
                    world.passing, part.tables, space, world.news, np.concatenate(blocks),
                    open_cases, post, letters, world.queue, cutoff, quota, throws, when, key,
                    setup.communities, ranges, first, upto,
                )  # fmt: skip
                keep_what_lasts(world, month.number, space, first, lived, sent)
                if look is not None:
                    look(part, space, first, lived)
                first += lived

    try:
        each(pool, live_next, spaces)
    except BaseException:
        stopped.set()  # nobody begins another community; this month is lost, the checkpoint is not
        raise
    if any(space.cases.used[1] or space.mail.used[1] or space.log.used[1] for space in spaces):
        raise SocialCreditError(
            f"a community filled its books in the month of {month.first:%Y-%m}",
            hint="lower the rates of deeds (deeds.yaml), or how many of them are seen",
        )
    return sent
