"""The same tasks on a Dask cluster that is there already (extra `cluster`); we start none.

What all tasks share is sent once. Workers need no file of ours but the package: another model is
refused by its hash. Each task is known to the scheduler by the key of its run, what is under way on
a lost worker goes to another, and only the driver writes.
"""

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from socialcredit.core.errors import SocialCreditError
from socialcredit.experiments.keys import model_hash
from socialcredit.experiments.store import Outcome
from socialcredit.experiments.tasks import Task, Work, live

PATIENCE = "20s"  # for a scheduler to answer
RETRIES = 2
NEXT = "give the address that `dask scheduler` printed, or --on local:N"


def outcomes(work: Work, tasks: Sequence[Task], address: str) -> Iterator[tuple[Task, Outcome]]:
    """Live the tasks on the workers of the scheduler at an address; yield each as it finishes."""
    dask = _distributed()
    client = _client(dask, address)
    try:
        _refuse_others(client, work)
        shared = client.scatter(work, broadcast=True, hash=False)
        mine = {task.key: task for task in tasks}
        futures = [
            client.submit(live, shared, task, key=task.key, retries=RETRIES, pure=True)
            for task in tasks
        ]
        for future in dask.as_completed(futures):
            yield mine[future.key], _result(dask, future)
    finally:
        client.close()


def _distributed() -> Any:
    try:
        return import_module("distributed")
    except ImportError:
        raise SocialCreditError(
            "a Dask cluster is reached through a library that is not installed",
            text="distributed",
            hint="pip install 'socialcredit[cluster]', or take --on local:N",
        ) from None


def _client(dask: Any, address: str) -> Any:
    try:
        return dask.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as problem:
        raise SocialCreditError(
            f"no Dask scheduler answers at {address}", text=str(problem)[:200], hint=NEXT
        ) from None


def _refuse_others(client: Any, work: Work) -> None:
    """Every worker must have the model that the experiment was made for."""
    try:
        models = client.run(model_hash)
    except Exception as problem:  # a worker without our package fails as its import does
        raise SocialCreditError(
            "a worker of the cluster has no socialcredit that would do",
            text=str(problem)[:200],
            hint="install the same version on every worker",
        ) from None
    if not models:
        raise SocialCreditError("the cluster has no workers", hint="start some: `dask worker`")
    others = sorted(worker for worker, model in models.items() if model != work.model)
    if others:
        raise SocialCreditError(
            f"{len(others)} of {len(models)} workers have another model", text=others[0],
            expected=f"the model {work.model[:12]}",
            hint="install the same version of socialcredit on every worker",
        )  # fmt: skip


def _result(dask: Any, future: Any) -> Outcome:
    try:
        found: Outcome = future.result()
    except SocialCreditError:
        raise
    except Exception as problem:
        raise SocialCreditError(
            "a run was lost on the cluster each time it was tried", text=str(problem)[:200],
            hint="what was finished is kept: look at the workers' memory, then ask again",
        ) from None  # fmt: skip
    return found
