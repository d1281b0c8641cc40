"""`plan`: the order of a day, as the engine follows it."""

from textwrap import fill

import typer

from socialcredit.engine.plan import plan_lines
from socialcredit.wording import page_width


def plan() -> None:
    """The order of a day: the stages as the engine calls them, with what each reads and writes."""
    for line in plan_lines():
        indent = " " * (len(line) - len(line.lstrip()) + 4)
        typer.echo(fill(line, page_width(), subsequent_indent=indent))
