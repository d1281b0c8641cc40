"""`show`, `check` and `diff`: rules as text, without a simulation."""

import json
from collections.abc import Mapping
from pathlib import Path
from textwrap import fill
from typing import Annotated, Any

import typer

from socialcredit.commands import completing
from socialcredit.commands.choices import Json, Threads, numeral
from socialcredit.core.calendar import LONGEST_YEARS
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.lazy import fetch
from socialcredit.core.retelling import Coin, deep_told
from socialcredit.core.text import page_width, printed
from socialcredit.engine.requests import threads_of
from socialcredit.language.check_file import Told, behaviour_of, examined
from socialcredit.language.findings import as_one
from socialcredit.language.model.cases import Case
from socialcredit.language.model.scenario import MOST_PEOPLE, MOST_SEED
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.positions import Located
from socialcredit.language.resolve.currency import currency_of_scheme
from socialcredit.language.resolve.forms import load_form
from socialcredit.language.resolve.loading import load_alternative, load_scheme
from socialcredit.language.resolve.paths import (
    alternative_file,
    alternative_names,
    asked_scheme,
    plain_name,
)
from socialcredit.language.tell import alternative
from socialcredit.language.tell.diff import diff_fields, diff_text
from socialcredit.language.tell.scheme import show_fields, show_text

Named = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="A scheme or an alternative, or a scheme's folder.",
        autocompletion=completing.shown,
    ),
]


def show(scheme: Named, as_json: Json = False) -> None:
    """A scheme's rules in plain words, with the source and the standing of each."""
    if plain_name(scheme) in alternative_names():
        laid = load_alternative(alternative_file(scheme, Path()))
        if as_json:
            _echo_json(alternative.alternative_fields(laid))
        else:
            typer.echo(alternative.alternative_text(laid))
        return
    named = asked_scheme(scheme)
    told = load_scheme(named)
    say = Coin(currency_of_scheme(named, told))
    if as_json:
        _echo_json(deep_told(say, show_fields(told)))
    else:
        typer.echo(say(show_text(told)))


def check(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="A path, a scheme's folder, or a shipped name.",
            autocompletion=completing.checked,
        ),
    ],
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail for what is allowed and surely not meant, too.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Validate a scheme, scenario or assumption file; every error with file, line and column.

    All mistakes of a file, and of the files that belong to it, are told at once. What is allowed
    and surely not meant is told as a warning, on stderr like an error; the exit code stays 0 unless
    `--strict` is given.
    """
    told = _told(file) if as_json else examined(file, _judged)
    known = {(error.where, error.message) for error in told.errors}
    further = [*_unknown_mechanisms(file), *_unknown_answers(told)]
    further = [e for e in further if (e.where, e.message) not in known]
    errors = [*told.errors, *further]
    if as_json:
        _echo_json(
            {
                "file": str(told.file), "kind": told.kind, "fits": not errors,
                "errors": [error.as_fields() for error in errors],
                "warnings": [warning.as_fields() for warning in told.warnings],
            }
        )  # fmt: skip
    else:
        for warning in told.warnings:
            typer.echo(f"warning: {warning.render_one()}\n", err=True)
        if errors:
            raise as_one(errors)
        typer.echo("\n".join(map(printed, told.line.split("\n"))))
    if errors or (strict and told.warnings):
        raise typer.Exit(1)


def _told(file: str) -> Told:
    """What is said of a file, also of one that is not there: a machine reads JSON in any case."""
    try:
        return examined(file, _judged)
    except SocialCreditError as error:
        return Told(Path(file), "", "", [error, *error.others], [])


def _judged(scheme: Scheme, cases: Mapping[int, Case], tree: Located) -> list[SocialCreditError]:
    """Examples are lived by the kernels of a run, which are loaded only where there are any."""
    found: list[SocialCreditError] = fetch("socialcredit.cases.check", "judged")(
        scheme, cases, tree
    )
    return found


def _unknown_answers(told: Told) -> list[SocialCreditError]:
    """Answers of a form that nobody can give: what measures knows which there are."""
    if told.kind != "form":
        return []
    try:
        load_form(told.file, fetch("socialcredit.assessment.answers.registry", "ids")())
    except SocialCreditError as error:
        return [error, *error.others]
    return []


def _unknown_mechanisms(file: str) -> list[SocialCreditError]:
    """What no mechanism knows of the file of mechanisms that a file is, or that it names."""
    try:
        behaviour = behaviour_of(file)
        if behaviour is not None:
            fetch("socialcredit.compile.response_file", "refuse_unknown_in")(behaviour)
    except SocialCreditError as error:
        return [error, *error.others]
    return []


def _echo_json(told: object) -> None:
    typer.echo(json.dumps(told, ensure_ascii=False, indent=1, default=str))


def diff(
    a: Annotated[
        str, typer.Argument(metavar="A", help="A scheme.", autocompletion=completing.schemes)
    ],
    b: Annotated[
        str,
        typer.Argument(
            metavar="B", help="The scheme to hold against it.", autocompletion=completing.schemes
        ),
    ],
    people: Annotated[int, numeral("Residents to see move; 0: rules only.", 0, MOST_PEOPLE)] = 2000,
    years: Annotated[int, numeral("Years under each of the two.", 1, LONGEST_YEARS)] = 3,
    seed: Annotated[int, numeral("The luck of everybody.", 0, MOST_SEED)] = 7,
    threads: Threads = None,
    as_json: Json = False,
) -> None:
    """Two schemes side by side: which rules differ, and who moves to another grade.

    Rules of A that B has not, or has otherwise, begin with `-`, those of B with `+`. Then a small
    town lives once under each, the same people with the same luck.
    """
    a, b = asked_scheme(a), asked_scheme(b)
    before, after = load_scheme(a), load_scheme(b)
    says = Coin(currency_of_scheme(a, before)), Coin(currency_of_scheme(b, after))
    told: dict[str, Any] = diff_fields(before, after, says)
    if not as_json:
        typer.echo(diff_text(before, after, says))
    if people:
        moves = _moves(a, b, people, years, seed, threads)
        told["moves"] = fetch("socialcredit.experiments.who_moves", "moves_fields")(moves)
        if not as_json:
            _tell_moves(moves)
    if as_json:
        _echo_json(told)


def _moves(a: str, b: str, people: int, years: int, seed: int, threads: int | None) -> Any:
    who_moves = fetch("socialcredit.experiments.who_moves", "who_moves")
    with fetch("socialcredit.commands.progress", "shown")() as progress:
        return who_moves(
            a, b, people=people, years=years, seed=seed, threads=threads_of(threads),
            progress=progress,
        )  # fmt: skip


def _tell_moves(moves: Any) -> None:
    moves_text = fetch("socialcredit.experiments.who_moves", "moves_text")
    typer.echo()
    for line in moves_text(moves).splitlines():
        typer.echo(fill(line, page_width()) if len(line) > page_width() else line)
