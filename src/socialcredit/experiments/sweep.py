"""One value changed step by step, on the same people with the same luck."""

from collections.abc import Sequence
from typing import Any

from socialcredit.analysis.intervals import over_seeds
from socialcredit.core.progress import Progress
from socialcredit.experiments.compare import without_twin
from socialcredit.experiments.keys import model_hash
from socialcredit.experiments.living import in_order, lived_or_stored, task_of
from socialcredit.experiments.store import Store
from socialcredit.experiments.tasks import Work
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.inputs import resolved
from socialcredit.language.resolve.written import written_of
from socialcredit.results.measures.registry import measure_of


def sweep(
    scenario: Scenario,
    path: str,
    values: Sequence[str],
    on: str | None = None,
    sets: Sequence[str] = (),
    progress: Progress | None = None,
    measures: Sequence[str] = ("together",),
    seeds: int = 1,
    store: Store | None = None,
) -> list[dict[str, Any]]:
    """One row a value: the `value` as written, and what these measures are there, by their ids.

    Each is the mean over the seeds from the scenario's own on, with its 90 % interval in
    `intervals` where there are several. Runs are those of the scenario with `sets` and
    `path=value`, without its twin.

    on  where runs are lived, see `executor.outcomes`
    store  where what runs came to is kept and looked for; None: nowhere
    """
    written = written_of(scenario.model_copy(update={"twin": None}))
    changes = [tuple(map(str, (*sets, f"{path}={value}"))) for value in values]
    first = {resolved(written, change).scenario.seed for change in changes}
    ids = tuple(one.id for one in without_twin(measures))
    work = Work((written,), (), False, ids, model_hash())
    tasks = [
        [task_of(work, 0, (), change, min(first) + seed) for seed in range(seeds)]
        for change in changes
    ]
    found = lived_or_stored(work, [task for row in tasks for task in row], store, on, progress)
    rows = []
    for value, of_value in zip(values, tasks, strict=True):
        outcomes = [found[task.key] for task in of_value]
        keys = in_order(ids, dict.fromkeys(key for one in outcomes for key in one.measures))
        told = {
            key: over_seeds(measure_of(key).kind, [one.measures.get(key) for one in outcomes])
            for key in keys
        }
        row = {"value": value, **{key: one.value for key, one in told.items()}}
        intervals = {key: one.interval for key, one in told.items()}
        rows.append(row | ({"intervals": intervals} if seeds > 1 else {}))
    return rows
