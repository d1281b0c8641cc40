"""`plan`: the order of a day, as the engine follows it."""

import typer

from socialcredit.engine.plan import plan_lines


def plan() -> None:
    """The order of a day: the stages as the engine calls them, with what each reads and writes."""
    for line in plan_lines():
        typer.echo(line)
