"""`run` and `resume`: simulate, write the report, say what came out."""

import json
import shlex
from pathlib import Path
from typing import Annotated

import typer

from socialcredit.commands.choices import Json, People, RunFolder, Seed, Sets, Threads, With, Years
from socialcredit.commands.progress import shown, waiting
from socialcredit.core.lazy import Later, later
from socialcredit.engine.requests import changes, fresh_folder, threads_of
from socialcredit.language.resolve.loading import load_scenario, with_alternatives
from socialcredit.report.page import write_report
from socialcredit.report.pictures.renderer import Renderer
from socialcredit.results.run import open_run
from socialcredit.results.words.summary import summary_text

engine = Later("socialcredit.engine.run")
hold_against_the_real = later("socialcredit.experiments.real", "hold_against_the_real")

STOPPED = 130


def run(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="A name, or a YAML file.")],
    people: People = None,
    years: Years = None,
    seed: Seed = None,
    threads: Threads = None,
    out: Annotated[Path | None, typer.Option(help="The run's folder; must be new.")] = None,
    set_: Sets = None,
    with_: With = None,
    as_json: Json = False,
) -> None:
    """Simulate a scenario and write its report.

    Leaves a folder with tables, checkpoints and report.html. With alternatives the real scheme is
    lived beside it, and the report holds the two against each other. Stop it with Ctrl-C whenever
    you like: `socialcredit resume` finishes it with the same numbers.
    """
    asked = with_alternatives(load_scenario(scenario), with_ or [])
    sets = changes(asked.starts, people, years, seed, set_ or [])
    folder = fresh_folder(out, asked.called, asked.seed, sets)
    with Renderer() as renderer:
        try:
            with shown() as progress:
                engine.run_scenario(
                    asked, threads=threads_of(threads), out=folder, sets=sets, progress=progress
                )
                hold_against_the_real(folder, threads_of(threads), progress)
        except KeyboardInterrupt:
            _stopped(folder)
        _tell(folder, as_json, renderer)


def resume(folder: RunFolder, threads: Threads = None, as_json: Json = False) -> None:
    """Finish a run that was stopped by Ctrl-C, a crash or a power cut, with the same numbers."""
    with Renderer() as renderer:
        try:
            with shown() as progress:
                engine.resume(folder, threads=threads_of(threads), progress=progress)
                hold_against_the_real(folder, threads_of(threads), progress)
        except KeyboardInterrupt:
            _stopped(folder)
        _tell(folder, as_json, renderer)


def _stopped(folder: Path) -> None:
    if (folder / "manifest.json").exists():
        typer.echo(f"Stopped. To finish this run: {_resume_words(folder)}", err=True)
    else:
        typer.echo("Stopped before the first month was done; nothing was kept.", err=True)
    raise typer.Exit(STOPPED)


def _resume_words(folder: Path) -> str:
    return f"socialcredit resume {shlex.quote(str(folder))}"


def _tell(folder: Path, as_json: bool, renderer: Renderer) -> None:
    finished = open_run(folder)
    with waiting("Writing the report"):
        report = write_report(finished, renderer=renderer)
    if as_json:
        manifest = finished.manifest
        keys = ("people", "months", "seed", "seconds", "content_hash")
        known = {key: manifest[key] for key in keys if key in manifest}
        typer.echo(json.dumps({"run": str(folder), "report": str(report), **known}))
        return
    typer.echo(summary_text(finished))
    typer.echo(f"\nRun:    {folder}\nReport: {report}")
