"""`validate`: a run held against what was published."""

import json
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from socialcredit.asking import changes
from socialcredit.commands.choices import Json, People, Seed, Sets, Threads, threads_of
from socialcredit.commands.progress import shown
from socialcredit.experiments.validation import validate as held_against
from socialcredit.loading import load_scenario
from socialcredit.published import load_published, published_scenario


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
    console.print(_table(figures))
    console.print(_verdict(figures), highlight=False)
    if told:
        console.print("\nTold without a published value to judge it by:", highlight=False)
    for row in told:
        console.print(
            f"  {row['when']}  {_number(row['produced'])} {row['unit']}  {row['what']}",
            highlight=False,
        )


def _table(figures: list[dict[str, Any]]) -> Table:
    table = Table()
    table.add_column("what")
    table.add_column("until", no_wrap=True)
    for name in ("published", "produced", "tolerance"):
        table.add_column(name, justify="right", no_wrap=True)
    for name in ("unit", "kind", "within"):
        table.add_column(name)
    for row in figures:
        table.add_row(
            row["what"], row["when"], _number(row["published"]), _number(row["produced"]),
            f"± {row['tolerance_as_written']}", row["unit"], row["kind"],
            "yes" if row["pass"] else "MISS",
        )  # fmt: skip
    return table


def _verdict(figures: list[dict[str, Any]]) -> str:
    parts = []
    for kind in ("calibrated", "predicted"):
        rows = [row for row in figures if row["kind"] == kind]
        if rows:
            close = sum(row["pass"] for row in rows)
            parts.append(f"{close} of {len(rows)} {kind} figures within their tolerance")
    return "; ".join(parts) + "."


def _number(value: float | None) -> str:
    if value is None:
        return "none"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.3g}"
