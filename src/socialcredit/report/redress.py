"""What the page says on redress, on points made up and on evidence, for one scheme."""

from typing import Any

import numpy as np

from socialcredit.report import charts, more_charts
from socialcredit.report.bars import Bar, bars, key
from socialcredit.report.figures import Figure, Section
from socialcredit.report.sections import month_ends, per_thousand
from socialcredit.results import naming
from socialcredit.results.across_text import together_lines
from socialcredit.results.contest import repair_curve
from socialcredit.results.shares import assumed_inputs, heaviest_assumed
from socialcredit.results.summary import number, percent, signed
from socialcredit.results.tables import Run
from socialcredit.results.validity import offsetting


def repair_section(run: Run, block: dict[str, Any], scheme: int) -> Section:
    """How long until wrong is made right."""
    m7, m10 = block["M7"], block["M10"]
    text = (
        f"{percent(m7['notice'])} of bad records, right and wrong, came with notice; "
        f"{percent(m7['dispute'])} of those told disputed, and {percent(m7['success'])} of decided "
        f"disputes went the person's way. The office let {m7['wrongly_upheld']:,} wrong records "
        "stand. "
    )
    if m7["waiting"] is not None:
        text += f"A decision took {m7['waiting']:,.0f} days on average. "
    if m7["cases"]:
        past = m7["past"]
        text += (
            "From filing until the last copy was corrected took "
            f"{m7['median']:,} days in the middle case and over {m7['p90']:,} in one of ten: "
            f"{percent(past[30])} took over 30 days, {percent(past[365])} over a year. "
        )
    text += f"At the end {m7['queue']:,} disputes were waiting."
    paragraphs = [text]
    if m10["spells"]:
        lasted = m10["median_days"]
        length = "is longer than the run shows" if lasted is None else f"lasted {lasted:,} days"
        paragraphs.append(
            f"A stay in a penal grade {length} in the middle case ({m10['spells']:,} stays in the "
            f"panel). Of those begun a year or more before the end, {percent(m10['never'])} were "
            f"not over by then.{_trap(m10)}"
        )
    figures = [_path_figure(m7)] if m7["panel"]["wrong"] else []
    figures += [_repair_figure(run, m7, scheme)] if m7["cases"] else []
    return Section("repair", "How long until wrong is made right", paragraphs, figures)


def _trap(m10: dict[str, Any]) -> str:
    """Whether a penalty breeds more bad deeds, in words; nothing without a twin to compare with."""
    if m10["trap"] is None:
        return ""
    change = signed(m10["trap"] - 1)
    return (
        " After their first day in a penal grade these people did more or fewer bad deeds than the "
        f"same people in the same time without the scheme: {change}."
    )


def together_section(found: dict[str, Any]) -> Section:
    """What all bodies together do to people, and how long a wrong record takes to be right."""
    rows = [
        Bar(name, part, percent(part), colour)
        for name, part, colour in (
            ("Put right at one body at least", found["righted"] or 0.0, charts.SKY),
            ("Put right in every copy", found["repaired"] or 0.0, charts.GREEN),
        )
    ]
    figure = Figure(
        "Wrong records that were put right",
        bars(rows, 1.0),
        "Bars: " + "; ".join(f"{row.name} {row.told}" for row in rows) + ".",
        ["step", "share of wrong records"],
        [[row.name, row.told] for row in rows],
        f"{found['wrong']:,} wrong bad records of the panel, however many bodies filed each.",
    )
    figures = [figure] if found["wrong"] else []
    return Section("together", "All bodies together", together_lines(found), figures)


PATH = (
    ("wrong", "Wrong bad records filed", charts.GREY),
    ("told", "The person was told", charts.SKY),
    ("disputed", "The person disputed", charts.SKY),
    ("decided", "An office decided", charts.SKY),
    ("corrected", "The office struck it out", charts.GREEN),
    ("repaired", "Every copy was corrected", charts.GREEN),
    ("ran_out", "Struck out by time or credit repair, never called wrong", charts.ORANGE),
    ("standing", "Still counting at the end", charts.RED),
)


def _path_figure(m7: dict[str, Any]) -> Figure:
    panel = m7["panel"]
    rows = [
        Bar(name, panel[step], f"{panel[step]:,} ({percent(panel[step] / panel['wrong'])})", colour)
        for step, name, colour in PATH
    ]
    return Figure(
        "What became of the wrong records",
        bars(rows),
        "Bars: " + "; ".join(f"{row.name} {row.told}" for row in rows) + ".",
        ["step", "records", "share"],
        [
            [name, f"{panel[step]:,}", percent(panel[step] / panel["wrong"])]
            for step, name, _ in PATH
        ],
        f"Wrong bad records of {panel['people']:,} people of the panel, where every record's truth "
        "is known. Those filed late in the run had less time than others.",
    )


