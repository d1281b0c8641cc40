"""What the page says on deeds where a rule watches, where none does, and where nobody measures."""

from typing import Any

from socialcredit.core.text import joined
from socialcredit.report.pictures.bars import Bar, bars, in_words
from socialcredit.report.pictures.figure import CameOut, Figure, PutIn, Section
from socialcredit.report.pictures.vega import BLUE, GREEN, GREY, RED
from socialcredit.results.calling import scenario_called
from socialcredit.results.measures.courses import CASES
from socialcredit.results.measures.measure import block
from socialcredit.results.measures.watched import (
    ELSEWHERE,
    KNOWN,
    RULED,
    SIDES,
    UNMEASURED,
    watched,
)
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import counted, signed

Row = dict[str, Any]
COLOURS = {"bad": RED, "good": GREEN}
NAMED = 6  # kinds that a sentence names, at most


def watched_section(run: Run, _: Row) -> Section | None:
    """Three cases of bad and of good deeds beside the twin's; None without a twin."""
    told = block(watched, run)
    if told is None:
        return None
    return Section("watched", "Watched and unwatched", _paragraphs(run, told), [_figure(told)])


def _paragraphs(run: Run, told: Row) -> list[str]:
    said: list[str] = []
    if KNOWN in told["bad"]:
        said.append(PutIn(
            f"{_pair(told, KNOWN)} This is what was assumed of how people take a rule that they "
            "know (fear, a price on it), and no finding."
        ))  # fmt: skip
        said.append(CameOut(_pair(told, ELSEWHERE)))
    else:
        ask = f"`socialcredit run {scenario_called(run)} --set who_knew=true`"
        said.append(f"{_pair(told, RULED)} Whether their doer had heard of the rule was not asked "
                    f"of this run: {ask} tells both apart.")  # fmt: skip
    said.append(CameOut(f"{_pair(told, UNMEASURED)}{_kinds(told)}"))
    if told["made_up"]:
        said.append(
            f"Besides, {counted(told['made_up'], 'deed')} were made up for points, which "
            "no twin did."
        )
    return said


def _pair(told: Row, case: str) -> str:
    """Bad and good deeds of a case in a sentence, counts beside percentages."""
    parts = [
        f"{side} ones {row['with']:,} where the twin did {row['without']:,}"
        + (f" ({signed(row['change'])})" if row["change"] is not None and row["change"] else "")
        for side, row in ((side, told[side][case]) for side in SIDES)
        if _some(row)
    ]
    return f"Deeds {CASES[case]}: {joined(parts, 'and') or 'none, nor by the twin'}."


def _some(row: Row) -> bool:
    """Whether there is any such deed in either world."""
    return bool(row["with"] or row["without"])


def _kinds(told: Row) -> str:
    """Which kinds nobody measures."""
    names = [name for side in SIDES for name in told[side][UNMEASURED]["kinds"]]
    if not names:
        return ""
    some = [name[:1].lower() + name[1:] for name in names[:NAMED]]
    more = len(names) - len(some)
    return f" They are {joined([*some, *([f'{more} more'] if more > 0 else [])], 'and')}."


def _figure(told: Row) -> Figure:
    rows = [
        Bar(
            f"{side.capitalize()}: {CASES[case]}",
            float(row["change"] or 0.0),
            _beside(row),
            COLOURS[side] if case != UNMEASURED else (GREY if side == "bad" else BLUE),
        )
        for side in SIDES
        for case, row in told[side].items()
        if _some(row)
    ]
    return Figure(
        "Deeds against the twin, by whether a rule watches them",
        bars(rows),
        in_words(rows),
        ["deeds", "with the schemes", "twin", "change", "kinds"],
        [
            [f"{side}, {CASES[case]}", f"{row['with']:,}", f"{row['without']:,}",
             signed(row["change"]), len(row["kinds"])]
            for side in SIDES
            for case, row in told[side].items()
            if _some(row)
        ],
        "Exact counts of the whole run; nothing that was made up for points is in them. The twin's "
        "are those that the same people were about to do, with the same luck.",
    )  # fmt: skip


def _beside(row: Row) -> str:
    return f"{signed(row['change'])} ({row['without']:,} to {row['with']:,})"
