"""What the page says of inspectors' visits, of the harm of what stands, and of firms that close."""

from typing import Any

from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars, in_words
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.results.words.crossings import complaint_lines
from socialcredit.results.words.numbers import percent
from socialcredit.results.words.visited import closing_lines, harm_lines, visit_lines


def visited_section(found: dict[str, Any]) -> Section | None:
    """What visits found, what stood meanwhile, who closed; None where there is none of it."""
    visits, told = found["visits"], visit_lines(found["visits"])
    told += harm_lines(found["harms"]) + complaint_lines(found["complaints"])
    told += closing_lines(found["closings"])
    if not told:
        return None
    text = (
        "A visit notices what stands there with the inspector's skill, and files one record of its "
        "result, also where nothing was wrong. What stands harms until it ends, whether anybody "
        "has seen it or not."
    )
    figures = _figures(visits) if sum(row["visits"] for row in visits) else []
    return Section("visits", "Who is visited, and what stands", [text], figures, told)


def _figures(rows: list[dict[str, Any]]) -> list[Figure]:
    parts = [(row, name, words) for row in rows for name, words in (
        ("nothing", "nothing was wrong"), ("missed", "of what stood, missed"),
    ) if row[name] is not None]  # fmt: skip
    drawn = [
        Bar(f"{row['source']}: {words}", float(row[name]), percent(row[name]), vega.BLUE)
        for row, name, words in parts
    ]
    table = [
        [row["source"], f"{row['visits']:,}", f"{row['hours']:,.0f}", percent(row["nothing"]),
         percent(row["missed"]), percent(row["false"])]
        for row in rows
    ]  # fmt: skip
    head = ["source", "visits", "hours", "nothing wrong", "missed", "not there"]
    title = "Visits at which nothing was wrong, and faults that visits missed"
    return [Figure(title, bars(drawn), in_words(drawn), head, table, "In the whole run.")]
