"""`validate`: a run held against what was published."""

import json
from collections.abc import Sequence
from textwrap import fill, wrap
from typing import Annotated, Any

import typer

from socialcredit.commands.choices import Json, People, Seed, Sets, Threads
from socialcredit.commands.progress import shown
from socialcredit.core.text import page_width
from socialcredit.engine.requests import changes, threads_of
from socialcredit.experiments.validate import validate as held_against
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.published import load_published, published_scenario

KINDS = ("calibrated", "predicted")
TOO_FEW = (
    "Too few: with so few people chance alone takes the number out of its tolerance in one run of "
    "three or more, and a miss says nothing. The scenario is made for {:,} people."
)


def validate(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A scheme, or its folder.")],
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
    predicted. The exit code is 0 whether figures are met or missed: a miss
    is a result. It is 1 where a file, a change or the run is refused, 2 for
    a call that makes no sense.

    With few people chance alone takes a number out of its tolerance; such a
    figure is told as "too few" and not counted as met or missed. With --json
    it has "too_few": true, and "pass" says all the same whether the number
    is within its tolerance.
    """
    published, _ = load_published(name)
    scenario = load_scenario(published_scenario(name, published))
    sets = changes(scenario.starts, people, None, seed) + list(set_ or [])
    with shown() as progress:
        figures, told = held_against(name, threads_of(threads), sets, progress)
    if as_json:
        typer.echo(json.dumps(told if ahead else figures, ensure_ascii=False, indent=1))
        return
    for kind in KINDS:
        if rows := [row for row in figures if row["kind"] == kind]:
            typer.echo("\n".join([*_table(kind, rows), ""]))
    typer.echo(fill(_verdict(figures), page_width()))
    if any(row["too_few"] for row in figures):
        typer.echo(fill(TOO_FEW.format(scenario.people), page_width()))
    if told:
        typer.echo("\nTold without a published value to judge it by:")
    for row in told:
        line = f"{row['when']}  {_number(row['produced'])} {row['unit']}  {row['what']}"
        typer.echo(fill(line, page_width(), initial_indent="  ", subsequent_indent=" " * 14))


def _table(kind: str, figures: list[dict[str, Any]]) -> list[str]:
    """The figures of one kind: what was counted on a line of its own, its numbers below by day."""
    heads = (kind, "published", "produced", "tolerance", "within")
    cells = [
        (row["when"], _number(row["published"]), _number(row["produced"]),
         f"± {row['tolerance_as_written']}", _judged(row))
        for row in figures
    ]  # fmt: skip
    wide = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
    lines = [_line(heads, wide, "")]
    before = None
    for row, words in zip(figures, cells, strict=True):
        what = f"{row['what']} ({row['unit']})"
        if what != before:
            lines += wrap(what, page_width(), initial_indent="  ", subsequent_indent="  ")
        lines.append(_line(words, wide, "    "))
        before = what
    return lines


def _line(words: Sequence[str], wide: Sequence[int], indent: str) -> str:
    """A line of the table: the first column to the left, the numbers to the right."""
    numbers = (f"{word:>{many}}" for word, many in zip(words[1:-1], wide[1:-1], strict=True))
    first = f"{indent}{words[0]}".ljust(wide[0] + 4)
    return "  ".join([first, *numbers, words[-1]])


def _judged(row: dict[str, Any]) -> str:
    if row["too_few"]:
        return "too few"
    return "yes" if row["pass"] else "MISS"


def _verdict(figures: list[dict[str, Any]]) -> str:
    parts = []
    for kind in KINDS:
        rows = [row for row in figures if row["kind"] == kind]
        judged = [row for row in rows if not row["too_few"]]
        few = f", {len(rows) - len(judged)} not judged" if len(judged) < len(rows) else ""
        close = sum(row["pass"] for row in judged)
        if judged:
            parts.append(f"{close} of {len(judged)} {kind} figures within their tolerance{few}")
        elif rows:
            parts.append(f"none of {len(rows)} {kind} figures can be judged")
    return "; ".join(parts) + "."


def _number(value: float | None) -> str:
    if value is None:
        return "none"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.3g}"
