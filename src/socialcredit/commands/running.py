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
    ParameterSeed,
    People,
    RunFolder,
    Seed,
    Sets,
    Threads,
    With,
    Years,
)
from socialcredit.commands.progress import shown, waiting
from socialcredit.core.lazy import later
from socialcredit.core.retelling import deep_told
from socialcredit.core.run_layout import REPORT_OF_FIRMS
from socialcredit.engine.claim import Stopped
from socialcredit.engine.requests import changes, threads_of
from socialcredit.language.resolve.command import as_called
from socialcredit.language.resolve.loading import load_scenario, with_alternatives
from socialcredit.report.pictures.renderer import Renderer

calibrated_ = later("socialcredit.experiments.calibrated")
engine = later("socialcredit.engine.run")
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
    firms: Firms = None,
    years: Years = None,
    seed: Seed = None,
    threads: Threads = None,
    out: Annotated[Path | None, typer.Option(help="The run's folder; must be new.")] = None,
    set_: Sets = None,
    given: Given = None,
    with_: With = None,
    draw: DrawNumber = None,
    parameter_seed: ParameterSeed = None,
    calibrated: Calibrated = False,
    as_json: Json = False,
) -> None:
    """Simulate a scenario and write its report.

    Leaves a folder with tables, checkpoints and report.html. With alternatives the real scheme is
    lived beside it, and the report holds the two against each other; with strain or giving up the
    same people without. Stop it with Ctrl-C whenever you like: `socialcredit resume` finishes it
    with the same numbers.
    """
    asked = with_alternatives(load_scenario(scenario), with_ or [])
    sets = changes(asked, people, years, seed, set_ or [], firms)
    chosen = calibrated_.drawn_or_calibrated(asked, sets, draw, parameter_seed, calibrated)
    many = threads_of(threads)
    with Renderer() as renderer, stopped_in_words() as lived:
        with shown() as progress:
            folder = engine.run_scenario(
                asked, threads=many, out=out, sets=sets, draw=chosen, given=given or [],
                called=as_called(scenario, with_ or []), progress=progress,
            )  # fmt: skip
            lived.append(folder)
            beside.live_beside(folder, many, progress)
        citing.cite(folder, asked, sets, bool(given or chosen))
        _tell(folder, as_json, renderer)


def resume(folder: RunFolder, threads: Threads = None, as_json: Json = False) -> None:
    """Finish a run that was stopped by Ctrl-C, a crash or a power cut, with the same numbers."""
    many = threads_of(threads)
    with Renderer() as renderer, stopped_in_words() as lived:
        with shown() as progress:
            engine.resume(folder, threads=many, progress=progress)
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
