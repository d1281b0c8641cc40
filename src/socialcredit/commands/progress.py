"""What a person sees while the machine works.

On a terminal a bar with the time that remains; elsewhere (a log file, a pipe) a line now and then.
Everything goes to stderr, so that stdout holds results only.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from socialcredit.core.lazy import later

jit = later("socialcredit.core.jit")

Report = Callable[[dict[str, Any]], None]

QUIET_SECONDS = 2.0
LINE_EVERY_SECONDS = 10.0


@contextmanager
def shown() -> Iterator[Report]:
    """Yield the function that a long job calls with `{"stage", "done", "total"}`.

    What is under way counts in `done` by the share of it that is.
    """
    console = Console(stderr=True)
    if console.is_terminal:
        with _bar(console) as bar:
            yield _announcing(console, _to_bar(bar))
    else:
        yield _announcing(console, _to_lines(console))


@contextmanager
def waiting(stage: str) -> Iterator[None]:
    """Show that something of unknown length goes on: on a terminal only, gone when it is done."""
    console = Console(stderr=True)
    with console.status(f"{stage} ..."):
        yield


def _announcing(console: Console, report: Report) -> Report:
    """The same, with a word before the first piece of work where the kernels are to be compiled.

    Not before: what was asked for may still be refused.
    """
    told = False

    def announced(news: dict[str, Any]) -> None:
        nonlocal told
        if not told and not jit.compiled_before():
            words = "Compiling the model for this machine (once, about a minute) ..."
            console.print(words, highlight=False)
        told = True
        report(news)

    return announced


def _bar(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )


def _to_bar(bar: Progress) -> Report:
    tasks: dict[str, Any] = {}

    def report(news: dict[str, Any]) -> None:
        stage = str(news.get("stage", "working"))
        if stage not in tasks:
            tasks[stage] = bar.add_task(stage, total=None)
        bar.update(tasks[stage], completed=news.get("done", 0), total=news.get("total"))

    return report


def _to_lines(console: Console) -> Report:
    begin = time.monotonic()
    last = begin - LINE_EVERY_SECONDS + QUIET_SECONDS
    firsts: dict[str, tuple[float, float]] = {}

    def report(news: dict[str, Any]) -> None:
        nonlocal last
        now = time.monotonic()
        stage, done = str(news.get("stage", "working")), news.get("done", 0)
        if done:
            firsts.setdefault(stage, (now, done))
        if now - last < LINE_EVERY_SECONDS:
            return
        last = now
        since, before = firsts.get(stage, (now, done))
        pace = (now - since) / (done - before) if done > before else None
        console.print(line_of(news, now - begin, pace), highlight=False)

    return report


def line_of(news: dict[str, Any], elapsed: float, pace: float | None) -> str:
    """One line of progress: the stage, how far it is, seconds elapsed and seconds left.

    pace  seconds that one step took, None while unknown: the first step of a stage may have waited
    for the compiler and says nothing about the others
    """
    stage, done, total = news.get("stage", "working"), news.get("done", 0), news.get("total")
    if not done or not total:
        return f"{stage}: {elapsed:.0f} s"
    left = "" if pace is None else f", about {pace * (total - done):.0f} s left"
    return f"{stage}: {_how_far(done, total)}, {elapsed:.0f} s{left}"


def _how_far(done: float, total: int) -> str:
    """Steps that are done, of how many, and how much of the one that is under way."""
    share = f"{100 * (done % 1):.0f} %"
    if total == 1 and done < 1:
        return share
    under_way = f" and {share} of the next" if done % 1 else ""
    return f"{int(done)} of {total}{under_way}"