def _repair_figure(run: Run, m7: dict[str, Any], scheme: int) -> Figure:
    days = repair_curve(run, scheme)
    longest = int(min(max(400, np.flatnonzero(days).max(initial=0) * 1.05), 1500))
    right = np.cumsum(days) / m7["cases"] * 100
    marks = sorted({*range(0, longest + 1, 5), longest})
    rows = [{"days": day, "right": float(right[day])} for day in marks]
    table = [[day, f"{right[day]:.1f}"] for day in (30, 45, 90, 180, 365, longest)]
    return Figure(
        "Of the records that were put right: how long it took",
        more_charts.repair(rows, longest),
        f"A curve of days until {m7['cases']:,} records were put right in every copy: "
        f"{right[30]:.0f} of 100 after 30 days, {right[365]:.0f} after a year.",
        ["days", "of 100 put right"],
        table,
        f"{m7['cases']:,} records of everybody; a few had been right. 30 and 45 days: the clocks "
        "of US credit reporting law; 1 year: the Dutch childcare benefit reviews.",
    )


def offsetting_section(run: Run, block: dict[str, Any]) -> Section:
    """Good deeds done for points."""
    m11, found = block["M11"], offsetting(run)
    text = (
        f"{percent(m11['made_up_share'])} of points gained are for deeds done only to gain them. "
        "How well does the score follow what people truly did? The correlation between them at "
        f"the end is {number(m11['correlation'])}, where 1 is a score that follows conduct and 0 "
        "one that tells nothing. "
    )
    if m11["inflation"] is not None:
        text += f"The mean score moved by {m11['inflation']:+.1f} points over the run.".replace(
            "-", "−"
        )
    if not found["kinds"]:
        return Section("offset", "Points made up", [text + " Nobody made up points with deeds."])
    months = zip(month_ends(run), found["anyway"], found["made_up"], per_thousand(run), strict=True)
    rows = [
        {"date": day, "done anyway": anyway * per, "made up for points": extra * per}
        for day, anyway, extra, per in months
    ]
    kinds = "; ".join(
        naming.kind_title(run, run.names["kinds"].index(name)) for name in found["kinds"]
    )
    last = rows[-1]
    figure = Figure(
        "Good deeds that raise a score",
        more_charts.offsetting(rows),
        f"Stacked areas by month for {kinds}: in the last month {last['done anyway']:.1f} per "
        f"thousand residents done anyway, {last['made up for points']:.1f} made up for points.",
        ["month", "done anyway", "made up for points"],
        [
            [r["date"][:7], f"{r['done anyway']:.2f}", f"{r['made up for points']:.2f}"]
            for r in rows[::6]
        ],
        f"Kinds of deed: {kinds}.",
    )
    return Section("offset", "Points made up", [text], [figure])


EVIDENCE_COLOURS = {
    "primary": charts.GREEN,
    "secondary": charts.SKY,
    "recalled": charts.ORANGE,
    "assumed": charts.RED,
}
FILES = {
    "deeds": "How often people do what",
    "sensors": "Who sees it, and how wrongly",
    "behaviour": "How people respond",
    "domains": "How far domains lie apart, how often doors are tried",
    "places": "Where people live",
    "population": "Who the people are",
}


def evidence_section(run: Run, block: dict[str, Any], scheme: int) -> Section:
    """How much rests on assumed values."""
    shares, inputs = block["evidence"], assumed_inputs(run)
    text = (
        f"Of all points this scheme moved, {percent(shares['primary'])} rest on rules read in the "
        f"primary text and {percent(shares['assumed'])} on rules assumed for the simulation. "
        "The rules are the better known part. How often people do what, how often bodies err and "
        "how people respond decide the size of most numbers on this page, and for most of it "
        "nobody has published a measurement."
    )
    heaviest = heaviest_assumed(run, scheme)
    paragraphs = [text]
    if heaviest:
        told = "; ".join(f"{row['title'].lower()} {percent(row['share'])}" for row in heaviest)
        paragraphs.append(f"The assumed rules that moved most points: {told}.")
    rows = [_stacked("Points moved by the rules", shares, 1.0)]
    for name, counts in inputs.items():
        whole = sum(counts.values())
        if whole:
            parts = {grade: count / whole for grade, count in counts.items()}
            rows.append(_stacked(FILES.get(name, name.capitalize()), parts, whole))
    figure = Figure(
        "How well each part is known",
        key(list(EVIDENCE_COLOURS.items())) + bars(rows, 1.0),
        "Bars of shares: " + "; ".join(f"{row.name}: {row.told}" for row in rows) + ".",
        ["part", *EVIDENCE_COLOURS],
        [
            [row.name, *[percent(length) for length, _ in row.parts]]
            for row in rows
        ],
        "Primary: the official text was read. Secondary: press or study. Recalled: to be verified. "
        "Assumed: set by this project. Below the first bar, shares of the values in each file.",
    )  # fmt: skip
    return Section("evidence", "How much rests on assumed values", paragraphs, [figure])


def _stacked(name: str, shares: dict[str, float], whole: float) -> Bar:
    told = f"{percent(shares['assumed'])} assumed"
    told += f" of {whole:,.0f} values" if whole > 1 else ""
    parts = tuple((shares[grade], colour) for grade, colour in EVIDENCE_COLOURS.items())
    return Bar(name, sum(shares.values()), told, parts=parts)
