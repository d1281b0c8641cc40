"""What is asked of runs whose people rest packed between months: time, memory, workers.

    python -m benchmarks.nation lives --people N --months M --at-rest 0    # or 1
    python -m benchmarks.nation within --people N --megabytes B
    python -m benchmarks.nation exchange --people N
    python -m benchmarks.nation workers --people N --processes P

Each prints one line of JSON. Compiling is over, and everybody settled, before a clock starts.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

from benchmarks.bars import Bar
from benchmarks.measures import Measures, told
from benchmarks.own import Row
from benchmarks.pairs import Tell, scaled
from benchmarks.running import cores, ours
from socialcredit.core.calendar import next_first
from socialcredit.engine.bench import peak_memory
from socialcredit.engine.ground import communities_of
from socialcredit.engine.preparing import prepared, prepared_in_shards
from socialcredit.engine.resting import Resting
from socialcredit.engine.run import LIVING, run_scenario
from socialcredit.engine.run_at_rest import AtRest
from socialcredit.engine.step import live_month
from socialcredit.engine.store import Files
from socialcredit.engine.workers import spaces_for
from socialcredit.engine.world import begin
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.inputs import Inputs, resolve
from socialcredit.language.resolve.loading import load_scenario

SLOWER, ABOVE, TWICE = Bar(most=30, digits=0, unit=" %"), Bar(most=600, unit=" MB"), Bar(least=1.6)
CROSSES = Bar(most=2, unit=" %")
TWO_MILLION, TEN_MILLION, TWENTY_MILLION = 2_000_000, 10_000_000, 20_000_000
MONTHS, YEAR = 18, 12
MEGABYTES, FIRMS, TOWN = 400, 2000, 1000
COMMUNITIES = 500  # of a shard: a million residents
THREADS = 2


def rows(rounds: int, scale: float, tell: Tell) -> list[Row]:
    """Medians of pairs; twenty million are lived for a year, two million for longer."""
    found = []
    for people, months in ((TWO_MILLION, MONTHS), (TWENTY_MILLION, YEAR)):
        tell(f"{people:,} people at rest between months, and in memory")
        words = ["--people", str(scaled(people, scale)), "--months", str(months + 1), "--at-rest"]
        pairs = [
            [ours(["benchmarks.nation", "lives", *words, rest]) for rest in "01"]
            for _ in range(rounds)
        ]
        found.append(row_of_rest(people, months, pairs))
    tell("twenty million people within 400 MB")
    words = ["--people", str(scaled(TWENTY_MILLION, scale)), "--megabytes", str(MEGABYTES)]
    found.append(row_of_memory(ours(["benchmarks.nation", "within", *words])))
    tell("what ten million people exchange")
    found.append(
        row_of_exchange(
            ours(["benchmarks.nation", "exchange", "--people", str(scaled(TEN_MILLION, scale))])
        )
    )
    if cores() > 1:
        tell("one worker, and two")
        words = ["--people", str(scaled(TEN_MILLION, scale)), "--processes"]
        workers = [
            [ours(["benchmarks.nation", "workers", *words, many])["seconds"] for many in "12"]
            for _ in range(rounds)
        ]
        found.append(row_of_workers(workers))
    return found


def row_of_rest(people: int, months: int, pairs: Sequence[Sequence[Mapping[str, Any]]]) -> Row:
    """By how many per cent more CPU time shards at rest take, the median of the pairs."""
    memory, rest = ([pair[k]["ns"] for pair in pairs] for k in (0, 1))
    more = statistics.median(100 * (b / a - 1) for a, b in zip(memory, rest, strict=True))
    spent = f"{statistics.median(rest):.0f} to {statistics.median(memory):.0f} ns"
    return Row(
        f"{people / 1e6:g} million of Rongcheng's residents at rest between months, packed, "
        f"against in memory: CPU time of {months} months",
        f"python -m benchmarks.nation lives --people {people} --months {months + 1} --at-rest 1",
        f"{spent} a resident-month: {SLOWER.shown(more)} % more", more, SLOWER,
    )  # fmt: skip


def row_of_memory(found: Mapping[str, Any]) -> Row:
    """The most that a run held beyond what a little town does."""
    above = found["megabytes"]
    return Row(
        f"a year of {found['people'] / 1e6:g} million people and {FIRMS:,} firms within "
        f"{MEGABYTES} MB: peak above the bare program",
        f"python -m benchmarks.nation within --people {TWENTY_MILLION} --megabytes {MEGABYTES}",
        f"{ABOVE.shown(above)} MB, {found['seconds']:.0f} s", above, ABOVE,
    )  # fmt: skip


def row_of_exchange(found: Mapping[str, Any]) -> Row:
    """The part of a month's CPU time that no shard's own month takes."""
    part = found["per_cent"]
    return Row(
        f"what shards of {found['people'] / 1e6:g} million people exchange in a year: part of the "
        "CPU time of its months",
        f"python -m benchmarks.nation exchange --people {TEN_MILLION}",
        f"{CROSSES.shown(part)} %", part, CROSSES,
    )  # fmt: skip


def row_of_workers(pairs: Sequence[Sequence[float]]) -> Row:
    """How much sooner two workers have lived the months of a run than one."""
    times = statistics.median(one / two for one, two in pairs)
    return Row(
        "the months of a run on two Dask workers against one",
        f"python -m benchmarks.nation workers --people {TEN_MILLION} --processes 2",
        f"{TWICE.shown(times)} times as fast", times, TWICE,
    )  # fmt: skip


def lives(people: int, months: int, at_rest: int) -> dict[str, Any]:
    """CPU time of a resident-month, in ns, of all months but the first."""
    inputs = residents_of(people, months)
    marks: list[float] = []
    if at_rest:
        at_rest_through(
            inputs, lambda done: None if done % 1 else marks.append(time.process_time())
        )
    else:
        setup = prepared(inputs, THREADS)
        world, spaces = begin(setup, 0), spaces_for(setup, THREADS)
        with ThreadPoolExecutor(THREADS) as pool:
            for month in setup.months:
                live_month(setup, world, month, pool, spaces)
                marks.append(time.process_time())
    return {"people": people, "ns": (marks[-1] - marks[0]) / people / (months - 1) * 1e9}


def at_rest_through(inputs: Inputs, tell: Callable[[float], None]) -> None:
    """All months in shards of a million that rest in memory."""
    firsts = range(0, len(communities_of(inputs).place), COMMUNITIES)
    side = prepared_in_shards(inputs, THREADS, lambda _: list(firsts))
    store = Files(None, 1 << 40, "")
    AtRest([side], [store], None, 1, THREADS, 3600.0, 0.0, tell).live()


def residents_of(people: int, months: int) -> Inputs:
    """So many of Rongcheng's residents without firms and twin, for so many months."""
    return resolve(town(people, months))._replace(beside=None)


