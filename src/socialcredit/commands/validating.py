"""`validate`: a run held against what was published."""

import json
from pathlib import Path
from textwrap import fill
from typing import Annotated, Any, NamedTuple

import typer

from socialcredit.commands import behaving, completing, predicting
from socialcredit.commands.choices import (
    Json,
    On,
    ParameterSeed,
    People,
    Seed,
    Sets,
    StoreFolder,
    Threads,
    numeral,
)
from socialcredit.commands.held_against import GROWN, between, independent, number, tables, verdict
from socialcredit.commands.progress import shown
from socialcredit.core.lazy import later
from socialcredit.core.text import page_width
from socialcredit.engine.requests import changes, threads_of
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.paths import asked_scheme
from socialcredit.language.resolve.published import load_published, published_scenario, subjects_of

conduct = later("socialcredit.experiments.conduct")
experiment = later("socialcredit.experiments.validate")
predictions = later("socialcredit.experiments.predicting")
stores = later("socialcredit.experiments.store")

TOO_FEW = (
    "Too few: with so few people chance alone takes the number out of its tolerance in one run of "
    "three or more, and a miss says nothing. The scenario is made for {}."
)

Draws = Annotated[
    int | None,
    numeral(
        "Calibrated draws, over which predictions get an interval.", 2, 100_000, "--draws",
        show_default="none",
    ),
]  # fmt: skip


class Call(NamedTuple):
    """How the scenario of a scheme is to be lived."""

    people: int | None
    seed: int | None
    sets: list[str]
    threads: int | None
    draws: int | None
    parameter_seed: int | None
    on: str | None
    store: Path | None


def validate(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A scheme, or its folder, or `behaviour`.",
            autocompletion=completing.held,
        ),
    ],
    people: People = None,
    seed: Seed = None,
    set_: Sets = None,
    threads: Threads = None,
    ahead: Annotated[
        bool, typer.Option("--ahead", help="With --json: the numbers told without a judgement.")
    ] = False,
    draws: Draws = None,
    parameter_seed: ParameterSeed = None,
    on: On = None,
    store: StoreFolder = None,
    as_json: Json = False,
) -> None:
    """Hold a scheme's scenario against the numbers that were published about it.

    Says of each figure whether assumptions were calibrated on it or it is predicted, and of a
    prediction whether somebody without a model would have been nearer. Where what was published can
    be read in two ways, both are printed. Cumulative counts are held against the run once more
    between their dates. The exit code is 0 whether figures are met or missed: a miss is a result.
    It is 1 where a file, a change or the run is refused, 2 for a call that makes no sense.

    What was counted is as sure as chance lets a count be, and so is a run: a tolerance without a
    sign of per cent in the file follows from both. With few people chance alone takes a number out
    of its tolerance; such a figure is told as "too few" and not counted as met or missed. With
    --json it has "too_few": true, and "pass" says all the same whether the number is within it.

    `validate behaviour` holds the ways in which people respond against studies of other measures, a
    row each: what, published, produced, tolerance, calibrated or predicted, pass or miss.

    With --draws so many points that `socialcredit calibrate` left are lived as well, each with luck
    of its own, and a prediction gets an interval of 90 % over them. With --json figures are then
    under "figures", and what intervals come to under "draws".
    """
    if name == behaving.NAME:
        others = {"--people": people, "--seed": seed, "--set": set_, "--draws": draws, "--on": on,
                  "--ahead": ahead, "--parameter-seed": parameter_seed,
                  "--store": store}  # fmt: skip
        behaving.validate_behaviour(as_json, others)
        return
    name = asked_scheme(name)
    published, scheme = load_published(name)
    scenario = load_scenario(published_scenario(name, published))
    call = Call(people, seed, list(set_ or []), threads, draws, parameter_seed, on, store)
    figures, told, over = _lived(name, scenario, published, call)
    if as_json:
        whole: Any = {"figures": figures, "draws": over, "ahead": told}
        whole = whole if over is not None else told if ahead else figures
        typer.echo(json.dumps(whole, ensure_ascii=False, indent=1))
        return
    many = f"{subjects_of(scenario, scheme):,} {'firms' if scheme.kind == 'firms' else 'people'}"
    _tell(figures, told, over, many)


def _lived(name: str, scenario: Any, published: Any, call: Call) -> tuple[Any, Any, Any]:
    """The figures, what is told without a judgement, and what draws come to; lived as asked."""
    sets = changes(scenario, call.people, None, call.seed) + call.sets
    over = None
    with shown() as progress:
        if call.draws is not None:
            over = predictions.predicted(
                name, call.draws, people=call.people, seed=call.seed, sets=tuple(call.sets),
                parameter_seed=call.parameter_seed, on=call.on,
                store=stores.Store(call.store or conduct.STORE), progress=progress,
            )  # fmt: skip
        figures, told = experiment.validate(name, threads_of(call.threads), sets, progress)
    if over is not None:
        figures = predictions.beside(figures, published, over)
        over = predictions.verdict_of(figures, over)
    return figures, told, over


def _tell(figures: Any, told: Any, over: Any, people: str) -> None:
    """Print tables, what they come to, predictions over draws, and what is not judged."""
    plain = [row for row in figures if row["since"] is None]
    grown = [row for row in figures if row["since"] is not None]
    judged = [*verdict(plain), *verdict(grown, GROWN), *independent(figures)]
    for line in [*tables(plain), *between(grown), *judged]:
        typer.echo(line)
    if any(row["too_few"] and not row["absurd"] for row in figures):
        typer.echo(fill(TOO_FEW.format(people), page_width()))
    for line in predicting.lines_of(plain, over) if over is not None else []:
        typer.echo(line)
    if told:
        typer.echo("\nTold without a published value to judge it by:")
    for row in told:
        line = f"{row['when']}  {number(row['produced'])} {row['unit']}  {row['what']}"
        typer.echo(fill(line, page_width(), initial_indent="  ", subsequent_indent=" " * 14))
