"""The table of an experiment: a line for each run and measure, in the order of the plan.

Columns: `row` the run's number; `point` of the design, -1 as written; `alternative`, empty where
there is none; `seed`; `factor.NAME` each factor's value, empty as written; `scheme`, empty where
the measure is of the run or there is one scheme; `measure`, its `value`, and whether it rests on
too `few` cases; the run's `content_hash`; the `command` that repeats it.
"""

import os
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from socialcredit.core.run_files import part_of
from socialcredit.experiments.plan import Plan, Row
from socialcredit.experiments.store import Outcome

NO_TWIN = "twin=null"  # where no measure asks for it, no run of an experiment has one
Columns = dict[str, np.ndarray]


def write(
    plan: Plan, outcomes: Mapping[str, Outcome], path: Path, command: str | None = None
) -> None:
    """Write the table, whole or not at all.

    command  that repeats every line, where no `run` repeats one by itself
    """
    part = part_of(path)
    with duckdb.connect() as books:
        books.register("runs", runs_of(plan, outcomes, command))
        books.register("told", values_of(plan, outcomes))
        query = (
            "select runs.* exclude (content_hash, command), scheme, measure, value, few, "
            "content_hash, command from told join runs using (row) order by row, number"
        )
        try:
            books.execute(f"copy ({query}) to '{_quoted(part)}' (format parquet)")
            os.replace(part, path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def read(path: Path) -> Columns:
    """The columns of a table that was written; words are objects."""
    with duckdb.connect() as books:
        found = books.execute(f"select * from read_parquet('{_quoted(path)}')").fetchnumpy()
    return {name: _filled(column) for name, column in found.items()}


def _filled(column: np.ndarray) -> np.ndarray:
    """A column without a mask: what is missing is nan, or no word."""
    if not isinstance(column, np.ma.MaskedArray):
        return column
    filled: np.ndarray = column.filled(np.nan if column.dtype.kind == "f" else "")
    return filled


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def runs_of(plan: Plan, outcomes: Mapping[str, Outcome], command: str | None = None) -> Columns:
    """A row a run: what was changed in it."""
    rows = plan.rows
    found: dict[str, list[Any]] = {
        "row": list(range(len(rows))),
        "point": [row.point.number for row in rows],
        "alternative": [row.alternative for row in rows],
        "seed": [row.seed for row in rows],
    }
    for at, factor in enumerate(plan.factors):
        found[f"factor.{factor.name}"] = [row.point.levels[at].value for row in rows]
    found["content_hash"] = [outcomes[row.task.key].content_hash for row in rows]
    found["command"] = [command or command_of(plan, row) for row in rows]
    return {name: _column(values) for name, values in found.items()}


def values_of(plan: Plan, outcomes: Mapping[str, Outcome]) -> Columns:
    """A row a run and measure, of the measures that were asked for."""
    wanted = {name: at for at, name in enumerate(plan.work.measures)}
    found: dict[str, list[Any]] = {
        name: [] for name in ("row", "number", "scheme", "measure", "value", "few")
    }
    for number, row in enumerate(plan.rows):
        outcome = outcomes[row.task.key]
        few = set(outcome.few)
        for key, value in outcome.measures.items():
            scheme, _, name = key.rpartition("/")
            if name not in wanted:
                continue
            told = (number, wanted[name], scheme, name, value, key in few)
            for column, one in zip(found.values(), told, strict=True):
                column.append(one)
    return {name: _column(values) for name, values in found.items()}


def _column(values: Sequence[Any]) -> np.ndarray:
    """Whole numbers, numbers, truth or words, whichever holds all; nothing is nan or empty."""
    known = {type(value) for value in values if value is not None}
    if known <= {bool} and known:
        return np.array([bool(value) for value in values])
    if known == {int} and None not in values:
        return np.array(values, np.int64)
    if known <= {int, float} and known:
        return np.array([np.nan if value is None else float(value) for value in values])
    return np.array(["" if value is None else str(value) for value in values], dtype=object)


def command_of(plan: Plan, row: Row) -> str:
    """The command that lives a row again; of a scenario of one's own, from where its file lies."""
    words = ["socialcredit", "run", plan.experiment.scenario, "--seed", str(row.seed)]
    alone = () if plan.work.twin or plan.scenario.twin is None else (NO_TWIN,)
    words += [word for change in (*row.task.given, *alone) for word in ("--given", change)]
    words += ["--with", row.alternative] if row.alternative else []
    return shlex.join(words)
