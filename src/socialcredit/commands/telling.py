"""`explain` and `report`: what a finished run has to say."""

from pathlib import Path
from typing import Annotated

import typer

from socialcredit.commands.choices import RunFolder, numeral
from socialcredit.report.page import write_report
from socialcredit.results.lives.choosing import unpicked
from socialcredit.results.lives.text import life_text
from socialcredit.results.run import open_run


def explain(
    run: RunFolder,
    resident: Annotated[
        int | None, numeral("The resident's number.", 0, show_default="one nobody picked")
    ] = None,
    every: Annotated[bool, typer.Option("--every", help="A line for each event.")] = False,
) -> None:
    """One synthetic life as a timeline: what was true beside what was filed, and what it cost.

    Full books are kept for the residents of the run's panel; in a small town that is everybody.
    Without --resident the run's own hash chooses, so that nobody can pick a convenient life.
    """
    opened = open_run(run)
    chosen = unpicked(opened) if resident is None else resident
    typer.echo(life_text(opened, chosen, every))
    if resident is None:
        typer.echo("\nChosen by the run's hash. For another: --resident N.")


def report(
    run: RunFolder,
    seeds: Annotated[
        list[Path] | None,
        typer.Option(
            "--seeds",
            metavar="RUN",
            help="The same scenario run with another seed, for a range; may be repeated.",
        ),
    ] = None,
) -> None:
    """Write a run's report.html again and print where it is."""
    typer.echo(str(write_report(run, seeds or [])))
