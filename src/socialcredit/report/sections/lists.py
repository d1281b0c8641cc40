"""What the page says on lists: who stands on them, who comes and who goes."""

from typing import Any

from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import key
from socialcredit.report.pictures.charts import strips
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.report.pictures.list_flows import Coming, comings
from socialcredit.report.sections.months import month_ends, stretches
from socialcredit.results.measures.filers import lists_by_month
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import counted

QUARTER, HALF_A_YEAR = 3, 6  # months gathered in one bar, and in one row of a table
LATE = 7  # a first year begun in this month or later has no room for its name


def lists_section(run: Run, scheme: int) -> Section | None:
    """Stock and flow of every list by month; None where the scheme has no list or nobody on one."""
    lists = [row for row in lists_by_month(run, scheme) if max(row["stock"] + row["entered"])]
    if not lists:
        return None
    sentences = [
        f"{row['title']}: {sum(row['entered']):,} entered and {sum(row['left']):,} left; "
        f"at the end it held {counted(row['stock'][-1], 'resident')}, "
        f"{max(row['stock']):,} at most."
        for row in lists
    ]
    figures = [_stock(run, lists, sentences), _flow(run, lists)]
    return Section("lists", "Who is listed", sentences, figures)


def _stock(run: Run, lists: list[dict[str, Any]], sentences: list[str]) -> Figure:
    dates = month_ends(run)
    rows = [
        {
            "date": dates[month],
            "name": row["title"],
            "value": row["stock"][month],
            "last": month == run.months - 1,
            "told": f"{row['stock'][-1]:,}",
        }
        for row in lists
        for month in range(run.months)
    ]
    black = [row["title"] for row in lists if row["colour"] == "black"]
    return Figure(
        "Residents on each list at the end of each month",
        strips(rows, [row["title"] for row in lists], black, vega.WHOLE),
        "One strip a list. " + " ".join(sentences),
        ["list", "months", "entered", "left", "on it"],
        [
            [row["title"], name, f"{sum(row['entered'][span]):,}", f"{sum(row['left'][span]):,}",
             f"{row['stock'][span][-1]:,}"]
            for row in lists
            for name, span in stretches(run, HALF_A_YEAR)
        ],
        "Each strip has its own scale. Orange: lists of the distrusted. In the table entries and "
        "departures are summed over the months; on it: at their end.",
    )  # fmt: skip


def _flow(run: Run, lists: list[dict[str, Any]]) -> Figure:
    """Comings and goings, a bar a quarter."""
    dates, drawn, table = month_ends(run), [], []
    for row in lists:
        rows, year = [], ""
        for name, span in stretches(run, QUARTER):
            day, came, went = dates[span.start], sum(row["entered"][span]), sum(row["left"][span])
            begins = day[:4] != year and (year or int(day[5:7]) < LATE)
            rows.append(Coming(day[:4] if begins else "", came, went))
            year = day[:4]
            table.append([row["title"], name, f"{came:,}", f"{went:,}"])
        drawn.append((row["title"], rows))
    told = "; ".join(
        f"{row['title']} {sum(row['entered']):,} in, {sum(row['left']):,} out" for row in lists
    )
    return Figure(
        "Comings and goings in three months",
        key([("entered", vega.RED), ("left", vega.BLUE)]) + comings(drawn),
        f"Bars up for entries, down for departures, three months each. In the whole run: {told}.",
        ["list", "months", "entered", "left"],
        table,
        "Up: entries. Down: departures. Each strip has its own scale; the numbers at the left are "
        f"the most in three months.{_shorter(run.months % QUARTER)}",
    )


def _shorter(months: int) -> str:
    """What to say of the last bar where it is of fewer months than the others."""
    return f" The last bar is of {counted(months, 'month')} only." if months else ""
