"""A small experiment for the tests of experiments, and what a worker process may be made to do."""

import json
import os
import signal
from pathlib import Path

import duckdb

from socialcredit.experiments import executor, tidy
from socialcredit.experiments.conduct import Conducted, asked_of, conducted, plan_of
from socialcredit.experiments.plan import Plan
from socialcredit.experiments.store import Store
from socialcredit.experiments.tasks import Task

SPREAD = {
    "factor": "spread",
    "at": "assumptions.deeds.motivation.spread",
    "values": [0.3, 1.7],
}
WRONG = {
    "factor": "wrong",
    "scale": "assumptions.sensors.*.wrong_person",
    "values": [30],
    "most": 1,
}
# Four points of two months of 300 people, the first with three seeds: six runs.
TOLD = {
    "experiment": "small",
    "title": "A small town, several times over",
    "scenario": "small-town",
    "people": 300,
    "set": ["to=2016-02-29"],
    "seeds": {"luck": 3},
    "design": {"kind": "one-at-a-time"},
    "factors": [SPREAD, WRONG],
    "measures": ["conduct.bad", "records.filed", "records.wrong", "M1.share"],
}
RUNS = 6


def plan_for(store: Path, **changes) -> Plan:
    """The small experiment's plan, with some of its keys changed; None leaves one out."""
    told = {key: value for key, value in {**TOLD, **changes}.items() if value is not None}
    return plan_of(asked_of(told), Store(store))


def lived_in(store: Path, out: Path | None = None, on: str = "local:1", **changes) -> Conducted:
    """The same, lived."""
    return conducted(plan_for(store, **changes), Store(store), on=on, out=out)


def written_to(folder: Path, **changes) -> Path:
    """The small experiment as a file."""
    file = folder / "small.yaml"
    told = {key: value for key, value in {**TOLD, **changes}.items() if value is not None}
    file.write_text(json.dumps(told, indent=1), encoding="utf-8")
    return file


def rows_of(table: Path | None) -> list[tuple]:
    """All rows of a table, its numbers as they are."""
    assert table is not None
    columns = tidy.read(table)
    rows = zip(*(column.tolist() for column in columns.values()), strict=True)
    return [tuple(repr(value) for value in row) for row in rows]


def changed_in(table: Path, column: str, to: str) -> None:
    """The table with something else in a column, as somebody might have made it."""
    changed = f"select * replace ({to} as {column}) from read_parquet('{table}') order by row"
    with duckdb.connect() as books:
        books.execute(f"create table changed as {changed}")
        books.execute(f"copy changed to '{table}' (format parquet)")


def stored_in(store: Path) -> set[str]:
    """Keys of the runs that a store holds."""
    return {path.stem for path in store.glob("??/*.json")}


class Counted:
    """Counts the runs that are lived in this process."""

    def __init__(self, monkeypatch) -> None:
        self.lived: list[Task] = []
        real = executor.live

        def live(work, task):
            self.lived.append(task)
            return real(work, task)

        monkeypatch.setattr(executor, "live", live)

    def of(self, store: Path, **changes) -> int:
        """How many runs an experiment lives."""
        before = len(self.lived)
        lived_in(store, **changes)
        return len(self.lived) - before


LOST = "SOCIALCREDIT_TESTS_LOSE"  # names a folder: what loses its process is told there


def lose_a_process_once(packed: bytes, task: Task):
    """Live a task; the first process that does so ends before it could."""
    mark = Path(os.environ[LOST]) / "lost"
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return executor.live(executor.unpacked(packed), task)
    os.kill(os.getpid(), signal.SIGKILL)


def lose_each_process_of_seed_2(packed: bytes, task: Task):
    """Live a task; that of seed 2 takes its process with it whenever it is tried."""
    if task.seed != 2:
        return executor.live(executor.unpacked(packed), task)
    with (Path(os.environ[LOST]) / "lost").open("a") as mark:
        mark.write("x")
    os.kill(os.getpid(), signal.SIGKILL)
