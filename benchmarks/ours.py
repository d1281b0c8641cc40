"""Runs of ours to be measured, in a process of their own; each prints one line of JSON.

    python -m benchmarks.ours points-day --people N --days D    # as the peers' programs do it
    python -m benchmarks.ours small --people N --runs R --rounds 3
    python -m benchmarks.ours towns --people N --towns T

Times are of the process's CPU. Compiling and reading libraries is over before a clock starts.
"""

import gc
import resource
import statistics
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.measures import Measures, told
from socialcredit.api import open_town
from socialcredit.engine.bench import bench
from socialcredit.engine.run import simulate
from socialcredit.language.resolve.inputs import Inputs, resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.written import written_of

TOWN = 2000  # people of a town that is lived through before the clock starts
SAME, ANEW = 5, 20  # the seed of the same people; the first seed of people settled anew


def points_day(people: int, days: int) -> dict[str, Any]:
    """The common workload on one thread: CPU seconds of the months after the first.

    Bytes a person are what the process held at most, beyond what it held after a little town.
    """
    name = "shipped:points-day"
    before = bench(name, threads=1, people=TOWN, days=days, repeats=1)["peak_memory_bytes"]
    found = bench(name, threads=1, people=people, days=days, repeats=1)
    peak = found["peak_memory_bytes"]
    return {
        "name": "socialcredit",
        "n": found["people"],
        "days": found["days"],
        "loop_cpu_s": found["cpu_seconds"],
        "bytes_per_agent": (peak - before) / people if peak else found["bytes_per_resident"],
    }


def small_runs(people: int, runs: int, rounds: int) -> dict[str, Any]:
    """Runs of Rongcheng's year 2014 without a twin, a CPU second: medians of the rounds.

    anew  people are settled anew for each run, with a seed that was not seen before
    same  the same people live the year again
    """
    inputs = small_town(people)
    live(inputs, SAME)
    anew, same = [], []
    for number in range(rounds):
        first = ANEW + number * runs
        anew.append(_speed(inputs, range(first, first + runs)))
        live(inputs, SAME)  # so that they are settled, whoever was settled in between
        same.append(_speed(inputs, [SAME] * runs))
    return {"anew": statistics.median(anew), "same": statistics.median(same)}


def small_town(people: int) -> Inputs:
    """So many people of Rongcheng, for one year and in one world."""
    year = {"ends": date(2014, 12, 31), "twin": None, "panel_households": 300}
    whole = load_scenario("shipped:rongcheng")
    alone = written_of(whole).own or whole  # without the bodies that stand beside its residents
    return resolve(alone.model_copy(update={"people": people, **year}))


def live(inputs: Inputs, seed: int) -> None:
    """One run that leaves nothing on disk."""
    scenario = inputs.scenario.model_copy(update={"seed": seed})
    simulate(inputs._replace(scenario=scenario), 1)


def _speed(inputs: Inputs, seeds: Sequence[int]) -> float:
    clock = time.process_time()
    for seed in seeds:
        live(inputs, seed)
    return len(seeds) / (time.process_time() - clock)


def towns(people: int, towns: int) -> dict[str, Any]:
    """Towns of other people each that live three years in turns, and what each of them holds.

    Memory is what the process holds more for them, after one that was lived before.
    """
    first = open_town("shipped:small-town", people=people, seed=ANEW)
    while not first.done:
        first.step()
    before, clock = held_bytes(), time.process_time()
    opened = [
        open_town("shipped:small-town", people=people, seed=ANEW + 1 + n) for n in range(towns)
    ]
    opening, clock = time.process_time() - clock, time.process_time()
    for _ in first.months:
        for one in opened:
            one.step()
    living = time.process_time() - clock
    return {
        "people": people,
        "months_a_second": len(first.months) * towns / living,
        "open_seconds": opening / towns,
        "megabytes": (held_bytes() - before) / towns / 1e6,
    }


def held_bytes() -> int:
    """What this process holds in memory now."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()


MEASURES: Measures = {
    "points-day": (points_day, ("people", "days")),
    "small": (small_runs, ("people", "runs", "rounds")),
    "towns": (towns, ("people", "towns")),
}


if __name__ == "__main__":
    told("benchmarks.ours", __doc__, MEASURES)
