"""Two scenarios on the same people with the same luck: what differs, and how surely.

Each pair of runs shares its seed, so most of the luck cancels in the difference; the interval is
that of the mean of the paired differences (Student's t, 90 %).
"""

import statistics
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.progress import Progress
from socialcredit.experiments.keys import model_hash
from socialcredit.experiments.living import in_order, lived_or_stored, task_of
from socialcredit.experiments.plan import WRITTEN, Plan, Point, Row
from socialcredit.experiments.store import Outcome, Store
from socialcredit.experiments.tasks import Task, Work
from socialcredit.language.model.experiment import Experiment
from socialcredit.language.model.scenario import MOST_SEED, Scenario, Twin
from socialcredit.language.resolve.inputs import resolve, resolved
from socialcredit.language.resolve.loading import load_scenario, with_alternatives
from socialcredit.language.resolve.written import written_of
from socialcredit.language.tell.alternative import laid_sentence
from socialcredit.results.luck import of_mean
from socialcredit.results.measures.measure import Measure
from socialcredit.results.measures.registry import COMPARED, chosen, told

Pair = tuple[float | None, float | None]
SIDES = ("a", "b")
SAME = ("places", "people", "firms", "sectors", "warm_up", "starts", "ends")


class Compared(NamedTuple):
    """Paired runs: the rows that are told, and what they were made of.

    sides  the two scenarios;  pairs  how many seeds
    plan   every run, A and B of a seed in turn;  outcomes  what each came to, by its key
    """

    sides: tuple[Scenario, Scenario]
    pairs: int
    rows: list[dict[str, Any]]
    plan: Plan
    outcomes: Mapping[str, Outcome]


def compare(
    a: str | Scenario,
    b: str | Scenario,
    replicates: int,
    on: str | None = None,
    sets: Sequence[str] = (),
    progress: Progress | None = None,
    without: Sequence[str] = (),
    measures: Sequence[str] = COMPARED,
    store: Store | None = None,
) -> Compared:
    """One row a measure: mean in A and in B, mean of B - A with its 90 % interval.

    `low` and `high` are None with a single pair, and where a measure does not exist in both.
    on  where runs are lived, see `executor.outcomes`
    sets  changes of both scenarios, as of a run: "path=value"
    without  schemes that are not in force in B; they keep their places, and the others their luck
    measures  ids of the registry, or the first parts of some
    store  where what runs came to is kept and looked for; None: nowhere
    """
    asked = [load_scenario(x) if isinstance(x, str) else x for x in (a, b)]
    asked[1] = asked[1].model_copy(update={"twin": Twin(without=tuple(without))})
    sides = tuple(map(written_of, asked))
    first, second = (resolved(side, sets).scenario for side in sides)
    _check_same(first, second)
    _check_seeds(first.seed, replicates)
    ids = tuple(one.id for one in without_twin(measures))
    work = Work(sides, (), False, ids, model_hash())
    tasks = [
        task_of(work, base, (), tuple(map(str, sets)), first.seed + pair, base)
        for pair in range(replicates)
        for base in range(2)
    ]
    found = lived_or_stored(work, tasks, store, on, progress)
    rows: dict[str, list[Pair]] = {}
    for left, right in zip(tasks[::2], tasks[1::2], strict=True):
        one, other = (found[task.key].measures for task in (left, right))
        for name in in_order(ids, {**one, **other}):
            rows.setdefault(name, []).append((one.get(name), other.get(name)))
    known = {name: pairs for name, pairs in rows.items() if any(set(p) - {None} for p in pairs)}
    plan = plan_of((first, second), work, tasks)
    return Compared((first, second), replicates, [row(*one) for one in known.items()], plan, found)


