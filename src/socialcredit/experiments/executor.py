"""Living many runs: one after another, in processes of one thread, or on a cluster that is there.

Whoever lives a run, it comes to the same bits; so results are handed on as they finish, in whatever
order. What is under way when a process is lost is given to another.
"""

import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing.connection import Connection

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.kernel_cache import told_to_children
from socialcredit.core.lazy import later
from socialcredit.engine import cluster, precompile
from socialcredit.engine.children import apart
from socialcredit.experiments.store import Outcome
from socialcredit.experiments.tasks import Task, Work, live

on_cluster = later("socialcredit.experiments.cluster")

LOST_AMONG_OTHERS = 2  # processes that are lost with a run before it is tried alone
LOOK_EVERY = 5.0  # seconds after which a silent pool is asked whether it is whole
Done = tuple[Task, Outcome]
All = Generator[Done, None, None]


def outcomes(work: Work, tasks: Sequence[Task], on: str | None = None) -> All:
    """Live the tasks and yield each with what it came to, as it finishes.

    on  `local:N` for so many processes, or the address of a Dask scheduler; None: a process a core
    """
    place = on or cluster.LOCAL
    if cluster.is_local(place):
        many = min(cluster.processes_of(place), len(tasks))
        return in_processes(work, tasks, many) if many > 1 else one_by_one(work, tasks)
    return on_cluster.outcomes(work, tasks, place)


def one_by_one(work: Work, tasks: Sequence[Task]) -> All:
    """Live them here."""
    if not tasks:
        return
    precompile.start()
    with precompile.ended_with():
        for task in tasks:
            yield task, live(work, task)


def in_processes(work: Work, tasks: Sequence[Task], many: int) -> All:
    """Live them in so many processes.

    Kernels are compiled before, by a run that is lived here: else each process would compile them.
    A run that was under way whenever a process was lost is tried alone, and then given up.
    """
    waiting, lost = list(tasks), dict.fromkeys(tasks, 0)
    if not precompile.compiled_before():
        yield from one_by_one(work, waiting[:1])
        del waiting[:1]
    while waiting:
        suspects = [task for task in waiting if lost[task] >= LOST_AMONG_OTHERS]
        several, these = (1, suspects[:1]) if suspects else (many, waiting)
        with pool_of(several) as pool:
            yield from _until_one_is_lost(pool, several, work, list(these), waiting, lost)


def _until_one_is_lost(
    pool: ProcessPoolExecutor,
    many: int,
    work: Work,
    these: Sequence[Task],
    waiting: list[Task],
    lost: dict[Task, int],
) -> Iterator[Done]:
    """Live these tasks, and take from those waiting what has finished, until a process is lost."""
    packed = pickle.dumps(work, protocol=5)
    under_way: dict[Future[Outcome], Task] = {}
    try:
        for task in these:
            under_way[pool.submit(live_packed, packed, task)] = task
            if len(under_way) >= 2 * many:
                yield from _finished(pool, under_way, waiting)
        while under_way:
            yield from _finished(pool, under_way, waiting)
    except BrokenProcessPool:
        for task in list(under_way.values())[:many]:
            lost[task] += 1
            if lost[task] > LOST_AMONG_OTHERS:
                raise _given_up(task) from None


def _finished(
    pool: ProcessPoolExecutor, under_way: dict[Future[Outcome], Task], waiting: list[Task]
) -> Iterator[Done]:
    """Yield what has finished since, at least one.

    A lost process is told by the pool; where it was lost in the moment of a call, at the next.
    """
    while not (done := wait(under_way, LOOK_EVERY, FIRST_COMPLETED).done):
        pool.submit(os.getpid)
    for future in sorted(done, key=lambda one: (one.exception() is not None, under_way[one].key)):
        outcome = future.result()
        task = under_way.pop(future)
        waiting.remove(task)
        yield task, outcome


def _given_up(task: Task) -> SocialCreditError:
    return SocialCreditError(
        "a process was lost each time it lived this run; there may be too little memory",
        text=" ".join((*task.given, *task.sets, f"seed={task.seed}")),
        hint="what was finished is kept: ask for fewer --people, or --on local:1",
    )


@contextmanager
def pool_of(many: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that begin from nothing: a copy of this one could inherit a held lock.

    They end at once where this is left by an error or a stop, and where this process ends, however
    it does: of a pipe each of them has one end, and this process alone the other. What they are
    begun with is small: whoever begins one waits, for ever, until it has read what is larger.
    """
    os.environ.update(told_to_children())
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # processes are the threads here
    fresh = multiprocessing.get_context("spawn")
    theirs, ours = fresh.Pipe(duplex=False)
    pool = ProcessPoolExecutor(many, fresh, begin, (theirs,))
    try:
        with apart():
            for _ in range(many):  # all begin now, and none while another may be lost
                pool.submit(os.getpid)
        yield pool
    except BaseException:
        ours.close()
        raise
    finally:
        pool.shutdown(cancel_futures=True)
        ours.close()
        theirs.close()


def begin(held: Connection) -> None:
    """Make a process ready; it ends when whoever holds the other end of the pipe does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def ended() -> None:
        try:
            held.recv_bytes()
        except (EOFError, OSError):
            pass
        os._exit(1)

    threading.Thread(target=ended, daemon=True).start()


def live_packed(packed: bytes, task: Task) -> Outcome:
    """Live a task of a work that was sent as bytes, which it is with each; in a worker process."""
    return live(unpacked(packed), task)


@lru_cache(maxsize=2)
def unpacked(packed: bytes) -> Work:
    """The work that these bytes are: made once, so that its runs share what they have in common."""
    work: Work = pickle.loads(packed)
    return work
