"""Shards at rest: packed between two visits, unpacked by the thread that visits, then packed again.

Each thread takes the next shard, so that one unpacks while another lives and a third packs. What a
thread unpacks into is its own and used again, so memory grows with threads and the size of a shard,
not with people.
"""

import itertools
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.core.columns import new_mind
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.progress import Tick, unheard
from socialcredit.engine.at_rest import LIKE, THRESHOLD, arrays_of_world, world_of
from socialcredit.engine.collect import Collected
from socialcredit.engine.month_tables import Compiled, compiled_of
from socialcredit.engine.offices import Waiting, waiting_in
from socialcredit.engine.packed_people import pack_people, unpack_people
from socialcredit.engine.packing import Packed, Room, pack, unpack
from socialcredit.engine.setup import Setup
from socialcredit.engine.shard import Shard, moved
from socialcredit.engine.whole import Hands, Visit, Whole, take_sums
from socialcredit.engine.world import World, begin, no_queue, protest_of
from socialcredit.stages.society.deeds import set_thresholds
from socialcredit.stages.society.panel import Luck, luck_of

AtRest = dict[str, Packed]
NOTHING_SENT: dict[str, np.ndarray] = {
    "post": np.zeros((0, 7), np.int64),
    "protest": np.zeros((0, 2), np.int32),
}


class Store(Protocol):
    """Where shards rest: who lives there, which does not change, and what is on file of them."""

    def has_people(self, shard: int) -> bool:
        """Whether the people of a shard are there."""
        ...

    def people(self, shard: int) -> AtRest: ...

    def keep_people(self, shard: int, packed: Iterable[tuple[str, Packed]]) -> None: ...

    def state(self, shard: int, month: int) -> AtRest:
        """As the shard was when it had lived so many months."""
        ...

    def keep(
        self, shard: int, month: int, packed: Iterable[tuple[str, Packed]], letter: Any
    ) -> None:
        """In place of what was there: the state after so many months, and what it answered."""
        ...

    def answered(self, shard: int, month: int) -> Any | None:
        """What a shard that has lived so many months already answered; None: it has not."""
        ...


class Inline(Executor):
    """In place of a pool of threads for who is one of them: work is done by whoever asks for it."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Done at once."""
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done

    def map(self, fn: Callable[..., Any], *pieces: Any, **kwargs: Any) -> Any:
        """Piece after piece, as they are asked for."""
        return map(fn, *pieces)


