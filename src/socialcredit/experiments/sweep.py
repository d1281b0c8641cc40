"""One value changed step by step, on the same people with the same luck."""

from collections.abc import Sequence
from typing import Any

from socialcredit.core.progress import Progress, of_many
from socialcredit.experiments.compare import without_twin
from socialcredit.experiments.in_memory import lived
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.inputs import resolve
from socialcredit.results.measures import registry


def sweep(
    scenario: Scenario,
    path: str,
    values: Sequence[str],
    threads: int,
    sets: Sequence[str] = (),
    progress: Progress | None = None,
    measures: Sequence[str] = ("together",),
) -> list[dict[str, Any]]:
    """One row a value: the `value` as written, and what these measures are there, by their ids.

    Each run is that of the scenario with `sets` and `path=value`, without its twin; nothing is
    kept.
    """
    alone = scenario.model_copy(update={"twin": None})
    rows, by = [], without_twin(measures)
    for number, value in enumerate(values):
        inputs = resolve(alone, [*sets, f"{path}={value}"])
        run = lived(inputs, threads, of_many(progress, number, len(values)))
        rows.append({"value": value, **registry.values(run, by)})
    return rows
