"""What the page says on what a score opens, and on those who have none."""

from typing import Any

from socialcredit.core.populations import PERSONS, Population
from socialcredit.core.text import joined, lower_first
from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars, in_words
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.results.part import Share
from socialcredit.results.words.numbers import percent, portion


def unlocked_section(block: dict[str, Any], whom: Population = PERSONS) -> Section | None:
    """Thresholds and who reaches them, and who has no score; None for a score of no dimensions."""
    if block["follows"] is None or not block["unlocked"]:
        return None
    outside = block["without"]
    figures = [_thresholds(block["unlocked"])]
    text = []
    if outside["share"]:
        text = [
            f"{portion(outside['share'])} of adults have no score at the end: it does not reach "
            "them, or they did not agree. No door opens to them, however they pay what they owe."
        ]
        figures.append(_without(outside["groups"], whom))
    return Section("unlocked", "What the score opens, and to whom", text, figures)


def _thresholds(rows: list[dict[str, Any]]) -> Figure:
    drawn = [
        Bar(f"{row['points']:,.0f} points: {joined(lower_first(d['title']) for d in row['doors'])}",
            row["share"] or 0.0, percent(row["share"]))
        for row in rows
    ]  # fmt: skip
    return Figure(
        "Scored residents at or above each threshold at the end",
        bars(drawn, most=1.0),
        in_words(drawn),
        ["threshold", "opens", "times used", "of the scored", "poorest fifth", "richest fifth"],
        [
            [f"{row['points']:,.0f}", door["title"], f"{door['times']:,}", percent(row["share"]),
             percent(row["poorest"]), percent(row["richest"])]
            for row in rows
            for door in row["doors"]
        ],
    )  # fmt: skip


def _without(groups: dict[str, dict[str, Share | None]], whom: Population) -> Figure:
    drawn = [
        Bar(name, part, percent(part), vega.RED)
        for named in groups.values()
        for name, part in named.items()
        if part is not None
    ]
    return Figure(
        "Adults without a score, by group",
        bars(drawn, most=1.0),
        in_words(drawn),
        ["by", "group", "without a score"],
        [
            [whom.cells[grouping][0], name, percent(part)]
            for grouping, named in groups.items()
            for name, part in named.items()
        ],
    )
