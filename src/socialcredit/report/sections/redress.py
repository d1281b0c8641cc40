"""What the page says on redress: how long until wrong is made right."""

from typing import Any

import numpy as np

from socialcredit.report.pictures import charts, vega
from socialcredit.report.pictures.bars import Bar, bars, in_words
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.results.measures.contest import repair_curve
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import counted, percent, rate
from socialcredit.results.words.repairs import made_good_words

FEW_RECORDS = 10  # below which a picture of them shows luck


def repair_section(run: Run, block: dict[str, Any], scheme: int) -> Section | None:
    """How long until wrong is made right; None where nothing bad was filed."""
    m7, m10 = block["M7"], block["M10"]
    if m7["notice"] is None and not m10["spells"]:
        return None
    paragraphs = [_procedure(m7)] if m7["notice"] is not None else []
    if m10["spells"]:
        lasted = m10["median_days"]
        length = (
            "is longer than the run shows" if lasted is None else f"lasted {counted(lasted, 'day')}"
        )
        paragraphs.append(
            f"A stay in a penal grade {length} in the middle case "
            f"({counted(m10['spells'], 'stay')} in the panel).{_never(m10)}{_trap(m10)}"
        )
    made_good = block["made_good"]
    if made_good:
        words = " ".join(made_good_words(row) for row in made_good)
        paragraphs.append(f"Made good by the people themselves: {words}")
    figures = [_made_good_figure(made_good)] if made_good else []
    figures += [_path_figure(m7)] if m7["panel"]["wrong"] >= FEW_RECORDS else []
    figures += [_repair_figure(run, m7, scheme)] if m7["cases"] >= FEW_RECORDS else []
    return Section("repair", "How long until wrong is made right", paragraphs, figures)


def _procedure(m7: dict[str, Any]) -> str:
    """Notice, dispute, decision and repair in a few sentences."""
    text = "Nobody was told of a bad record on file. "
    if m7["notice"]:
        text = f"{percent(m7['notice'])} of bad records, right and wrong, came with notice. "
    if m7["dispute"]:
        text += f"{percent(m7['dispute'])} of those told disputed"
        if m7["success"] is not None:
            text += f", and {percent(m7['success'])} of decided disputes went the person's way"
        text += ". "
    elif m7["notice"]:
        text += "Nobody who was told disputed. "
    if m7["wrongly_upheld"]:
        wrong = counted(m7["wrongly_upheld"], "disputed wrong record")
        text += f"The office let {wrong} stand. "
    if m7["waiting"] is not None:
        text += f"A decision took {counted(round(m7['waiting']), 'day')} on average. "
    if m7["cases"] == 1:
        when = counted(m7["median"], "day")
        text += f"One record was put right in every copy, {when} after its filing. "
    elif m7["cases"]:
        past = m7["past"]
        text += (
            "From filing until the last copy was corrected took "
            f"{counted(m7['median'], 'day')} in the middle case and over {m7['p90']:,} in one of "
            "ten: "
            f"{percent(past[30])} took over 30 days, {percent(past[365])} over a year. "
        )
    if m7["queue"]:
        text += f"At the end {counted(m7['queue'], 'dispute was', 'disputes were')} waiting."
    return text.strip()


def _trap(m10: dict[str, Any]) -> str:
    """Whether a penalty breeds more bad deeds, in words; nothing without a twin to compare with."""
    if m10["trap"] is None:
        return ""
    change = m10["trap"] - 1
    did = f"{percent(abs(change))} {'more' if change > 0 else 'fewer'}" if change else "as many"
    return (
        f" After their first day in a penal grade these people did {did} bad deeds "
        f"{'than' if change else 'as'} the same people in the same time without the scheme."
    )


def _never(m10: dict[str, Any]) -> str:
    if m10["never"] is None:
        return ""
    return (
        f" Of those begun a year or more before the end, {percent(m10['never'])} were not over by "
        "then."
    )


