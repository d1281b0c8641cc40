"""`plan`: the order of a day, as the kernels follow it."""

from textwrap import fill

import typer

from socialcredit.core.lazy import later
from socialcredit.core.text import page_width

plan_lines = later("socialcredit.month.plan", "plan_lines")


def plan() -> None:
    """The order of a day: the stages as the month calls them, with what each reads and writes."""
    for line in plan_lines():
        indent = " " * (len(line) - len(line.lstrip()) + 4)
        typer.echo(fill(line, page_width(), subsequent_indent=indent))
