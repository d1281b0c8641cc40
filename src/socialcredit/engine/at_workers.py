"""The shards of a run on the workers of a Dask cluster, or in processes on this machine.

What the coordinator keeps, and what it is told, are the same as where shards rest in its own memory
(`engine.resting`): only the visits are made elsewhere, a range of shards a task. Shards lie in the
run's folder, which all workers see. A task whose worker is lost is given to another, which finds
each shard as it was when the month began, or with the letter of whoever lived it already.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from socialcredit.core.calendar import Month
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.jit import compiled_before
from socialcredit.core.progress import Tick, part_of, unheard
from socialcredit.engine import cluster, for_others
from socialcredit.engine.children import processes
from socialcredit.engine.cluster import Program
from socialcredit.engine.for_others import Job
from socialcredit.engine.resting import Store
from socialcredit.engine.setup import Setup
from socialcredit.engine.shard import Shard
from socialcredit.engine.whole import Hands, Visit

MILLION = 1_000_000  # residents of a task, which then takes some hundred times what Dask adds to it
SEVERAL = 4  # tasks a thread of a worker, where a task then has fewer residents than that
LOOK_EVERY = 2.0  # seconds after which a silent cluster is looked at
ALONE = 60.0  # seconds without any worker after which nobody is waited for
KEPT = "what was lived is kept: look at the workers, then go on with `socialcredit resume`"


@dataclass
class Place:
    """Where shards are lived: whom to ask, and what its machines still have to compile.

    firsts  of machines on which the kernels are not compiled yet, a worker each
    """

    dask: Any
    client: Any
    named: str
    firsts: list[str] = field(default_factory=list)

    def threads(self) -> int:
        """How many tasks may be under way at once."""
        return sum(self.client.nthreads().values())

    def refuse_others(self, mine: Program) -> None:
        """Raise SocialCreditError for a worker with another program, and name it."""
        found = cluster.asked_of_all(self.client, cluster.program)
        for worker in sorted(found):
            cluster.refuse_other_program(worker, found[worker], mine)

    def refuse_unfit(self, job: Job) -> None:
        """The same for a worker that cannot work for this run; and see what is to be compiled."""
        lacks = cluster.asked_of_all(self.client, for_others.lack_of, job)
        for worker in sorted(lacks):
            if lacks[worker] is not None:
                raise SocialCreditError(
                    f"the worker {worker} {lacks[worker]}", text=job.folder,
                    hint="put the run, with --out, where every worker reads and writes by the "
                    "same path",
                )  # fmt: skip
        compiled = cluster.asked_of_all(self.client, compiled_before)
        cold = [worker for worker in compiled if not compiled[worker]]
        self.firsts = cluster.one_a_machine(cold)

    def done(
        self, tasks: Sequence[tuple[Any, ...]], first: bool = False, tick: Tick = unheard
    ) -> list[Any]:
        """What tasks come to, in their order: a function of `for_others`, and what it is given.

        first  such were not done before: where kernels are not compiled, one worker of each machine
            does a task to that end before all others want to
        tick   told by which share more of them are done, every few seconds
        """
        ahead = self.firsts[: len(tasks)] if first else []
        begun = self._submitted(tasks[: len(ahead)], ahead)
        try:
            told = part_of(tick, 1 / max(len(tasks), 1))
            before = self._wait(begun, told)
            begun += self._submitted(tasks[len(ahead) :], [])
            self._wait(begun, told, before)
            return [self._result(future) for future in begun]
        finally:
            self.client.cancel(begun, force=True)

    def _submitted(self, tasks: Sequence[tuple[Any, ...]], on: Sequence[str]) -> list[Any]:
        return [
            self.client.submit(
                *task, pure=False, workers=[on[k]] if on else None, allow_other_workers=bool(on)
            )
            for k, task in enumerate(tasks)
        ]

    def _wait(self, futures: list[Any], tick: Tick, before: int = 0) -> int:
        """Until all are done, or one of them failed; raises where nobody is left to do them.

        tick  told how many more of them are done than `before`; returns how many are
        """
        alone, waits, done = time.monotonic(), bool(futures), before
        while waits:
            try:
                with self.client.as_current():
                    self.dask.wait(futures, timeout=LOOK_EVERY)
                waits = False
            except (TimeoutError, self.dask.TimeoutError):
                waits = all(future.status != "error" for future in futures)
            except Exception as problem:
                raise self._lost(cluster.line_of(problem)) from None
            before, done = done, sum(future.done() for future in futures)
            tick(done - before)
            if not waits:
                break
            if self.client.status == "running" and self.client.nthreads():
                alone = time.monotonic()
            elif time.monotonic() - alone > ALONE:
                raise self._lost("no worker is left")
        return done

    def _lost(self, text: str) -> SocialCreditError:
        return SocialCreditError(f"the cluster at {self.named} was lost", text=text, hint=KEPT)

    def _result(self, future: Any) -> Any:
        try:
            return (
                future.result(timeout=LOOK_EVERY) if future.status == "error" else future.result()
            )
        except SocialCreditError:
            raise
        except Exception as problem:
            if isinstance(problem, OSError) and problem.errno is not None:
                raise  # of a disk, which says which file
            raise SocialCreditError(
                "a part of the run was lost on the cluster each time it was tried",
                text=cluster.line_of(problem), hint=KEPT,
            ) from None  # fmt: skip


@contextmanager
def place_for(on: str) -> Iterator[Place]:
    """The workers at a place; nothing of them is left open, and nothing of ours on them.

    on  the address of a Dask scheduler, or `local:N` for so many processes that are begun for it
    Raises SocialCreditError where nobody answers, or a worker has another program.
    """
    local = cluster.is_local(on)
    dask = cluster.library("leave --on out")
    if local:
        with cluster.quiet(), processes(dask, cluster.processes_of(on)) as there:
            with cluster.client_of(dask, there, on) as client:
                yield Place(dask, client, on)
        return
    with cluster.client_of(dask, on, on) as client:
        found = Place(dask, client, on)
        found.refuse_others(cluster.program())
        try:
            yield found
        finally:
            _forgotten(client)


@contextmanager
def place_or_none(on: str | None) -> Iterator[Place | None]:
    """The same; None where shards are lived here."""
    if on is None:
        yield None
        return
    with place_for(on) as place:
        yield place


def refuse_without_memory(on: str | None, memory: int | None) -> None:
    """Raise SocialCreditError for a run that is one shard: that is lived by one process."""
    if on is not None and memory is None:
        raise SocialCreditError(
            "a run whose people all lie in memory is lived by one process", f"--on {on}",
            expected="--memory beside it, such as --memory 12GB: of all workers together",
        )  # fmt: skip


def _forgotten(client: Any) -> None:
    """Nothing of a run is kept by workers that go on; those that are gone have nothing."""
    try:
        if client.status == "running":
            client.run(for_others.forget, on_error="ignore")
    except Exception:
        return


@dataclass
class AtWorkers:
    """The shards of one population in one world, lived at a place; see `whole.Shards`.

    cut    where its shards begin and end
    lived  months that they have lived
    tick   told by which share more of them have settled, begun, or lived a month
    """

    place: Place
    job: Job
    cut: Sequence[Shard]
    lived: int = 0
    known: set[Any] = field(default_factory=set)
    tick: Tick = field(default=unheard)

    def hear(self, tick: Tick) -> None:
        """As `Shards` says; told too as they settle, or begin."""
        self.tick = tick

    def settle(self) -> None:
        """Settle the people of every shard, and put them to rest."""
        self._each(for_others.settle, for_others.settle)

    def begin(self, hands: Hands) -> None:
        """Every shard on its first morning, put to rest."""
        self._each(for_others.begin, for_others.begin)

    def ask(self, visit: Visit, month: Month, told: Sequence[Any], hands: Hands) -> list[Any]:
        """As `Shards` says."""
        return self._each(for_others.ask, visit, visit, month.number, self.lived, told=told,
                          tick=unheard)  # fmt: skip

    def live(self, visit: Visit, month: Month, told: Sequence[Any], hands: Hands) -> list[Any]:
        """As `Shards` says; a shard that has lived the month already answers as it did."""
        letters = self._each(for_others.live, visit, visit, month.number, self.lived, told=told)
        self.lived = month.number + 1
        return letters

    def _each(
        self, work: Callable[..., Any], what: Any, *given: Any,
        told: Sequence[Any] | None = None, tick: Tick | None = None,
    ) -> list[Any]:  # fmt: skip
        """Every shard, in ranges; what they answer, in their order.

        what  is done: the first time kernels may have to be compiled for it
        tick  told by which share more of them is done; None: whoever asks for shards
        """
        tasks: list[tuple[Any, ...]] = []
        for a, b in ranges_of(self.cut, self.place.threads()):
            tasks.append((work, self.job, a, b, *given, *([] if told is None else [told[a:b]])))
        answers = self.place.done(tasks, what not in self.known, tick or self.tick)
        self.known.add(what)
        return [answer for one in answers if one is not None for answer in one]


@contextmanager
def at_workers(
    place: Place, folder: Path, seal: str, setup: Setup, cut: Sequence[Shard],
    store: Callable[[Sequence[Shard], int], Store], beside: bool = False,
) -> Iterator[Callable[[int], AtWorkers]]:  # fmt: skip
    """The shards of a population on workers: what gives those of each world, by its number.

    folder, seal  of the run, whose inputs lie there    setup  of everybody, without people
    store  what opens the store of the shards, for whoever can import it
    beside  whether these are the firms of a run of both
    """
    told = for_others.tell(folder, setup, cut)
    mine = Job(str(folder.resolve()), seal, beside, told, 0, store, cluster.program())
    try:
        place.refuse_unfit(mine)
        yield lambda number: AtWorkers(place, mine._replace(number=number), cut)
    finally:
        (folder / told).unlink(missing_ok=True)


def ranges_of(cut: Sequence[Shard], threads: int) -> list[tuple[int, int]]:
    """Ranges of shards, first and end of each: as few as have a million residents at most.

    threads  for each of which there are several, where a range then has fewer
    A shard with more is a range.
    """
    stop = np.array([shard.stop for shard in cut], np.int64)
    size = max(1, min(MILLION, -(-int(stop[-1]) // (SEVERAL * max(1, threads)))))
    found, a = [], 0
    while a < len(cut):
        b = int(np.searchsorted(stop, cut[a].start + size, side="right"))
        found.append((a, max(a + 1, b)))
        a = found[-1][1]
    return found
