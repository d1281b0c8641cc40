"""Handing work to threads: one piece alone is done where one is, and nobody is woken for it."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

SPAN = 32  # communities that one call looks at: enough to be worth waking a thread for


def each(pool: ThreadPoolExecutor, work: Callable[[Any], None], pieces: Sequence[Any]) -> None:
    """Do every piece of work, on whichever thread is free; raises what the first of them raised."""
    for _ in map(work, pieces) if len(pieces) == 1 else pool.map(work, pieces):
        pass
