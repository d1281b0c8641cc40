"""Calibration: which values of what is in doubt the figures marked calibrated do not rule out.

History matching in waves (`analysis.matching`) on the doubts of the scenario that the figures are
about. A run is without its twin, ends with the month of the last such figure, and is kept in the
store under its own key, so that a calibration that was stopped goes on where it was.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from socialcredit.analysis.designs import Points
from socialcredit.analysis.matching import CUTOFF, Matched, drawn, run_waves, wave
from socialcredit.analysis.space import Left
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.progress import Progress
from socialcredit.core.text import counted
from socialcredit.engine.requests import changes
from socialcredit.experiments.figures import LUCK
from socialcredit.experiments.keys import model_hash
from socialcredit.experiments.living import lived_or_stored, task_of
from socialcredit.experiments.plan import USUAL_PEOPLE
from socialcredit.experiments.store import Outcome, Store
from socialcredit.experiments.targets import Matter, matter_of, rounded, until
from socialcredit.experiments.tasks import Task, Work
from socialcredit.language.model import calibration as files
from socialcredit.language.resolve.routing import changed_in

WAVES = 3
EACH_DOUBT, FEWEST = 5, 40  # points a wave for each doubt, and at least
POINTS = 200  # points that a calibration keeps, each as often as it is likely


class Plan(NamedTuple):
    """A calibration before it is lived.

    always  changes of every run: people, its last day, the rules of the reading
    points  runs a wave
    """

    matter: Matter
    work: Work
    always: tuple[str, ...]
    people: int
    waves: int
    points: int
    parameter_seed: int


def planned(
    name: str | Path,
    under: str | None = None,
    *,
    people: int | None = None,
    waves: int = WAVES,
    points: int | None = None,
    parameter_seed: int = 1,
) -> Plan:
    """A calibration of a scheme's scenario by one reading; raises for what does not fit."""
    matter = matter_of(name, under)
    doubts = matter.doubts
    if not doubts:
        raise SocialCreditError(
            f"nothing that the scenario `{matter.scenario.scenario}` uses is in doubt",
            expected="`doubt:` or `readings:` beside a value",
            hint="say beside a value how far off it may be; `socialcredit doubts` lists what is",
        )
    scenario = matter.scenario
    many = people or min(scenario.subjects, USUAL_PEOPLE)
    sets = changes(scenario, many)
    sets += until(scenario, (aim.figure for aim in matter.figures))
    asks = tuple(aim.ask for aim in matter.figures)
    work = Work((matter.written,), (), False, (), model_hash(), asks)
    each = points or max(EACH_DOUBT * len(doubts), FEWEST)
    always = tuple(map(str, (*sets, *matter.changes)))
    return Plan(matter, work, always, many, waves, each, parameter_seed)


def tasks_at(plan: Plan, points: Points) -> list[Task | None]:
    """The run of each point; None where its values do not fit together.

    points  float64 (points, doubts), columns in the order of the doubts
    """
    found: list[Task | None] = []
    for row in points:
        at = zip(plan.matter.doubts, row, strict=True)
        moved = tuple(change for doubt, u in at for change in doubt.changes(float(u)))
        given = (*plan.always, *moved)
        fits = _fits(plan, given)
        seed = plan.matter.scenario.seed
        found.append(task_of(plan.work, 0, given, (), seed) if fits else None)
    return found


def _fits(plan: Plan, given: Sequence[str]) -> bool:
    try:
        changed_in(plan.matter.written, given)
    except SocialCreditError:
        return False
    return True


def first_wave(plan: Plan) -> list[Task]:
    """The runs that are known before any is lived; further waves hang on what these say."""
    names = [doubt.name for doubt in plan.matter.doubts]
    place = [sorted(names).index(name) for name in names]
    everything = Left(1.0, np.zeros((0, len(names))))
    points = wave(everything, sorted(names), plan.points, plan.parameter_seed, [])
    return [task for task in tasks_at(plan, points[:, place]) if task is not None]


