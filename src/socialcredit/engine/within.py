"""A run that lives within so much memory: planned by a trial, cut, and lived at rest.

The numbers are those of any other run, whatever the memory, the cut and the threads.
"""

import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.progress import Progress, Step, Tick, part_of, unheard
from socialcredit.core.run_files import PART
from socialcredit.engine import precompile
from socialcredit.engine.at_workers import Place, at_workers
from socialcredit.engine.checkpoint import told_for
from socialcredit.engine.checkpoint_of_shards import Kept
from socialcredit.engine.collect import Collected, Table, gathered
from socialcredit.engine.estimate import Plan, planned, refuse_small_disk
from socialcredit.engine.preparing import InShards, prepared_in_shards
from socialcredit.engine.requests import threads_of
from socialcredit.engine.run_at_rest import AtRest, Tell
from socialcredit.engine.setup import Setup
from socialcredit.engine.shard import Shard, shards_of
from socialcredit.engine.shared_store import Shared, shared
from socialcredit.engine.store import Files
from socialcredit.engine.trial import living_in
from socialcredit.language.resolve.inputs import Inputs

FIRMS = "firms-"  # what the names of their files begin with

TOLD_OF = 0.3  # of the work of settling people, what is done when they are told of
TRYING, SETTLING = "Trying it with few people", "Settling people"

Told = Callable[[Plan], None]  # told what a run takes, before it begins


class Within(NamedTuple):
    """A run that is to be lived at rest: its plan, its populations, and where it was, if it was.

    wanted  of each population the cut that it goes on in, where it was kept in another
    settling  told by which share more of its people lie at rest
    """

    plan: Plan
    sides: tuple[InShards, ...]
    kept: Kept | None = None
    wanted: tuple[tuple[Shard, ...], ...] = ()
    settling: Tick = unheard

    @property
    def setup(self) -> Setup:
        """Of everybody, without people."""
        return self.sides[0].setup


def planned_within(
    inputs: Inputs, threads: int, memory: int, folder: Path, told: Told | None = None
) -> Plan:
    """What a run takes; tells it before anything is refused for want of disk.

    Raises SocialCreditError where memory or the disk of the folder is too small.
    """
    living, tried = living_in(inputs)
    plan = planned(living, threads, memory, tried)
    if told is not None:
        told(plan)
    refuse_small_disk(plan, free_at(folder), str(folder))
    return plan


def settled_within(
    inputs: Inputs,
    threads: int,
    memory: int,
    folder: Path,
    progress: Progress | None = None,
    told: Told | None = None,
    kept: Kept | None = None,
) -> Within:
    """A run before anybody lives in it: tried with few people, told of, and settled."""
    say = progress or _nothing
    say({"stage": TRYING, "done": 0, "total": 1})
    precompile.start()
    plan = planned_within(inputs, threads, memory, folder, told)
    settling = Step(lambda share: say({"stage": SETTLING, "done": share, "total": 1}))
    settling.more(0)
    return prepared_within(inputs, threads, plan, kept, settling.more)


def _nothing(_: dict[str, Any]) -> None:
    """Nobody is told."""


def free_at(folder: Path) -> int:
    """Bytes that are free on the disk of a folder, which need not be there yet."""
    there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    return shutil.disk_usage(there).free


def prepared_within(
    inputs: Inputs, threads: int, plan: Plan, kept: Kept | None = None, settling: Tick = unheard
) -> Within:
    """Everybody settled once, shard by shard, to be told of; in the cut in which they were kept."""
    firsts = {kind: cut.firsts for kind, cut in plan.cuts.items()}
    asked = firsts
    if kept is not None:
        sides = [kept, *([kept.beside] if kept.beside else [])]
        kinds = [*firsts]
        asked = {
            kind: tuple(shard.first for shard in one.cut)
            for kind, one in zip(kinds, sides, strict=True)
        }
    found = prepared_in_shards(
        inputs, threads, lambda one: asked[one.scenario.kind], tick=part_of(settling, TOLD_OF)
    )
    both = (found,) if found.beside is None else (found, found.beside)
    wanted: tuple[tuple[Shard, ...], ...] = ()
    if asked != firsts:
        wanted = tuple(shards_of(one.setup.communities, firsts[one.setup.kind]) for one in both)
    return Within(plan, both, kept, wanted, part_of(settling, 1 - TOLD_OF))


def lived_within(
    run: Within, home: Path, inputs_hash: str, worlds: int, every: float, tell: Tell
) -> list[Collected]:
    """What all worlds leave behind, from where the run was.

    home   the folder of checkpoints, in which shards lie
    every  seconds of work after which one is due
    """
    stores = _stores(run, home, inputs_hash)
    spent = run.kept.seconds if run.kept else 0.0
    at_rest = AtRest(
        run.sides, stores, home, worlds, run.plan.threads, every, time.perf_counter() - spent, tell,
        wanted=run.wanted, settling=run.settling,
    )  # fmt: skip
    return at_rest.live(run.kept)


def lived_at(
    place: Place, run: Within, home: Path, inputs_hash: str, worlds: int, every: float, tell: Tell
) -> list[Collected]:
    """The same, with the shards on workers, in the cut in which they were kept if they were."""
    home.mkdir(parents=True, exist_ok=True)
    spent = run.kept.seconds if run.kept else 0.0
    stores, elsewhere = list[Files](), []
    with ExitStack() as stack:
        for k, side in enumerate(run.sides):
            before = FIRMS if k else ""
            store = partial(shared, str(home.resolve()), inputs_hash, before)
            there = at_workers(place, home.parent, inputs_hash, *side[:2], store, beside=k > 0)
            elsewhere.append(stack.enter_context(there))
            stores.append(Shared(home, inputs_hash, before))
        at_rest = AtRest(
            run.sides, stores, home, worlds, threads_of(None), every, time.perf_counter() - spent,
            tell, elsewhere, settling=run.settling,
        )  # fmt: skip
        return at_rest.live(run.kept)


def _stores(run: Within, home: Path, inputs_hash: str) -> Sequence[Files]:
    home.mkdir(parents=True, exist_ok=True)
    return [
        Files(home, run.plan.packed[kind], inputs_hash, FIRMS if k else "")
        for k, kind in enumerate(run.plan.cuts)
    ]


def simulated_within(
    inputs: Inputs, threads: int, memory: int, folder: Path, tell: Tell
) -> tuple[Setup, dict[str, Table]]:
    """All output tables of a run that leaves nothing behind; its shards lie in a folder meanwhile.

    folder  of the run beside which it is lived
    """
    plan = planned_within(inputs, threads, memory, folder)
    run = prepared_within(inputs, threads, plan)
    with tempfile.TemporaryDirectory(suffix=PART, dir=folder) as home:
        worlds = lived_within(run, Path(home), "", inputs.worlds, float("inf"), tell)
    return run.setup, gathered(run.setup, worlds)


def refuse_if_not_at_rest(folder: Path, inputs_hash: str) -> None:
    """Raise SocialCreditError where a run was kept that lay in memory as it is."""
    told = told_for(folder, inputs_hash)
    if told is not None and not told["at_rest"]:
        raise SocialCreditError(
            "the run was begun without --memory, and is kept as it lay there", where=str(folder),
            hint="resume it without --memory, or begin another run with it",
        )  # fmt: skip
