"""The first compilation on two cores: a second process takes on the later half of the month.

Numba compiles one function at a time in a process. While a run compiles what settles its people,
another process compiles what happens to records, for residents of whom only the columns' types are
known, and leaves it in the cache on disk, where the run finds it.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numba
from numba import typeof, types

from socialcredit.core.by_address import Handed
from socialcredit.core.compiling import nothing_collected
from socialcredit.core.jit import CACHE, compiled_before, handed
from socialcredit.core.kernel_cache import told_to_children
from socialcredit.core.locks import held
from socialcredit.engine.month_tables import tables_of, when_of
from socialcredit.engine.preparing import prepared
from socialcredit.engine.subjects import SettledIn
from socialcredit.engine.workers import workspaces_for
from socialcredit.engine.world import begin
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.month.ending import end_month
from socialcredit.month.filing import file_case, reckon
from socialcredit.month.list_keeping import keep_lists
from socialcredit.month.procedure import charge, step
from socialcredit.month.workspace import Here
from socialcredit.stages.society.people import empty

_children: list[subprocess.Popen[bytes]] = []


def start() -> None:
    """Start the second process, unless all is compiled, nothing ever is, or there is one core."""
    plain = numba.config.DISABLE_JIT  # type: ignore[attr-defined]
    if plain or CACHE is None or compiled_before() or (os.cpu_count() or 1) < 2:
        return
    quiet: Any = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    child = subprocess.Popen(
        [sys.executable, "-m", "socialcredit.engine.precompile"], env=told_to_children(), **quiet
    )
    _children.append(child)
    # The thread waits for the process, so that it is not left behind when it has ended.
    threading.Thread(target=child.wait, daemon=True).start()


@contextmanager
def ended_with() -> Iterator[None]:
    """The second process ends with what goes on here, if that is stopped or fails."""
    try:
        yield
    except BaseException:
        stop()
        raise


def stop() -> None:
    """End the second process, where whoever asked for the run wants it no longer."""
    while _children:
        _children.pop().kill()


def compile_ahead() -> None:
    """Compile the end of a month, the review of lists and the life of records.

    One process at a time does so; the lock goes with a process that is killed.
    """
    if CACHE is None:
        return
    with held(CACHE) as free, nothing_collected():
        for kernel, given in later_half() if free else ():
            kernel.compile(tuple(map(by_address, given)))


def by_address(given: Any) -> Any:
    """The type as which a kernel of the month is handed something: tuples by address."""
    if isinstance(given, Here):
        return Handed(types.NamedTuple([by_address(one) for one in given], Here))
    return handed(typeof(given), by_address=True)


def later_half() -> list[tuple[Any, tuple[Any, ...]]]:
    """Kernels of the month, the last ones first, with arguments of the types a run gives."""
    setup = prepared(resolve(load_scenario("shipped:small-town")), 1, nobody_in_particular)
    world, space, month = begin(setup, 0), workspaces_for(setup, 1)[0], setup.months[0]
    tables, when = tables_of(setup, month, 0, world.compiled), when_of(setup, month)
    given: dict[str, Any] = dict.fromkeys(Here._fields, 0)
    here = Here(
        **given
        | {
            "people": setup.people, "mind": world.mind, "standing": world.standing,
            "book": tables.book, "procedure": tables.procedure, "subject": space.subject,
            "layers": space.layers, "luck": space.luck, "log": space.log, "tally": space.tally,
            "doors": tables.doors, "has": space.doors, "lists": tables.lists,
            "grounds": space.grounds,
            "counted": space.counted, "marks": space.marks, "parts": space.parts,
            "news": world.news, "key": setup.key,
        }
    )  # fmt: skip
    return [
        (end_month, (here, world.conduct, world.passing, tables, space, when, world.queue[0])),
        (keep_lists, (here, tables.lists, space, 0)),
        (reckon, (here, space.cases, 0, 0, space.touched)),
        (file_case, (here, space.cases, 0, 0, space.touched)),
        (charge, (here, space.cases, 0, 0, space.touched)),
        (step, (here, space.cases, 0, 0, space.touched)),
    ]


def nobody_in_particular(*_given: Any) -> SettledIn:
    """In place of `settling.Residents`: residents whose every column is zero."""
    return lambda shard, _threads: empty(shard.stop - shard.start)


if __name__ == "__main__":
    compile_ahead()
