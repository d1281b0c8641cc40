"""What is asked of experiments: what a run costs beside its life, how soon a finished one answers.

    python -m benchmarks.experiments beside     # one run: preparing, living, measuring
    python -m benchmarks.experiments finished   # a thousand runs, all of them stored
    python -m benchmarks.experiments dask N     # a hundred runs on N workers of a cluster of ours
    python -m benchmarks.experiments morris     # Morris runs of Rongcheng: some twenty minutes

Each prints one line of JSON.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.bars import Bar
from benchmarks.own import Row, in_words
from benchmarks.pairs import Tell
from benchmarks.running import ROOT, ours
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.lazy import fetch
from socialcredit.experiments import sensitivity
from socialcredit.experiments.conduct import Asked, asked_of, conducted, plan_of
from socialcredit.experiments.in_memory import lived
from socialcredit.experiments.store import Outcome, Store
from socialcredit.experiments.tasks import inputs_of
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.results.measures.registry import chosen, measured

BESIDE = Bar(most=0.05, digits=2, unit=" s")
FINISHED = Bar(most=3, digits=1, unit=" s")
WORKERS = Bar(least=1.7, digits=2)
MORRIS = Bar(under=20, digits=0, unit=" min")
PEOPLE, TOWN, RUNS, SMALL, MANY = 20_000, 5000, 1000, 100, 310
STRENGTH = "assumptions.behaviour.perceived-risk.strength"


def rows(tell: Tell, long: bool) -> list[Row]:
    """All of them; the Morris runs only where somebody has so long."""
    here = "python -m benchmarks.experiments"
    tell("a run of an experiment: preparing, living, measuring")
    beside = ours(["benchmarks.experiments", "beside"])
    tell("a finished experiment of a thousand runs")
    finished = ours(["benchmarks.experiments", "finished"])
    found = [
        Row(f"what prepares a run of {PEOPLE:,} people in an experiment", f"{here} beside",
            f"{beside['preparing']:.2f} s beside {beside['living']:.1f} of living and "
            f"{beside['measuring']:.1f} of measuring, everybody in the panel",
            beside["preparing"], BESIDE),
        Row(f"a finished experiment of {RUNS:,} runs answers in", f"{here} finished",
            f"{finished['seconds']:.1f} s", finished["seconds"], FINISHED),
        _dask(here, tell),
    ]  # fmt: skip
    if long:
        tell("Morris runs of Rongcheng")
        minutes = ours(["benchmarks.experiments", "morris"])["seconds"] / 60
        found.append(Row(f"{MANY} Morris runs of Rongcheng, {PEOPLE:,} people, five years",
                         f"{here} morris", in_words(60 * minutes), minutes, MORRIS))  # fmt: skip
    return found


def _dask(here: str, tell: Tell) -> Row:
    what, command = (
        f"two Dask workers, {SMALL} runs of {TOWN:,} people and a year",
        f"{here} dask 2",
    )
    times = []
    for workers in ("1", "2"):
        tell(f"{SMALL} runs on a Dask cluster of {workers}")
        try:
            times.append(ours(["benchmarks.experiments", "dask", workers])["seconds"])
        except SocialCreditError as why:
            return Row(what, command, f"not measured: {why.message}")
    ratio = times[0] / times[1]
    return Row(what, command, f"{WORKERS.shown(ratio)} times one", ratio, WORKERS)


def beside() -> dict[str, float]:
    """CPU seconds of a run of Rongcheng with its twin after others of the same experiment."""
    asked = sensitivity.asked_for("rongcheng", load_scenario("shipped:rongcheng"), points=5)
    with tempfile.TemporaryDirectory() as place:
        plan = plan_of(asked[0], Store(Path(place) / "store"))
    drawn = [row.task for row in plan.rows if row.point.number >= 0]
    for task in drawn:
        marks = [time.process_time()]
        inputs = inputs_of(plan.work, task)
        marks.append(time.process_time())
        run = lived(inputs, 1)
        marks.append(time.process_time())
        measured(run, chosen(plan.work.measures))
        marks.append(time.process_time())
    names = ("preparing", "living", "measuring")
    spans = [two - one for one, two in zip(marks, marks[1:], strict=False)]
    return dict(zip(names, spans, strict=True))


def _asked(runs: int, people: int) -> dict[str, Any]:
    """An experiment of so many runs of a small town."""
    factor = {"factor": "deterrence", "at": STRENGTH, "low": 0.1, "high": 0.6}
    return {
        "experiment": "bench", "title": "Bench", "scenario": "shipped:small-town",
        "people": people, "years": 1, "seeds": {"luck": 10, "each": 1}, "factors": [factor],
        "design": {"kind": "lhs", "points": runs - 10}, "measures": ["M1", "burden", "conduct"],
    }  # fmt: skip


def finished() -> dict[str, float]:
    """Seconds, by the clock, in which the command answers of whose runs all are stored."""
    asked = _asked(RUNS, 500)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        store = Store(folder / "store")
        plan = plan_of(asked_of(asked), store)
        for task in plan.tasks:
            told = dict.fromkeys(plan.work.measures, 0.5)
            store.keep(task.key, Outcome("0" * 64, told, (), 1.0, plan.work.model))
        file = folder / "bench.yaml"
        file.write_text(json.dumps(asked), encoding="utf-8")
        words = ["experiment", str(file), "--store", str(store.folder), "--out", str(folder / "x")]
        clock = time.perf_counter()
        subprocess.run([sys.executable, "-m", "socialcredit", *words], check=True, cwd=ROOT,
                       stdout=subprocess.DEVNULL)  # fmt: skip
        return {"seconds": time.perf_counter() - clock}


def on_dask(workers: int) -> dict[str, float]:
    """Seconds, by the clock, of a hundred runs on a cluster that is there already."""
    cluster = fetch("distributed", "LocalCluster")(
        n_workers=workers, threads_per_worker=1, dashboard_address=None
    )
    try:
        with tempfile.TemporaryDirectory() as place:
            store = Store(Path(place) / "store")
            plan = plan_of(asked_of(_asked(SMALL + workers, TOWN)), store)
            first, rest = plan.rows[:workers], plan.rows[workers : workers + SMALL]
            conducted(plan._replace(rows=first), store, on=cluster.scheduler_address)
            clock = time.perf_counter()
            conducted(plan._replace(rows=rest), store, on=cluster.scheduler_address)
            return {"seconds": time.perf_counter() - clock}
    finally:
        cluster.close()


def morris() -> dict[str, float]:
    """Seconds, by the clock, of so many runs of a Morris design of Rongcheng on all cores."""
    return timed(sensitivity.asked_for("rongcheng", load_scenario("shipped:rongcheng"))[1], MANY)


def timed(asked: Asked, many: int) -> dict[str, float]:
    """Seconds, by the clock, of the first so many runs of an experiment, its base left out."""
    with tempfile.TemporaryDirectory() as place:
        store = Store(Path(place) / "store")
        plan = plan_of(asked, store)
        runs = [row for row in plan.rows if row.point.number >= 0][:many]
        clock = time.perf_counter()
        conducted(plan._replace(rows=tuple(runs)), store)
        return {"seconds": time.perf_counter() - clock, "runs": float(len(runs))}


def main(words: Sequence[str] | None = None) -> int:
    """Measure one thing and print a line of JSON."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.experiments", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("what", choices=("beside", "finished", "dask", "morris"))
    parser.add_argument("workers", type=int, nargs="?", default=2)
    asked = parser.parse_args(words)
    ways = {"beside": beside, "finished": finished, "morris": morris}
    found = on_dask(asked.workers) if asked.what == "dask" else ways[asked.what]()
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
