"""What the page says on redress, on points made up and on evidence, for one scheme."""

from typing import Any

import numpy as np

from socialcredit.report import charts, more_charts
from socialcredit.report.figures import Figure, Section
from socialcredit.report.sections import month_ends
from socialcredit.results.contest import repair_curve
from socialcredit.results.summary import number, percent
from socialcredit.results.tables import Run
from socialcredit.results.validity import offsetting


def repair_section(run: Run, block: dict[str, Any], scheme: int) -> Section:
    """How long until wrong is made right."""
    m7, m10 = block["M7"], block["M10"]
    text = (
        f"{percent(m7['notice'])} of bad records came with notice and {percent(m7['dispute'])} of "
        f"those told disputed; {percent(m7['success'])} of decided disputes went the person's way, "
        f"and {m7['wrongly_upheld']:,} wrong records were upheld. "
    )
    if m7["cases"]:
        past = m7["past"]
        text += (
            f"Full repair, with every copy corrected, took {m7['median']:,} days in the middle "
            f"case and more than {m7['p90']:,} in one of ten. {percent(past[30])} took over 30 "
            f"days, {percent(past[45])} over 45, {percent(past[365])} over a year. "
        )
    text += f"At the end {m7['queue']:,} disputes were waiting."
    paragraphs = [text]
    if m10["spells"]:
        lasted = m10["median_days"]
        length = "is longer than the run shows" if lasted is None else f"lasted {lasted:,} days"
        paragraphs.append(
            f"A stay in a penal grade {length} in the middle case ({m10['spells']:,} stays in the "
            f"panel). Of those begun a year or more before the end, {percent(m10['never'])} never "
            "ended."
        )
    figures = [_repair_figure(run, m7, scheme)] if m7["wrong_records"] else []
    return Section("repair", "How long until wrong is made right", paragraphs, figures)


def _repair_figure(run: Run, m7: dict[str, Any], scheme: int) -> Figure:
    days = repair_curve(run, scheme)
    longest = int(min(max(400, np.flatnonzero(days).max(initial=0) * 1.05), 1500))
    right = np.minimum(np.cumsum(days) / m7["wrong_records"], 1) * 100
    marks = sorted({*range(0, longest + 1, 5), longest})
    told = f"{100 - right[-1]:.0f} of 100 were not put right"
    rows = [
        {"days": day, "right": float(right[day]), "last": day == longest, "told": told}
        for day in marks
    ]
    table = [[day, f"{right[day]:.1f}"] for day in (30, 45, 90, 180, 365, longest)]
    return Figure(
        "Wrong records put fully right",
        more_charts.repair(rows, longest),
        f"A curve of repaired records among 100 wrong ones: {right[30]:.0f} after 30 days, "
        f"{right[365]:.0f} after a year. {told}.",
        ["days", "of 100 wrong records"],
        table,
        "An upper bound: some repairs strike out records that were right. 30 and 45 days: the "
        "clocks of US credit reporting law; 1 year: the Dutch childcare benefit reviews.",
    )


def offsetting_section(run: Run, block: dict[str, Any]) -> Section:
    """Good deeds done for points."""
    m11, found = block["M11"], offsetting(run)
    text = (
        f"{percent(m11['made_up_share'])} of points gained are for deeds done only to gain them. "
        f"Over residents, the final score and true conduct correlate at "
        f"{number(m11['correlation'])}: 1 would be a score that follows conduct, 0 one that tells "
        "nothing. "
    )
    if m11["inflation"] is not None:
        text += f"The mean score moved by {m11['inflation']:+.1f} points over the run."
    if not found["kinds"]:
        return Section("offset", "Points made up", [text + " Nobody made up points with deeds."])
    per = 1000 / run.people
    rows = [
        {"date": day, "done anyway": anyway * per, "made up for points": extra * per}
        for day, anyway, extra in zip(
            month_ends(run), found["anyway"], found["made_up"], strict=True
        )
    ]
    kinds = ", ".join(name.replace("-", " ") for name in found["kinds"])
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


def evidence_section(block: dict[str, Any], inputs: dict[str, dict[str, int]]) -> Section:
    """How much rests on assumed values."""
    shares = block["evidence"]
    text = (
        f"Of all points this scheme moved, {percent(shares['primary'])} rest on rules read in the "
        f"primary text and {percent(shares['assumed'])} on rules assumed for the simulation. "
        "Sensors' error rates, what deters whom and how fast an office works come on top: for "
        "most of them nobody has published a measurement."
    )
    rows = [{"name": grade, "value": part, "told": percent(part)} for grade, part in shares.items()]
    figure = Figure(
        "Points moved, by how well the rule is evidenced",
        charts.bars(rows, [charts.GREEN, charts.SKY, charts.ORANGE, charts.RED]),
        "Bars: " + ", ".join(f"{row['name']} {row['told']}" for row in rows) + ".",
        ["evidence", "share of points moved"],
        [[row["name"], row["told"]] for row in rows],
        "Primary: the rule's own text. Secondary: press or study. Recalled: to be verified.",
    )
    paragraphs = [text]
    for name, counts in inputs.items():
        whole = sum(counts.values())
        if whole:
            paragraphs.append(f"{name}: {counts['assumed']} of {whole} values are assumed.")
    return Section("evidence", "How much rests on assumed values", paragraphs, [figure])
