"""`validate`: a run held against what was published."""

import json
from typing import Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from socialcredit.asking import changes
from socialcredit.commands.choices import Json, People, Seed, Sets, Threads, threads_of
from socialcredit.commands.progress import shown
from socialcredit.experiments.validation import validate as held_against
from socialcredit.loading import load_scenario
from socialcredit.published import load_published, published_scenario

KINDS = ("calibrated", "predicted")


def validate(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A scheme, or its folder.")],
    people: People = None,
    seed: Seed = None,
    set_: Sets = None,
    threads: Threads = None,
    ahead: Annotated[
        bool, typer.Option("--ahead", help="With --json: the numbers told without a judgement.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Hold a scheme's scenario against the numbers that were published about it.

    Says of each figure whether assumptions were calibrated on it or it is predicted. A miss is a
    result, not an error: the exit code is 0.
    """
    published, _ = load_published(name)
    scenario = load_scenario(published_scenario(name, published))
    sets = changes(scenario.starts, people, None, seed) + list(set_ or [])
    with shown() as progress:
        figures, told = held_against(name, threads_of(threads), sets, progress)
    if as_json:
        typer.echo(json.dumps(told if ahead else figures, ensure_ascii=False, indent=1))
        return
    console = Console()
    for kind in KINDS:
        if rows := [row for row in figures if row["kind"] == kind]:
            console.print(_table(kind, rows))
    console.print(_verdict(figures), highlight=False)
    if told:
        console.print("\nTold without a published value to judge it by:", highlight=False)
    for row in told:
        console.print(
            f"  {row['when']}  {_number(row['produced'])} {row['unit']}  {row['what']}",
            highlight=False,
        )


def _table(kind: str, figures: list[dict[str, Any]]) -> Table:
    """The figures of one kind; narrow enough for a terminal of 80 columns."""
    table = Table(title=kind, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("what, until when", min_width=24)
    for name in ("published", "produced", "tolerance"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("within", no_wrap=True)
    for row in figures:
        table.add_row(
            f"{row['what']} ({row['unit']}), {row['when']}", _number(row["published"]),
            _number(row["produced"]), f"± {row['tolerance_as_written']}",
            "yes" if row["pass"] else "MISS",
        )  # fmt: skip
    return table


def _verdict(figures: list[dict[str, Any]]) -> str:
    parts = []
    for kind in KINDS:
        rows = [row for row in figures if row["kind"] == kind]
        if rows:
            close = sum(row["pass"] for row in rows)
            parts.append(f"{close} of {len(rows)} {kind} figures within their tolerance")
    return "; ".join(parts) + "."


def _number(value: float | None) -> str:
    if value is None:
        return "none"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.3g}"
