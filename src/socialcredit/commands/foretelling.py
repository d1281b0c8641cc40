"""What a run within so much memory takes, said before it starts."""

from pathlib import Path
from typing import Annotated, Any

import typer

from socialcredit.core.populations import POPULATIONS
from socialcredit.core.text import wrapped
from socialcredit.engine.amounts import bytes_told, seconds_told

HANGING = len("Memory:  ")

Memory = Annotated[
    str | None,
    typer.Option(
        "--memory",
        metavar="AMOUNT",
        help="Memory beside the program's own, such as 12GB; who does not fit rests on disk.",
        show_default="everybody, unpacked",
    ),
]
Scale = Annotated[
    str | None,
    typer.Option(
        "--scale",
        metavar="1:N",
        help="Simulate one in N of those who live there; 1:1 is everybody.",
        show_default="as --people",
    ),
]


def lines_of(plan: Any, free: int, where: Path) -> list[str]:
    """People, time, disk and memory, in a line each."""
    tried, months, of = plan.tried
    with_shards = " and ".join(
        f"{many:,} {POPULATIONS[kind].many} in {shards_told(plan.cuts[kind])}"
        for kind, many in plan.subjects.items()
    )
    threads = "1 thread" if plan.threads == 1 else f"{plan.threads} threads"
    lived = f"its {of} months" if months == of else f"{months} of its {of} months"
    packed = sum(plan.packed.values())
    rest = "all of which fits" if packed >= plan.at_rest else "the rest lies on disk"
    return [
        f"People:  {with_shards}",
        f"Time:    about {seconds_told(plan.seconds)} on {threads} with a core each, without "
        f"waiting for the disk; by {lived} of {tried:,} of them, lived just now",
        f"Disk:    at most {bytes_told(plan.disk)} while it runs; {bytes_told(free)} are free at "
        f"{where}",
        f"Memory:  {bytes_told(plan.need.all + packed)} beside the program's own: "
        f"{bytes_told(plan.need.living)} to live in, {bytes_told(plan.need.kept)} for what is kept "
        f"of all, {bytes_told(packed)} of people at rest, {rest}",
    ]


def shards_told(cut: Any) -> str:
    """`1 shard`, `1,412 shards of at most 1,002,048`."""
    many = len(cut.firsts)
    return "1 shard" if many == 1 else f"{many:,} shards of at most {cut.largest:,}"


def say(plan: Any, free: int, where: Path, err: bool = True) -> None:
    """Print them: to stderr, as all that is no result."""
    for line in lines_of(plan, free, where):
        typer.echo("\n".join(wrapped(line, later=" " * HANGING)), err=err)
