"""What the page says on people who were kept from deeds."""

from typing import Any

from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars, in_words
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.results.words.incapacity import kept_words

MOST_KINDS = 12


def kept_section(block: dict[str, Any]) -> Section | None:
    """What was stopped, for how long people were kept from it, and how wrongly; None without."""
    rows = block["kept"]
    if not rows:
        return None
    text = (
        "A consequence that incapacitates stops what people would do, whatever they think of it. "
        "What is stopped was wanted; what is left undone because of the scheme is told elsewhere. "
        "Its cost is the days on which somebody was kept from everything of the kind, lawful "
        "things included."
    )
    told = [f"{row['title']}: {kept_words(row)}" for row in rows]
    return Section("kept", "Who was kept from what", [text], _figures(rows), told)


def _figures(rows: list[dict[str, Any]]) -> list[Figure]:
    kinds: dict[str, int] = {}
    for row in rows:
        for kind, many in row["kinds"].items():
            kinds[kind] = kinds.get(kind, 0) + many
    ordered = sorted(kinds.items(), key=lambda item: -item[1])
    if len(ordered) < 2:
        return []
    drawn = [Bar(kind, many, f"{many:,}", vega.BLUE) for kind, many in ordered[:MOST_KINDS]]
    return [
        Figure(
            "Deeds that were not done because somebody was kept from them",
            bars(drawn),
            in_words(drawn),
            ["deed", "stopped"],
            [[kind, f"{many:,}"] for kind, many in ordered],
            "In the whole run, of everybody.",
        )
    ]
