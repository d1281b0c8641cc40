"""`sweep`: one value changed step by step."""

import json
from typing import Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from socialcredit.commands.choices import (
    AScenario,
    Json,
    Measures,
    People,
    Seed,
    Sets,
    Threads,
    Years,
)
from socialcredit.commands.progress import shown
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.lazy import later
from socialcredit.engine.requests import changes, threads_of
from socialcredit.language.resolve.loading import load_scenario

steps_of = later("socialcredit.experiments.sweep")
registry = later("socialcredit.results.measures.registry")


def sweep(
    scenario: AScenario,
    steps: Annotated[str, typer.Argument(metavar="PATH=VALUE,VALUE,...", help="What to change.")],
    people: People = None,
    years: Years = None,
    seed: Seed = None,
    set_: Sets = None,
    measures: Measures = None,
    threads: Threads = None,
    as_json: Json = False,
) -> None:
    """One value step by step, same people, same luck: what all bodies together do to people.

    For example `integration=0,0.25,0.5,0.75,1`. Counts and shares are of the panel: more of it
    (`--set panel_households=20000`) makes rare things surer.
    """
    path, equals, written = steps.partition("=")
    values = [value.strip() for value in written.split(",")]
    if not equals or not all(values):
        raise SocialCreditError(
            "this is not a list of steps", steps, expected="PATH=VALUE,VALUE, such as people=1,2"
        )
    asked = load_scenario(scenario)
    sets = changes(asked.starts, people, years, seed, set_ or [])
    with shown() as progress:
        rows = steps_of.sweep(
            asked, path.strip(), values, threads_of(threads), sets, progress,
            measures or ["together"],
        )  # fmt: skip
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        Console().print(_table(path.strip(), rows))


def _table(path: str, rows: list[dict[str, Any]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column(path)
    for row in rows:
        table.add_column(row["value"], justify="right")
    for name in [name for name in rows[0] if name != "value"]:
        table.add_row(registry.told(name), *(_cell(row[name]) for row in rows))
    return table


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return "-" if value is None else f"{value:,}"
