"""`validate behaviour` and `calibrate behaviour`: how people respond, held against studies."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import typer

from socialcredit.commands.held_against import number
from socialcredit.commands.progress import waiting
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.lazy import later
from socialcredit.core.text import counted, wrapped

table = later("socialcredit.experiments.behaviour.table")

NAME = "behaviour"
HEADS = ("published", "produced", "allowed", "how", "")
JUDGED = {True: "pass", False: "MISS", None: "not judged"}
Row = Mapping[str, Any]


def refuse_options(command: str, given: Mapping[str, Any]) -> None:
    """Refuse what says how a scheme's scenario is lived: the parts have sizes of their own."""
    for option, value in given.items():
        if value:
            raise SocialCreditError(
                f"`{command} {NAME}` takes no {option}",
                where=option,
                expected=f"`socialcredit {command} {NAME}`, with --json or alone",
                hint=f"{option} is for a scheme: `socialcredit {command} SCHEME {option} ...`; for "
                f"a scheme folder of that name write `./{NAME}`",
            )


def validate_behaviour(as_json: bool, others: Mapping[str, Any]) -> None:
    """Print every row; the exit code is 0 whether rows are met or missed.

    others  what else was asked for, by option: refused
    """
    refuse_options("validate", others)
    with waiting("Trying every part"):
        rows = table.rows()
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    typer.echo("\n".join([*lines_of(rows), "", *wrapped(table.UNTOLD)]))


def lines_of(rows: Sequence[Row]) -> list[str]:
    """The table: what stands on a line of its own, its numbers below it."""
    cells = [
        [_number(row["published"]), _number(row["produced"]), _allowed(row), row["kind"],
         JUDGED[row["pass"]]]
        for row in rows
    ]  # fmt: skip
    wide = [max(map(len, column)) for column in zip(HEADS, *cells, strict=True)]
    lines, part = [f"    {_line(HEADS, wide)}"], ""
    for row, words in zip(rows, cells, strict=True):
        if row["part"] != part:
            part = row["part"]
            lines.append(part)
        unit = f" ({row['unit']})" if row["unit"] else ""
        lines += wrapped(f"{row['what']}{unit}", "  ", "  ")
        lines.append(f"    {_line(words, wide)}".rstrip())
        if row["pass"] is False:
            why = row["why_missed"] or "no reason is given"
            lines += wrapped(f"why: {why}", "      ", "        ")
    return [*lines, "", *verdict(rows)]


def verdict(rows: Sequence[Row]) -> list[str]:
    """How many of each kind are met."""
    told = []
    for kind in ("calibrated", "predicted"):
        chosen = [row for row in rows if row["kind"] == kind and row["pass"] is not None]
        if chosen:
            told.append(f"{sum(row['pass'] for row in chosen)} of {len(chosen)} {kind} rows met")
    alone = sum(row["pass"] is None for row in rows)
    told += [f"{counted(alone, 'row')} told without a published value"] if alone else []
    return wrapped("; ".join(told) + ".") if told else []


def _line(words: Sequence[str], wide: Sequence[int]) -> str:
    return "  ".join(f"{word:>{many}}" for word, many in zip(words, wide, strict=True))


def _number(value: float | None) -> str:
    return "–" if value is None else number(value).replace("-", "−")


def _allowed(row: Row) -> str:
    return "–" if row["tolerance"] is None else f"± {number(row['tolerance'])}"


def calibrate_behaviour(as_json: bool, others: Mapping[str, Any]) -> None:
    """Print every strength that was calibrated on a study: what ships, and what fits again."""
    refuse_options("calibrate", others)
    with waiting("Fitting every part"):
        fits = table.fits()
    if as_json:
        told = [{**one._asdict(), "kept": one.kept} for one in fits]
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    lines = []
    for one in fits:
        lines += wrapped(f"{one.setting}: {one.on}", "", "  ")
        same = "what ships" if one.kept else f"NOT what ships, allowed ± {number(one.within)}"
        lines.append(f"    fits {number(one.fitted)}, ships {number(one.shipped)}: {same}")
    kept = sum(one.kept for one in fits)
    lines += ["", f"{kept} of {counted(len(fits), 'strength')} ship as they fit."]
    typer.echo("\n".join(lines))
