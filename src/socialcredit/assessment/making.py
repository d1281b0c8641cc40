"""An assessment from what was asked to what it came to: runs, findings, and the folder."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from socialcredit import __version__
from socialcredit.assessment import turning
from socialcredit.assessment.asked import title_of
from socialcredit.assessment.conditions import conditions_of
from socialcredit.assessment.costs import costs_of
from socialcredit.assessment.designs import designs_of
from socialcredit.assessment.evidence import Evidence, Finding
from socialcredit.assessment.findings import findings_of
from socialcredit.assessment.folder import made_whole
from socialcredit.assessment.influence import assumed_of, carried_in
from socialcredit.assessment.kept import RUN, write_evidence
from socialcredit.assessment.lived import Lived, Planned, first_tasks, live
from socialcredit.assessment.moves import Move
from socialcredit.assessment.numbers import numbers_of
from socialcredit.assessment.single import MOVES, moves_plan
from socialcredit.assessment.table import write_numbers
from socialcredit.core.crate import now
from socialcredit.core.progress import Progress
from socialcredit.core.run_files import write_whole
from socialcredit.engine import run as engine
from socialcredit.engine.requests import changes, threads_of
from socialcredit.experiments import recorded, tidy
from socialcredit.experiments.conduct import TABLE
from socialcredit.experiments.results import strongest
from socialcredit.experiments.store import Store
from socialcredit.language.resolve.forms import load_conditions, load_findings
from socialcredit.language.resolve.inputs import resolved
from socialcredit.report.page import write_report
from socialcredit.report.pictures.renderer import Renderer
from socialcredit.results import naming
from socialcredit.results.lives.choosing import pick_lives
from socialcredit.results.lives.text import life_text
from socialcredit.results.measures.measure import block
from socialcredit.results.measures.registry import BY_ID
from socialcredit.results.measures.wrongful import wrongful_penalties
from socialcredit.results.run import Run, open_run

LIVES = "lives"
Shown = Callable[[Evidence, Path], Sequence[Path]]


class Given(NamedTuple):
    """What an assessment is given besides: where runs are kept and lived, what is declared.

    command  the words that asked for it;  day  on which it is made
    show     writes its documents into the folder;  renderer  one that is awake already
    """

    store: Store
    on: str | None
    declared: Mapping[str, str]
    command: str
    day: date
    show: Shown | None = None
    progress: Progress | None = None
    renderer: Renderer | None = None


def assess(made: Planned, given: Given, folder: Path) -> Evidence:
    """Live what is asked, and leave the folder of the assessment; whole, or not at all."""
    began = now()
    lived = live(made, first_tasks(made), given.store, given.on, given.progress)
    with made_whole(folder) as part:
        run = _run_of(made, part / RUN, given)
        told, lived, moved = evidence_of(lived, run, given)
        write_evidence(part, told)
        write_numbers(part, told)
        _write_lives(part / LIVES, run)
        if given.show is not None:
            given.show(told, part)
        _write_tables(part, lived, moved, {"began": began, "command": given.command})
    return told._replace(run=open_run(folder / RUN))


def _write_tables(
    folder: Path, lived: Lived, moved: Sequence[Move], said: Mapping[str, str]
) -> None:
    """The runs as tables, and beside them all that they rest on, so that they can be repeated."""
    made = lived.planned
    tables = {TABLE: made.plan, MOVES: moves_plan(made, moved)}
    for name, plan in tables.items():
        tidy.write(plan, lived.outcomes, folder / name)
    kept = recorded.told_of(tables, made.plan.experiment.title, said["command"])
    recorded.write(folder, {**kept, "began": said["began"]}, tables, lived.outcomes)


def _run_of(made: Planned, folder: Path, given: Given) -> Run:
    """The scheme as written, lived once more at its first seed, as an ordinary run with a page."""
    subject, wish, seed = made.subject, made.wish, made.firsts[0]
    threads = threads_of(None)
    if subject.run is None and not wish.sets:
        sets = [*changes(subject.scenario, made.plan.experiment.people, wish.years), *_panel(made)]
        engine.run_scenario(subject.scenario, threads=threads, out=folder, sets=sets)
    else:
        inputs = resolved(subject.written, (), made.always, seed).lived_as(seed=seed)
        engine.live(inputs, threads, folder)
    write_report(folder, renderer=given.renderer)
    return open_run(folder)


def _panel(made: Planned) -> list[str]:
    return [change for change in made.always if change.startswith("panel_households=")]


def evidence_of(lived: Lived, run: Run, given: Given) -> tuple[Evidence, Lived, Sequence[Move]]:
    """All that a form can be answered from, every run that was lived for it, and single moves."""
    made = lived.planned
    numbers = numbers_of(lived.found)
    named = _most_penal_first(run)
    findings = findings_of(load_findings(measures=BY_ID), numbers, named)
    ends = _ends_of(lived, findings)
    lived = _with_moves(lived, ends, given)
    lived, brackets, moved = _sought(lived, findings, ends, given)
    findings = [turning.with_turns(lived, one, brackets) for one in findings]
    conditions = conditions_of(
        load_conditions(measures=BY_ID), numbers, made.inputs.schemes, made.inputs.beliefs,
        given.declared, named,
    )  # fmt: skip
    told = Evidence(
        run, asked_told(made, ends), _made_told(made, given), numbers, tuple(findings),
        tuple(designs_of(lived.found, numbers)), tuple(conditions),
        (*assumed_of(lived, run, numbers, findings, ends), *carried_in(run)),
        tuple(costs_of(lived)),
        dict(given.declared),
    )  # fmt: skip
    return told, lived, moved


def _most_penal_first(run: Run) -> list[str]:
    """Names of the schemes of a run, the one under which most days of penalty were borne first."""
    names = naming.scheme_names(run)
    days = [block(wrongful_penalties, run, number)["penal_days"] for number in range(len(names))]
    return [names[number] for number in sorted(range(len(names)), key=lambda n: (-days[n], n))]


def _ends_of(lived: Lived, findings: Sequence[Finding]) -> tuple[Move, ...]:
    """The single moves that are lived: all, or those of the doubts that moved the draws most."""
    made = lived.planned
    many = made.wish.size.moved
    if many is None:
        return made.ends
    chosen = strongest(lived.found, [one.key for one in findings], many) if made.ends else []
    return tuple(move for move in made.ends if move.factor in chosen)


def _with_moves(lived: Lived, moved: Sequence[Move], given: Given) -> Lived:
    made = lived.planned
    tasks = [task for move in moved for task in made.tasks_of(move.changes, made.paired)]
    return live(made, tasks, given.store, given.on, given.progress, lived.outcomes)


def _sought(
    lived: Lived, findings: Sequence[Finding], ends: Sequence[Move], given: Given
) -> tuple[Lived, list[turning.Bracket], list[Move]]:
    """Between which moves each finding turns, as near as so many steps come to it; all moves."""
    moved = list(ends)
    every = [one for finding in findings for one in turning.brackets_of(lived, finding, ends)]
    near = turning.followed(every)
    rest = [one for one in every if one not in near]
    for _ in range(lived.planned.wish.size.steps):
        guesses = turning.guesses(lived, near)
        lived, moved = _with_moves(lived, guesses, given), moved + guesses
        near = [turning.narrowed(lived, one) for one in near]
    return lived, near + rest, moved


def asked_told(made: Planned, ends: Sequence[Move]) -> dict[str, Any]:
    """What was asked, as plain values."""
    experiment, scenario, wish = made.plan.experiment, made.subject.scenario, made.wish
    return {
        "scenario": scenario.scenario,
        "title": title_of(scenario, made.inputs.scenario),
        "subject": made.subject.name,
        "of_run": made.subject.run is not None,
        "schemes": [scheme.scheme for scheme in made.inputs.schemes],
        "people": experiment.people,
        "years": wish.years,
        "seeds": wish.size.seeds,
        "first_seed": made.firsts[0],
        "points": wish.size.points if made.plan.factors else 0,
        "pairs": wish.size.pairs,
        "doubts": len(made.plan.factors),
        "moved": len({move.factor for move in ends}),
        "alternatives": list(experiment.alternatives),
        "left": [{"name": name, "why": why} for name, why in made.left],
        "sets": list(wish.sets),
        "quick": wish.quick,
    }


def _made_told(made: Planned, given: Given) -> dict[str, str]:
    return {
        "date": given.day.isoformat(),
        "version": __version__,
        "model_hash": made.plan.work.model,
        "command": given.command,
    }


def _write_lives(folder: Path, run: Run) -> None:
    """Three lives as text, by the rule by which the page chooses them."""
    folder.mkdir()
    for number, one in enumerate(pick_lives(run), 1):
        words = f"{one.role}: {one.why}\n\n{life_text(run, one.resident)}\n"
        write_whole(folder / f"life-{number}.txt", words)
