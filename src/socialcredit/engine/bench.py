"""Speed of the day loop and memory of a resident's state, on this machine.

Importing, compiling, settling people and the first month are not timed: a long run pays for them
once. What is timed is months of the world with its schemes, on one process with threads.
"""

import re
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

import numpy as np

from socialcredit.core.calendar import next_first
from socialcredit.core.columns import bytes_per_resident
from socialcredit.core.populations import POPULATIONS
from socialcredit.core.progress import Progress, of_many
from socialcredit.engine.preparing import prepared
from socialcredit.engine.requests import changes
from socialcredit.engine.setup import Setup
from socialcredit.engine.step import live_month
from socialcredit.engine.workers import spaces_for
from socialcredit.engine.world import World, begin
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.stages.records.cases import WORDS

REPEATS = 3
USUAL_DAYS = 90
USUAL_PEOPLE = 1_000_000
OF_ITSELF = Path("/proc/self/status")  # what Linux says of a process


class Timed(NamedTuple):
    """One repetition: seconds by the clock and of all cores together, and the world at its end."""

    seconds: float
    cpu_seconds: float
    world: World


def bench(
    name: str,
    threads: int,
    people: int | None = None,
    days: int | None = None,
    progress: Progress | None = None,
    repeats: int = REPEATS,
    firms: int | None = None,
) -> dict[str, Any]:
    """Run a scenario several times over the timed `days` and report the median.

    people  residents or firms to measure with; by default the scenario's, at most a million
    days  days that are timed, after a first month that is not
    progress  called with {"stage", "done", "total"}, in months of all repetitions
    repeats  how often
    firms  firms to measure with; of a scenario of both none where it is left out: residents alone
    """
    asked = load_scenario(name)
    wanted = days or USUAL_DAYS
    one = POPULATIONS[asked.kind].one
    changes(asked, firms=firms)  # refused where there are none
    inputs = resolve(_cut(asked, people, wanted, firms))
    if firms is None and inputs.beside is not None:
        inputs = inputs._replace(beside=None)
    setup = prepared(inputs, threads)
    timed = sum(month.days for month in setup.months[1:])
    runs = [_timed(setup, threads, of_many(progress, r, repeats)) for r in range(repeats)]
    seconds = statistics.median(run.seconds for run in runs)
    return {
        "scenario": asked.scenario,
        "people": setup.residents,
        **({"firms": setup.beside.residents} if setup.beside else {}),
        "days": timed,
        "threads": threads,
        "repeats": repeats,
        "seconds": seconds,
        "seconds_of_each": [run.seconds for run in runs],
        "cpu_seconds": statistics.median(run.cpu_seconds for run in runs),
        f"{one}_days_per_second": setup.residents * timed / seconds,
        f"bytes_per_{one}": state_bytes(setup, runs[-1].world),
        **_open_records(setup, runs[-1].world),
        "peak_memory_bytes": peak_memory(),
    }


def _cut(asked: Scenario, people: int | None, days: int, firms: int | None) -> Scenario:
    """The scenario with so many people and firms, a first month, and so many days after it."""
    people, firms = (firms or people, None) if asked.kind == "firms" else (people, firms)
    first = asked.starts
    second = next_first(first)
    return asked.model_copy(
        update={
            "warm_up": None,
            "firms" if asked.kind == "firms" else "people": people
            or min(asked.subjects, USUAL_PEOPLE),
            **({"firms": firms} if firms else {}),
            "ends": second + timedelta(days=days - 1),
            "twin": None,
        }
    )


def _timed(setup: Setup, threads: int, progress: Progress | None) -> Timed:
    """All months of a world, of which the first is not timed."""
    world, spaces = begin(setup, 0), spaces_for(setup, threads)
    seconds = cpu_seconds = 0.0
    with ThreadPoolExecutor(threads) as pool:
        for month in setup.months:
            clock, cpu_clock = time.perf_counter(), time.process_time()
            live_month(setup, world, month, pool, spaces)
            seconds += (time.perf_counter() - clock) * (month.number > 0)
            cpu_seconds += (time.process_time() - cpu_clock) * (month.number > 0)
            if progress is not None:
                done = {"done": month.number + 1, "total": len(setup.months)}
                progress({"stage": "Measuring", **done})
        return Timed(seconds, cpu_seconds, world)


def state_bytes(setup: Setup, world: World) -> float:
    """Bytes of a resident: attributes, mind, conduct, standing, markets, open cases and letters.

    Of a firm also what it was on the first morning, from which the other world begins.
    """
    residents, own = setup.residents, (world.people,) if world.changing else ()
    columns = bytes_per_resident(
        setup.people, *own, world.mind, world.conduct, world.noted, world.standing,
        *world.markets.values(), residents=residents,
    )  # fmt: skip
    return columns + (sum(block.nbytes for block in world.cases) + world.post.nbytes) / residents


def _open_records(setup: Setup, world: World) -> dict[str, float]:
    """How many records are open for each subject, and the bytes of one; both are in the state."""
    rows = sum(len(block) for block in world.cases)
    size = WORDS * np.dtype(np.uint32).itemsize
    return {"open_records_each": rows / setup.residents, "bytes_per_open_record": size}


def peak_memory() -> int | None:
    """The most memory this process has held so far, in bytes; None where the system keeps none.

    Linux counts as a process's peak what held whoever began it, but not what it says of its memory.
    """
    with suppress(OSError):
        if held := re.search(r"^VmHWM:\s*(\d+) kB", OF_ITSELF.read_text(), re.MULTILINE):
            return int(held[1]) * 1024
    if resource is None:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
