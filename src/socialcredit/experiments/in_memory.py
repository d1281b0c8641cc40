"""A run in memory: lived, measured like any other, and never written."""

import numpy as np

from socialcredit.core.progress import Progress
from socialcredit.engine.folder import content_hash, table_hashes
from socialcredit.engine.manifest import manifest_of
from socialcredit.engine.run import simulate
from socialcredit.engine.setup import Setup
from socialcredit.language.resolve.inputs import Inputs
from socialcredit.results.run import Run


def lived(inputs: Inputs, threads: int, progress: Progress | None = None, world: int = 0) -> Run:
    """A run with its twin where it has one, or of one world; world 1 has not `without`.

    The one world is world 0 of what is measured, whichever it is.
    """
    return lived_with_setup(inputs, threads, progress, world)[1]


def lived_with_setup(
    inputs: Inputs, threads: int, progress: Progress | None = None, world: int = 0
) -> tuple[Setup, Run]:
    """The same, with what it was set up from."""
    setup, tables = simulate(inputs, threads, progress, world)
    told = {
        name: table | ({"world": np.zeros_like(table["world"])} if "world" in table else {})
        for name, table in tables.items()
    }
    told = told if inputs.worlds == 1 else tables
    content = content_hash(table_hashes(tables))
    return setup, Run(None, {**manifest_of(inputs, setup, threads), "content_hash": content}, told)
