"""`show`, `check`, `new` and `diff`: rules as text, without a simulation."""

from pathlib import Path
from textwrap import fill
from typing import Annotated

import typer

from socialcredit.commands.choices import Threads, numeral
from socialcredit.core.calendar import LONGEST_YEARS
from socialcredit.core.lazy import fetch
from socialcredit.core.text import page_width
from socialcredit.engine.requests import threads_of
from socialcredit.language.check_file import behaviour_of, check_file
from socialcredit.language.model.scenario import MOST_PEOPLE, MOST_SEED
from socialcredit.language.new_scheme import new_scheme
from socialcredit.language.resolve.loading import load_alternative, load_scheme
from socialcredit.language.resolve.paths import alternative_names
from socialcredit.language.tell import alternative
from socialcredit.language.tell.diff import diff_text
from socialcredit.language.tell.scheme import show_text

Named = Annotated[
    str,
    typer.Argument(metavar="NAME", help="A scheme or an alternative, or a scheme's folder."),
]


def show(scheme: Named) -> None:
    """A scheme's rules in plain words, with the source and the standing of each."""
    if scheme in alternative_names():
        typer.echo(alternative.alternative_text(load_alternative(scheme)))
        return
    typer.echo(show_text(load_scheme(scheme)))


def check(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A path, a scheme's folder, or a shipped name.")
    ],
) -> None:
    """Validate a scheme, scenario or assumption file; every error with file, line and column."""
    told, behaviour = check_file(file), behaviour_of(file)
    if behaviour is not None:
        fetch("socialcredit.compile.response", "refuse_unknown_in")(behaviour)
    examples = fetch("socialcredit.cases.check", "examples_line")
    typer.echo(told + examples(file))


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new scheme's name.")],
    scheme: Annotated[str | None, typer.Option("--from", help="Start from this scheme.")] = None,
) -> None:
    """A scheme folder to start from, in the current folder."""
    folder = new_scheme(name, scheme)
    typer.echo(
        f"{folder}\nNext: edit {folder}/scheme.yaml, then: socialcredit check {folder}, then: "
        f"socialcredit run {folder}"
    )


def diff(
    a: Annotated[str, typer.Argument(metavar="A", help="A scheme.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The scheme to hold against it.")],
    people: Annotated[int, numeral("Residents to see move; 0: rules only.", 0, MOST_PEOPLE)] = 2000,
    years: Annotated[int, numeral("Years under each of the two.", 1, LONGEST_YEARS)] = 3,
    seed: Annotated[int, numeral("The luck of everybody.", 0, MOST_SEED)] = 7,
    threads: Threads = None,
) -> None:
    """Two schemes side by side: which rules differ, and who moves to another grade.

    Rules of A that B has not, or has otherwise, begin with `-`, those of B with `+`. Then a small
    town lives once under each, the same people with the same luck.
    """
    typer.echo(diff_text(load_scheme(a), load_scheme(b)))
    if not people:
        return
    who_moves = fetch("socialcredit.experiments.who_moves", "who_moves")
    moves_text = fetch("socialcredit.experiments.who_moves", "moves_text")
    with fetch("socialcredit.commands.progress", "shown")() as progress:
        found = who_moves(
            a, b, people=people, years=years, seed=seed, threads=threads_of(threads),
            progress=progress,
        )  # fmt: skip
    typer.echo()
    for line in moves_text(found).splitlines():
        typer.echo(fill(line, page_width()) if len(line) > page_width() else line)
