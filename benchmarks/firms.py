"""What is asked of runs of firms: speed under one scheme and under five, bytes, a whole nation."""

import statistics
import time
from collections.abc import Mapping
from typing import Any

from benchmarks.bars import Bar
from benchmarks.own import IN_WORDS, Row
from benchmarks.pairs import Tell, scaled
from benchmarks.running import cores, ours

ONE, FIVE, MANY = "shanghai-food", "firms-side-by-side", 1_000_000
NATION, ALL, YEAR = "corporate-evaluation", 33_000_000, 365
SPEED, SPEED_OF_FIVE = Bar(least=40, digits=0), Bar(least=20, digits=0)
BYTES, BYTES_OF_A_SCHEME, BYTES_OF_A_RECORD = Bar(most=64), Bar(most=24), Bar(most=24, digits=0)
MINUTES, GIB = Bar(under=15, unit=" min"), Bar(most=8, unit=" GiB")
MILLION, A_MINUTE, A_GIB = 1e6, 60.0, 2.0**30
FURTHER = 4  # schemes that the five have more than the one

Told = Mapping[str, Any]


def rows(rounds: int, scale: float, tell: Tell) -> list[Row]:
    """All that is asked of firms, measured on this machine: medians of the rounds."""
    threads = 2 if cores() > 1 else 1
    one, five = (_rounds(name, threads, rounds, scale, tell) for name in (ONE, FIVE))
    tell(f"{NATION}: {scaled(ALL, scale):,} firms for a year, once")
    clock = time.perf_counter()
    nation = _bench(NATION, threads, scaled(ALL, scale), "--days", str(YEAR), "--repeats", "1")
    seconds = time.perf_counter() - clock
    return [*rows_of(one, five), *rows_of_nation(nation, seconds)]


def _rounds(name: str, threads: int, rounds: int, scale: float, tell: Tell) -> list[Told]:
    found: list[Told] = []
    for number in range(1, rounds + 1):
        found.append(_bench(name, threads, scaled(MANY, scale)))
        tell(f"round {number} of {rounds}: {name}, {IN_WORDS[threads]}: {speed_of(found[-1:]):.1f}")
    return found


def _bench(name: str, threads: int, firms: int, *more: str) -> Told:
    words = [name, "--threads", str(threads), "--firms", str(firms), *more, "--json"]
    return ours(["socialcredit", "bench", *words])


def speed_of(runs: list[Told]) -> float:
    """Million firm-days a second: the median."""
    return statistics.median(run["firm_days_per_second"] for run in runs) / MILLION


def bytes_of(told: Told) -> float:
    """State of a firm without its open records, which are counted for themselves."""
    records = told["open_records_each"] * told["bytes_per_open_record"]
    return float(told["bytes_per_firm"] - records)


def rows_of(one: list[Told], five: list[Told]) -> list[Row]:
    """Speed and bytes under one scheme and under five."""
    speed, of_five, firms = speed_of(one), speed_of(five), int(one[0]["people"])
    threads = IN_WORDS[int(one[0]["threads"])]
    held, record = bytes_of(one[0]), one[0]["bytes_per_open_record"]
    further = (bytes_of(five[0]) - held) / FURTHER
    bench = "socialcredit bench"
    return [
        Row(f"firms with inspectors on their rounds, {firms:,} of them, {threads}",
            f"{bench} {ONE}", f"{SPEED.shown(speed)} million firm-days a second", speed, SPEED),
        Row(f"the same under five schemes, {threads}", f"{bench} {FIVE}",
            f"{SPEED_OF_FIVE.shown(of_five)} million", of_five, SPEED_OF_FIVE),
        Row("state of a firm under one scheme, without open records", f"{bench} {ONE}",
            f"{BYTES.shown(held)} bytes", held, BYTES),
        Row("each further scheme", f"{bench} {FIVE}",
            f"{BYTES_OF_A_SCHEME.shown(further)} bytes", further, BYTES_OF_A_SCHEME),
        Row("each open record", f"{bench} {ONE}",
            f"{BYTES_OF_A_RECORD.shown(record)} bytes", record, BYTES_OF_A_RECORD),
    ]  # fmt: skip


def rows_of_nation(told: Told, seconds: float) -> list[Row]:
    """All enterprises for a year without a twin: the whole command, and its memory."""
    minutes = seconds / A_MINUTE
    command = f"socialcredit bench {NATION} --firms {told['people']} --days {YEAR} --repeats 1"
    what = f"{told['people']:,} enterprises for a year, settling and all"
    found = [Row(what, command, f"{MINUTES.shown(minutes)} min", minutes, MINUTES)]
    if told["peak_memory_bytes"] is not None:
        gib = told["peak_memory_bytes"] / A_GIB
        found.append(Row("memory of it at most", "as above", f"{GIB.shown(gib)} GiB", gib, GIB))
    return found
