"""`sweep`: one value changed step by step."""

import json
from typing import Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from socialcredit.commands.choices import (
    AScenario,
    Firms,
    Json,
    Measures,
    On,
    People,
    Seed,
    Sets,
    StoreFolder,
    Threads,
    Years,
    numeral,
)
from socialcredit.commands.ending import kept_where_stopped
from socialcredit.commands.progress import shown
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.lazy import later
from socialcredit.engine.requests import changes, threads_of
from socialcredit.language.resolve.loading import load_scenario

steps_of = later("socialcredit.experiments.sweep")
conduct = later("socialcredit.experiments.conduct")
stores = later("socialcredit.experiments.store")


def sweep(
    scenario: AScenario,
    steps: Annotated[str, typer.Argument(metavar="PATH=VALUE,VALUE,...", help="What to change.")],
    people: People = None,
    firms: Firms = None,
    years: Years = None,
    seed: Seed = None,
    set_: Sets = None,
    measures: Measures = None,
    replicates: Annotated[int, numeral("Seeds of each value.", 1, 10_000)] = 1,
    threads: Threads = None,
    on: On = None,
    store: StoreFolder = None,
    as_json: Json = False,
) -> None:
    """One value step by step, same people, same luck: what all bodies together do to people.

    For example `integration=0,0.25,0.5,0.75,1`. Counts and shares are of the panel: more of it
    (`--set panel_households=20000`) makes rare things surer, and `--replicates` tells how much of a
    difference is luck. Runs that are stored are not lived again.
    """
    path, equals, written = steps.partition("=")
    values = [value.strip() for value in written.split(",")]
    if not equals or not all(values):
        raise SocialCreditError(
            "this is not a list of steps", steps, expected="PATH=VALUE,VALUE, such as people=1,2"
        )
    asked = load_scenario(scenario)
    sets = changes(asked, people, years, seed, set_ or [], firms)
    with kept_where_stopped(), shown() as progress:
        rows = steps_of.sweep(
            asked, path.strip(), values, on or f"local:{threads_of(threads)}", sets, progress,
            measures or ["together"], replicates, stores.Store(store or conduct.STORE),
        )  # fmt: skip
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        Console().print(_table(path.strip(), rows))
        typer.echo("`socialcredit measures` says what each measure is.")


def _table(path: str, rows: list[dict[str, Any]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column(path, no_wrap=True)
    for row in rows:
        table.add_column(row["value"], justify="right")
    for name in [name for name in rows[0] if name not in ("value", "intervals")]:
        table.add_row(name, *(_cell(row[name], _between(row, name)) for row in rows))
    return table


def _between(row: dict[str, Any], name: str) -> tuple[float, float] | None:
    """The interval of a value over its seeds, where there are several."""
    found: tuple[float, float] | None = row.get("intervals", {}).get(name)
    return found


def _cell(value: Any, interval: tuple[float, float] | None = None) -> str:
    if interval is not None:
        return f"{_cell(value)} ({_cell(interval[0])} to {_cell(interval[1])})"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return "-" if value is None else f"{value:,}"
