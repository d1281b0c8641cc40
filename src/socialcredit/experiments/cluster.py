"""The same tasks on a Dask cluster that is there already (extra `cluster`); we start none.

What all tasks share is sent once. Workers need no file of ours but the package: another model is
refused by its hash. What is under way on a lost worker goes to another, and only the driver writes.
"""

from collections.abc import Generator, Sequence
from typing import Any

from socialcredit.core.errors import SocialCreditError
from socialcredit.engine import cluster, precompile
from socialcredit.experiments.keys import hashed_json, model_hash
from socialcredit.experiments.store import Outcome
from socialcredit.experiments.tasks import Task, Work, live

RETRIES = 2


def outcomes(
    work: Work, tasks: Sequence[Task], address: str
) -> Generator[tuple[Task, Outcome], None, None]:
    """Live the tasks on the workers of the scheduler at an address; yield each as it finishes."""
    if not tasks:
        return
    dask = cluster.library()
    with cluster.client_of(dask, address, address) as client:
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


def _workers(client: Any, work: Work) -> list[str]:
    """The addresses of all workers: each must have the model that the experiment was made for."""
    models = cluster.asked_of_all(client, model_hash)
    others = sorted(worker for worker, model in models.items() if model != work.model)
    if others:
        raise SocialCreditError(
            f"{len(others)} of {len(models)} workers have another model", text=others[0],
            expected=f"the model {work.model[:12]}", hint=cluster.SAME,
        )  # fmt: skip
    return sorted(models)


def _compiled(client: Any, workers: Sequence[str], shared: Any, task: Task) -> None:
    """See to it that one worker of each machine has compiled the kernels before all others want to.

    Each of these lives a run to that end, of which only the kernels are kept.
    """
    firsts = [
        client.submit(compiled, shared, task, workers=[worker], pure=False)
        for worker in cluster.one_a_machine(workers)
    ]
    for future in firsts:
        _result(future)


def compiled(work: Work, task: Task) -> bool:
    """Compile what a run needs in this process's folder of kernels; False where it lies there."""
    cluster.set_threads_of_libraries()
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
            "a run was lost on the cluster each time it was tried", text=cluster.line_of(problem),
            hint="what was finished is kept: look at the workers' memory, then ask again",
        ) from None  # fmt: skip
