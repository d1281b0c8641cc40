"""Two experiments written for a scenario: how far its doubts move each headline, and which do.

Points drawn from all ranges at once say how far; elementary effects, one factor after another, say
which. Both share the runs of other seeds with values as written, which say what luck alone moves.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from socialcredit.core.progress import Progress
from socialcredit.core.run_files import write_sealed
from socialcredit.core.run_layout import DOUBT
from socialcredit.experiments import recorded, tidy
from socialcredit.experiments.conduct import TABLE, Asked, Conducted, plan_of
from socialcredit.experiments.keys import content_of
from socialcredit.experiments.living import lived_or_stored
from socialcredit.experiments.plan import USUAL_PEOPLE, Cost, Plan, cost_of
from socialcredit.experiments.results import (
    Pull,
    as_told,
    by_point,
    keys_of,
    leading,
    numbers,
    pulls,
)
from socialcredit.experiments.store import Store
from socialcredit.experiments.tasks import Task
from socialcredit.language.model.experiment import Experiment
from socialcredit.language.model.scenario import Scenario
from socialcredit.results.measures.registry import MEASURES, id_of, measure_of

POINTS, TRAJECTORIES, SEEDS = 32, 10, 8
EFFECTS = "effects.parquet"
# What a page tells first, and the burden that days of penalty do not show.
HEADLINES = (
    "conduct.bad.change", "conduct.good.change", "M1.share", "M2.missed", "M3.harmless",
    "M4.other_part", "M7.within_a_year", "M8.minority.wrong_days", "M11.made_up", "M12.records",
    "faces.wrong", "lending.granted", "together.shut_out", "together.fan_out", "burden.wrong",
)  # fmt: skip
# What the page on conduct tells with both ranges; of the first line also what moves it.
OF_CONDUCT = tuple(one.id for one in MEASURES if one.line and one.id not in HEADLINES)
SIGNED = ("change", "difference")
MOVED = tuple(one.id for one in MEASURES if one.line == 1 and one.kind in SIGNED)
PULLS = 12  # values in doubt that are kept of each


class Both(NamedTuple):
    """The plan of points drawn from the ranges, and that of elementary effects."""

    ranges: Plan
    effects: Plan


class Sensitivity(NamedTuple):
    """The same, lived."""

    ranges: Conducted
    effects: Conducted


def asked_for(
    name: str,
    scenario: Scenario,
    *,
    people: int | None = None,
    years: int | None = None,
    points: int = POINTS,
    trajectories: int = TRAJECTORIES,
    seeds: int = SEEDS,
    measures: Sequence[str] = (),
    sets: Sequence[str] = (),
    parameter_seed: int = 1,
) -> tuple[Asked, Asked]:
    """The two experiments, as their files would say them."""
    common: dict[str, Any] = {
        "scenario": name,
        "people": people or min(scenario.subjects, USUAL_PEOPLE),
        "years": years,
        "set": tuple(sets),
        "seeds": {"first": scenario.seed, "luck": seeds, "each": 1},
        "parameter_seed": parameter_seed,
        "factors": ({"doubts": "all"},),
        "measures": tuple(measures) or (*HEADLINES, *OF_CONDUCT),
        "title": f"What of {scenario.called} is luck, and what is assumption",
    }
    designs = ({"kind": "lhs", "points": points}, {"kind": "morris", "trajectories": trajectories})
    ranges, effects = (
        Experiment.model_validate(
            {**common, "experiment": f"{scenario.called}-doubts", "design": design}
        )
        for design in designs
    )
    return Asked(ranges, scenario), Asked(effects, scenario)


def plans_of(asked: tuple[Asked, Asked], store: Store) -> Both:
    """Every run of both. Raises SocialCreditError for what does not fit."""
    return Both(*(plan_of(one, store) for one in asked))


def cost_of_both(plans: Both, store: Store) -> Cost:
    """What both take together; a run that both have is counted once."""
    return cost_of(plans.ranges, store, tasks_of(plans))


def tasks_of(plans: Both) -> tuple[Task, ...]:
    """The runs of both, each once."""
    return tuple(dict.fromkeys((*plans.ranges.tasks, *plans.effects.tasks)))


def conducted(
    plans: Both,
    store: Store,
    *,
    on: str | None = None,
    out: Path | None = None,
    progress: Progress | None = None,
) -> Sensitivity:
    """Live what is not stored of both, and write their tables and what they tell."""
    tables = {TABLE: plans.ranges, EFFECTS: plans.effects}
    asked, command = plans.ranges.experiment, command_of(plans.ranges)
    kept = None if out is None else recorded.told_of(tables, asked.title, command)
    found = lived_or_stored(plans.ranges.work, tasks_of(plans), store, on, progress)
    both = Sensitivity(*(Conducted(plan, found, out) for plan in plans))
    if out is not None and kept is not None:
        out.mkdir(parents=True, exist_ok=True)
        for name, plan in tables.items():
            tidy.write(plan, found, out / name)
        write_sealed(out / DOUBT, cited(both))
        recorded.write(out, kept, tables, found)
    return both


def command_of(plan: Plan) -> str:
    """The command that was asked for, as far as it names no file."""
    return f"socialcredit sensitivity {plan.scenario.scenario}"


def told(both: Sensitivity) -> dict[str, Any]:
    """All of it as plain values: numbers with both intervals, and what moved them."""
    one, other = (as_told(found) for found in both)
    runs = len(tasks_of(Both(both.ranges.plan, both.effects.plan)))
    command = f"socialcredit sensitivity {one['experiment']['scenario']}"
    return {**one, "pulls": other["pulls"], "runs": runs, "command": command}


def results_of(both: Sensitivity) -> dict[str, list[Pull]]:
    """What each factor does to each number, the largest first."""
    return {key: pulls(both.effects, key) for key in keys_of(both.effects)}


def cited(both: Sensitivity) -> dict[str, Any]:
    """What a run of the same may cite: how far assumptions move each number, and on what ground."""
    plan = both.ranges.plan
    return {
        "scenario": plan.scenario.scenario,
        "content": content_of(plan.work.bases[0]),
        "model": plan.work.model,
        "set": list(plan.experiment.set),
        "people": plan.experiment.people,
        "years": plan.experiment.years,
        "points": plan.experiment.design and plan.experiment.design.points,
        "ranges": {
            one.key: list(one.assumptions)
            for one in numbers(both.ranges)
            if one.assumptions and not one.few
        },
        "luck": {
            one.key: [*one.luck, one.seeds]
            for one in numbers(both.ranges)
            if one.luck and not one.few
        },
        "signs": signs_of(both.ranges),
        "turns": turns_of(both.ranges),
        "pulls": {
            key: [
                {"title": one.title, "size": one.size, "interval": one.interval, "how": one.how}
                for one in pulls(both.effects, key)[:PULLS]
                if one.size
            ]
            for key in keys_of(both.effects)
            if id_of(key) in MOVED
        },
    }


def turns_of(found: Conducted) -> dict[str, str | None]:
    """What the sign of each number of the first line turns on: the doubt that it follows most.

    By Spearman's correlation over the draws, which no change of scale moves: a doubt that only
    makes every number larger has many effects and no sign. None where no correlation is beyond what
    the largest of so many would be by chance, once in twenty (`analysis.ranks.beyond_chance`).
    """
    titles = {factor.name: factor.title for factor in found.plan.factors}
    mine = [key for key in keys_of(found) if id_of(key) in MOVED]
    return {key: titles.get(leading(found, by_point(found, key))) for key in mine}


def signs_of(found: Conducted) -> dict[str, list[int]]:
    """At how many points a number that may have either sign lies below, and above, nought."""
    counted = {}
    for key in keys_of(found):
        if measure_of(key).kind in SIGNED:
            known = [value for value in by_point(found, key) if value is not None]
            counted[key] = [sum(v < 0 for v in known), sum(v > 0 for v in known)]
    return counted
