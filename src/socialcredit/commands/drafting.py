"""`words` and `schema`: what somebody needs who writes rules. Answers at once: no compiler."""

import json
from itertools import groupby
from typing import Annotated

import typer

from socialcredit.commands import completing
from socialcredit.commands.choices import Json
from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.retelling import teller
from socialcredit.core.text import wrapped
from socialcredit.language.resolve.currency import currency_of
from socialcredit.language.resolve.loading import load_beliefs, load_scenario
from socialcredit.language.resolve.written import believed_in
from socialcredit.language.schema import KINDS, json_schema
from socialcredit.language.tell.words import WHAT, word_line
from socialcredit.language.tell.words import words as words_of


def words(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help="One of " + ", ".join(WHAT) + ".",
            autocompletion=completing.of(WHAT),
        ),
    ],
    of: Annotated[
        str | None,
        typer.Option(
            "--of",
            metavar="SCENARIO",
            help="Those of this scenario's assumptions.",
            autocompletion=completing.scenarios,
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """The words that rules can be written with, each with what it means.

    deeds, places, domains and sources are those of the assumption files; kinds are those of
    entries, of grounds for lists and consequences, and of what consequences do.
    """
    if what not in WHAT:
        raise SocialCreditError(
            f"there are no words of `{what}`",
            f"words {what}",
            expected="one of " + ", ".join(WHAT),
            meant=nearest(what, WHAT),
            hint="`socialcredit words deeds` lists what people do",
        )
    run = load_scenario(of) if of else None
    beliefs = believed_in(run, run.assumptions) if run else load_beliefs()
    found = words_of(what, beliefs, currency_of(run) if run else "")
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    say = teller(beliefs.kind)
    for block, group in groupby(found, key=lambda word: word.get("of", "")):
        if block:
            typer.echo(f"{block}:")
        for word in group:
            first = f"{'  ' if block else ''}{word['name']}  "
            typer.echo("\n".join(wrapped(word_line(word, say), first, "      ")))


def schema(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="[KIND]",
            help="One of " + ", ".join(KINDS) + ".",
            autocompletion=completing.of(KINDS),
        ),
    ] = None,
) -> None:
    """What a kind of file may say, as JSON Schema, for an editor to help with.

    Without KIND the kinds are listed. `socialcredit new` writes those of its files beside them.
    """
    if kind is None:
        for name, model in KINDS.items():
            said = (model.__doc__ or "").strip().split("\n")[0]
            typer.echo("\n".join(wrapped(said, f"{name}  ", "    ")))
        typer.echo("\nNext: socialcredit schema KIND > KIND.json")
        return
    typer.echo(json.dumps(json_schema(kind), ensure_ascii=False, indent=1))
