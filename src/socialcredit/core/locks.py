"""A file or folder that one process at a time may hold, and that nobody holds once it is killed."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

ASK_EVERY_SECONDS = 0.2


@contextmanager
def held(path: Path, wait: Callable[[], None] | None = None) -> Iterator[bool]:
    """Hold a file or a folder that is there for as long as the block runs.

    wait  called once before another process is waited for; None: nobody is waited for
    Yields False where another process holds it and nobody waits. Systems and disks that know no
    such locks let everybody in.
    """
    if fcntl is None:
        yield True
        return
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        free = taken(handle)
        if not free and wait is not None:
            wait()
            while not (free := taken(handle)):
                time.sleep(ASK_EVERY_SECONDS)
        yield free
    finally:
        os.close(handle)


def taken(handle: int) -> bool:
    """Take the lock unless another process has it."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # the disk knows no locks
        return True
    return True
