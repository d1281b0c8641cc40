"""Bodies that one scheme is divided into: which of them is told whole, and the rest in a line."""

from typing import Any

from socialcredit.results import naming
from socialcredit.results.tables import Run
from socialcredit.results.wording import percent


def most_penal(blocks: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The scheme under which most days of penalty were borne."""
    return max(blocks, key=lambda block: block["M1"]["penal_days"], default=None)


def in_detail(run: Run, blocks: list[dict[str, Any]]) -> list[tuple[int, str]]:
    """The schemes that are told whole: every one, but one alone of bodies with the same rules.

    Numbers, each with what it stands for where it is one of several bodies, else "".
    """
    told = []
    for title, numbers in naming.families(run):
        chosen = most_penal([blocks[number] for number in numbers])
        number = next(n for n in numbers if blocks[n] is chosen)
        among = f"{title}: one of {len(numbers)} bodies" if len(numbers) > 1 else ""
        told.append((number, among))
    return told


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
    return f"{percent(m4['other_part'])} of closed doors on records of another part of life"
