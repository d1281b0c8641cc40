"""`explain` and `report`: what a finished run has to say."""

from typing import Annotated

import typer

from socialcredit.commands.choices import RunFolder
from socialcredit.report import write_report
from socialcredit.results.life import life_text
from socialcredit.results.tables import open_run


def explain(
    run: RunFolder,
    resident: Annotated[int, typer.Option(help="The resident's number.", min=0)],
) -> None:
    """One synthetic life as a timeline: what was true, what was filed, what it cost.

    Full books are kept for the residents of the run's panel; in a small town that is everybody.
    """
    typer.echo(life_text(open_run(run), resident))


def report(run: RunFolder) -> None:
    """Write a run's report.html again and print where it is."""
    typer.echo(str(write_report(run)))
