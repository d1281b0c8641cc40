"""What is asked of towns at the Python face: months a second with the twin, bytes of a town."""

import statistics
from collections.abc import Mapping

from benchmarks.bars import Bar
from benchmarks.own import Row
from benchmarks.pairs import Tell, scaled
from benchmarks.running import on_one_core, ours

PEOPLE, TOWNS = 5000, 8
MONTHS, MEGABYTES = Bar(least=20, digits=0), Bar(most=20, unit=" MB")
COMMAND = f"python -m benchmarks.ours towns --people {PEOPLE} --towns {TOWNS}"


def rows(rounds: int, scale: float, tell: Tell) -> list[Row]:
    """Medians of the rounds, on one core."""
    tell("towns, month by month")
    words = ["--people", str(scaled(PEOPLE, scale)), "--towns", str(TOWNS)]
    with on_one_core():
        found = [ours(["benchmarks.ours", "towns", *words]) for _ in range(rounds)]
    return rows_of({key: statistics.median(one[key] for one in found) for key in found[0]})


def rows_of(found: Mapping[str, float]) -> list[Row]:
    """Speed and size; what opening takes is told beside the speed."""
    what = f"a town of {found['people']:,.0f} people with its twin, month by month"
    months, held = found["months_a_second"], found["megabytes"]
    opening = f"opened in {found['open_seconds'] * 1000:.0f} ms"
    return [
        Row(what, COMMAND, f"{MONTHS.shown(months)} months a second and core, {opening}", months,
            MONTHS),
        Row("what a town holds after three years, everybody in the panel", "as above",
            f"{MEGABYTES.shown(held)} MB", held, MEGABYTES),
    ]  # fmt: skip
