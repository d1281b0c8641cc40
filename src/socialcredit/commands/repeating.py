"""`repeat`: live again what a folder holds, a run or an experiment, and compare the hashes."""

import json
import shlex
from pathlib import Path
from typing import Annotated, Any

import typer

from socialcredit.commands import completing
from socialcredit.commands.choices import Json, On, Threads, numeral
from socialcredit.commands.ending import kept_where_stopped
from socialcredit.commands.progress import shown, waiting
from socialcredit.commands.running import stopped_in_words
from socialcredit.core.crate import unlike
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.lazy import later
from socialcredit.core.run_files import is_file
from socialcredit.core.run_layout import EXPERIMENT, INPUTS, MANIFEST, REPORT
from socialcredit.core.text import wrapped
from socialcredit.engine.requests import threads_of
from socialcredit.experiments.repeating import repeated, words_of
from socialcredit.report.pictures.renderer import Renderer

again_ = later("socialcredit.experiments.again")
beside = later("socialcredit.experiments.beside")
engine = later("socialcredit.engine.run")
page = later("socialcredit.report.page")
recorded = later("socialcredit.experiments.recorded")

TABLE = "table.parquet"  # of an experiment; earlier versions kept nothing else
SAMPLE = 3  # runs of an experiment that are lived again where nobody says how many


def repeat(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER",
            help="The folder of a run, an experiment, a sensitivity, a comparison, an assessment.",
            autocompletion=completing.repeatable,
        ),
    ],
    out: Annotated[
        Path | None, typer.Option(help="Of a run: the new run's folder; must be new.")
    ] = None,
    threads: Threads = None,
    sample: Annotated[
        int | None,
        numeral("Of many runs: how many are lived again.", 1, 10_000_000, "--sample",
                show_default=str(SAMPLE)),
    ] = None,
    pick: Annotated[
        int | None,
        numeral("Of many runs: another choice of as many.", 1, 10**9, "--pick", show_default="1"),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Of many runs: every one.")] = False,
    on: On = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Live again what a folder holds, from that folder alone, and hold the two against each other.

    A run is lived whole, into a folder of its own. Of an experiment, a sensitivity, a comparison or
    an assessment some runs are lived, or all, without the store; which of them, its own seal
    decides. Content hashes and measures are compared. The exit code is 0 where all are the same, 1
    where one is not.
    """
    _refuse_other(folder)
    many = {"--sample": sample, "--pick": pick, "--all": every or None, "--on": on}
    if recorded.is_experiment(folder):
        _refuse(folder, {"--out": out}, "an experiment", "its runs leave no folder")
        if every and sample is not None:
            raise SocialCreditError("--all and --sample cannot both be meant", hint="give one")
        asked = None if every else sample or SAMPLE
        told = _experiment(folder, asked, pick or 1, on or f"local:{threads_of(threads)}", as_json)
    else:
        _refuse(folder, many, "a run", "it is lived whole")
        told = _run(folder, threads_of(threads), out, as_json)
    raise typer.Exit(0 if told["same"] else 1)


def _refuse_other(folder: Path) -> None:
    """A folder that holds nothing of ours, or nothing that its runs rest on, is named."""
    if any(is_file(folder / name) for name in (MANIFEST, INPUTS, EXPERIMENT)):
        return
    what = f"there is no {folder}" if not folder.exists() else f"{folder} is no folder"
    hint = "give the folder that the command printed when it ended"
    if folder.is_dir():
        what = f"{folder} holds neither a run nor an experiment"
    if is_file(folder / TABLE):
        what = f"{folder} holds the table of an experiment, and not what its runs rest on"
        hint = "ask for the experiment again: runs that are stored are not lived again"
    raise SocialCreditError(
        what,
        where=str(folder),
        expected=f"a folder with {INPUTS}, as `socialcredit run` leaves it, or with {EXPERIMENT}, "
        "as `experiment`, `sensitivity`, `compare` and `assess` leave it",
        hint=hint,
    )


def _refuse(folder: Path, options: dict[str, Any], what: str, why: str) -> None:
    """Options that mean nothing of what the folder holds are refused by name."""
    given = [name for name, value in options.items() if value is not None]
    if given and folder.is_dir():
        raise SocialCreditError(
            f"{folder} holds {what}: {why}", text=given[0],
            hint=f"`socialcredit repeat {shlex.quote(str(folder))}`, without {given[0]}",
        )  # fmt: skip


def _experiment(
    folder: Path, many: int | None, pick: int, on: str, as_json: bool
) -> dict[str, Any]:
    """Live runs of an experiment again, and say which differ."""
    with kept_where_stopped(), shown() as progress:
        told: dict[str, Any] = again_.lived_again(folder, many, pick, on, progress)
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for line in again_.words_of(told):
            typer.echo("\n".join(wrapped(line)))
    return told


def _run(folder: Path, threads: int, out: Path | None, as_json: bool) -> dict[str, Any]:
    """Live a run again into a folder of its own, and say whether the two are the same."""
    changed = unlike(folder)  # a description that cannot be read is told before hours are spent
    with Renderer() as renderer, stopped_in_words() as lived:
        with shown() as progress:
            again = engine.repeat(folder, threads, out, progress)
            lived.append(again)
            beside.live_beside(again, threads, progress)
        with waiting("Writing the report"):
            page.write_report(again, renderer=renderer)
    told = repeated(folder, again) | {"changed": changed}
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for line in (words_of(told), *again_.words_of_changed(told["changed"])):
            typer.echo("\n".join(wrapped(line)))
        typer.echo(f"\nRun:    {again}\nReport: {again / REPORT}")
    return told