def town(people: int, months: int, firms: int | None = None) -> Scenario:
    """Rongcheng with so many people for so many months from its first day."""
    asked = load_scenario("shipped:rongcheng")
    last = asked.starts
    for _ in range(months - 1):
        last = next_first(last)
    ends = date(last.year, last.month, 28)
    changes: dict[str, Any] = {"people": people, "twin": None, "ends": ends}
    return asked.model_copy(update=changes | ({"firms": firms} if firms else {}))


def within(people: int, megabytes: int) -> dict[str, Any]:
    """What a year took beyond a little town, in MB, where it was allowed so many; and seconds."""
    with tempfile.TemporaryDirectory() as home:
        run_scenario(town(TOWN, YEAR, TOWN), threads=THREADS, out=Path(home) / "bare")
        before, clock = peak_memory() or 0, time.perf_counter()
        asked, memory = town(people, YEAR, FIRMS), megabytes * 10**6
        run_scenario(asked, threads=THREADS, out=Path(home) / "run", memory=memory)
        seconds = time.perf_counter() - clock
    above = ((peak_memory() or 0) - before) / 10**6
    return {"people": people, "megabytes": above, "seconds": seconds}


def exchange(people: int) -> dict[str, Any]:
    """Per cent of the CPU time of a year's months that is spent outside of shards' own months.

    That is what each is told, and what is made of all of their letters.
    """
    inputs = residents_of(people, YEAR + 1)
    marks, living, own = [], 0.0, Resting.live

    def timed(shards: Resting, *asked: Any) -> list[Any]:
        nonlocal living
        clock = time.process_time()
        letters = own(shards, *asked)
        living += time.process_time() - clock
        return letters

    with mock.patch.object(Resting, "live", timed):
        at_rest_through(inputs, lambda _: marks.append((time.process_time(), living)))
    whole, lived = (b - a for a, b in zip(marks[0], marks[-1], strict=True))
    return {"people": people, "per_cent": 100 * (1 - lived / whole)}


def workers(people: int, processes: int) -> dict[str, Any]:
    """Seconds in which so many processes live all months of a year but the first."""
    marks: list[float] = []

    def progress(news: Mapping[str, Any]) -> None:
        if news["stage"] == LIVING:
            marks.append(time.perf_counter())

    with tempfile.TemporaryDirectory() as home:
        run_scenario(
            town(people, YEAR, FIRMS), threads=1, out=Path(home) / "run", memory=4 * 10**9,
            on=f"local:{processes}", progress=progress,
        )  # fmt: skip
    return {"people": people, "processes": processes, "seconds": marks[-1] - marks[0]}


MEASURES: Measures = {
    "lives": (lives, ("people", "months", "at-rest")),
    "within": (within, ("people", "megabytes")),
    "exchange": (exchange, ("people",)),
    "workers": (workers, ("people", "processes")),
}


if __name__ == "__main__":
    told("benchmarks.nation", __doc__, MEASURES)
