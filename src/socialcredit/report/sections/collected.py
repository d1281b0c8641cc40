"""What the page says on fines: who was identified, who could be reached, who paid."""

from typing import Any

from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars, in_words
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.results.money import MONEY, amount
from socialcredit.results.words.collected import collected_words

STEPS = (
    ("identified", "identified", vega.BLUE),
    ("reached", "of these could be reached", vega.BLUE),
    ("owed", "owed something", vega.ORANGE),
    ("billed", "of these were told of it", vega.ORANGE),
    ("paid", "of these paid", vega.ORANGE),
)


def collected_section(block: dict[str, Any]) -> Section | None:
    """From a match to money, step by step; None where nothing has to be collected."""
    rows = block["collected"]
    if not rows:
        return None
    text = (
        "To be identified, to be reached and to pay are three steps, each counted. What somebody "
        "owes who is never reached is on file and moves no money."
    )
    told = [f"{row['title']}: {collected_words(row)}" for row in rows]
    return Section("collected", "Who was reached, and who paid", [text], _figures(rows), told)


def _figures(rows: list[dict[str, Any]]) -> list[Figure]:
    many = len(rows) > 1
    drawn = [
        Bar(f"{row['title']}: {words}" if many else words, row[name], f"{row[name]:,}", colour)
        for row in rows
        for name, words, colour in STEPS
    ]
    return [
        Figure(
            "From a match to money",
            bars(drawn),
            in_words(drawn),
            ["sum", *(words for _, words, _ in STEPS), f"{MONEY} owed", f"{MONEY} paid"],
            [
                [row["title"], *(f"{row[name]:,}" for name, _, _ in STEPS),
                 amount(row["money_owed"]), amount(row["money"])]
                for row in rows
            ],
            "Records in the whole run, of everybody.",
        )
    ]  # fmt: skip