def _made_good_figure(rows: list[dict[str, Any]]) -> Figure:
    drawn = [
        Bar(
            row["title"],
            row["share"],
            f"{percent(row['share'])} of {counted(row['records'], 'record')}",
            vega.GREEN,
        )
        for row in rows
    ]
    return Figure(
        "Records made good by the person, by the body that filed them",
        bars(drawn),
        in_words(drawn),
        ["body", "records", "wrong", "made good", "owing to the rule", "at least", "at most"],
        [
            [row["title"], f"{row['records']:,}", f"{row['wrong']:,}", f"{row['repaired']:,}"]
            + [_known(row[name]) for name in ("caused", "least", "most")]
            for row in rows
        ],
        "In the whole run. Records filed late had less time than others. What comes of the rule, "
        "and its range, is an assumption worked through and no finding.",
    )


def _known(value: float | None) -> str:
    return "not assumed" if value is None else rate(value) if value else "0"


PATH = (
    ("told", "The person was told"),
    ("disputed", "… and disputed"),
    ("decided", "… and an office decided"),
    ("corrected", "… and struck it out"),
    ("repaired", "… and every copy was corrected"),
)
OTHERWISE = "Struck out another way: untold, or after the body that filed it first"
RAN_OUT = "Struck out by time or credit repair, never called wrong"
STANDING = "Still counting at the end"


def _path_figure(m7: dict[str, Any]) -> Figure:
    """The wrong records step by step, each a part of the one before, and how the others ended."""
    panel = m7["panel"]
    narrowing = panel["narrowing"]
    steps = [("Wrong bad records filed", panel["wrong"], vega.GREY)]
    steps += [(name, narrowing[step], vega.SKY) for step, name in PATH[:-2]]
    steps += [(name, narrowing[step], vega.GREEN) for step, name in PATH[-2:]]
    otherwise = panel["corrected"] - narrowing["corrected"]
    steps += [(OTHERWISE, otherwise, vega.GREEN)] if otherwise else []
    steps += [(RAN_OUT, panel["ran_out"], vega.ORANGE), (STANDING, panel["standing"], vega.RED)]
    rows = [Bar(name, count, _of(count, panel["wrong"]), colour) for name, count, colour in steps]
    return Figure(
        "What became of the wrong records",
        bars(rows),
        in_words(rows),
        ["step", "records", "share"],
        [[name, f"{count:,}", percent(count / panel["wrong"])] for name, count, _ in steps],
        f"Wrong bad records of {counted(panel['people'], 'person', 'people')} of the panel, where "
        "every record's truth is known. Blue and green: each step is a part of the one before. "
        f"In all {panel['repaired']:,} were put right in every copy. Those filed late in the run "
        "had less time than others.",
    )


def _of(count: int, whole: int) -> str:
    return f"{count:,} ({percent(count / whole)})"


def _repair_figure(run: Run, m7: dict[str, Any], scheme: int) -> Figure:
    days = repair_curve(run, scheme)
    longest = int(min(max(400, np.flatnonzero(days).max(initial=0) * 1.05), 1500))
    right = np.cumsum(days) / m7["cases"] * 100
    marks = sorted({*range(0, longest + 1, 5), longest})
    rows = [{"days": day, "right": float(right[day])} for day in marks]
    table = [[day, f"{right[day]:.1f}"] for day in (30, 45, 90, 180, 365, longest)]
    return Figure(
        "Of the records that were put right: how long it took",
        charts.repair(rows, longest),
        f"A curve of days until {m7['cases']:,} records were put right in every copy: "
        f"{right[30]:.0f} of 100 after 30 days, {right[365]:.0f} after a year.",
        ["days", "of 100 put right"],
        table,
        f"{m7['cases']:,} records of everybody; a few had been right. 30 and 45 days: the clocks "
        "of US credit reporting law; 1 year: the Dutch childcare benefit reviews.",
    )
