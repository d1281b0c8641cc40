"""Bodies that one scheme is divided into: which of them is told whole, and the rest in a line."""

from typing import Any

from socialcredit.results import naming
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import portion


def body_lines(run: Run, blocks: list[dict[str, Any]], numbers: list[int]) -> list[str]:
    """One line a body: who is under a penalty, and how much of it wrongly."""
    titles = naming.short_titles(run)
    return [
        f"{titles[n]}: {blocks[n]['M1']['penalised']:,} under a penalty at the end, "
        f"{blocks[n]['M1']['wrongly']:,} of them wrongly; {_doors(blocks[n]['M4'])}."
        for n in numbers
    ]


def _doors(m4: dict[str, Any]) -> str:
    if m4["other_part"] is None:
        return "no door closed"
    return f"{portion(m4['other_part'])} of closed doors on records of another part of life"
