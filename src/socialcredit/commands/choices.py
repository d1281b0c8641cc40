"""Options and arguments that several commands share, so that they read the same everywhere."""

import os
from pathlib import Path
from typing import Annotated

import typer

Threads = Annotated[
    int | None,
    typer.Option(
        "--threads", min=1, max=1024, help="Threads to compute with.", show_default="all cores"
    ),
]
People = Annotated[int | None, typer.Option("--people", help="Residents to simulate.")]
Years = Annotated[int | None, typer.Option("--years", help="Years from the scenario's start.")]
Seed = Annotated[int | None, typer.Option("--seed", help="The luck of everybody.")]
Sets = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Change one value; may be repeated."),
]
With = Annotated[
    list[str] | None,
    typer.Option(
        "--with",
        metavar="ALTERNATIVE",
        help="Lay an alternative over the schemes; may be repeated. See: socialcredit alternatives",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for a machine to read.")]
RunFolder = Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a run.")]


def threads_of(threads: int | None) -> int:
    """The number asked for, or one thread for each core this process may use."""
    if threads:
        return threads
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
