"""How this was made and is made again: versions, seeds, hashes, one command; what columns mean."""

from __future__ import annotations

from socialcredit.assessment.answers.numbers import cells, paragraphs
from socialcredit.assessment.document import Block, Grid
from socialcredit.assessment.evidence import Evidence
from socialcredit.core.text import counted

# What stands in numbers.csv.
COLUMNS = {
    "key": "the measure, or scheme/measure; the command measures lists them",
    "scheme": "the scheme that it is of; empty where it is of the whole run",
    "words": "what it is, in words",
    "unit": "of what, or of how many; of money in which currency",
    "alternative": "the design under which it was measured; empty: the scheme as written",
    "value": "mean over seeds, values as written (of a median the middle one)",
    "luck_low, luck_high": "where it lies by luck, 90 %",
    "seeds": "how many seeds that rests on",
    "assumptions_low, assumptions_high": "where it lies by what is assumed, 90 %",
    "points": "how many draws from the ranges that rests on",
    "few": "whether its value rests on fewer cases than it needs to be told, in some seed",
    "few_points": "how many of the draws do; no range is told where more than one in ten do",
}
MADE = {
    "command": "One command", "date": "Date", "version": "Version of socialcredit",
    "model_hash": "Hash of the model", "content_hash": "Hash of the content",
}  # fmt: skip
ASKED = (
    ("seeds", "Seeds", "seed", "seeds"),
    ("points", "Draws", "draw from the ranges", "draws from the ranges"),
)
NOT_ADVICE = (
    "This is not legal advice, and no decision on rights. It gathers evidence for whoever has to "
    "decide, and it says what a simulation cannot know.",
    "All people are synthetic. The file may be shared without any person's data being in it.",
)


def reproduction(evidence: Evidence) -> tuple[Block, ...]:
    """How to get the same document again, number by number."""
    manifest, asked = evidence.run.manifest, evidence.asked
    made = {name: str(evidence.made[name]) for name in MADE if evidence.made.get(name)}
    made.setdefault("content_hash", str(manifest.get("content_hash", "")))
    rows = [cells(MADE[name], told) for name, told in made.items() if told]
    rows.append(cells("First seed", str(manifest.get("seed", "not known"))))
    for name, titles, what, many in ASKED:
        if asked.get(name):
            rows.append(cells(titles, counted(int(asked[name]), what, many)))
    machine = manifest.get("machine", {})
    rows.append(cells("Machine", ", ".join(f"{key} {value}" for key, value in machine.items())))
    head = ("what", "as it was")
    note = "The same command with the same version gives the same numbers, bit for bit."
    return (Grid("Made with", head, tuple(rows), note),)


def dictionary(_: Evidence) -> tuple[Block, ...]:
    """What the columns of numbers.csv mean."""
    rows = tuple(cells(name, told) for name, told in COLUMNS.items())
    head = ("column", "what it says")
    return (Grid("Columns of numbers.csv", head, rows),)


def described(_: Evidence) -> tuple[Block, ...]:
    """Where the model is described."""
    return paragraphs([
        "The model is described after the ODD protocol (Grimm et al., JASSS 23(2) 7, 2020) in "
        "docs/odd.md of the program; that text is made of the code's own words.",
    ])  # fmt: skip


def not_advice(_: Evidence) -> tuple[Block, ...]:
    """What this is not."""
    return paragraphs(NOT_ADVICE)


SAYS = {"odd": described, "not-legal-advice": not_advice}
TABLES = {"reproduction": reproduction, "dictionary": dictionary}
