"""A run in memory: lived, measured like any other, and never written."""

from pathlib import Path

import numpy as np

from socialcredit.core.calendar import calendar
from socialcredit.core.progress import Progress
from socialcredit.engine.collect import Table
from socialcredit.engine.folder import content_hash, table_hashes
from socialcredit.engine.manifest import manifest_of
from socialcredit.engine.run import simulate
from socialcredit.engine.setup import Setup
from socialcredit.engine.within import simulated_within
from socialcredit.language.resolve.inputs import Inputs
from socialcredit.results.run import Run

BESIDE = "Living what it is held against"


def lived(inputs: Inputs, threads: int, progress: Progress | None = None, world: int = 0) -> Run:
    """A run with its twin where it has one, or of one world; world 1 has not `without`.

    The one world is world 0 of what is measured, whichever it is.
    """
    return lived_with_setup(inputs, threads, progress, world)[1]


def lived_with_setup(
    inputs: Inputs, threads: int, progress: Progress | None = None, world: int = 0
) -> tuple[Setup, Run]:
    """The same, with what it was set up from."""
    return _measured(inputs, threads, *simulate(inputs, threads, progress, world))


def lived_beside(
    inputs: Inputs, threads: int, folder: Path, memory: int | None, progress: Progress | None
) -> Run:
    """A run in one world beside one of a folder; at rest, within as much memory, where that was."""
    if memory is None:
        return lived(inputs, threads, progress)

    def tell(done: float) -> None:
        if progress is not None:
            progress({"stage": BESIDE, "done": done, "total": len(months)})

    scenario = inputs.scenario
    months = calendar(scenario.lived_since, scenario.ends, scenario.step_days)
    return _measured(inputs, threads, *simulated_within(inputs, threads, memory, folder, tell))[1]


def _measured(
    inputs: Inputs, threads: int, setup: Setup, tables: dict[str, Table]
) -> tuple[Setup, Run]:
    """A run of tables, the one world of which is world 0 of what is measured."""
    told = {
        name: table | ({"world": np.zeros_like(table["world"])} if "world" in table else {})
        for name, table in tables.items()
    }
    told = told if inputs.worlds == 1 else tables
    content = content_hash(table_hashes(tables))
    return setup, Run(None, {**manifest_of(inputs, setup, threads), "content_hash": content}, told)
