"""`bench`: resident-days a second and bytes a resident, on this machine."""

import json
from typing import Annotated, Any

import typer

from socialcredit.commands.choices import Json, Threads, numeral
from socialcredit.commands.progress import shown
from socialcredit.core.lazy import later
from socialcredit.core.text import counted
from socialcredit.engine.requests import MOST_TIMED, threads_of
from socialcredit.language.model.scenario import MOST_PEOPLE

measure = later("socialcredit.engine.bench", "bench")


def bench(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A scenario.")] = "rongcheng",
    threads: Threads = None,
    people: Annotated[int | None, numeral("Residents to measure with.", 1, MOST_PEOPLE)] = None,
    days: Annotated[int | None, numeral("Days measured.", 1, MOST_TIMED)] = None,
    as_json: Json = False,
) -> None:
    """Speed and memory of a scenario: the median of repeated runs, compiling apart."""
    with shown() as progress:
        found = measure(
            name, threads=threads_of(threads), people=people, days=days, progress=progress
        )
    if as_json:
        typer.echo(json.dumps(found))
    else:
        typer.echo(_words(name, found))


def _words(name: str, found: dict[str, Any]) -> str:
    speed = found["resident_days_per_second"] / 1e6
    return (
        f"{name}: {counted(found['people'], 'resident')}, {counted(found['days'], 'day')}, "
        f"{counted(found['threads'], 'thread')}\n"
        f"{speed:,.1f} million resident-days a second\n"
        f"{found['bytes_per_resident']:.1f} bytes of state a resident"
    )
