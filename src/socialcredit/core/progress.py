"""How far a piece of work is, told to whoever asked."""

from collections.abc import Callable
from typing import Any

Progress = Callable[[dict[str, Any]], None]


def of_many(progress: Progress | None, number: int, runs: int) -> Progress | None:
    """The progress of run `number` (from 0) as part of that of so many equal runs."""
    if progress is None:
        return None

    def report(news: dict[str, Any]) -> None:
        done = number * news["total"] + news["done"]
        progress({**news, "done": done, "total": runs * news["total"]})

    return report
