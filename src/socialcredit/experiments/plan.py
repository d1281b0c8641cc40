"""Which runs an experiment consists in: points of its design, then alternatives, then seeds."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from socialcredit.analysis import designs
from socialcredit.core.errors import SocialCreditError
from socialcredit.engine.requests import changes
from socialcredit.experiments.factors import AS_WRITTEN, Factor, Level, factors_of
from socialcredit.experiments.keys import model_hash
from socialcredit.experiments.living import task_of
from socialcredit.experiments.store import BYTES_EACH, Store
from socialcredit.experiments.tasks import Task, Work
from socialcredit.language.model.experiment import DesignBlock, Experiment
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.loading import load_alternative
from socialcredit.language.resolve.written import Written, written_of
from socialcredit.results.measures.registry import BY_ID, chosen, needs_twin

WRITTEN = -1  # the point at which every value is as written
REAL = ""  # the alternative that is none
MOST_RUNS = 10_000_000
USUAL_PEOPLE = 20_000  # where a scenario has more, and nobody asks for another number
RESIDENT_DAYS_A_SECOND = 20e6  # of one core: a rough guess, where nothing is stored yet


class Point(NamedTuple):
    """A point of the design: each factor's level, in the order of the factors."""

    number: int
    levels: tuple[Level, ...]

    @property
    def given(self) -> tuple[str, ...]:
        """The changes that bring it about."""
        return tuple(change for level in self.levels for change in level.changes)


class Row(NamedTuple):
    """A run of the table, and the task whose outcome it tells."""

    point: Point
    alternative: str
    seed: int
    task: Task


