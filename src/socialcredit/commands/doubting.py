"""`doubts`: how far off the values of a scenario may be, each range with its source."""

import json
from typing import Any

import typer

from socialcredit.commands.choices import AScenario, DrawNumber, Json, ParameterSeed, Sets
from socialcredit.core.retelling import Teller, teller
from socialcredit.core.text import counted, wrapped
from socialcredit.engine.requests import changes, drawn_for
from socialcredit.language.resolve.doubts import Doubt, Move
from socialcredit.language.resolve.draw_asked import doubts_used
from socialcredit.language.resolve.loading import load_scenario

INSIDE = "  "
NOTHING = "Nothing that this scenario uses is in doubt: no file of it says how far off it may be."


def doubts(
    scenario: AScenario,
    set_: Sets = None,
    draw: DrawNumber = None,
    parameter_seed: ParameterSeed = None,
    as_json: Json = False,
) -> None:
    """How far off the values of a scenario may be: what is written, its range, who says so.

    `run SCENARIO --draw 7` lives with values from these ranges; `doubts SCENARIO --draw 7` says
    which.
    """
    asked = load_scenario(scenario)
    sets = changes(asked, further=set_ or [])
    found = doubts_used(asked, sets)
    chosen = drawn_for(asked, sets, draw, parameter_seed)
    if as_json:
        told: dict[str, Any] = {"doubts": [told_of(one) for one in found]}
        told |= {"draw": chosen.as_told()} if chosen else {}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    say = teller(asked.kind)
    for one in found:
        typer.echo("\n".join(lines_of(one, say)))
    if chosen:
        typer.echo(f"Draw {chosen.number} of parameter seed {chosen.parameter_seed}:")
        typer.echo("\n".join(f"{INSIDE}{change}" for change in chosen.changes) + "\n")
    many = counted(len(found), "value is in doubt", "values are in doubt, or several together")
    typer.echo(f"{many}. Next: socialcredit run {scenario} --draw 1" if found else NOTHING)


def lines_of(one: Doubt, say: Teller = str) -> list[str]:
    """A doubt in words: its name, what it is about, its range, and who says so."""
    lines = [one.name, *wrapped(say(one.title), INSIDE)]
    for number, way in enumerate(one.ways):
        said = "as written: " if number == 0 else "or: "
        changed = f" ({', '.join(way.changes)})" if way.changes else ""
        lines += wrapped(f"{said}{way.title}{changed}", INSIDE, INSIDE * 2)
    for move in one.moves:
        where = f"{move.path}: " if len(one.moves) > 1 else ""
        lines += wrapped(where + range_in_words(move), INSIDE, INSIDE * 2)
    said = one.evidence if one.source == one.evidence else f"{one.evidence}: {one.source}"
    return [*lines, *wrapped(said, INSIDE, INSIDE * 2), ""]


def range_in_words(move: Move) -> str:
    """What is written, and from where to where it may be."""
    even = ", even in its logarithm" if move.shape == "log" else ""
    if not move.times:
        return f"{move.written}, from {move.low:g} to {move.high:g}{even}"
    table = isinstance(move.written, dict | list)
    cut = "".join(f", {word} {end:g}" for word, end in (("at least", move.least),
                  ("at most", move.most)) if end is not None)  # fmt: skip
    what = "a table" if table else f"{move.written}"
    return f"{what}, times {move.low:g} to {move.high:g}{even}{cut}"


def told_of(one: Doubt) -> dict[str, Any]:
    """A doubt for a machine to read."""
    return {
        "name": one.name,
        "title": one.title,
        "at_written": one.at_written,
        "settings": [{**move._asdict(), "whole": move.whole} for move in one.moves],
        "options": [{**way._asdict(), "changes": list(way.changes)} for way in one.ways],
        "source": one.source,
        "evidence": one.evidence,
    }