def calibrated(
    plan: Plan, store: Store | None, on: str | None = None, progress: Progress | None = None
) -> Matched:
    """Live wave after wave what is not stored.

    on        see `executor.outcomes`
    progress  called with {"stage", "done", "total"}, in runs of a wave
    """
    waves = 0

    def simulate(points: Points) -> tuple[np.ndarray, np.ndarray]:
        nonlocal waves
        waves += 1
        stage = f"Wave {waves} of at most {plan.waves}: living runs"

        def told(one: dict[str, Any]) -> None:
            if progress is not None:
                progress({**one, "stage": stage})

        tasks = tasks_at(plan, points)
        known = [task for task in tasks if task is not None]
        found = lived_or_stored(plan.work, known, store, on, told)
        return numbers_of(plan, tasks, found), numbers_of(plan, tasks, found, LUCK)

    names = [doubt.name for doubt in plan.matter.doubts]
    targets = [aim.target for aim in plan.matter.figures]
    seed = plan.parameter_seed
    return run_waves(simulate, targets, names, waves=plan.waves, points=plan.points, seed=seed)


def numbers_of(
    plan: Plan, tasks: Sequence[Task | None], found: dict[str, Outcome], behind: str = ""
) -> np.ndarray:
    """What runs say of each figure, float64 (runs, figures); nan where there is no number."""
    rows = [
        [
            None if task is None else found[task.key].measures[aim.ask.key + behind]
            for aim in plan.matter.figures
        ]
        for task in tasks
    ]
    return np.array(rows, dtype=np.float64)


def calibration_of(plan: Plan, matched: Matched, made: date) -> files.Calibration:
    """The file of what was found."""
    matter, scenario = plan.matter, plan.matter.scenario
    rows = np.round(drawn(matched, POINTS, plan.parameter_seed), 6)
    rows, weights = np.unique(rows, axis=0, return_counts=True)
    reading = next((one.figure.reading for one in matter.figures if one.figure.reading), None)
    title = f"What published numbers leave of what is in doubt in: {scenario.title}"
    return files.Calibration(
        calibration=matter.scheme,
        title=f"{title} ({reading})" if reading else title,
        made=made,
        scheme=matter.scheme,
        scenario=scenario.scenario,
        under=matter.under,
        people=plan.people,
        seed=scenario.seed,
        parameter_seed=plan.parameter_seed,
        model=plan.work.model,
        content=matter.content,
        says=says(matched),
        figures=tuple(_used(aim) for aim in matter.figures),
        waves=tuple(_wave(matched, number) for number in range(len(matched.waves))),
        weights=tuple(weights.tolist()),
        points={
            name: tuple(column.tolist()) for name, column in zip(matched.names, rows.T, strict=True)
        },
    )


def _used(aim: Any) -> files.Used:
    figure, (chance, discrepancy) = aim.figure, aim.spreads
    return files.Used(
        what=figure.what, when=figure.when, unit=figure.unit, published=figure.published,
        chance=chance, discrepancy=discrepancy, asked=aim.ask.key,
    )  # fmt: skip


def _wave(matched: Matched, number: int) -> files.Wave:
    one, lucks = matched.waves[number], matched.cuts[number].luck.tolist()
    told = [
        files.Told(error=rounded(errors.rmse), spread=rounded(errors.spread),
                   covered=rounded(errors.covered), luck=rounded(luck**0.5))
        for errors, luck in zip(one.errors, lucks, strict=True)
    ]  # fmt: skip
    return files.Wave(
        runs=len(one.points),
        unjudged=one.unjudged,
        kept=int((one.implausible <= CUTOFF).sum()),
        left=rounded(one.share),
        emulators=tuple(told),
    )


def says(matched: Matched) -> str:
    """The result in a sentence."""
    runs = sum(len(one.points) for one in matched.waves)
    kept, share = len(matched.kept), matched.share
    near = f"{kept} of {counted(runs, 'run')} came near every figure"
    if share == 0 and kept == 0:
        return f"No point is left: no values within these ranges give these numbers ({near})."
    if share == 0:
        return (
            f"By the emulators no point is left, but {near}, so that the emulators erred: "
            "calibrate again with more points."
        )
    part = f"{100 * share:.3g} % of the ranges is left after {counted(len(matched.waves), 'wave')}"
    if kept == 0:
        return f"{part}, though {near}: what is left rests on the emulators alone."
    return f"{part}; {near}."
