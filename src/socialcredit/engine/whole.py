"""A whole world in shards: what its coordinator keeps, what a shard is told and what it answers.

Between two months nothing of a shard is looked at. What crosses are letters: what a shard says of
its month, added up with what all others say, is what each is told before the next. A letter grows
with places, with months and with what was sent, never with how many people there are.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.core.progress import Tick
from socialcredit.core.run_layout import MONTHLY
from socialcredit.engine.collect import Collected
from socialcredit.engine.month_tables import Compiled
from socialcredit.engine.offices import Reach, Waiting
from socialcredit.engine.setup import Setup
from socialcredit.engine.shard import Shard
from socialcredit.engine.world import World
from socialcredit.month.tally import Tally
from socialcredit.month.workspace import Workspace
from socialcredit.stages.observation.rounds import Throws


class Orders(NamedTuple):
    """What a shard is told before it lives a month.

    post     int64 (letters, 7) sightings for its communities, in the order of who sent them
    reach    how far the offices get
    throws   how many visits fall where; `by_weight` and `by_lot` of its own communities
    protest  int32 (places, 2), as in `Whole`
    """

    post: np.ndarray
    reach: Reach
    throws: Throws
    protest: np.ndarray


Sums = dict[str, np.ndarray]  # of a tally, by its columns: int64 (n, 2) where, and how many


class Letter(NamedTuple):
    """What a shard answers when it has lived a month.

    post     int64 (letters, 7) sightings for any community, in the order of who sent them
    waiting  disputes that wait for the offices
    told     rows of tables and events of its panel
    sums     what was counted; None where it lies in the tallies of the threads
    """

    post: np.ndarray
    waiting: Waiting
    told: Collected
    sums: Sums | None = None


class Hands(NamedTuple):
    """What whoever visits a shard works with: threads, and a place to work for each.

    look  what looks at communities before the next ones overwrite what they worked in
    """

    pool: ThreadPoolExecutor
    spaces: list[Workspace]
    look: Any = None  # `workers.Look`


Visit = Callable[..., Any]  # setup and world of a shard, the month, what it is told, hands


class Shards(Protocol):
    """Where the shards of a world are; whatever they are told or answer is in their order."""

    def hear(self, tick: Tick) -> None:
        """Whom to tell by which share more of them a month is lived from now on."""
        ...

    def ask(self, visit: Visit, month: Month, told: Sequence[Any], hands: Hands) -> list[Any]:
        """Visit every shard with what it is told, and leave it as it is; what each answers."""
        ...

    def live(self, visit: Visit, month: Month, told: Sequence[Any], hands: Hands) -> list[Any]:
        """The same, with a visit in which the shard lives a month."""
        ...


@dataclass
class InMemory:
    """Shards that lie in memory as they are, visited one after the other by all threads."""

    held: Sequence[tuple[Setup, World]]

    def hear(self, tick: Tick) -> None:
        """As `Shards` says; a month of theirs is short, and nobody is told."""

    def ask(self, visit: Visit, month: Month, told: Sequence[Any], hands: Hands) -> list[Any]:
        """As `Shards` says."""
        pairs = zip(self.held, told, strict=True)
        return [visit(setup, world, month, each, hands) for (setup, world), each in pairs]

    live = ask


@dataclass
class Whole:
    """A world between two months, but for what its shards keep to themselves.

    setup    of everybody; people are in it where they are not in shards
    cut      where its shards begin and end
    post     int64 (letters, 7) sightings to deliver, in the order of who sent them
    waiting  of each shard, as its last letter said
    protest  int32 (places, 2) how many protest, and the month since which that has turned the
             rules, or 0
    """

    number: int
    setup: Setup
    cut: Sequence[Shard]
    shards: Shards
    post: np.ndarray
    waiting: Sequence[Waiting]
    protest: np.ndarray
    collected: Collected
    compiled: Compiled
    turned: dict[int, tuple[Setup, Compiled]] = field(default_factory=dict)
    months_done: int = 0
    adults: np.ndarray | None = None  # int64 (places,), once anybody asked
    # Of the month under way, where inspectors go, and the rows of `rounds`: shards that have lived
    # it cannot be asked again after a crash.
    throws: tuple[Throws, np.ndarray] | None = None


def add_told(collected: Collected, letters: Sequence[Collected]) -> None:
    """Put what shards told of a month to what is collected: rows that say the same of it add up."""
    for name in {name for one in letters for name, blocks in one.blocks.items() if blocks}:
        blocks = [block for one in letters for block in one.blocks[name]]
        if len(letters) > 1:
            blocks = [added(np.concatenate(blocks), 2 + len(MONTHLY[name].keys))]
        collected.blocks[name] += blocks
    events = {key: block for one in letters for key, block in one.events.items()}
    if len(letters) > 1 and events:  # one block a month, not one a community: these are small
        events = {min(events): np.concatenate([events[key] for key in sorted(events)])}
    collected.events |= events


def take_sums(tally: Tally) -> Sums:
    """What was counted, and the tally is empty again."""
    sums = {}
    for name, column in zip(tally._fields, tally, strict=True):
        flat = column.reshape(-1)
        at = np.flatnonzero(flat)
        sums[name] = np.column_stack([at, flat[at]])
        flat[at] = 0
    return sums


def add_sums(tally: Tally, sums: Sums) -> None:
    """Count in what was counted elsewhere."""
    for name, told in sums.items():
        getattr(tally, name).reshape(-1)[told[:, 0]] += told[:, 1]


def added(rows: np.ndarray, keys: int) -> np.ndarray:
    """Rows of a table in the order of their first `keys` columns, all with the same keys as one."""
    heads, at = np.unique(rows[:, :keys], axis=0, return_inverse=True)
    counts = np.zeros((len(heads), rows.shape[1] - keys), rows.dtype)
    np.add.at(counts, at.ravel(), rows[:, keys:])
    return np.column_stack([heads, counts])
