"""What the page says on points made up, on who gains them, and on what the score tells."""

from typing import Any

from socialcredit.core.text import upper_first
from socialcredit.report.pictures import charts
from socialcredit.report.pictures.bars import Bar, bars, in_words
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.report.sections.months import month_ends, per_thousand, stretches
from socialcredit.results import naming
from socialcredit.results.measures.validity import offsetting
from socialcredit.results.part import Share
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import between, number, percent, portion

HALF_A_YEAR = 6  # months in one row of the table


def offsetting_section(run: Run, block: dict[str, Any], scheme: int) -> Section | None:
    """Good deeds done for points, and how well the score follows conduct; or None."""
    if block["codes"]:
        return None
    m11, found = block["M11"], offsetting(run, scheme)
    gained = m11["made_up_share"] is not None
    made_up = portion(m11["made_up_share"])
    heading = "Points made up" if gained else "What the score tells"
    text = (
        f"{upper_first(made_up)} of points gained are for deeds done only to gain them. "
        if gained
        else ""
    )
    if m11["correlation"] is not None:
        text += (
            "How well does the score follow what people truly did? The correlation between them "
            f"at the end is {number(m11['correlation'])}, where 1 is a score that follows conduct "
            "and 0 one that tells nothing. "
        )
    if abs(m11["inflation"] or 0.0) >= 0.05:
        moved = f"{m11['inflation']:+,.1f}".replace("-", "−")
        text += f"The mean score moved by {moved} points over the run. "
    text += _made_up_for(block["offsets"])
    if not text:
        return None
    figures = [_made_up_figure(run, found)] if found["kinds"] else []
    figures += _additions(block["additions"])
    return Section("offset", heading, [text.strip()], figures)


def _made_up_for(offsets: dict[str, Any]) -> str:
    """How far additions pay for deductions, in a sentence; nothing where none do."""
    if not offsets["within"] and not offsets["across"]:
        return ""
    return (
        f"Of the points that people of the panel lost, {portion(offsets['within'])} are made up "
        "for by points gained in the same domain of life and "
        f"{portion(offsets['across'])}{between(offsets['interval'])} in another."
    )


def _additions(given: dict[str, Share]) -> list[Figure]:
    """Who got the additions, by occupation; nothing where there were none."""
    if not given:
        return []
    rows = [
        Bar(name.replace("-", " ").capitalize(), part, percent(part))
        for name, part in given.items()
    ]
    return [
        Figure(
            "Who got the additions, by occupation",
            bars(rows, 1.0),
            in_words(rows),
            ["occupation", "share of additions"],
            [[row.name, row.told] for row in rows],
            "Shares of the records in the panel that raised a score.",
        )
    ]


def _made_up_figure(run: Run, found: dict[str, Any]) -> Figure:
    months = zip(month_ends(run), found["anyway"], found["made_up"], per_thousand(run), strict=True)
    rows = [
        {"date": day, "done anyway": anyway * per, "made up for points": extra * per}
        for day, anyway, extra, per in months
    ]
    kinds = "; ".join(
        naming.kind_title(run, run.names["kinds"].index(name)) for name in found["kinds"]
    )
    last = rows[-1]
    return Figure(
        "Good deeds that raise a score",
        charts.offsetting(rows),
        f"Stacked areas by month for {kinds}: in the last month {last['done anyway']:.1f} per "
        f"thousand residents done anyway, {last['made up for points']:.1f} made up for points.",
        ["months", "done anyway", "made up for points"],
        [
            [name, f"{sum(found['anyway'][span]):,}", f"{sum(found['made_up'][span]):,}"]
            for name, span in stretches(run, HALF_A_YEAR)
        ],
        f"Kinds of deed: {kinds}. The table counts deeds, the picture deeds per 1,000 residents.",
    )