def plan_of(sides: Sequence[Scenario], work: Work, tasks: Sequence[Task]) -> Plan:
    """The runs of a comparison as those of an experiment: its table has a line for each.

    `alternative` is the side, `a` or `b`: B may differ by its rules, and not by what is laid over.
    """
    experiment = Experiment.model_validate({
        "experiment": "comparison", "title": " beside ".join(one.title for one in sides),
        "scenario": sides[0].scenario, "measures": work.measures,
        "seeds": {"first": sides[0].seed, "luck": len(tasks) // 2},
    })  # fmt: skip
    as_written = Point(WRITTEN, ())
    rows = tuple(Row(as_written, SIDES[task.base], task.seed, task) for task in tasks)
    return Plan(experiment, sides[0], work, (), rows, None)


def other_side(
    a: Scenario, b: str | None, alternatives: Sequence[str], without: Sequence[str]
) -> Scenario:
    """The scenario to hold against A: B, or A itself, with alternatives laid over its schemes.

    without  schemes that will not be in force in it; they must be among its own
    """
    if b is None and not alternatives and not without:
        raise SocialCreditError(
            f"there is nothing to hold {a.scenario} against",
            expected="a second scenario, --with ALTERNATIVE or --without SCHEME",
            hint="`socialcredit alternatives` lists what can be laid over any scheme",
        )
    other = load_scenario(b) if b else a
    for name in without:
        if name not in other.schemes:
            raise SocialCreditError(
                f"`{name}` is not among the schemes of {other.scenario}",
                expected="one of " + ", ".join(other.schemes),
                meant=nearest(name, other.schemes),
            )
    return with_alternatives(other, alternatives)


def laid_on(other: Scenario) -> list[str]:
    """What each alternative laid over the scenario does to each of its schemes, in sentences."""
    inputs = resolve(other.model_copy(update={"twin": None}))
    told = [
        (scheme.title.partition(":")[0], laid_sentence(laid))
        for scheme in inputs.schemes
        for laid in inputs.laid.get(scheme.scheme, ())
    ]
    return [f"{title}: {line}" for title, line in dict.fromkeys(told)]


def without_twin(measures: Sequence[str]) -> tuple[Measure, ...]:
    """These measures, without those that are told beside a twin: B takes its place here."""
    return tuple(one for one in chosen(measures) if not one.twin)


def _check_same(a: Scenario, b: Scenario) -> None:
    """Paired runs need the same people over the same days."""
    differ = [name for name in SAME if getattr(a, name) != getattr(b, name)]
    if differ:
        told = {"starts": "from", "ends": "to"}
        raise SocialCreditError(
            f"{a.scenario} and {b.scenario} cannot be paired: they differ in "
            + ", ".join(told.get(name, name) for name in differ),
            expected="two scenarios of the same people over the same days",
            hint=f"write a scenario that `extends: {a.scenario}` and changes only its schemes, "
            "or make both alike, such as with --people",
        )


def _check_seeds(seed: int, replicates: int) -> None:
    """Each pair has the next seed, and there is a greatest."""
    if seed + replicates - 1 > MOST_SEED:
        raise SocialCreditError(
            f"there are no {replicates} seeds from {seed} on",
            f"--seed {seed}",
            expected=f"a seed of at most {MOST_SEED - replicates + 1:,}",
            hint="begin with a smaller seed, or ask for fewer --replicates",
        )


def row(name: str, pairs: Sequence[Pair]) -> dict[str, Any]:
    """Means and the interval of the mean difference over the pairs in which both exist."""
    both = [(x, y) for x, y in pairs if x is not None and y is not None]
    found: dict[str, Any] = {"measure": name, "words": told(name)}
    found |= dict.fromkeys(("a", "b", "difference"))
    for side, label in ((0, "a"), (1, "b")):
        values = [value for value in (pair[side] for pair in pairs) if value is not None]
        found[label] = statistics.fmean(values) if values else None
    found |= {"low": None, "high": None, "pairs": len(both)}
    if both:
        found["difference"] = statistics.fmean(y - x for x, y in both)
    interval = of_mean([y - x for x, y in both])
    if interval is not None:
        found |= {"low": interval[0], "high": interval[1]}
    return found
