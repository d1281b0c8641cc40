"""The runs of an assessment: planned, counted, and lived where the store has them not.

One experiment says how far luck and assumptions move every number, of the scheme as written and of
each alternative on the same draws. Single moves of the scheme as written say what turns a finding,
and what an error of the sources costs. All of them are runs of one work, in one store.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from socialcredit.assessment import moves
from socialcredit.assessment.asked import (
    Subject,
    Wish,
    alternatives_asked,
    people_of,
    title_of,
    told_as,
)
from socialcredit.assessment.moves import Error, Move
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.progress import Progress
from socialcredit.experiments.conduct import Conducted
from socialcredit.experiments.factors import Factor
from socialcredit.experiments.living import lived_or_stored, task_of
from socialcredit.experiments.plan import Cost, Plan, base_changes, cost_of, planned
from socialcredit.experiments.store import Outcome, Store
from socialcredit.experiments.tasks import Task, Work, trial
from socialcredit.language.model.experiment import Experiment
from socialcredit.language.resolve.draw_asked import doubts_in
from socialcredit.language.resolve.inputs import Inputs
from socialcredit.language.resolve.loading import load_alternative
from socialcredit.results.measures.registry import chosen

# What is asked of every run: all that findings, conditions, designs and forms are told from.
MEASURES = (
    "conduct", "records", "penalties", "redress", "doors", "shown", "burden", "benefit", "M1",
    "M2", "M3", "faces", "M4", "M5", "M6", "M7", "M8", "M9", "M10", "M11", "M12", "M14", "M17",
    "M18", "M19", "awareness", "lending", "together", "offset", "drift",
)  # fmt: skip
NOTHING = "There is nothing in these rules that it would change."


class Planned(NamedTuple):
    """An assessment before it is lived.

    plan    seeds and points, of the scheme as written and of every alternative that fits
    left    alternatives that are not lived: name and reason
    ends    single moves to the ends, of every doubt;  errors  one point more of each kind
    always  the changes that every run has;  firsts  the seeds of the values as written
    inputs  what the scheme as written is lived by
    """

    wish: Wish
    subject: Subject
    plan: Plan
    left: tuple[tuple[str, str], ...]
    ends: tuple[Move, ...]
    errors: tuple[Error, ...]
    always: tuple[str, ...]
    firsts: tuple[int, ...]
    inputs: Inputs

    @property
    def factors(self) -> Mapping[str, Factor]:
        """What is in doubt, by its name."""
        return {factor.name: factor for factor in self.plan.factors}

    def tasks_of(self, changes: Sequence[str], seeds: Sequence[int]) -> tuple[Task, ...]:
        """The scheme as written with these changes, once a seed."""
        given = (*self.always, *changes)
        return tuple(task_of(self.plan.work, 0, given, (), seed) for seed in seeds)

    @property
    def paired(self) -> tuple[int, ...]:
        """The seeds that single moves have in common with the values as written."""
        return self.firsts[: self.wish.size.pairs]


class Lived(NamedTuple):
    """The same, lived: what each run came to, by its key."""

    planned: Planned
    outcomes: dict[str, Outcome]

    @property
    def found(self) -> Conducted:
        """The experiment, as every other is read."""
        return Conducted(self.planned.plan, self.outcomes, None)

    def values(self, changes: Sequence[str], key: str, seeds: Sequence[int]) -> list[float | None]:
        """A number with these changes, one a seed."""
        tasks = self.planned.tasks_of(changes, seeds)
        return [self.outcomes[task.key].measures.get(key) for task in tasks]

    def is_sure(self, changes: Sequence[str], key: str, seeds: Sequence[int]) -> bool:
        """Whether a number rests on as many cases as it needs with these changes, in every seed."""
        tasks = self.planned.tasks_of(changes, seeds)
        return not any(key in self.outcomes[task.key].few for task in tasks)


def plan_of(wish: Wish, subject: Subject, store: Store) -> Planned:
    """Every run but those that seek where a finding turns; those depend on the findings."""
    asked = alternatives_asked(wish)
    bare = base_changes(experiment_of(wish, subject, ()), subject.scenario)
    inputs = trial(Work((subject.written,), (), True, (), ""), bare)
    fits, left = _alternatives_of(subject, asked, bare, _acting(inputs))
    titled = f"Assessment of {title_of(subject.scenario, inputs.scenario)}"
    experiment = experiment_of(wish, subject, fits).model_copy(update={"title": titled})
    plan = planned(experiment, subject.scenario, store.folder, subject.written)
    always = base_changes(experiment, subject.scenario)
    first = experiment.seeds.first
    ends = tuple(move for factor in plan.factors for move in moves.ends_of(factor))
    return Planned(
        wish, subject, plan, left, ends, tuple(moves.errors_of(inputs.beliefs.sensors)), always,
        tuple(range(first, first + wish.size.seeds)), inputs,
    )  # fmt: skip


def experiment_of(wish: Wish, subject: Subject, alternatives: Sequence[str]) -> Experiment:
    """The experiment, as its file would say it."""
    scenario = subject.scenario
    told: dict[str, Any] = {
        "experiment": f"assess-{subject.name}",
        "title": f"Assessment of {scenario.title}",
        "scenario": subject.label,
        "people": people_of(wish, scenario),
        "years": wish.years,
        "panel": wish.size.panel,
        "set": wish.sets,
        "seeds": {"first": scenario.seed, "luck": wish.size.seeds, "each": 1},
        "measures": tuple(one.id for one in chosen(MEASURES)),
    }
    if doubts_in(subject.written):
        design = {"kind": "lhs", "points": wish.size.points}
        told |= {"design": design, "factors": ({"doubts": "all"},)}
    made = Experiment.model_validate(told | {"alternatives": tuple(map(told_as, alternatives))})
    return made.model_copy(update={"alternatives": tuple(alternatives)})


def _alternatives_of(
    subject: Subject, names: Sequence[str], given: Sequence[str], as_written: tuple[Any, ...]
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Which alternatives are lived, and of the others each with the reason."""
    alternatives = tuple(map(load_alternative, names))
    work = Work((subject.written,), alternatives, True, (), "")
    fits, left = [], []
    for at, name in enumerate(names):
        try:
            laid = _acting(trial(work, given, (at,)))
        except SocialCreditError as error:
            left.append((told_as(name), f"It does not fit: {error.message}."))
            continue
        if laid == as_written:
            left.append((told_as(name), alternatives[at].idle or NOTHING))
        else:
            fits.append(name)
    return tuple(fits), tuple(left)


