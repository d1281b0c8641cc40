"""`compare`: two scenarios on the same people with the same luck."""

import json
from typing import Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from socialcredit.commands import completing
from socialcredit.commands.choices import (
    Json,
    Measures,
    People,
    Seed,
    Sets,
    Threads,
    With,
    Years,
    numeral,
)
from socialcredit.commands.progress import shown
from socialcredit.core.lazy import later
from socialcredit.engine.requests import changes, threads_of
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.loading import load_scenario

pairs = later("socialcredit.experiments.compare")
luck = later("socialcredit.results.luck")
registry = later("socialcredit.results.measures.registry")


def compare(
    a: Annotated[
        str, typer.Argument(metavar="A", help="A scenario.", autocompletion=completing.scenarios)
    ],
    b: Annotated[
        str | None,
        typer.Argument(
            metavar="B",
            help="The scenario to hold against it; A itself if left out.",
            autocompletion=completing.scenarios,
        ),
    ] = None,
    replicates: Annotated[int, numeral("Paired runs.", 1, 10_000)] = 5,
    people: People = None,
    years: Years = None,
    seed: Seed = None,
    set_: Sets = None,
    with_: With = None,
    without: Annotated[
        list[str] | None,
        typer.Option("--without", metavar="SCHEME", help="Leave a scheme of B out; repeatable."),
    ] = None,
    measures: Measures = None,
    threads: Threads = None,
    as_json: Json = False,
) -> None:
    """Two scenarios, same people, same luck: each measure in A, in B, and the difference.

    Without B, the scenario is held against itself with what `--with` and `--without` change:
    `compare suining --with fast-appeal`. These two act on B alone, all other options on both.
    """
    first = load_scenario(a)
    second = pairs.other_side(first, b, with_ or [], without or [])
    sets = changes(first.starts, people, years, seed, set_ or [])
    with shown() as progress:
        rows = pairs.compare(
            first, second, replicates, threads_of(threads), sets, progress, without or [],
            measures or registry.COMPARED,
        )  # fmt: skip
    laid = pairs.laid_on(second) if second.alternatives else []
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    console = Console()
    console.print(f"a: {first.scenario}", highlight=False)
    console.print(f"b: {_told(second, without or [])}", highlight=False)
    for line in laid:
        console.print(line, highlight=False)
    console.print(_table(rows))
    if replicates == 1:
        console.print("One pair: how much of a difference is luck is not known; see --replicates.")
    elif replicates < luck.FEW_SEEDS:
        console.print(
            f"Only {replicates} pairs: below {luck.FEW_SEEDS} the 90 % interval (low, high) is "
            "itself very unsure; see --replicates."
        )


def _told(scenario: Scenario, without: list[str]) -> str:
    """A side in words: the scenario, what is laid over it and what is left out."""
    parts = [scenario.scenario]
    parts += [f"with {', '.join(scenario.alternatives)}"] if scenario.alternatives else []
    parts += [f"without {', '.join(without)}"] if without else []
    return " ".join(parts)


def _table(rows: list[dict[str, Any]]) -> Table:
    names = [name for name in (rows[0] if rows else ()) if name != "words"]
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    cells = [[_cell(row["words" if n == "measure" else n]) for n in names] for row in rows]
    for number, name in enumerate(names):
        longest = max(len(name), *(len(words[number]) for words in cells))
        table.add_column(
            name,
            justify="right" if number else "left",
            no_wrap=bool(number),
            min_width=longest if number else 18,
        )
    for words in cells:
        table.add_row(*words)
    return table


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if not isinstance(value, float):
        return str(value)
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