@dataclass
class Resting:
    """The shards of one population in one world, at rest in a store; see `whole.Shards`.

    setup   of everybody, without people
    luck    of the population, by which traits are drawn again
    which   of the shards those that are visited; None: all
    lived   months that they have lived
    tick    told by which share more of them have begun, or lived a month
    """

    setup: Setup
    cut: Sequence[Shard]
    number: int
    luck: Luck
    store: Store
    compiled: Compiled
    turned: dict[int, tuple[Setup, Compiled]]
    which: range | None = None
    lived: int = 0
    tick: Tick = field(default=unheard)

    def hear(self, tick: Tick) -> None:
        """As `Shards` says; told too as they settle, or begin."""
        self.tick = tick

    def ask(self, visit: Visit, month: Month, told: Sequence[Any], hands: Hands) -> list[Any]:
        """As `Shards` says."""

        def asked(k: int, own: Hands, rooms: tuple[Room, Room], one: Any) -> Any:
            return visit(*self.woken(k, self.lived, rooms), month, one, own)

        return self.each(asked, hands, told)

    def live(self, visit: Visit, month: Month, told: Sequence[Any], hands: Hands) -> list[Any]:
        """As `Shards` says; a shard that has lived the month before a crash answers as it did."""

        def lived(k: int, own: Hands, rooms: tuple[Room, Room], one: Any) -> Any:
            letter = self.store.answered(k, month.number + 1)
            if letter is None:
                try:
                    setup, world = self.woken(k, month.number, rooms)
                except SocialCreditError:
                    if (letter := self.store.answered(k, month.number + 1)) is None:
                        raise
                    return letter  # somebody who was believed lost has lived it in between
                letter = visit(setup, world, month, one, own)
                letter = letter._replace(sums=take_sums(own.spaces[0].tally))
                self.store.keep(k, month.number + 1, pack(arrays_of_world(world), LIKE), letter)
            self.tick(1 / len(self.visited))
            return letter

        letters = self.each(lived, hands, told)
        self.lived = month.number + 1
        return letters

    def settled(self, k: int, room: Room) -> tuple[Setup, dict[str, np.ndarray]]:
        """The run as a shard sees it, with its people, and what was kept beside them."""
        shard, here = self.cut[k], moved(self.setup.communities, self.cut[k])
        people, beside = unpack_people(self.store.people(k), here, shard, self.luck, room)
        setup = replace(self.setup, people=people, communities=here, shard=shard, beside=None)
        return setup, beside

    def woken(self, k: int, months_done: int, rooms: tuple[Room, Room]) -> tuple[Setup, World]:
        """A shard as it was put to rest, with its people."""
        setup, beside = self.settled(k, rooms[0])
        arrays = unpack(self.store.state(k, months_done), rooms[1]) | beside | NOTHING_SENT
        world = world_of(arrays, self.number, months_done, Collected())
        if not world.changing:
            world.people = setup.people
        world.compiled, world.turned = self.compiled, self.turned
        return setup, world

    def begin(self, hands: Hands) -> None:
        """Every shard on its first morning, put to rest."""

        def begun(k: int, _: Hands, rooms: tuple[Room, Room], __: None) -> None:
            setup = self.settled(k, rooms[0])[0]
            world = begin(setup, self.number, self.compiled)
            self.store.keep(k, 0, pack(arrays_of_world(world), LIKE), None)
            self.tick(1 / len(self.visited))

        self.each(begun, hands, [None] * len(self.visited))

    @property
    def visited(self) -> range:
        """The shards that are visited."""
        return range(len(self.cut)) if self.which is None else self.which

    def each(self, work: Callable[..., Any], hands: Hands, told: Sequence[Any]) -> list[Any]:
        """Every shard with what it is told, on whichever thread is free; answers in their order."""
        counter, stopped, which = itertools.count(), threading.Event(), self.visited
        answers: list[Any] = [None] * len(which)

        def next_ones(space: Any) -> None:
            own, rooms = Hands(INLINE, [space]), (Room(), Room())
            while not stopped.is_set() and (at := next(counter)) < len(which):
                answers[at] = work(which[at], own, rooms, told[at])

        try:
            for _ in hands.pool.map(next_ones, hands.spaces):
                pass
        except BaseException:
            stopped.set()  # nobody begins another shard
            raise
        return answers


INLINE: Any = Inline()


def settle_in_store(
    store: Store,
    setup_of: Callable[[int], Setup],
    which: Sequence[int],
    luck: Luck,
    threads: int,
    tick: Tick = unheard,
) -> None:
    """Settle the people of these shards, and put them to rest with what follows from them."""
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(lambda k: settle_one(store, k, setup_of(k), luck), which):
            tick(1 / len(which))


def settle_one(store: Store, k: int, setup: Setup, luck: Luck) -> None:
    """Put the people of a shard to rest, with what follows from them."""
    beside: dict[str, np.ndarray] = {}
    if setup.kind == "persons":
        mind = new_mind(setup.residents)
        set_thresholds(setup.people, mind, setup.hazards, 0, setup.residents)
        beside[THRESHOLD] = mind.threshold
    packed = pack_people(setup.people, setup.communities, setup.here, luck, beside)
    store.keep_people(k, packed.items())


def at_rest(
    setup: Setup, cut: Sequence[Shard], number: int, store: Store, hands: Hands,
    elsewhere: Any = None, tick: Tick = unheard,
) -> Whole:  # fmt: skip
    """A world on its first morning in shards that rest in a store, in which people are settled.

    setup  of everybody, without people
    elsewhere  in place of shards that are visited here, see `at_workers.AtWorkers`
    tick  told as shards are on their first morning
    """
    compiled, turned = compiled_of(setup), dict[int, tuple[Setup, Compiled]]()
    shards = elsewhere or Resting(setup, cut, number, luck_of(setup.key), store, compiled, turned)
    shards.hear(tick)
    shards.begin(hands)
    return Whole(
        number, setup, cut, shards, NOTHING_SENT["post"], [nobody_waits(setup, one) for one in cut],
        protest_of(setup), Collected(), compiled, turned,
    )  # fmt: skip


def nobody_waits(setup: Setup, shard: Shard) -> Waiting:
    """What a shard says of the offices on its first morning."""
    here = replace(setup, communities=moved(setup.communities, shard), shard=shard)
    return waiting_in(here, no_queue(here))
