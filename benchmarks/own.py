"""What is asked of this program alone: threads, small runs, bytes of a resident, compiling."""

import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.bars import Bar
from benchmarks.pairs import Tell, scaled
from benchmarks.running import cores, on_one_core, ours

TWO_THREADS = Bar(least=1.7, digits=2)
ANEW, SAME = Bar(least=25), Bar(least=33)
BYTES, BYTES_SIDE_BY_SIDE = Bar(most=47.7), Bar(most=213.7)
COMPILING = Bar(under=30, digits=0, unit=" s")

IN_WORDS = {1: "one thread", 2: "two threads"}
RONGCHENG, MANY = 710_000, 1_000_000
SMALL, SMALL_RUNS = 5000, 10


class Row(NamedTuple):
    """A row of the table: what was measured, how to do it again, what came out, the bar."""

    what: str
    command: str
    result: str
    value: float | None = None
    bar: Bar | None = None


class Timings(NamedTuple):
    """What `socialcredit bench` said, a round each; `two` is empty where there is one core."""

    one: list[dict[str, Any]]
    two: list[dict[str, Any]]
    workload: list[dict[str, Any]]
    side: list[dict[str, Any]]


def measured(rounds: int, scale: float, tell: Tell) -> list[Row]:
    """All that is asked, measured on this machine; rounds of pairs, and their medians.

    scale  part of the usual number of people, for a quick look
    """
    tell("the first compilation, into an empty folder, and the same run again")
    compiling = seconds_of_compiling()
    tell("ours, in small: what has to be compiled is compiled here")
    for name in ("rongcheng", "points-day", "side-by-side"):
        _bench(name, 1, 1000)
    tell("small runs")
    with on_one_core():
        small = small_runs(rounds)
    found = timings(rounds, scale, tell)
    return [
        *rows_of_speed(found),
        *rows_of_small(small),
        *rows_of_state(found),
        row_of_compiling(compiling),
    ]


def timings(rounds: int, scale: float, tell: Tell) -> Timings:
    """Rongcheng on one thread and on two, right after each other, and the wider runs."""
    found = Timings([], [], [], [])
    two = 2 if cores() > 1 else 1
    for number in range(1, rounds + 1):
        for runs, name, threads, people in (
            (found.one, "rongcheng", 1, RONGCHENG),
            (found.two, "rongcheng", two, RONGCHENG),
            (found.workload, "points-day", 1, MANY),
            (found.side, "side-by-side", two, MANY),
        ):
            if runs is found.two and two == 1:
                continue
            told = _bench(name, threads, scaled(people, scale))
            runs.append(told)
            speed = told["resident_days_per_second"] / 1e6
            tell(f"round {number} of {rounds}: {name}, {IN_WORDS[threads]}: {speed:.1f}")
    return found


def _bench(name: str, threads: int, people: int) -> dict[str, Any]:
    words = [name, "--threads", str(threads), "--people", str(people), "--json"]
    return ours(["socialcredit", "bench", *words])


def rows_of_speed(found: Timings) -> list[Row]:
    """Resident-days a second, by the clock."""
    one, workload = speed_of(found.one), speed_of(found.workload)
    people, many = found.one[0]["people"], found.workload[0]["people"]
    bench = "socialcredit bench"
    rows = [
        Row(f"Rongcheng, {people:,} people, one thread", f"{bench} rongcheng --threads 1",
            f"{one:.0f} million resident-days a second"),
        _of_two(found, f"{bench} rongcheng --threads 2"),
        Row(f"the common workload, {many:,} people, one thread", f"{bench} points-day --threads 1",
            f"{workload:.0f} million"),
    ]  # fmt: skip
    threads = found.side[0]["threads"]
    times = speed_of(found.two or found.one) / speed_of(found.side)
    what = f"nine schemes side by side, {many:,} people, {IN_WORDS[threads]}"
    result = f"{speed_of(found.side):.0f} million: {times:.1f} times the time of Rongcheng alone"
    return [*rows, Row(what, f"{bench} side-by-side --threads {threads}", result)]


def _of_two(found: Timings, command: str) -> Row:
    """The second thread's row: the median of the pairs."""
    if not found.two:
        return Row("the same, two threads", command, "not measured: there is one core")
    pairs = zip(found.one, found.two, strict=True)
    ratio = statistics.median(one["seconds"] / two["seconds"] for one, two in pairs)
    result = f"{speed_of(found.two):.0f} million: {TWO_THREADS.shown(ratio)} times one thread"
    return Row("the same, two threads", command, result, ratio, TWO_THREADS)


def speed_of(runs: Sequence[Mapping[str, Any]]) -> float:
    """Million resident-days a second: the median."""
    return statistics.median(run["resident_days_per_second"] for run in runs) / 1e6


def small_runs(rounds: int) -> dict[str, Any]:
    """Small runs a CPU second."""
    counts = {"--people": SMALL, "--runs": SMALL_RUNS, "--rounds": rounds}
    words = [str(part) for count in counts.items() for part in count]
    return ours(["benchmarks.ours", "small", *words])


def rows_of_small(small: Mapping[str, float]) -> list[Row]:
    """Small runs a second and core."""
    first = f"{SMALL:,} people of Rongcheng for a year, other people each time"
    return [
        Row(what, "make bench", f"{bar.shown(small[key])} a second and core", small[key], bar)
        for what, key, bar in ((first, "anew", ANEW), ("the same people again", "same", SAME))
    ]


def rows_of_state(found: Timings) -> list[Row]:
    """Bytes of a resident."""
    return [
        Row(what, "as above", f"{bar.shown(held)} bytes", held, bar)
        for what, held, bar in (
            ("state of a resident, Rongcheng", found.one[0]["bytes_per_resident"], BYTES),
            ("the same, nine schemes", found.side[0]["bytes_per_resident"], BYTES_SIDE_BY_SIDE),
        )
    ]


def seconds_of_compiling() -> float:
    """What a first run takes longer than the same one when everything is compiled."""
    with tempfile.TemporaryDirectory() as place:
        cold, warm = (_first_run(Path(place), name) for name in ("cold", "warm"))
    return cold - warm


def _first_run(place: Path, name: str) -> float:
    words = ["socialcredit", "run", "small-town", "--out", str(place / name), "--json"]
    clock = time.perf_counter()
    ours(words, more={"SOCIALCREDIT_CACHE": str(place / "kernels")}, folder=place)
    return time.perf_counter() - clock


def row_of_compiling(seconds: float) -> Row:
    """The first compilation."""
    return Row("compiling the first time", "the first run", in_words(seconds), seconds, COMPILING)


def in_words(seconds: float) -> str:
    """A time as the table has it: 1 min 49 s."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
