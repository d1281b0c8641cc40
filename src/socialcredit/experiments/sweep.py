"""One value changed step by step, on the same people with the same luck."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from socialcredit.engine.run import Progress, of_many, run_scenario
from socialcredit.results.across import across_bodies
from socialcredit.results.tables import open_run
from socialcredit.scenario import Scenario


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
