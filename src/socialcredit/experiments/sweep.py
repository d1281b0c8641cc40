"""One value changed step by step, on the same people with the same luck."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from socialcredit.core.progress import Progress, of_many
from socialcredit.engine.run import run_scenario
from socialcredit.language.model.scenario import Scenario
from socialcredit.results.measures.across import across_bodies
from socialcredit.results.run import open_run


def sweep(
    scenario: Scenario,
    path: str,
    values: Sequence[str],
    threads: int,
    sets: Sequence[str] = (),
    progress: Progress | None = None,
) -> list[dict[str, Any]]:
    """One row a value: the value as written, and what all bodies together did to the panel.

    Each run is that of the scenario with `sets` and `path=value`, without its twin; nothing is
    kept. The measures are those of `results.across`.
    """
    alone = scenario.model_copy(update={"twin": None})
    rows = []
    with tempfile.TemporaryDirectory(prefix="socialcredit-") as folder:
        for number, value in enumerate(values):
            done = run_scenario(
                alone,
                threads=threads,
                out=Path(folder) / str(number),
                sets=[*sets, f"{path}={value}"],
                progress=of_many(progress, number, len(values)),
            )
            rows.append({"value": value, **across_bodies(open_run(done))})
    return rows
