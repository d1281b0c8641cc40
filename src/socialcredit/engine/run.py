"""A run from its scenario to its folder, and the end of one that was interrupted."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from socialcredit.compile.response_file import refuse_unknown_in
from socialcredit.core.archive import renew
from socialcredit.core.crate import now
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.progress import Progress
from socialcredit.core.run_files import SEAL, write_sealed
from socialcredit.core.run_layout import CHECKPOINTS, CRATE, INPUTS, MANIFEST
from socialcredit.engine import checkpoint, precompile
from socialcredit.engine import folder as run_folder
from socialcredit.engine.at_workers import Place, place_or_none, refuse_without_memory
from socialcredit.engine.checkpoint import State
from socialcredit.engine.checkpoint_of_shards import forget, load_whole
from socialcredit.engine.claim import claimed, reclaimed
from socialcredit.engine.collect import Collected, Table, gathered
from socialcredit.engine.earlier import inputs_of, manifest_in, memory_of, told_in
from socialcredit.engine.lent import lent, shape_of
from socialcredit.engine.manifest import manifest_of
from socialcredit.engine.preparing import prepared
from socialcredit.engine.rules import write_rules
from socialcredit.engine.setup import Setup
from socialcredit.engine.step import live_month
from socialcredit.engine.within import (
    SETTLING,
    Told,
    Within,
    lived_at,
    lived_within,
    refuse_if_not_at_rest,
    settled_within,
)
from socialcredit.engine.world import begin, settle_in
from socialcredit.engine.written import write
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.assumption_files import assumption_files
from socialcredit.language.resolve.drawing import Draw
from socialcredit.language.resolve.inputs import Inputs, as_told, resolve_whole

LIVING = "Living month by month"
WAITING = "Waiting for another process that is at this run"
# Work that a crash may cost; a small run is cheaper to repeat than to keep.
CHECKPOINT_SECONDS = 5.0


def _tell(progress: Progress | None, stage: str, done: float, total: int) -> None:
    if progress is not None:
        progress({"stage": stage, "done": done, "total": total})


@dataclass(frozen=True)
class Course:
    """A run under way: where it is kept (None: nowhere), what it rests on, how it is driven.

    within  of a run at rest what it is driven by besides
    place  where the shards of such a run are lived by others
    """

    folder: Path | None
    inputs: Inputs
    inputs_hash: str
    setup: Setup
    threads: int
    progress: Progress | None
    checkpoint_every: int | None
    within: Within | None = None
    place: Place | None = None

    def tell(self, done: float) -> None:
        """Report the months done in all worlds together, with the share of one under way."""
        _tell(self.progress, LIVING, done, self.inputs.worlds * len(self.setup.months))


def run_scenario(
    scenario: Scenario,
    *,
    threads: int,
    out: Path | None,
    sets: Sequence[str] = (),
    draw: Draw | None = None,
    given: Sequence[str] = (),
    called: Sequence[str] = (),
    progress: Progress | None = None,
    checkpoint_every: int | None = None,
    memory: int | None = None,
    told: Told | None = None,
    on: str | None = None,
) -> Path:
    """Simulate a scenario with its changes and write tables and manifest; returns the folder.

    threads  threads to compute with; the numbers do not depend on it
    out  the run's folder, which must be new; None: one of the scenario's name under `runs/`
    draw  values in doubt as they were drawn, under the changes
    given  changes that are made before any alternative is laid over the schemes
    called  the scenario's file as somebody typed it, and options for alternatives
    progress  called with {"stage", "done", "total"}, in months of all worlds
    checkpoint_every  months between two checkpoints; None: one for each few seconds of work
    memory  bytes that it may take beside the bare program: people rest packed between months, and
        on disk where they do not fit. None: everybody lies in memory
    told  called with what it takes, before it begins; of a run with `memory` alone
    on  where the shards of such a run are lived, see `at_workers.place_for`; None: here
    Raises SocialCreditError for what does not fit, OSError for a disk that refuses, Stopped where
    Ctrl-C left something that can be resumed.
    """
    # Here, since what is kept of a run no longer says where its files lay.
    for named in (scenario.assumptions, *([scenario.firm_assumptions] if scenario.both else ())):
        refuse_unknown_in(assumption_files(named)["behaviour"])
    inputs = resolve_whole(scenario, sets, given, draw, called=called)
    return live(inputs, threads, out, progress, checkpoint_every, memory, told, on)


def live(
    inputs: Inputs,
    threads: int,
    out: Path | None,
    progress: Progress | None = None,
    checkpoint_every: int | None = None,
    memory: int | None = None,
    told: Told | None = None,
    on: str | None = None,
) -> Path:
    """Simulate what is resolved already, as `run_scenario` does; returns the folder."""
    asked = inputs.scenario
    refuse_without_memory(on, memory)
    with (
        place_or_none(on) as place,
        claimed(out, asked.called, asked.seed) as folder,
        precompile.ended_with(),
    ):
        threads = place.threads() if place else threads
        # What does not fit is refused here.
        within = None
        if memory is not None:
            within = settled_within(inputs, threads, memory, folder, progress, told)
        setup = within.setup if within else settled(inputs, threads, progress)
        seal = write_sealed(folder / INPUTS, as_told(inputs))
        write_rules(folder, inputs)
        course = Course(
            folder, inputs, seal, setup, threads, progress, checkpoint_every, within, place
        )
        return finish(course, folder, None)


def repeat(
    earlier: Path, threads: int, out: Path | None = None, progress: Progress | None = None
) -> Path:
    """Live a run again from what lies in its folder alone; returns the folder of the new run.

    Where the manifest is lost or damaged, the inputs are enough. A run at rest is one again, within
    as much memory.
    """
    try:
        manifest = manifest_in(earlier)
    except SocialCreditError:
        manifest = None
    inputs = inputs_of(earlier, told_in(earlier, manifest))
    return live(inputs, threads, out, progress, memory=memory_of(manifest))


def resume(
    out: Path,
    threads: int,
    progress: Progress | None = None,
    checkpoint_every: int | None = None,
    memory: int | None = None,
    told: Told | None = None,
    on: str | None = None,
) -> Path:
    """Finish a run that was interrupted; the numbers are those of an undisturbed run.

    A run that is done already is left as it is. Another process that is at it is waited for.
    memory, on  of a run at rest, where it is to be another than before; see `run_scenario`
    """
    folder = Path(out)
    waited = reclaimed(folder, lambda: _tell(progress, WAITING, 0, 1))
    with place_or_none(on) as place, waited, precompile.ended_with():
        threads = place.threads() if place else threads
        manifest = manifest_in(folder)
        asked = told_in(folder, manifest)
        if manifest is not None and manifest["state"] == "done":
            if not (folder / CRATE).exists():
                renew(folder)  # it was stopped right before
            return folder
        inputs, seal = inputs_of(folder, asked), asked[SEAL]
        memory = memory or memory_of(manifest)
        refuse_without_memory(on, memory)
        if memory is None:
            state, within = checkpoint.load(folder, seal), None
            run_folder.sweep(folder)
            setup = settled(inputs, threads, progress)
        else:
            refuse_if_not_at_rest(folder, seal)
            state, kept = None, load_whole(folder, seal)
            run_folder.sweep(folder)
            within = settled_within(inputs, threads, memory, folder, progress, told, kept)
            setup = within.setup
        course = Course(
            folder, inputs, seal, setup, threads, progress, checkpoint_every, within, place
        )
        return finish(course, folder, state)


def settled(inputs: Inputs, threads: int, progress: Progress | None) -> Setup:
    """The people in their homes, while a second process compiles what happens to them."""
    _tell(progress, SETTLING, 0, 1)
    precompile.start()
    return prepared(inputs, threads)


def finish(course: Course, folder: Path, state: State | None) -> Path:
    """Live through the months that are left, all of them where there is no state, and write."""
    setup = course.setup
    if not (folder / MANIFEST).exists():
        told = manifest_of(course.inputs, setup, course.threads)
        told |= {"inputs_hash": course.inputs_hash, "began": now()}
        if course.within is not None:
            told["machine"]["memory"] = course.within.plan.memory
        write_sealed(folder / MANIFEST, told)
    if course.within is not None:
        return _finish_within(course, course.within, folder)
    state = state or State([], begin(setup, 0))
    settle_in(setup, state.world)
    clock = time.perf_counter() - state.seconds
    worlds = live_on(course, state, clock)
    tables = gathered(setup, worlds)
    write(folder, tables, time.perf_counter() - clock)
    return folder


def _finish_within(course: Course, run: Within, folder: Path) -> Path:
    """The same for a run at rest; its checkpoint, as large as its people are many, goes at last."""
    every = CHECKPOINT_SECONDS if course.checkpoint_every is None else 0.0
    clock = time.perf_counter() - (run.kept.seconds if run.kept else 0.0)
    home, worlds = folder / CHECKPOINTS, course.inputs.worlds
    lived = lived_within if course.place is None else partial(lived_at, course.place)
    collected = lived(run, home, course.inputs_hash, worlds, every, course.tell)
    write(folder, gathered(course.setup, collected), time.perf_counter() - clock)
    forget(home)
    return folder


def live_on(course: Course, state: State, clock: float) -> list[Collected]:
    """What all worlds leave behind, from this state on; checkpoints on the way."""
    setup, worlds = course.setup, course.inputs.worlds
    room = lent(setup, shape_of(setup, course.threads), course.threads)
    with room as spaces, ThreadPoolExecutor(course.threads) as pool:
        while True:
            for month in setup.months[state.world.months_done :]:
                live_month(setup, state.world, month, pool, spaces)
                state.seconds = time.perf_counter() - clock
                _keep(course, state)
                course.tell(len(state.finished) * len(setup.months) + state.world.months_done)
            finished = [*state.finished, state.world.collected]
            if len(finished) == worlds:
                return finished
            following = begin(setup, len(finished))
            state = State(finished, following, state.seconds, state.kept)


def _keep(course: Course, state: State) -> None:
    """A checkpoint where one is due; none right before the tables are written."""
    done, every = state.world.months_done, course.checkpoint_every
    last = done == len(course.setup.months) and len(state.finished) + 1 == course.inputs.worlds
    if course.folder is None or last:
        return
    if done % every == 0 if every else state.seconds - state.kept >= CHECKPOINT_SECONDS:
        state.kept = state.seconds
        checkpoint.save(course.folder, state, course.inputs_hash)


def simulate(
    inputs: Inputs, threads: int, progress: Progress | None = None, world: int = 0
) -> tuple[Setup, dict[str, Table]]:
    """All output tables of a run that leaves nothing on disk; of both its worlds if it has a twin.

    world  of a run without a twin the one that is lived; 1 is that without `inputs.without`
    """
    if world and inputs.worlds > 1:
        raise ValueError("a run with a twin lives both worlds: ask for it once")
    setup = prepared(inputs, threads)
    course = Course(None, inputs, "", setup, threads, progress, 1)
    state = State([], begin(setup, world))
    return setup, gathered(setup, live_on(course, state, 0.0))
