"""`bench`: resident-days, or firm-days, a second and bytes of each, on this machine."""

import json
from typing import Annotated, Any

import typer

from socialcredit.commands import completing
from socialcredit.commands.choices import Json, Threads, numeral
from socialcredit.commands.progress import shown
from socialcredit.core.calendar import MOST_TIMED
from socialcredit.core.lazy import later
from socialcredit.core.populations import POPULATIONS
from socialcredit.core.text import counted
from socialcredit.engine.requests import threads_of
from socialcredit.language.model.scenario import MOST_PEOPLE

measure = later("socialcredit.engine.bench")


def bench(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A scenario.", autocompletion=completing.scenarios)
    ] = "rongcheng",
    threads: Threads = None,
    people: Annotated[
        int | None, numeral("Residents, or firms, to measure with.", 1, MOST_PEOPLE)
    ] = None,
    firms: Annotated[
        int | None,
        numeral(
            "Firms beside them; none if left out, unless there are only firms.", 1, MOST_PEOPLE
        ),
    ] = None,
    days: Annotated[int | None, numeral("Days measured.", 1, MOST_TIMED)] = None,
    repeats: Annotated[int, numeral("How often.", 1, 100)] = 3,
    as_json: Json = False,
) -> None:
    """Speed and memory of a scenario: the median of repeated runs, compiling apart."""
    with shown() as progress:
        found = measure.bench(
            name,
            threads=threads_of(threads),
            people=people,
            days=days,
            progress=progress,
            repeats=repeats,
            firms=firms,
        )
    if as_json:
        typer.echo(json.dumps(found))
    else:
        typer.echo(_words(name, found))


def _words(name: str, found: dict[str, Any]) -> str:
    one = next(whom.one for whom in POPULATIONS.values() if f"bytes_per_{whom.one}" in found)
    speed = found[f"{one}_days_per_second"] / 1e6
    return (
        f"{name}: {counted(found['people'], one)}, {counted(found['days'], 'day')}, "
        f"{counted(found['threads'], 'thread')}\n"
        f"{speed:,.1f} million {one}-days a second\n"
        f"{found[f'bytes_per_{one}']:.1f} bytes of state a {one}, "
        f"{found['open_records_each']:.2f} open records of "
        f"{found['bytes_per_open_record']} bytes in it"
    )
