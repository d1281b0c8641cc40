"""A run whose people rest packed between months: as many as memory and disk take.

It is lived by the same months as any other (`engine.step`); what is its own is where the shards
are, and what is kept before a month so that a crash costs no more than that: what each shard is
told. Whoever has lived the month then answers as before, the others live it.
"""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from socialcredit.core.progress import Step, Tick, part_of, unheard
from socialcredit.engine.at_workers import AtWorkers
from socialcredit.engine.checkpoint_of_shards import Kept, save_whole
from socialcredit.engine.collect import Collected
from socialcredit.engine.exchange import cross
from socialcredit.engine.month_tables import Compiled, compiled_of
from socialcredit.engine.preparing import InShards
from socialcredit.engine.recut import recut
from socialcredit.engine.resting import Resting, Store, at_rest, settle_in_store
from socialcredit.engine.setup import Setup
from socialcredit.engine.shard import Shard
from socialcredit.engine.step import live_told, told_for
from socialcredit.engine.store import Files
from socialcredit.engine.whole import Hands, Whole
from socialcredit.engine.workers import workspaces_for
from socialcredit.stages.society.panel import luck_of

Elsewhere = Callable[[int], AtWorkers]  # told the number of a world
# Told how many months have been lived, in all worlds together, with the share of one under way.
Tell = Callable[[float], None]
SETTLED = 0.75  # of the work of putting people to rest, what is done when they are settled


@dataclass
class AtRest:
    """A run at rest: its populations, residents first, and where the shards of each are.

    home   the folder of checkpoints; None: nothing is kept on disk
    every  seconds of work after which a checkpoint is due; where not all fits into memory every
           month is kept anyway
    clock  when the run would have begun, had it not been interrupted
    elsewhere  of each population what gives its shards in a world, where they are lived by others
    settling told by which share more of all people lie at rest before the first month
    wanted of each side the cut with which an interrupted run is to go on, where that is not the one
           it was kept in, which `sides` have
    """

    sides: Sequence[InShards]
    stores: Sequence[Files]
    home: Path | None
    worlds: int
    threads: int
    every: float
    clock: float
    tell: Tell
    elsewhere: Sequence[Elsewhere] = ()
    wanted: Sequence[Sequence[Shard]] = ()
    settling: Tick = field(default=unheard)

    def __post_init__(self) -> None:
        """What is cut anew goes from stores that hold nothing in memory into those given."""
        self._then, self._due = self.stores, False
        if self.wanted:
            self.stores = [store.another(0) for store in self.stores]

    def live(self, kept: Kept | None = None) -> list[Collected]:
        """What all worlds leave behind; from where an interrupted run was, if it was."""
        finished = [] if kept is None else list(kept.finished)
        with ThreadPoolExecutor(self.threads) as pool:
            hands = [Hands(pool, workspaces_for(one.setup, self.threads)) for one in self.sides]
            while len(finished) < self.worlds:
                wholes = self._wholes(len(finished), kept, hands)
                kept = None
                self._live_world(wholes, finished, hands)
                world, *beside = (whole.collected for whole in wholes)
                world.beside = beside[0] if beside else None
                finished.append(world)
        return finished

    def _wholes(self, number: int, kept: Kept | None, hands: Sequence[Hands]) -> list[Whole]:
        """The populations of a world on its first morning, or as they were kept."""
        wholes, of_side = [], kept
        made: list[AtWorkers | None] = [make(number) for make in self.elsewhere]
        elsewhere = made or [None] * len(self.sides)
        every = zip(self.sides, self.stores, elsewhere, hands, strict=True)
        for side, store, there, own in every:
            store.turn(number, side.cut, of_side.months_done if of_side else -1)
            weight = len(side.cut) / sum(len(one.cut) for one in self.sides)
            tick = unheard if number else part_of(self.settling, weight)
            self._settle(side, store, there, part_of(tick, SETTLED))
            if of_side is None:
                first = part_of(tick, 1 - SETTLED)
                wholes.append(at_rest(side.setup, side.cut, number, store, own, there, first))
            else:
                wholes.append(gone_on(side.setup, of_side, store, there))
                of_side = of_side.beside
        self._cut_anew(wholes)
        return wholes

    def _settle(self, side: InShards, store: Files, there: AtWorkers | None, tick: Tick) -> None:
        """Settle the people of shards who are not in the store."""
        missing = [k for k in range(len(side.cut)) if not store.has_people(k)]
        if there is None:
            settle_in_store(store, side.of, missing, luck_of(side.setup.key), self.threads, tick)
        elif missing:
            there.hear(tick)
            there.settle()

    def _cut_anew(self, wholes: Sequence[Whole]) -> None:
        """Put the shards to rest in the cut that is wanted, unless some have lived half a month."""
        ahead = wholes[0].months_done + 1
        if not self.wanted or any(store.has_lived(ahead) for store in self.stores):
            return
        for whole, old, new, cut in zip(wholes, self.stores, self._then, self.wanted, strict=True):
            recut(whole, old, new, cut)
        pairs = zip(self.sides, self.wanted, strict=True)
        self.sides = [side._replace(cut=tuple(cut)) for side, cut in pairs]
        self.stores, self.wanted, self._due = self._then, (), True

    def _live_world(
        self, wholes: Sequence[Whole], finished: Sequence[Collected], hands: Sequence[Hands]
    ) -> None:
        """The months that are left of a world: residents', then firms', then what crosses."""
        months, last = wholes[0].setup.months, time.perf_counter()
        for month in months[wholes[0].months_done :]:
            done = len(finished) * len(months) + month.number
            self._heard(wholes, done)
            both = list(zip(wholes, hands, strict=True))
            told = [told_for(whole, month, own) for whole, own in both]
            now = time.perf_counter()
            is_full = any(store.full for store in self.stores)
            if is_full or self._due or now - last >= self.every:
                self._keep(wholes, finished)
                last, self._due = now, False
            for (whole, own), each in zip(both, told, strict=True):
                live_told(whole, month, each, own)
            if len(wholes) > 1:
                cross(wholes[0], wholes[1], month, hands[0])
            self._cut_anew(wholes)
            self.tell(done + 1)

    def _heard(self, wholes: Sequence[Whole], done: int) -> None:
        """Let shards tell how much of the month is lived that follows so many."""
        step, cut = Step(lambda share: self.tell(done + share)), sum(len(one.cut) for one in wholes)
        for whole in wholes:
            whole.shards.hear(part_of(step.more, len(whole.cut) / cut))

    def _keep(self, wholes: Sequence[Whole], finished: Sequence[Collected]) -> None:
        if self.home is not None:
            pairs = list(zip(self.stores, wholes, strict=True))
            save_whole(self.home, pairs, finished, time.perf_counter() - self.clock)


def gone_on(setup: Setup, kept: Kept, store: Store, elsewhere: Any = None) -> Whole:
    """A world as it was kept, in shards that rest in a store; see `at_rest`."""
    compiled, turned = compiled_of(setup), dict[int, tuple[Setup, Compiled]]()
    shards = elsewhere or Resting(
        setup, kept.cut, kept.number, luck_of(setup.key), store, compiled, turned
    )
    shards.lived = kept.months_done
    return Whole(
        kept.number, setup, kept.cut, shards, kept.post, kept.waiting, kept.protest, kept.collected,
        compiled, turned, kept.months_done, kept.adults, kept.throws,
    )  # fmt: skip
