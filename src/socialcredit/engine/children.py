"""Processes that are begun for a run: from nothing, deaf to Ctrl-C, and gone with whoever began.

A copy of this process could inherit a held lock.
"""

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from types import ModuleType
from typing import Any

from socialcredit.core.kernel_cache import told_to_children

LOOPBACK = "127.0.0.1"


@contextmanager
def apart() -> Iterator[None]:
    """What is begun here is deaf to Ctrl-C, which a terminal sends to all: this process ends it.

    Nor does it read the program that was started here, which would live everything again in a
    script that does not ask whether it is the main one.
    """
    mask = getattr(signal, "pthread_sigmask", None)  # not on Windows
    if mask:  # whoever begins the tracker lets Ctrl-C through to the process after it
        resource_tracker.ensure_running()
    before = mask(signal.SIG_BLOCK, {signal.SIGINT}) if mask else None
    program, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program
        if mask:
            mask(signal.SIG_SETMASK, before)


@contextmanager
def processes(dask: Any, many: int) -> Iterator[Any]:
    """A cluster of so many processes of one thread, which nobody outside this machine can reach.

    Whoever is lost is begun anew. What they put by lies in a folder that goes with them.
    """
    os.environ.update(told_to_children())
    with tempfile.TemporaryDirectory(prefix="socialcredit-") as own:
        with apart():
            there = dask.LocalCluster(
                n_workers=many, threads_per_worker=1, processes=True, host=LOOPBACK,
                dashboard_address=None, memory_limit=0, local_directory=own,
                silence_logs="CRITICAL", scheduler_kwargs={"local_directory": own},
            )  # fmt: skip
        try:
            yield there
        finally:
            there.close()
