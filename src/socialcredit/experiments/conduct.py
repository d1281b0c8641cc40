"""An experiment from its file to its table: load, plan, live what is not stored, write."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.kept import Remembers
from socialcredit.core.progress import Progress
from socialcredit.experiments import recorded, tidy
from socialcredit.experiments.factors import refuse_what_does_not_fit
from socialcredit.experiments.living import lived_or_stored
from socialcredit.experiments.plan import Plan, base_changes, planned
from socialcredit.experiments.store import Outcome, Store
from socialcredit.language.model.experiment import Experiment
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.read.diagnostics import Problem, checked, fitted, gather
from socialcredit.language.read.yaml import read
from socialcredit.language.resolve.asked import Asked as Typed
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.paths import (
    alternative_file,
    existing,
    plain_name,
    scenario_file,
)
from socialcredit.results.measures.registry import chosen

STORE = Path("runs") / "store"
TABLE = "table.parquet"


class Asked(NamedTuple):
    """An experiment and the scenario that it names."""

    experiment: Experiment
    scenario: Scenario


@dataclass(frozen=True)
class Conducted(Remembers):
    """A finished experiment: its plan and what each run came to, by key; where its table lies."""

    plan: Plan
    outcomes: Mapping[str, Outcome]
    folder: Path | None
    _made: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def table(self) -> Path | None:
        """The tidy table: factors x alternative x seed x measure, a Parquet file."""
        return None if self.folder is None else self.folder / TABLE


def load_experiment(path: str | Path) -> Asked:
    """An experiment's file, checked, and its scenario: a shipped one, or a file beside it.

    Raises SocialCreditError with file, line and column of everything that does not fit.
    """
    file = existing(path)
    if file is None or file.is_dir():
        raise SocialCreditError(
            f"there is no experiment `{path}`",
            expected="the path of an experiment's file",
            hint="`socialcredit schema experiment` says what one may say",
        )
    tree = read(file)
    experiment = checked(Experiment, tree)
    problems: list[Problem] = []
    where: dict[tuple[str | int, ...], Callable[[], Any]] = {
        ("scenario",): partial(scenario_file, experiment.scenario, file.parent)
    }
    for index, name in enumerate(experiment.alternatives):
        where[("alternatives", index)] = partial(alternative_file, name, file.parent)
    for index, name in enumerate(experiment.measures):
        where[("measures", index)] = partial(chosen, [name])
    found = {loc: _tried(problems, loc, find) for loc, find in where.items()}
    if problems:
        raise gather(tree, problems)
    alternatives = tuple(
        found["alternatives", index] for index in range(len(experiment.alternatives))
    )
    told = {"alternatives": tuple(map(_named, alternatives, experiment.alternatives))}
    return Asked(experiment.model_copy(update=told), load_scenario(found[("scenario",)]))


def _tried(problems: list[Problem], loc: tuple[str | int, ...], find: Callable[[], Any]) -> Any:
    try:
        return find()
    except SocialCreditError as error:
        problems.append(Problem(loc, error.message, error.expected or error.hint, error.meant))
        return None


def _named(file: Path, name: str) -> str:
    """The name of a shipped alternative; the path of another, which is told as it is written.

    Of a machine's own folders none is told.
    """
    told = Path(name).name if Path(name).is_absolute() else name
    return plain_name(name) if file.stem == plain_name(name) else Typed(str(file), told)


def asked_of(told: Mapping[str, Any]) -> Asked:
    """An experiment from plain values, as a file would have them; paths are from here."""
    experiment, problems = fitted(Experiment, dict(told))
    if experiment is None:
        first = problems[0]
        raise SocialCreditError(
            first.message, ".".join(map(str, first.loc)), expected=first.expected,
            meant=first.meant, hint="correct the experiment",
        )  # fmt: skip
    chosen(experiment.measures)
    return Asked(experiment, load_scenario(experiment.scenario))


def plan_of(asked: Asked, store: Store) -> Plan:
    """Every run of it. Raises SocialCreditError for what does not fit, before any is lived."""
    plan = planned(*asked, store.folder)
    refuse_what_does_not_fit(plan.work, base_changes(*asked), plan.factors)
    return plan


def conducted(
    plan: Plan,
    store: Store,
    *,
    on: str | None = None,
    out: Path | None = None,
    progress: Progress | None = None,
) -> Conducted:
    """Live what is not stored, and write the table with what its runs rest on beside it.

    on        see `executor.outcomes`
    out       the folder of the table; None: nothing is written but the store
    progress  called with {"stage", "done", "total"}, in runs
    """
    name = plan.experiment.experiment
    tables, command = {TABLE: plan}, f"socialcredit experiment {name}.yaml"
    told = None if out is None else recorded.told_of(tables, plan.experiment.title, command)
    found = lived_or_stored(plan.work, plan.tasks, store, on, progress)
    if out is not None and told is not None:
        out.mkdir(parents=True, exist_ok=True)
        tidy.write(plan, found, out / TABLE)
        recorded.write(out, told, tables, found)
    return Conducted(plan, found, out)