def _acting(inputs: Inputs) -> tuple[Any, ...]:
    """What residents and firms live by."""
    return (*inputs[:4], inputs.turned, inputs.beside and inputs.beside[:4])


def first_tasks(made: Planned) -> tuple[Task, ...]:
    """Every run that is known before any is lived: points, seeds, ends, errors."""
    ends = made.ends if made.wish.size.moved is None else ()
    single = [task for move in ends for task in made.tasks_of(move.changes, made.paired)]
    wrong = [task for one in made.errors for task in made.tasks_of(one.changes, made.firsts)]
    return tuple(dict.fromkeys((*made.plan.tasks, *single, *wrong)))


def cost(made: Planned, store: Store) -> Cost:
    """What is left to live, as far as it is known beforehand, with what seeking may add."""
    tasks = first_tasks(made)
    told = cost_of(made.plan, store, tasks)
    left = told.runs - told.stored
    each = told.seconds / left if left else 0.0
    more = _sought_at_most(made)
    return told._replace(
        runs=told.runs + more, seconds=told.seconds + each * more,
        bytes=told.bytes + more * (told.bytes // max(left, 1)),
    )  # fmt: skip


SOUGHT = 4  # doubts of each finding that are followed to the place where it turns
FINDINGS = 5


def _sought_at_most(made: Planned) -> int:
    size = made.wish.size
    sought = FINDINGS * SOUGHT * size.steps * size.pairs
    return sought + (0 if size.moved is None else 2 * size.moved * size.pairs)


def live(
    made: Planned,
    tasks: Sequence[Task],
    store: Store,
    on: str | None,
    progress: Progress | None,
    known: dict[str, Outcome] | None = None,
) -> Lived:
    """Live what is not stored, beside what is known already."""
    left = [task for task in tasks if task.key not in (known or {})]
    found = lived_or_stored(made.plan.work, left, store, on, progress)
    return Lived(made, {**(known or {}), **found})
