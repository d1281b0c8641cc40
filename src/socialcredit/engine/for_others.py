"""Shards lived for somebody else: what a worker of a cluster does with a task.

A task names a run's folder, which the worker sees, and a range of shards. What the run is, is made
of the inputs there and of what its people told together, once in each process; whatever a shard
is, is read from its files and written to them. Nothing else crosses but orders and letters, so that
a task that is done again, by whomever, comes to the same.
"""

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import numpy as np

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import PART, read_inputs
from socialcredit.core.run_layout import INPUTS
from socialcredit.engine import packed_files
from socialcredit.engine.cluster import (
    Program,
    program,
    refuse_other_program,
    set_threads_of_libraries,
)
from socialcredit.engine.ground import Ground, ground_of
from socialcredit.engine.month_tables import compiled_of
from socialcredit.engine.packing import pack, unpack
from socialcredit.engine.preparing import compiled, reckoned, with_exchange, with_people
from socialcredit.engine.resting import INLINE, Resting, Store, settle_one
from socialcredit.engine.setup import Setup
from socialcredit.engine.shard import Shard, shards_of
from socialcredit.engine.whole import Hands, Visit
from socialcredit.engine.workers import workspaces_for
from socialcredit.language.resolve.older import inputs_told
from socialcredit.month.workspace import Workspace
from socialcredit.stages.society.facts import Facts
from socialcredit.stages.society.panel import Households, luck_of

KEPT = 4  # of so many populations and worlds a worker keeps what it has prepared
LOST = "look whether the folder is still there, then resume the run"
NOBODY_DRAWN = np.zeros((0, 4), np.int64)


class Job(NamedTuple):
    """What a worker has to know of a population in a world; it is sent with every task.

    folder   of the run, as every worker sees it; `seal` of its inputs
    beside   whether the firms are meant that live beside the run's residents
    told     the file in the folder that `tell` wrote, which has a name of its own each time
    store    what opens the store of its shards: their cut and the world are given
    program  with which it has to be lived
    """

    folder: str
    seal: str
    beside: bool
    told: str
    number: int
    store: Callable[[Sequence[Shard], int], Store]
    program: Program


@dataclass
class Prepared:
    """A population in a world as this process has prepared it, with places to work.

    resting  its shards    free  places in which nobody works now
    """

    ground: Ground
    resting: Resting
    free: list[Workspace] = field(default_factory=list)

    @contextmanager
    def hands(self) -> Iterator[Hands]:
        """A place to work for one task; one in which something failed is not used again."""
        try:
            space = self.free.pop()
        except IndexError:
            (space,) = workspaces_for(self.resting.setup, 1)
        yield Hands(INLINE, [space])
        self.free.append(space)


_prepared: dict[str, Prepared] = {}
_turn = threading.Lock()


def tell(folder: Path, setup: Setup, cut: Sequence[Shard]) -> str:
    """Write what all people of a run told together, for workers; the name of the file.

    It has the name of something half written: whoever goes on with the run drops it.
    """
    name = f"for-workers-{uuid4().hex}{packed_files.SUFFIX}{PART}"
    arrays = {
        "found": setup.found, "cells": setup.cells, "panel": setup.panel,
        "firsts": np.array([one.first for one in cut], np.int64),
    }  # fmt: skip
    packed_files.write(folder / name, pack(arrays), {})
    return name


def lack_of(job: Job) -> str | None:
    """What keeps this process from working for a run, in words; None: nothing."""
    folder = Path(job.folder)
    if not folder.is_dir():
        return "does not see the run's folder"
    try:
        read_inputs(folder, job.seal)
        packed_files.read(folder / job.told, LOST)
    except (OSError, SocialCreditError):
        return "sees another folder of that name, without the run's files"
    mark = folder / f"{uuid4().hex}{PART}"
    try:
        mark.touch()
        mark.unlink()
    except OSError:
        return "may not write to the run's folder"
    return None


def settle(job: Job, first: int, last: int) -> None:
    """Settle those people of shards first .. last-1 who are not in the store."""
    there = prepared_for(job)
    resting = there.resting
    for k in range(first, last):
        if resting.store.has_people(k):
            continue
        shard = resting.cut[k]
        settled = there.ground.subjects.settle(shard, 1)
        settle_one(resting.store, k, with_people(resting.setup, shard, settled), resting.luck)


def begin(job: Job, first: int, last: int) -> None:
    """Shards first .. last-1 on their first morning."""
    there = prepared_for(job)
    with there.hands() as hands:
        replace(there.resting, which=range(first, last)).begin(hands)


def ask(
    job: Job, first: int, last: int, visit: Visit, month: int, lived: int, told: Sequence[Any]
) -> list[Any]:
    """Visit shards first .. last-1, each with what it is told; see `whole.Shards`.

    month  its number    lived  months that they have lived
    """
    there = prepared_for(job)
    some = replace(there.resting, which=range(first, last), lived=lived)
    with there.hands() as hands:
        return some.ask(visit, some.setup.months[month], told, hands)


def live(
    job: Job, first: int, last: int, visit: Visit, month: int, lived: int, told: Sequence[Any]
) -> list[Any]:
    """The same, with a visit in which they live a month."""
    there = prepared_for(job)
    some = replace(there.resting, which=range(first, last), lived=lived)
    with there.hands() as hands:
        return some.live(visit, some.setup.months[month], told, hands)


def forget() -> None:
    """Keep nothing of what was prepared."""
    with _turn:
        _prepared.clear()


def prepared_for(job: Job) -> Prepared:
    """A population in a world, prepared once in this process.

    Raises SocialCreditError where this process has another program: it may have come later.
    """
    mine = f"{job.told} {job.number}"
    with _turn:
        if mine not in _prepared:
            refuse_other_program(f"on {socket.gethostname()}", program(), job.program)
            set_threads_of_libraries()
            while len(_prepared) >= KEPT:
                del _prepared[next(iter(_prepared))]
            _prepared[mine] = _prepare(job)
        return _prepared[mine]


def _prepare(job: Job) -> Prepared:
    folder = Path(job.folder)
    inputs = inputs_told(read_inputs(folder, job.seal), folder / INPUTS)
    alone = inputs.beside if job.beside and inputs.beside else inputs._replace(beside=None)
    told = unpack(packed_files.read(folder / job.told, LOST).arrays)
    ground = ground_of(alone)
    panel = Households(0, 0, NOBODY_DRAWN, told["panel"])
    asked = inputs.scenario.exchange if inputs.beside else ()
    facts = Facts(told["found"], told["cells"], panel)
    setup = with_exchange(compiled(ground, reckoned(ground, facts)), asked)
    cut = shards_of(setup.communities, told["firsts"].tolist())
    store, luck = job.store(cut, job.number), luck_of(setup.key)
    resting = Resting(setup, cut, job.number, luck, store, compiled_of(setup), {})
    return Prepared(ground, resting)
