"""What is asked of behaviour: every way to respond at once, the usual ones as fast as before.

    python -m benchmarks.behaviour all-on                  # speed and bytes, everything on
    python -m benchmarks.behaviour compiling               # the first compilation, everything on
    python -m benchmarks.behaviour draws                   # 64 draws of all that is in doubt

Each prints one line of JSON.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.bars import Bar
from benchmarks.experiments import timed
from benchmarks.own import IN_WORDS, RONGCHENG, Row, in_words
from benchmarks.pairs import Tell, scaled
from benchmarks.running import cores, ours
from socialcredit.experiments import sensitivity
from socialcredit.language.resolve.loading import load_beliefs, load_scenario
from socialcredit.language.resolve.paths import scenario_file

SPEED, BYTES = Bar(least=70, digits=0), Bar(most=64)
COMPILING = Bar(under=45, digits=0, unit=" s")
AS_BEFORE = Bar(least=0.97, digits=3)
DRAWS_TIME = Bar(under=10, digits=1, unit=" min")
DRAWS, PEOPLE = 64, 20_000
NAME, OF = "all-on", "rongcheng"
HERE = "python -m benchmarks.behaviour"
NOT_OF_RESIDENTS = ("compliance", "reopening")

Told = Mapping[str, Any]


def rows(rounds: int, scale: float, before: Path | None, tell: Tell) -> list[Row]:
    """Speed, bytes and compiling with everything on; the usual ones beside an earlier state."""
    threads = 2 if cores() > 1 else 1
    people = scaled(RONGCHENG, scale)
    tell("every way to respond: the first compilation, into an empty folder, and the run again")
    compiling = ours(["benchmarks.behaviour", "compiling"])["seconds"]
    ours(["benchmarks.behaviour", NAME, "--people", "1000", "--threads", "1"])
    found: list[Told] = []
    words = ["benchmarks.behaviour", NAME, "--people", str(people), "--threads", str(threads)]
    for number in range(1, rounds + 1):
        found.append(ours(words))
        tell(f"round {number} of {rounds}: {NAME}, {IN_WORDS[threads]}: {speed_of(found[-1:]):.1f}")
    return [*rows_of(found, compiling), row_beside(rounds, people, threads, before, tell)]


def speed_of(runs: Sequence[Told]) -> float:
    """Million resident-days a second: the median."""
    return statistics.median(run["resident_days_per_second"] for run in runs) / 1e6


def rows_of(found: Sequence[Told], compiling: float) -> list[Row]:
    """Speed, bytes and compiling, everything on."""
    speed, held, first = speed_of(found), found[0]["bytes_per_resident"], found[0]
    what = f"Rongcheng with every way to respond, {first['people']:,} people"
    return [
        Row(f"{what}, {IN_WORDS[int(first['threads'])]}", f"{HERE} {NAME}",
            f"{SPEED.shown(speed)} million resident-days a second", speed, SPEED),
        Row("state of a resident, every way to respond", "as above",
            f"{BYTES.shown(held)} bytes", held, BYTES),
        Row("compiling the first time, every way to respond", f"{HERE} compiling",
            in_words(compiling), compiling, COMPILING),
    ]  # fmt: skip


def row_beside(rounds: int, people: int, threads: int, before: Path | None, tell: Tell) -> Row:
    """The usual ones beside an earlier state of this program, in pairs, in CPU time."""
    what = f"Rongcheng as it ships beside the state before, {people:,} people"
    command = "make bench BEFORE=PATH"
    if before is None:
        return Row(what, command, "not measured: give a checkout of the earlier state")
    words = ["socialcredit", "bench", OF, "--threads", str(threads), "--json", "--people"]
    earlier = {"PYTHONPATH": os.pathsep.join((str(before / "src"), str(before)))}
    for more in ({}, earlier):  # what has to be compiled is compiled here
        ours([*words, "1000"], more)
    ratios = []
    for number in range(1, rounds + 1):
        now, then = (ours([*words, str(people)], more) for more in ({}, earlier))
        ratios.append(then["cpu_seconds"] / now["cpu_seconds"])
        tell(f"round {number} of {rounds}: {ratios[-1]:.3f} of the speed before")
    ratio = statistics.median(ratios)
    return Row(what, command, f"{AS_BEFORE.shown(ratio)} of its speed", ratio, AS_BEFORE)


def row_of_draws(tell: Tell) -> Row:
    """So many draws of all that is in doubt, everything on."""
    tell(f"{DRAWS} draws of {PEOPLE:,} people for five years")
    minutes = ours(["benchmarks.behaviour", "draws"])["seconds"] / 60
    what = f"{DRAWS} draws of all strengths, {PEOPLE:,} people, five years, with the twin"
    return Row(what, f"{HERE} draws", in_words(60 * minutes), minutes, DRAWS_TIME)


@contextmanager
def everything_on() -> Iterator[Path]:
    """A file of Rongcheng's scenario in which every way of residents to respond is on."""
    text = scenario_file(f"shipped:{OF}").read_text(encoding="utf-8")
    names = [one.mechanism for one in load_beliefs().behaviour.mechanisms]
    switches = {name: True for name in names if name not in NOT_OF_RESIDENTS}
    text = text.replace(f"scenario: {OF}\n", f"scenario: {NAME}\n", 1)
    for file in ("deeds", "behaviour"):  # those in which hours are counted
        text = text.replace(f"{file}: {file}.yaml", f"{file}: {OF}-ended/{file}.yaml", 1)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / f"{NAME}.yaml"
        path.write_text(f"{text}\nresponses: {json.dumps(switches)}\n", encoding="utf-8")
        yield path


def all_on(people: int, threads: int) -> dict[str, Any]:
    """What `socialcredit bench` says with everything on."""
    with everything_on() as file:
        words = [str(file), "--people", str(people), "--threads", str(threads), "--json"]
        return ours(["socialcredit", "bench", *words])


def compiling() -> dict[str, float]:
    """Seconds that a first run takes longer than the same one when everything is compiled."""
    times = []
    with tempfile.TemporaryDirectory() as place, everything_on() as file:
        for name in ("cold", "warm"):
            words = ["socialcredit", "run", str(file), "--people", "5000", "--years", "1"]
            clock = time.perf_counter()
            ours([*words, "--out", str(Path(place) / name), "--json"],
                 more={"SOCIALCREDIT_CACHE": str(Path(place) / "kernels")})  # fmt: skip
            times.append(time.perf_counter() - clock)
    return {"seconds": times[0] - times[1]}


def draws() -> dict[str, float]:
    """Seconds, by the clock, of the draws on all cores."""
    with everything_on() as file:
        scenario = load_scenario(file)
        return timed(
            sensitivity.asked_for(str(file), scenario, people=PEOPLE, points=DRAWS)[0], DRAWS
        )


def main(words: Sequence[str] | None = None) -> int:
    """Measure one thing and print a line of JSON."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.behaviour", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("what", choices=(NAME, "compiling", "draws"))
    parser.add_argument("--people", type=int, default=RONGCHENG)
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args(words)
    ways = {"compiling": compiling, "draws": draws}
    found = ways[asked.what]() if asked.what in ways else all_on(asked.people, asked.threads)
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
