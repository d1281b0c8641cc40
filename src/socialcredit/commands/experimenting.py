"""`experiment`: many runs from one file, and a table of what they came to."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from socialcredit.commands.choices import Json, On, PlanAlone, StoreFolder
from socialcredit.commands.ending import kept_where_stopped
from socialcredit.commands.progress import shown, waiting
from socialcredit.core.archive import renew
from socialcredit.core.lazy import later
from socialcredit.core.run_files import write_whole
from socialcredit.core.run_layout import REPORT
from socialcredit.core.text import counted, wrapped

conduct = later("socialcredit.experiments.conduct")
plans = later("socialcredit.experiments.plan")
results = later("socialcredit.experiments.results")
stores = later("socialcredit.experiments.store")
pages = later("socialcredit.report.experiment")

FEW = " *"  # behind a number that rests on few cases
SEVERAL = 3  # factors whose pull is told in the terminal


def experiment(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An experiment's file.")],
    plan: PlanAlone = False,
    on: On = None,
    out: Annotated[
        Path | None,
        typer.Option(help="The folder of table and page.", show_default="runs/NAME"),
    ] = None,
    store: StoreFolder = None,
    as_json: Json = False,
) -> None:
    """Many runs from one file: what is stored is not lived again, whichever experiment asked.

    Stop it whenever you like, even by force: what was finished is kept, and the same call goes on.
    It ends in a tidy table, a line for each run and measure, and a page.
    """
    asked = conduct.load_experiment(file)
    kept = stores.Store(store or conduct.STORE)
    with waiting("Planning"):
        made = conduct.plan_of(asked, kept)
    if plan:
        cost = plans.cost_of(made, kept)
        typer.echo(json.dumps(cost._asdict()) if as_json else "\n".join(plan_lines(made, cost)))
        return
    folder = out or Path("runs") / f"experiment-{asked.experiment.experiment}"
    with kept_where_stopped(), shown() as progress:
        found = conduct.conducted(made, kept, on=on, out=folder, progress=progress)
    tell(found, as_json)


def tell(
    found: Any,
    as_json: bool,
    whole: dict[str, Any] | None = None,
    pulled: dict[str, Any] | None = None,
) -> None:
    """What came out: numbers with both intervals, what moved them, where table and page lie.

    whole, pulled  what is told, and what moved each number, where not by this experiment alone
    """
    told, whole = results.numbers(found), whole or results.as_told(found)
    page = found.folder / REPORT
    with waiting("Writing the page"):
        write_whole(page, pages.experiment_page(whole))
        renew(found.folder)
    if as_json:
        where = {"table": str(found.table), "page": str(page)}
        typer.echo(json.dumps(whole | where, ensure_ascii=False, indent=1))
        return
    console = Console()
    console.print(f"{found.plan.experiment.title}", highlight=False)
    console.print(table_of(found, told, pulled))
    for line in notes(found, told):
        console.print("\n".join(wrapped(line)), highlight=False)
    console.print(f"\nTable: {found.table}\nPage:  {page}", highlight=False, soft_wrap=True)


def plan_lines(made: Any, cost: Any) -> list[str]:
    """What an experiment takes, in words."""
    left = cost.runs - cost.stored
    guess = " (a guess: nothing like it is stored yet)" if cost.guessed and left else ""
    return [
        made.experiment.title,
        f"  {counted(cost.runs, 'run')} of {made.experiment.scenario}, "
        f"{cost.stored:,} of them stored, {left:,} to live",
        f"  factors: {', '.join(one.name for one in made.factors) or 'none'}",
        f"  time: {duration(cost.seconds)} of one core{guess}",
        f"  disk: {cost.bytes / 1e6:,.1f} MB",
    ]


def duration(seconds: float) -> str:
    """So many seconds, in the unit in which they are read."""
    for size, unit in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds / size:,.1f} {unit}"
    return f"{seconds:,.0f} seconds"


def table_of(found: Any, told: Any, pulled: dict[str, Any] | None = None) -> Table:
    """A line a measure and alternative: the number, luck, assumptions, and what moved it."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    several = len(results.alternatives_of(found)) > 1
    drawn = any(one.points for one in told)
    moved = found.plan.experiment.design is not None
    table.add_column("measure", no_wrap=True)
    if several:
        table.add_column("with")
    table.add_column("mean", justify="right")
    table.add_column("by luck", justify="right")
    if drawn:
        table.add_column("by assumptions", justify="right")
    if moved:
        table.add_column("led by", overflow="fold")
    for one in told:
        if one.value is None:
            continue
        cells = [one.key, *([one.alternative or "as written"] if several else [])]
        cells += [number(one.value) + (FEW if one.few else ""), between(one.luck)]
        few = FEW.strip() if one.few_points and one.assumptions is None else ""
        cells += [few or between(one.assumptions)] if drawn else []
        cells += [led_by(found, one, pulled)] if moved else []
        table.add_row(*cells)
    return table


def led_by(found: Any, one: Any, pulled: dict[str, Any] | None) -> str:
    """The factors that moved a number most."""
    of_this = results.pulls(found, one.key, one.alternative) if pulled is None else pulled[one.key]
    return ", ".join(pull.factor for pull in of_this[:SEVERAL] if pull.size)


def notes(found: Any, told: Any) -> list[str]:
    """How the columns are to be read."""
    seeds = found.plan.experiment.seeds.luck
    lines = [f"By luck: where nine in ten further seeds fall, from {counted(seeds, 'seed')}."]
    if any(one.points for one in told):
        points = max(one.points for one in told)
        lines.append(
            f"By assumptions: where nine in ten of {counted(points, 'point')} of the ranges lie."
        )
    if any(one.few for one in told):
        lines.append(f"{FEW.strip()} In some seed the number rests on fewer cases than it needs.")
    if any(one.few_points and one.assumptions is None for one in told):
        lines.append(
            f"{FEW.strip()} By assumptions: at more than one point in ten it does, and no range is "
            "told."
        )
    lines.append("`socialcredit measures` says what each measure is.")
    return lines


def between(interval: Any) -> str:
    """An interval, or a dash."""
    return "–" if interval is None else f"{number(interval[0])} to {number(interval[1])}"


def number(value: float) -> str:
    """A number with the digits that matter."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
