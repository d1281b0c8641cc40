"""Places to work, lent to towns for a month and to runs: nothing in them outlives a month."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any
from weakref import ref

from socialcredit.compile.versions import sizes
from socialcredit.engine.collect import sizes_of
from socialcredit.engine.setup import Setup
from socialcredit.engine.workers import Spaces, spaces_for

IDLE = 4  # places that are kept meanwhile, for all towns and runs of a process together


def shape_of(setup: Setup, threads: int) -> tuple[Any, ...]:
    """What a place to work hangs on: towns of one shape may use the same, one after the other."""
    both = [setup, *([setup.beside] if setup.beside is not None else [])]
    return (threads, *((len(one.schemes), sizes(one.schemes), sizes_of(one)) for one in both))


_idle: list[tuple[tuple[Any, ...], Spaces, ref[Setup]]] = []  # shape, and who had it last
_lock = Lock()


@contextmanager
def lent(setup: Setup, shape: tuple[Any, ...], threads: int) -> Iterator[Spaces]:
    """A place to work for a while: nothing in it outlives a month, so that a few are shared.

    Small runs, one after another, would take longer to make theirs than to live a month. Whoever
    is not the last who had it asks anew for what is on call. After a failure it is dropped, since
    its counts are half made.
    """
    with _lock:
        fits = next((at for at in range(len(_idle)) if _idle[at][0] == shape), None)
        found = None if fits is None else _idle.pop(fits)
    spaces = found[1] if found else spaces_for(setup, threads)
    if found and found[2]() is not setup:
        for space in (*spaces.own, *spaces.beside):
            space.parts[:] = 0
    yield spaces
    with _lock:
        _idle.append((shape, spaces, ref(setup)))
        del _idle[:-IDLE]
