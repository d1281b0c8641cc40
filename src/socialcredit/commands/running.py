"""`run` and `resume`: simulate, write the report, say what came out."""

import json
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from socialcredit.commands.choices import (
    AScenario,
    Calibrated,
    DrawNumber,
    Firms,
    Given,
    Json,
    OnWorkers,
    ParameterSeed,
    People,
    PlanAlone,
    RunFolder,
    Seed,
    Sets,
    Threads,
    With,
    Years,
)
from socialcredit.commands.foretelling import Memory, Scale, say
from socialcredit.commands.progress import shown, waiting
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.lazy import later
from socialcredit.core.retelling import deep_told
from socialcredit.core.run_layout import REPORT_OF_FIRMS
from socialcredit.engine.amounts import bytes_of
from socialcredit.engine.claim import RUNS, Stopped
from socialcredit.engine.requests import changes, threads_of
from socialcredit.language.resolve.command import as_called
from socialcredit.language.resolve.loading import load_scenario, with_alternatives
from socialcredit.report.pictures.renderer import Renderer

calibrated_ = later("socialcredit.experiments.calibrated")
engine = later("socialcredit.engine.run")
cluster = later("socialcredit.engine.cluster")
scaled = later("socialcredit.engine.scaled")
within = later("socialcredit.engine.within")
inputs = later("socialcredit.language.resolve.inputs")
beside = later("socialcredit.experiments.beside")
citing = later("socialcredit.experiments.citing")
page = later("socialcredit.report.page")
retelling = later("socialcredit.results.retelling")
measured = later("socialcredit.results.measures.summary")
registry = later("socialcredit.results.measures.registry")
runs = later("socialcredit.results.run")
in_words = later("socialcredit.results.words.summary")

STOPPED = 130
NOTHING_KEPT = "Stopped before the first month was done; nothing was kept."


def run(
    scenario: AScenario,
    people: People = None,
    scale: Scale = None,
    firms: Firms = None,
    years: Years = None,
    seed: Seed = None,
    threads: Threads = None,
    memory: Memory = None,
    on: OnWorkers = None,
    out: Annotated[Path | None, typer.Option(help="The run's folder; must be new.")] = None,
    set_: Sets = None,
    given: Given = None,
    with_: With = None,
    draw: DrawNumber = None,
    parameter_seed: ParameterSeed = None,
    calibrated: Calibrated = False,
    plan: PlanAlone = False,
    as_json: Json = False,
) -> None:
    """Simulate a scenario and write its report.

    Leaves a folder with tables, checkpoints and report.html. With alternatives the real scheme is
    lived beside it, and the report holds the two against each other; with strain or giving up the
    same people without. Stop it with Ctrl-C whenever you like: `socialcredit resume` finishes it
    with the same numbers. With --memory people rest packed between months: it is said before what
    that takes, and there may be as many as a nation has.
    """
    asked = with_alternatives(load_scenario(scenario), with_ or [])
    further = changes(asked, None, years, seed, set_ or [])
    people = scaled.subjects_at(asked, scale, people, further)
    sets = changes(asked, people, years, seed, set_ or [], firms)
    allowed = bytes_of(memory) if memory is not None else None
    chosen = calibrated_.drawn_or_calibrated(asked, sets, draw, parameter_seed, calibrated)
    many, where = threads_of(threads), out or RUNS
    if plan:
        resolved = inputs.resolve_whole(asked, sets, given or [], chosen)
        _foretell(resolved, many, allowed, where)
        return
    _warned(on)
    if allowed is None:
        scaled.refuse_what_cannot_fit(people or asked.subjects)
    with Renderer() as renderer, stopped_in_words() as lived:
        with shown() as progress:
            folder = engine.run_scenario(
                asked, threads=many, out=out, sets=sets, draw=chosen, given=given or [],
                called=as_called(scenario, with_ or []), progress=progress, memory=allowed,
                told=_told_at(where), on=on,
            )  # fmt: skip
            lived.append(folder)
            beside.live_beside(folder, many, progress)
        citing.cite(folder, asked, sets, bool(given or chosen))
        _tell(folder, as_json, renderer)


def _foretell(asked: Any, threads: int, memory: int | None, where: Path) -> None:
    """Say what a run takes, and live nothing but a trial."""
    if memory is None:
        raise SocialCreditError(
            "what a run takes is worked out for so much memory", "--plan",
            expected="--memory beside it, such as --plan --memory 12GB",
        )  # fmt: skip
    with shown() as progress:
        progress({"stage": within.TRYING, "done": 0, "total": 1})
        found = within.planned_within(asked, threads, memory, where)
    say(found, within.free_at(where), where, err=False)


def _warned(on: str | None) -> None:
    """Say of a cluster that has no TLS that it has none."""
    words = cluster.open_talk(on) if on is not None else None
    if words:
        typer.echo(words, err=True)


def _told_at(where: Path) -> Any:
    return lambda plan: say(plan, within.free_at(where), where)


def resume(
    folder: RunFolder,
    threads: Threads = None,
    memory: Memory = None,
    on: OnWorkers = None,
    as_json: Json = False,
) -> None:
    """Finish a run that was stopped by Ctrl-C, a crash or a power cut, with the same numbers."""
    many, allowed = threads_of(threads), bytes_of(memory) if memory is not None else None
    _warned(on)
    with Renderer() as renderer, stopped_in_words() as lived:
        with shown() as progress:
            engine.resume(
                folder, threads=many, progress=progress, memory=allowed, told=_told_at(folder),
                on=on,
            )  # fmt: skip
            lived.append(folder)
            beside.live_beside(folder, many, progress)
        _tell(folder, as_json, renderer)


@contextmanager
def stopped_in_words() -> Iterator[list[Path]]:
    """Say after Ctrl-C how the run is finished; folders of runs that were lived are told here."""
    lived: list[Path] = []
    try:
        yield lived
    except KeyboardInterrupt as stop:
        left = stop.folder if isinstance(stop, Stopped) else lived[-1] if lived else None
        way = f"To finish this run: socialcredit resume {shlex.quote(str(left))}"
        typer.echo(f"Stopped. {way}" if left else NOTHING_KEPT, err=True)
        raise typer.Exit(STOPPED) from None


def _tell(folder: Path, as_json: bool, renderer: Renderer) -> None:
    finished = runs.open_run(folder)
    with waiting("Writing the report"):
        report = page.write_report(finished, renderer=renderer)
    if as_json:
        told = {"run": str(folder), "report": str(report), **results_of(finished)}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    typer.echo(in_words.summary_text(finished))
    typer.echo(f"\nRun:    {folder}\nReport: {report}")
    if finished.firms is not None:
        typer.echo(f"Firms:  {report.with_name(REPORT_OF_FIRMS)}")


def results_of(run: Any) -> dict[str, Any]:
    """What `--json` tells of a run: what was asked, measures by id, blocks of the summary."""
    keys = ("people", "months", "seed", "seconds", "content_hash", "command", "draw")
    return {key: run.manifest[key] for key in keys if key in run.manifest} | {
        "results": deep_told(retelling.tell(run), measured.summary(run)),
        "measures": registry.values(run),
        **({"firms": _firms_of(run.firms)} if run.firms is not None else {}),
    }


def _firms_of(firms: Any) -> dict[str, Any]:
    """The same of the firms of a run of both; their measures stand among the run's."""
    keys = ("people", "content_hash")
    found = deep_told(retelling.tell(firms), measured.summary(firms))
    return {key: firms.manifest[key] for key in keys} | {"results": found}
