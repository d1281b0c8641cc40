"""`sweep`: one value changed step by step."""

import json
from typing import Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from socialcredit.commands.choices import Json, People, Seed, Sets, Threads, Years
from socialcredit.commands.progress import shown
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.lazy import later
from socialcredit.engine.requests import changes, threads_of
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.results.part import Share

step_by_step = later("socialcredit.experiments.sweep", "sweep")

WORDS = {
    "residents": "residents of the panel",
    "penal_days": "penalised days, per 1000 people and year",
    "wrong_days": "wrongly penalised days, per 1000 people and year",
    "late_days": "late days (right once, a copy not renewed), per 1000 people and year",
    "wrong_body_days": "the same, a day counted for each body",
    "several_penal": "share under a penalty of two or more bodies in one month",
    "shut_out": "share shut out of three or more domains at once",
    "behind_doors": "people with a shut door",
    "unrelated": "share of these whom a body penalised only for unrelated records",
    "wrong": "wrong bad records",
    "fan_out": "bodies that filed a wrong record, on average",
    "fan_out_most": "bodies that filed a wrong record, at most",
    "righted": "share of wrong records put right at one body at least",
    "repaired": "share of wrong records put right in every copy",
    "first_days": "days until half have it right at one body, the unfinished counted",
    "repair_days": "days until half have it right in the last copy",
    "repair_p90": "days until nine in ten have it right in the last copy",
}


def sweep(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="A name, or a YAML file.")],
    steps: Annotated[str, typer.Argument(metavar="PATH=VALUE,VALUE,...", help="What to change.")],
    people: People = None,
    years: Years = None,
    seed: Seed = None,
    set_: Sets = None,
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
        rows = step_by_step(asked, path.strip(), values, threads_of(threads), sets, progress)
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        Console().print(_table(path.strip(), rows))


def _table(path: str, rows: list[dict[str, Any]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column(path)
    for row in rows:
        table.add_column(row["value"], justify="right")
    for name, words in WORDS.items():
        table.add_row(words, *(_cell(row[name]) for row in rows))
    return table


def _cell(value: Any) -> str:
    if isinstance(value, Share) and value.few:
        return "too few"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return "-" if value is None else f"{value:,}"
