"""Bodies that one scheme is divided into: which of them is told whole, and the rest in a line."""

from typing import Any

from socialcredit.results import naming
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import counted, percent


def body_lines(run: Run, blocks: list[dict[str, Any]], numbers: list[int]) -> list[str]:
    """One line a body: who is under a penalty, and how much of it wrongly."""
    titles = naming.short_titles(run)
    return [
        f"{titles[n]}: {blocks[n]['M1']['penalised']:,} under a penalty at the end, "
        f"{blocks[n]['M1']['wrongly']:,} of them wrongly; {_doors(blocks[n]['M4'])}."
        for n in numbers
    ]


def small_line(block: dict[str, Any], scored: int) -> str:
    """One system in a sentence: who it scored, what it filed, whom it penalised and how wrongly."""
    m1 = block["M1"]
    if not scored and not m1["bad_records"]:
        return f"{block['title']}: nobody was scored, and nothing was filed against anybody."
    wrong = (
        f"{m1['wrong_records']:,} of them wrong" if m1["wrong_records"] else "none of them wrong"
    )
    told = (
        f"{block['title']}: {counted(scored, 'resident')} scored at the end; "
        f"{counted(m1['bad_records'], 'bad record')} filed"
    )
    told += f", {wrong}" if m1["bad_records"] else ""
    if not m1["penal_days"]:
        return f"{told}; nobody under a penalty."
    wrongly = f"{m1['wrongly']:,} of them wrongly" if m1["wrongly"] else "nobody wrongly"
    return f"{told}; {m1['penalised']:,} under a penalty at the end, {wrongly}."


def _doors(m4: dict[str, Any]) -> str:
    if m4["other_part"] is None:
        return "no door closed"
    return f"{percent(m4['other_part'])} of closed doors on records of another part of life"
