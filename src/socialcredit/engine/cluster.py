"""A Dask cluster that is there already, or processes on this machine: whoever asks them for work.

Runs of experiments and the shards of one run are lived by the same words (`--on`), and a worker of
another version is refused by the same question. The library is an extra (`cluster`).
"""

import logging
import os
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from socialcredit import __version__
from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.jit import source_hash
from socialcredit.core.kept import once
from socialcredit.core.lazy import fetch, later
from socialcredit.engine.requests import threads_of

LOCAL = "local"
PATIENCE = 8.0  # seconds for a scheduler to answer
NEXT = "give the address that `dask scheduler` printed, or --on local:N"
SAME = "install the same version of socialcredit on every worker"


class Program(NamedTuple):
    """What a process would live a run with: the same bits come of the same."""

    version: str
    kernels: str


@once()
def program() -> Program:
    """What this process would live a run with."""
    return Program(__version__, source_hash())


def is_local(on: str) -> bool:
    """Whether a place is processes on this machine; what is no place at all is refused."""
    place = on.partition(":")[0]
    if place == LOCAL:
        return True
    if "://" not in on:
        raise SocialCreditError(
            f"`{on}` is no place to live runs",
            expected="local:N, or the address of a Dask scheduler, such as tcp://HOST:8786",
            meant=nearest(place, [LOCAL]),
            hint="correct --on, or leave it out",
        )
    return False


def processes_of(on: str) -> int:
    """How many processes `local:N` asks for; one a core where N is left out."""
    told = on.partition(":")[2]
    if not told:
        return threads_of(None)
    if not told.isdecimal() or not 1 <= int(told[:6]) <= 1024:
        raise SocialCreditError(
            f"`{on}` does not say how many processes",
            expected="a number from 1 to 1024, such as local:4",
            hint="correct --on, or leave it out",
        )
    return int(told)


def open_talk(on: str) -> str | None:
    """What to say of a cluster whose talk is not secret; None of one whose is, or of processes."""
    if is_local(on) or urlsplit(on).scheme in ("tls", "wss"):
        return None
    return (
        f"The cluster at {on} is without TLS: whoever reaches its ports can read what is sent, and "
        "run programs in your name."
    )


def library(instead: str = "take --on local:N") -> Any:
    """Dask's library for clusters.

    instead  what can be done without it
    """
    try:
        fetch("distributed", "Client")
        return later("distributed")
    except ImportError:
        raise SocialCreditError(
            "a Dask cluster is reached through a library that is not installed",
            text="distributed",
            hint=f"pip install 'socialcredit[cluster]', or {instead}",
        ) from None


@contextmanager
def quiet() -> Iterator[None]:
    """What Dask logs of lost workers and connections is for those who keep the cluster."""
    log = logging.getLogger("distributed")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)


@contextmanager
def client_of(dask: Any, address: Any, named: str) -> Iterator[Any]:
    """Somebody who may ask the scheduler; what was asked and is not done is taken back at the end.

    address  of the scheduler, or a cluster of one's own; `named` is what to call it
    """
    with quiet():
        try:
            _listened_to(named)
            client = dask.Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as problem:
            raise SocialCreditError(
                f"no Dask scheduler answers at {named}", text=line_of(problem), hint=NEXT
            ) from None
        try:
            yield client
        finally:
            client.close()


def _listened_to(address: str) -> None:
    """Hear the first byte that a scheduler says to whoever comes; Dask waits for it for ever.

    Raises OSError where nobody answers, or says nothing.
    """
    parts = urlsplit(address)
    if parts.scheme == "tcp" and parts.hostname and parts.port:
        with socket.create_connection((parts.hostname, parts.port), PATIENCE) as line:
            line.settimeout(PATIENCE)
            if not line.recv(1):
                raise ConnectionError("the line was closed")


def asked_of_all(client: Any, question: Callable[..., Any], *given: Any) -> dict[str, Any]:
    """What each worker answers, by its address; an error where one cannot."""
    try:
        told: dict[str, Any] = client.run(question, *given)
    except Exception as problem:  # a worker without our package fails as its import does
        raise SocialCreditError(
            "a worker of the cluster has no socialcredit that would do", text=line_of(problem),
            hint=SAME,
        ) from None  # fmt: skip
    if not told:
        raise SocialCreditError("the cluster has no workers", hint="start some: `dask worker`")
    return told


def refuse_other_program(worker: str, found: Program, mine: Program) -> None:
    """Raise SocialCreditError where a worker would not live the same bits, and name it."""
    pairs = zip(("socialcredit", "the kernels"), found, mine, strict=True)
    for what, other, asked in pairs:
        if other != asked:
            raise SocialCreditError(
                f"the worker {worker} has another program than the run", text=f"{what} {other}",
                expected=f"{what} {asked}", hint=SAME,
            )  # fmt: skip


def one_a_machine(workers: Iterable[str]) -> list[str]:
    """The first worker of each machine, by their addresses."""
    return sorted({urlsplit(worker).hostname: worker for worker in sorted(workers)[::-1]}.values())


def set_threads_of_libraries() -> None:
    """Processes are the threads: a library that would take all cores for itself takes one."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def line_of(problem: BaseException) -> str:
    """What a library says, in a line that can be read."""
    return " ".join(f"{type(problem).__name__}: {problem}".split())[:200]
