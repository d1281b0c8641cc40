"""`validate`: a run held against what was published."""

import json
from textwrap import fill
from typing import Annotated

import typer

from socialcredit.commands import completing
from socialcredit.commands.choices import Json, People, Seed, Sets, Threads
from socialcredit.commands.held_against import GROWN, between, independent, number, tables, verdict
from socialcredit.commands.progress import shown
from socialcredit.core.lazy import later
from socialcredit.core.text import page_width
from socialcredit.engine.requests import changes, threads_of
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.paths import asked_scheme
from socialcredit.language.resolve.published import load_published, published_scenario

experiment = later("socialcredit.experiments.validate")

TOO_FEW = (
    "Too few: with so few people chance alone takes the number out of its tolerance in one run of "
    "three or more, and a miss says nothing. The scenario is made for {:,} people."
)


def validate(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="A scheme, or its folder.", autocompletion=completing.schemes
        ),
    ],
    people: People = None,
    seed: Seed = None,
    set_: Sets = None,
    threads: Threads = None,
    ahead: Annotated[
        bool, typer.Option("--ahead", help="With --json: the numbers told without a judgement.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Hold a scheme's scenario against the numbers that were published about it.

    Says of each figure whether assumptions were calibrated on it or it is
    predicted, and of a prediction whether somebody without a model would
    have been nearer. Where what was published can be read in two ways, both
    are printed. Cumulative counts are held against the run once more
    between their dates. The exit code is 0 whether figures are met or
    missed: a miss is a result. It is 1 where a file, a change or the run is
    refused, 2 for a call that makes no sense.

    What was counted is as sure as chance lets a count be, and so is a run:
    a tolerance without a sign of per cent in the file follows from both.
    With few people chance alone takes a number out of its tolerance; such a
    figure is told as "too few" and not counted as met or missed. With --json
    it has "too_few": true, and "pass" says all the same whether the number
    is within its tolerance.
    """
    name = asked_scheme(name)
    published, _ = load_published(name)
    scenario = load_scenario(published_scenario(name, published))
    sets = changes(scenario.starts, people, None, seed) + list(set_ or [])
    with shown() as progress:
        figures, told = experiment.validate(name, threads_of(threads), sets, progress)
    if as_json:
        typer.echo(json.dumps(told if ahead else figures, ensure_ascii=False, indent=1))
        return
    plain = [row for row in figures if row["since"] is None]
    grown = [row for row in figures if row["since"] is not None]
    judged = [*verdict(plain), *verdict(grown, GROWN), *independent(figures)]
    for line in [*tables(plain), *between(grown), *judged]:
        typer.echo(line)
    if any(row["too_few"] and not row["absurd"] for row in figures):
        typer.echo(fill(TOO_FEW.format(scenario.people), page_width()))
    if told:
        typer.echo("\nTold without a published value to judge it by:")
    for row in told:
        line = f"{row['when']}  {number(row['produced'])} {row['unit']}  {row['what']}"
        typer.echo(fill(line, page_width(), initial_indent="  ", subsequent_indent=" " * 14))
