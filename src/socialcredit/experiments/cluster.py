"""The same tasks on a Dask cluster that is there already (extra `cluster`); we start none.

What all tasks share is sent once. Workers need no file of ours but the package: another model is
refused by its hash. What is under way on a lost worker goes to another, and only the driver writes.
"""

import logging
import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.lazy import fetch, later
from socialcredit.engine import precompile
from socialcredit.experiments.keys import hashed_json, model_hash
from socialcredit.experiments.store import Outcome
from socialcredit.experiments.tasks import Task, Work, live

PATIENCE = "20s"  # for a scheduler to answer
RETRIES = 2
NEXT = "give the address that `dask scheduler` printed, or --on local:N"
SAME = "install the same version of socialcredit on every worker"


def outcomes(
    work: Work, tasks: Sequence[Task], address: str
) -> Generator[tuple[Task, Outcome], None, None]:
    """Live the tasks on the workers of the scheduler at an address; yield each as it finishes."""
    if not tasks:
        return
    dask = _distributed()
    with _client(dask, address) as client:
        workers = _workers(client, work)
        shared = client.scatter(work, broadcast=True, hash=False)
        _compiled(client, workers, shared, tasks[0])
        asked = hashed_json(work.asked)[:8]  # others may ask for more of the same run
        mine = {f"socialcredit-{task.key}-{asked}": task for task in tasks}
        futures = [
            client.submit(live, shared, task, key=key, retries=RETRIES)
            for key, task in mine.items()
        ]
        for future in dask.as_completed(futures, loop=client.loop):
            yield mine[future.key], _result(future)


def _distributed() -> Any:
    try:
        fetch("distributed", "Client")
        return later("distributed")
    except ImportError:
        raise SocialCreditError(
            "a Dask cluster is reached through a library that is not installed",
            text="distributed",
            hint="pip install 'socialcredit[cluster]', or take --on local:N",
        ) from None


@contextmanager
def _client(dask: Any, address: str) -> Iterator[Any]:
    """Somebody who may ask the scheduler; what was asked and is not done is taken back at the end.

    What its library logs of lost workers and connections is for those who keep the cluster.
    """
    log = logging.getLogger("distributed")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        client = dask.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as problem:
        log.setLevel(level)
        raise SocialCreditError(
            f"no Dask scheduler answers at {address}", text=_line(problem), hint=NEXT
        ) from None
    try:
        yield client
    finally:
        client.close()
        log.setLevel(level)


def _workers(client: Any, work: Work) -> list[str]:
    """The addresses of all workers: each must have the model that the experiment was made for."""
    try:
        models = client.run(model_hash)
    except Exception as problem:  # a worker without our package fails as its import does
        raise SocialCreditError(
            "a worker of the cluster has no socialcredit that would do", text=_line(problem),
            hint=SAME,
        ) from None  # fmt: skip
    if not models:
        raise SocialCreditError("the cluster has no workers", hint="start some: `dask worker`")
    others = sorted(worker for worker, model in models.items() if model != work.model)
    if others:
        raise SocialCreditError(
            f"{len(others)} of {len(models)} workers have another model", text=others[0],
            expected=f"the model {work.model[:12]}", hint=SAME,
        )  # fmt: skip
    return sorted(models)


def _compiled(client: Any, workers: Sequence[str], shared: Any, task: Task) -> None:
    """See to it that one worker of each machine has compiled the kernels before all others want to.

    Each of these lives a run to that end, of which only the kernels are kept.
    """
    machines = {urlsplit(worker).hostname: worker for worker in reversed(workers)}
    firsts = [
        client.submit(compiled, shared, task, workers=[worker], pure=False)
        for worker in machines.values()
    ]
    for future in firsts:
        _result(future)


def compiled(work: Work, task: Task) -> bool:
    """Compile what a run needs in this process's folder of kernels; False where it lies there."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if precompile.compiled_before():
        return False
    live(work, task)
    return True


def _result(future: Any) -> Any:
    try:
        return future.result()
    except SocialCreditError:
        raise
    except Exception as problem:
        raise SocialCreditError(
            "a run was lost on the cluster each time it was tried", text=_line(problem),
            hint="what was finished is kept: look at the workers' memory, then ask again",
        ) from None  # fmt: skip


def _line(problem: Exception) -> str:
    """What a library says, in a line that can be read."""
    return " ".join(f"{type(problem).__name__}: {problem}".split())[:200]
