"""`explain` and `report`: what a finished run has to say."""

import json
import shlex
from pathlib import Path
from typing import Annotated, Any

import typer

from socialcredit.commands.choices import Json, RunFolder, numeral
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.lazy import later
from socialcredit.core.retelling import deep_told
from socialcredit.core.text import wrapped

heading = later("socialcredit.report.headlines")
cited = later("socialcredit.results.assumed")
page = later("socialcredit.report.page")
choosing = later("socialcredit.results.lives.choosing")
lives = later("socialcredit.results.lives.text")
luck = later("socialcredit.results.luck")
retelling = later("socialcredit.results.retelling")
measured = later("socialcredit.results.measures.summary")
runs = later("socialcredit.results.run")


def explain(
    run: RunFolder,
    resident: Annotated[
        int | None, numeral("The resident's number.", 0, show_default="one nobody picked")
    ] = None,
    firm: Annotated[
        int | None, numeral("The firm's number, in a run that has any.", 0, show_default="the same")
    ] = None,
    every: Annotated[bool, typer.Option("--every", help="A line for each event.")] = False,
    as_json: Json = False,
) -> None:
    """One synthetic life as a timeline: what was true beside what was filed, and what it cost.

    Full books are kept for the residents, or firms, of the run's panel; in a small town that is
    everybody. Without --resident or --firm the run's own hash chooses, so that nobody can pick a
    convenient life.
    """
    opened = runs.open_run(run)
    if firm is not None and opened.firms is not None:
        opened = opened.firms
    asked = _asked(opened, {"--resident": resident, "--firm": firm})
    chosen = choosing.unpicked(opened) if asked is None else asked
    if as_json:
        typer.echo(json.dumps(lives.life_told(opened, chosen, every), ensure_ascii=False, indent=1))
        return
    typer.echo(lives.life_text(opened, chosen, every))
    if asked is None:
        typer.echo(f"\nChosen by the run's hash. For another: --{opened.population.one} N.")


def _asked(run: Any, numbers: dict[str, int | None]) -> int | None:
    """The number that was asked for, by the option of whom the run is about; another is refused."""
    right = f"--{run.population.one}"
    for option, number in numbers.items():
        if number is not None and option != right:
            raise SocialCreditError(
                f"the run {run.told} is one of {run.population.many}, without any {option[2:]}",
                where=option,
                text=f"{option} {number}",
                expected=f"{right} N",
                hint=f"`socialcredit explain {shlex.quote(run.told)} {right} {number}`, or without "
                "a number for one that nobody picked",
            )
    return numbers[right]


def report(
    run: RunFolder,
    seeds: Annotated[
        list[Path] | None,
        typer.Option(
            "--seeds",
            metavar="RUN",
            help="The same scenario run with another seed, for means; may be repeated.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Write a run's report.html again and print where it is.

    With --seeds its headline numbers are means over all the runs, with a 90 % interval; they are
    printed too. Below five runs a warning stands beside them.
    """
    opened, others = runs.open_run(run), [runs.open_run(one) for one in seeds or []]
    path = page.write_report(opened, others)
    found, firms = _headlines(opened, others), None
    if opened.firms is not None:
        firms = _headlines(opened.firms, [one.firms for one in others])
    if as_json:
        many = 1 + len(seeds or [])
        told = {"report": str(path), "seeds": many, "few_seeds": many < luck.FEW_SEEDS}
        told |= {"headlines": found} | ({"firms": {"headlines": firms}} if firms else {})
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    typer.echo(str(path))
    for title, lines in (("Residents:", found), ("Firms:", firms)) if seeds else ():
        if firms is not None:
            typer.echo(f"\n{title}")
        for line in lines or []:
            typer.echo("\n".join(wrapped(f"{line['value']} {line['text']}: {line['luck']}.")))
    if seeds and 1 + len(seeds) < luck.FEW_SEEDS:
        typer.echo(f"Warning: fewer than {luck.FEW_SEEDS} seeds; the ranges are a hint.", err=True)


def _headlines(run: Any, others: list[Any]) -> list[dict[str, Any]]:
    """The headline numbers of a population over the runs, in its own words."""
    found = heading.headlines(measured.summary(run), others, cited.assumed(run))
    told: list[dict[str, Any]] = deep_told(retelling.tell(run), found)
    return told
