"""How far a piece of work is, told to whoever asked."""

import threading
from collections.abc import Callable
from typing import Any

# Told {"stage", "done", "total"}; what is under way counts in `done` by the share of it that is.
Progress = Callable[[dict[str, Any]], None]
Tick = Callable[[float], None]  # told by which share more of a step is done, on any thread

ALMOST = 0.99  # of a step, until all of it is done


class Step:
    """How much of a step is done that is made of parts, whichever thread each of them is done by.

    tell  called with the share of it, below one, one call at a time
    """

    def __init__(self, tell: Callable[[float], None]) -> None:
        self._tell, self._done, self._alone = tell, 0.0, threading.Lock()

    def more(self, share: float) -> None:
        """So much more of it is done."""
        with self._alone:
            self._done += share
            self._tell(min(self._done, ALMOST))


def part_of(tick: Tick, weight: float) -> Tick:
    """The same for a part of a step that is so much of it: told by which share of the part."""
    return lambda share: tick(weight * share)


def unheard(_: float) -> None:
    """Nobody is told."""


def of_many(progress: Progress | None, number: int, runs: int) -> Progress | None:
    """The progress of run `number` (from 0) as part of that of so many equal runs."""
    if progress is None:
        return None

    def report(news: dict[str, Any]) -> None:
        done = number * news["total"] + news["done"]
        progress({**news, "done": done, "total": runs * news["total"]})

    return report