class Plan(NamedTuple):
    """An experiment before it is lived.

    coordinates  float64 (points, factors) where the design lies in the unit cube, None of levels
    """

    experiment: Experiment
    scenario: Scenario
    work: Work
    factors: tuple[Factor, ...]
    rows: tuple[Row, ...]
    coordinates: Any

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Each run once, in the order of the rows."""
        return tuple(dict.fromkeys(row.task for row in self.rows))


def base_changes(experiment: Experiment, scenario: Scenario) -> tuple[str, ...]:
    """What an experiment changes in every run: people, years, the panel, its own `set`."""
    sets = changes(scenario, experiment.people, experiment.years)
    if experiment.panel == "everybody":
        sets.append(f"panel_households={experiment.people or scenario.subjects}")
    return tuple(str(change) for change in (*sets, *experiment.set))


def planned(
    experiment: Experiment,
    scenario: Scenario,
    folder: Path = Path(),
    written: Written | None = None,
) -> Plan:
    """Every run of an experiment, none of them lived.

    folder   where they would be kept: a design that has no room there is refused
    written  what the scenario names, where that is not to be read from its files
    """
    written = written or written_of(scenario)
    measures = chosen(experiment.measures)
    alternatives = tuple(map(load_alternative, experiment.alternatives))
    told = tuple(getattr(name, "told", name) for name in experiment.alternatives)
    experiment = experiment.model_copy(update={"alternatives": told})
    _refuse_without_twin(experiment, scenario)
    twin = needs_twin(measures) and scenario.twin is not None
    ids = tuple(measure.id for measure in measures)
    work = Work((written,), alternatives, twin, ids, model_hash())
    factors = factors_of(experiment, written)
    refuse_too_large(experiment, factors, folder)
    points, coordinates = points_of(experiment, factors)
    return Plan(
        experiment, scenario, work, factors, tuple(_rows(experiment, work, points)), coordinates
    )


def _refuse_without_twin(experiment: Experiment, scenario: Scenario) -> None:
    """Whoever asks by its id for what is told beside a twin would be told nothing without one."""
    for name in experiment.measures if scenario.twin is None else ():
        if name in BY_ID and BY_ID[name].twin:
            raise SocialCreditError(
                f"`{name}` compares with a twin, and {scenario.scenario} has none",
                text=name,
                hint="write `twin: {without: all}` in a scenario that `extends` it, or leave the "
                "measure out",
            )


def points_of(experiment: Experiment, factors: Sequence[Factor]) -> tuple[list[Point], Any]:
    """The points of the design, the one as written first, and where they lie in the unit cube."""
    first = Point(WRITTEN, (AS_WRITTEN,) * len(factors))
    if experiment.design is None:
        return [first], None
    names = [factor.name for factor in factors]
    made, coordinates = _made(experiment.design, names, factors, experiment.parameter_seed)
    points = [Point(number, levels) for number, levels in enumerate(made)]
    return [first, *points], coordinates


def _made(
    design: DesignBlock, names: Sequence[str], factors: Sequence[Factor], seed: int
) -> tuple[list[tuple[Level, ...]], Any]:
    of_levels = {"grid": _grid, "one-at-a-time": _one_at_a_time}.get(design.kind)
    if of_levels is not None:
        return of_levels(factors), None
    coordinates = designs.points(design_of(design), names, seed)
    made = [
        tuple(factor.at(float(u)) for factor, u in zip(factors, row, strict=True))
        for row in coordinates
    ]
    return made, coordinates


def _grid(factors: Sequence[Factor]) -> list[tuple[Level, ...]]:
    levels = [factor.levels for factor in factors]
    rows = designs.grid([len(one) for one in levels])
    return [tuple(levels[at][level] for at, level in enumerate(row)) for row in rows.tolist()]


def _one_at_a_time(factors: Sequence[Factor]) -> list[tuple[Level, ...]]:
    """Every other level of each factor alone; as written is a point of every experiment anyway."""
    levels = [(AS_WRITTEN, *factor.levels) for factor in factors]
    rows = designs.one_at_a_time([len(one) for one in levels])[1:]
    return [tuple(levels[at][level] for at, level in enumerate(row)) for row in rows.tolist()]


def design_of(design: DesignBlock) -> designs.Design:
    """The design that a block asks for, of those that lie in the unit cube."""
    if design.kind == "morris":
        return designs.Morris(design.trajectories or 0, design.levels or 4)
    return (
        designs.Sobol(design.points or 0)
        if design.kind == "sobol"
        else designs.Lhs(design.points or 0)
    )


def runs_of(experiment: Experiment, factors: Sequence[Factor]) -> int:
    """How many runs an experiment has, without making them."""
    each = 1 + len(experiment.alternatives)
    seeds = experiment.seeds
    return each * (seeds.luck + seeds.each * _points(experiment.design, factors))


def _points(design: DesignBlock | None, factors: Sequence[Factor]) -> int:
    if design is None:
        return 0
    levels = [len(factor.levels) for factor in factors]
    if design.kind == "grid":
        return designs.grid_rows(levels)
    if design.kind == "one-at-a-time":
        return sum(levels)
    return designs.rows(design_of(design), len(factors))


def _rows(experiment: Experiment, work: Work, points: Sequence[Point]) -> Iterator[Row]:
    scenario = work.bases[0].scenario
    laid = [(REAL, ()), *((name, (at,)) for at, name in enumerate(experiment.alternatives))]
    always = base_changes(experiment, scenario)
    seeds = experiment.seeds
    for point in points:
        many = seeds.luck if point.number == WRITTEN else seeds.each
        given = (*always, *point.given)
        for name, numbers in laid:
            for seed in range(seeds.first, seeds.first + many):
                yield Row(point, name, seed, task_of(work, 0, given, (), seed, 0, numbers))


class Cost(NamedTuple):
    """What an experiment takes: runs, those stored, seconds of one core that are left, bytes."""

    runs: int
    stored: int
    seconds: float
    guessed: bool
    bytes: int


def cost_of(plan: Plan, store: Store, tasks: Sequence[Task] = ()) -> Cost:
    """What is left to live of a plan, or of these tasks of the same work, and how long it takes."""
    tasks = tasks or plan.tasks
    known = {task.key: store.get(task.key, plan.work.measures) for task in tasks}
    times = [outcome.seconds for outcome in known.values() if outcome is not None]
    left = sum(outcome is None for outcome in known.values())
    each = median(times) if times else _guessed(plan)
    return Cost(len(tasks), len(tasks) - left, left * each, not times, left * BYTES_EACH)


def _guessed(plan: Plan) -> float:
    """Seconds of a run of which nothing is known but its people and its days."""
    scenario, people = plan.scenario, plan.experiment.people
    years = plan.experiment.years
    days = years * 365 if years else (scenario.ends - scenario.lived_since).days
    worlds = 2 if plan.work.twin else 1
    return 1.0 + worlds * (people or scenario.subjects) * days / RESIDENT_DAYS_A_SECOND


def refuse_too_large(experiment: Experiment, factors: Sequence[Factor], folder: Path) -> None:
    """Refuse a design that nobody could live, or whose outcomes the disk could not hold."""
    runs = runs_of(experiment, factors)
    if runs > MOST_RUNS:
        raise SocialCreditError(
            f"the design has {runs:,} runs", expected=f"at most {MOST_RUNS:,}",
            hint="take fewer values, points or factors, or `kind: lhs`",
        )  # fmt: skip
    there = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
    free = shutil.disk_usage(there).free
    if runs * BYTES_EACH > free:
        raise SocialCreditError(
            f"the design is too large for the disk: {runs:,} runs take some "
            f"{runs * BYTES_EACH / 1e9:.1f} GB and {free / 1e9:.1f} GB are free",
            where=str(there),
            hint="take a smaller design, or another --store",
        )
