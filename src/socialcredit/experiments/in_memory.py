"""A run in memory: lived, measured like any other, and never written."""

import numpy as np

from socialcredit.core.progress import Progress
from socialcredit.engine.folder import content_hash, table_hashes
from socialcredit.engine.manifest import manifest_of
from socialcredit.engine.run import simulate
from socialcredit.language.resolve.inputs import Inputs
from socialcredit.results.run import Run


def lived(inputs: Inputs, threads: int, progress: Progress | None = None, world: int = 0) -> Run:
    """The run of one world, which is world 0 of what is measured; world 1 has not `without`."""
    setup, tables = simulate(inputs, threads, progress, world)
    told = {
        name: table | ({"world": np.zeros_like(table["world"])} if "world" in table else {})
        for name, table in tables.items()
    }
    content = content_hash(table_hashes(tables))
    return Run(None, {**manifest_of(inputs, setup, threads), "content_hash": content}, told)
