"""Living many runs: one after another, in processes of one thread, or on a cluster that is there.

Whoever lives a run, it comes to the same bits; so results are handed on as they finish, in whatever
order. What is under way when a process is lost is given to another.
"""

import multiprocessing
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.kernel_cache import told_to_children
from socialcredit.core.lazy import later
from socialcredit.engine import precompile
from socialcredit.engine.requests import threads_of
from socialcredit.experiments.store import Outcome
from socialcredit.experiments.tasks import Task, Work, live

cluster = later("socialcredit.experiments.cluster")

LOCAL = "local"
LOST_TWICE = 2  # processes that a run may take with it before it is given up
Done = tuple[Task, Outcome]


def outcomes(work: Work, tasks: Sequence[Task], on: str | None = None) -> Iterator[Done]:
    """Live the tasks and yield each with what it came to, as it finishes.

    on  `local:N` for so many processes, or the address of a Dask scheduler; None: a process a core
    """
    if not tasks:
        return iter(())
    place, _, told = (on or LOCAL).partition(":")
    if place == LOCAL:
        many = min(processes_of(told, on), len(tasks))
        return in_processes(work, tasks, many) if many > 1 else one_by_one(work, tasks)
    if "://" not in (on or ""):
        raise SocialCreditError(
            f"`{on}` is no place to live runs",
            expected="local:N, or the address of a Dask scheduler, such as tcp://HOST:8786",
            meant=nearest(place, [LOCAL]),
        )
    return cluster.outcomes(work, tasks, on)


def processes_of(told: str, on: str | None) -> int:
    """How many processes `local:N` asks for; one a core where N is left out."""
    if not told:
        return threads_of(None)
    if not told.isdecimal() or not 1 <= int(told[:6]) <= 1024:
        raise SocialCreditError(
            f"`{on}` does not say how many processes",
            expected="a number from 1 to 1024, such as local:4",
        )
    return int(told)


def one_by_one(work: Work, tasks: Sequence[Task]) -> Iterator[Done]:
    """Live them here."""
    precompile.start()
    with precompile.ended_with():
        for task in tasks:
            yield task, live(work, task)


_mine: list[Work] = []  # in a worker process: the work of its experiment


def begin(work: Work) -> None:
    """Make a process ready for the tasks of a work; it ends when whoever started it does."""
    _mine[:] = [work]
    parent = multiprocessing.parent_process()

    def orphaned() -> None:
        assert parent is not None
        parent.join()
        os._exit(1)

    if parent is not None:
        threading.Thread(target=orphaned, daemon=True).start()


def live_mine(task: Task) -> Outcome:
    """Live a task of this process's work."""
    return live(_mine[0], task)


def in_processes(work: Work, tasks: Sequence[Task], many: int) -> Iterator[Done]:
    """Live them in so many processes; a run that twice took its process with it is given up."""
    compile_once(work, tasks[0])
    waiting, lost = list(tasks), dict.fromkeys(tasks, 0)
    while waiting:
        under_way: dict[Future[Outcome], Task] = {}
        left = iter(list(waiting))
        with pool_of(work, many) as pool:
            try:
                for task in left:
                    under_way[pool.submit(live_mine, task)] = task
                    if len(under_way) < 2 * many:
                        continue
                    yield from _finished(under_way, waiting)
                while under_way:
                    yield from _finished(under_way, waiting)
            except BrokenProcessPool:
                _count_lost(list(under_way.values())[:many], lost)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise


def pool_of(work: Work, many: int) -> ProcessPoolExecutor:
    """Processes that begin from nothing: a copy of this one could inherit a held lock."""
    os.environ.update(told_to_children())
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # processes are the threads here
    fresh = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(many, fresh, begin, (work,))


def compile_once(work: Work, task: Task) -> None:
    """See to it that kernels are compiled before processes begin, which would each compile them."""
    if not precompile.compiled_before():
        live(work, task)


def _finished(under_way: dict[Future[Outcome], Task], waiting: list[Task]) -> Iterator[Done]:
    """Yield what has finished since, at least one; a lost process is told by the pool."""
    done, _ = wait(under_way, return_when=FIRST_COMPLETED)
    for future in sorted(done, key=lambda one: under_way[one].key):
        outcome = future.result()
        task = under_way.pop(future)
        waiting.remove(task)
        yield task, outcome


def _count_lost(tasks: Sequence[Task], lost: dict[Task, int]) -> None:
    for task in tasks:
        lost[task] += 1
        if lost[task] > LOST_TWICE:
            raise SocialCreditError(
                "a process was lost each time it lived this run; there may be too little memory",
                text=" ".join((*task.given, *task.sets, f"seed={task.seed}")),
                hint="what was finished is kept: ask for fewer --people, or --on local:1; in a "
                'script, call below `if __name__ == "__main__":`',
            )
