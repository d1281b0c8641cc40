"""One value changed step by step, on the same people with the same luck."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from socialcredit.analysis.intervals import Told, over_seeds
from socialcredit.core.progress import Progress
from socialcredit.experiments.compare import without_twin
from socialcredit.experiments.keys import model_hash
from socialcredit.experiments.living import in_order, lived_or_stored, task_of
from socialcredit.experiments.store import Outcome, Store
from socialcredit.experiments.tasks import Work
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.inputs import resolved
from socialcredit.language.resolve.written import written_of
from socialcredit.results.measures.registry import measure_of


class Step(NamedTuple):
    """What measures are under some changes, by their keys, over as many seeds as were lived."""

    values: dict[str, list[float | None]]
    few: frozenset[str]

    def told(self, key: str, one_more: bool = False) -> Told:
        """The mean over the seeds and its range, or that of one more; see `over_seeds`."""
        return over_seeds(measure_of(key).kind, self.values[key], one_more)


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
    changes = [(*sets, f"{path}={value}") for value in values]
    rows = []
    found = steps(scenario, changes, on, progress, measures, seeds, store)
    for value, step in zip(values, found, strict=True):
        told = {key: step.told(key) for key in step.values}
        row = {"value": value, **{key: one.value for key, one in told.items()}}
        intervals = {key: one.interval for key, one in told.items()}
        rows.append(row | ({"intervals": intervals} if seeds > 1 else {}))
    return rows


def steps(
    scenario: Scenario,
    changes: Sequence[Sequence[str]],
    on: str | None,
    progress: Progress | None,
    measures: Sequence[str],
    seeds: int,
    store: Store | None,
) -> list[Step]:
    """What these measures are under each of these changes, without the twin; see `sweep`."""
    written = written_of(scenario.model_copy(update={"twin": None}))
    several = [tuple(map(str, change)) for change in changes]
    first = min(resolved(written, change).scenario.seed for change in several)
    ids = tuple(one.id for one in without_twin(measures))
    work = Work((written,), (), False, ids, model_hash())
    tasks = [
        [task_of(work, 0, (), change, first + seed) for seed in range(seeds)] for change in several
    ]
    found = lived_or_stored(work, [task for row in tasks for task in row], store, on, progress)
    return [_step(ids, [found[task.key] for task in row]) for row in tasks]


def _step(ids: Sequence[str], outcomes: Sequence[Outcome]) -> Step:
    keys = in_order(ids, dict.fromkeys(key for one in outcomes for key in one.measures))
    values = {key: [one.measures.get(key) for one in outcomes] for key in keys}
    return Step(values, frozenset(key for one in outcomes for key in one.few))
