"""`compare`: two scenarios on the same people with the same luck."""

import json
import shlex
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from socialcredit.commands import completing
from socialcredit.commands.choices import (
    Firms,
    Json,
    Measures,
    On,
    People,
    Seed,
    Sets,
    StoreFolder,
    Threads,
    With,
    Years,
    numeral,
)
from socialcredit.commands.ending import kept_where_stopped
from socialcredit.commands.progress import shown
from socialcredit.core.crate import now
from socialcredit.core.lazy import later
from socialcredit.core.retelling import OF_EACH, deep_told, teller
from socialcredit.core.run_files import write_whole
from socialcredit.core.run_layout import REPORT
from socialcredit.engine.requests import changes, threads_of
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.currency import currency_of
from socialcredit.language.resolve.loading import load_scenario

pairs = later("socialcredit.experiments.compare")
conduct = later("socialcredit.experiments.conduct")
recorded = later("socialcredit.experiments.recorded")
stores = later("socialcredit.experiments.store")
tidy = later("socialcredit.experiments.tidy")
pages = later("socialcredit.report.comparison")
luck = later("socialcredit.results.luck")
registry = later("socialcredit.results.measures.registry")

COLUMNS = ("measure", "a", "b", "difference", "low", "high")


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
    firms: Firms = None,
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
    on: On = None,
    store: StoreFolder = None,
    as_json: Json = False,
) -> None:
    """Two scenarios, same people, same luck: each measure in A, in B, and the difference.

    Without B, the scenario is held against itself with what `--with` and `--without` change:
    `compare suining --with fast-appeal`. These two act on B alone, all other options on both.
    Runs that are stored are not lived again. It ends in a page, in a folder that `repeat` takes.
    """
    began = now()
    first = load_scenario(a)
    second = pairs.other_side(first, b, with_ or [], without or [])
    sets = changes(first, people, years, seed, set_ or [], firms)
    with kept_where_stopped(), shown() as progress:
        found = pairs.compare(
            first, second, replicates, on or f"local:{threads_of(threads)}", sets, progress,
            without or [], measures or registry.COMPARED, stores.Store(store or conduct.STORE),
        )  # fmt: skip
    laid = pairs.laid_on(second) if second.alternatives else []
    page = _write_page(found, second, laid, without or [], began)
    if as_json:
        rows = deep_told(teller(first.kind, (), _currency(first, second)), found.rows)
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    _say(found, [f"a: {first.scenario}", f"b: {_told(second, without or [])}", *laid], page)


def _currency(first: Scenario, second: Scenario) -> str:
    """In what the money of both sides is; where they have two kinds, that."""
    one, other = currency_of(first), currency_of(second)
    return one if one == other else OF_EACH.currency


def _say(found: Any, sides: list[str], page: Path) -> None:
    """The two sides, the table and how sure it is, and where the page lies."""
    console = Console()
    for line in sides:
        console.print(line, highlight=False)
    console.print(_table(found.rows))
    if found.pairs == 1:
        console.print("One pair: how much of a difference is luck is not known; see --replicates.")
    elif found.pairs < luck.FEW_SEEDS:
        console.print(
            f"Only {found.pairs} pairs: below {luck.FEW_SEEDS} the 90 % interval (low, high) is "
            "itself very unsure; see --replicates."
        )
    if fewer := [row["measure"] for row in found.rows if 0 < row["pairs"] < found.pairs]:
        console.print(f"Not in every pair: {', '.join(fewer)}.", highlight=False)
    console.print("The page has each measure in words, as `socialcredit measures` has.")
    console.print(f"\nPage: {page}", highlight=False, soft_wrap=True)


def _write_page(
    found: Any, second: Scenario, laid: list[str], without: list[str], began: str
) -> Path:
    """The page of the comparison, and what its runs rest on, in a folder under `runs/`."""
    first = found.sides[0]
    gone = [f"without-{Path(name).name}" for name in without]
    folder = Path("runs") / "-".join(["compare", first.called, "and", second.called, *gone])
    folder.mkdir(parents=True, exist_ok=True)
    command = shlex.join(["socialcredit", *sys.argv[1:]])
    told = {
        "a": first.scenario,
        "b": _told(second, without),
        "people": first.subjects,
        "of": first.kind,
        "currency": _currency(first, second),
        "pairs": found.pairs,
        "laid": laid,
        "rows": found.rows,
        "command": command,
    }
    write_whole(folder / REPORT, pages.comparison_page(told))
    # By names: files of a user's stand as paths in what is told.
    title = f"{first.called} beside {' '.join([second.called, *gone])}"
    kept = recorded.told_of({conduct.TABLE: found.plan}, title, command)
    tidy.write(found.plan, found.outcomes, folder / conduct.TABLE, kept["command"])
    tables = {conduct.TABLE: found.plan}
    recorded.write(folder, {**kept, "began": began}, tables, found.outcomes)
    return folder / REPORT


def _told(scenario: Scenario, without: list[str]) -> str:
    """A side in words: the scenario, what is laid over it and what is left out."""
    parts = [scenario.scenario]
    parts += [f"with {', '.join(scenario.alternatives)}"] if scenario.alternatives else []
    parts += [f"without {', '.join(without)}"] if without else []
    return " ".join(parts)


def _table(rows: list[dict[str, Any]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    cells = [[_cell(row[name]) for name in COLUMNS] for row in rows]
    for number, name in enumerate(COLUMNS):
        longest = max(len(name), *(len(words[number]) for words in cells))
        table.add_column(
            name,
            justify="right" if number else "left",
            no_wrap=bool(number),
            min_width=longest if number else 18,
            overflow="fold",
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
