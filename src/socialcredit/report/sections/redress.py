"""What the page says on redress: how long until wrong is made right."""

from typing import Any

from socialcredit.report.pictures import charts, vega
from socialcredit.report.pictures.bars import Bar, bars, in_words
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.results.luck import Interval
from socialcredit.results.measures.repair_time import repair_curve
from socialcredit.results.part import Share, share
from socialcredit.results.run import Run
from socialcredit.results.words.durations import keeps_up, of_days, put_right
from socialcredit.results.words.numbers import between, counted, in_hundred, percent, portion, rate
from socialcredit.results.words.repairs import made_good_words

FEW_RECORDS = 10  # below which a picture of them shows luck


def repair_section(run: Run, block: dict[str, Any], scheme: int) -> Section | None:
    """How long until wrong is made right; None where nothing bad was filed."""
    m7, m10 = block["M7"], block["M10"]
    if m7["notice"] is None and not m10["spells"]:
        return None
    paragraphs = [_procedure(m7)] if m7["notice"] is not None else []
    if m10["spells"]:
        paragraphs.append(f"{_stays(m10)}{_trap(m10)}")
    made_good = block["made_good"]
    if made_good:
        words = " ".join(made_good_words(row) for row in made_good)
        paragraphs.append(f"Made good by the people themselves: {words}")
    figures = [_made_good_figure(made_good)] if made_good else []
    figures += [_path_figure(m7)] if m7["panel"]["wrong"] >= FEW_RECORDS else []
    figures += [_repair_figure(run, scheme)] if m7["time"]["wrong"] >= FEW_RECORDS else []
    return Section("repair", "How long until wrong is made right", paragraphs, figures)


def _procedure(m7: dict[str, Any]) -> str:
    """Notice, dispute, decision and repair in a few sentences."""
    text = "Nobody was told of a bad record on file. "
    if m7["notice"]:
        text = f"{portion(m7['notice'])} of bad records, right and wrong, came with notice. "
    if m7["dispute"]:
        text += f"{portion(m7['dispute'])} of those told disputed"
        if m7["success"] is not None:
            text += f", and {portion(m7['success'])} of decided disputes went the person's way"
        text += ". "
    elif m7["notice"]:
        text += "Nobody who was told disputed. "
    if m7["wrongly_upheld"]:
        wrong = counted(m7["wrongly_upheld"], "disputed wrong record")
        text += f"The office let {wrong} stand. "
    if m7["waiting"] is not None:
        text += _waited(m7["waiting"])
    text += " ".join(words for words in (put_right(m7["time"]), keeps_up(m7["load"])) if words)
    if m7["queue"]:
        text += f" At the end {counted(m7['queue'], 'dispute was', 'disputes were')} waiting."
    return text.strip()


def _trap(m10: dict[str, Any]) -> str:
    """Whether a penalty breeds more bad deeds, in words; nothing without a twin to compare with."""
    if m10["trap"] is None:
        return ""
    if m10["trap"].few:
        return " Their bad deeds since, with the scheme and without, are too few to tell."
    change = m10["trap"] - 1
    did = f"{in_hundred(abs(change))} {'more' if change > 0 else 'fewer'}" if change else "as many"
    return (
        f" After their first day in a penal grade these people did {did} bad deeds "
        f"{'than' if change else 'as'} the same people in the same time without the scheme."
    )


def _waited(waiting: Share) -> str:
    """How long those waited whose disputes were decided; the queue is told apart."""
    if waiting.few:
        return f"{counted(waiting.cases, 'dispute was', 'disputes were')} decided. "
    return f"Of those decided, the mean wait was {counted(round(waiting), 'day')}. "


def _stays(m10: dict[str, Any]) -> str:
    stays = counted(m10["spells"], "stay")
    if m10["spells"] < FEW_RECORDS:
        return f"{stays} in a penal grade in the panel, too few to tell how long one lasts."
    lasted = m10["median_days"]
    half = (
        "Fewer than half are over when the run ends"
        if lasted is None
        else f"Half are over within {lasted:,} days{of_days(m10['interval'])}"
    )
    within = (
        f", {portion(m10['year'])}{between(m10['year_interval'])} within a year"
        if m10["year"] is not None
        else ""
    )
    return f"{stays} in a penal grade in the panel. {half}{within}, those not over counted."


def _made_good_figure(rows: list[dict[str, Any]]) -> Figure:
    drawn = [
        Bar(
            row["title"],
            row["share"],
            f"{portion(row['share'])} of {counted(row['records'], 'record')}",
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
        [[name, f"{count:,}", percent(share(count, panel["wrong"]))] for name, count, _ in steps],
        f"Wrong bad records of {counted(panel['people'], 'person', 'people')} of the panel, where "
        "every record's truth is known. Blue and green: each step is a part of the one before. "
        f"In all {panel['repaired']:,} were put right in every copy. Those filed late in the run "
        "had less time than others.",
    )


def _of(count: int, whole: int) -> str:
    return f"{count:,} ({percent(share(count, whole))})"


def _repair_figure(run: Run, scheme: int) -> Figure:
    found = repair_curve(run, scheme)
    longest = max(min(found.followed, 1500), 1)
    right = {day: 100 * float(found.by(day) or 0.0) for day in range(longest + 1)}
    marks = sorted({*range(0, longest + 1, 5), longest})
    rows = [{"days": day, "right": right[day]} for day in marks]
    known = [day for day in (30, 45, 90, 180, 365, longest) if day <= longest]
    table = [[day, f"{right[day]:.1f}", _ends(found.interval(day))] for day in dict.fromkeys(known)]
    return Figure(
        "Wrong records put right in every copy, by days since filing",
        charts.repair(rows, longest),
        "A curve of how many of 100 wrong bad records are put right: "
        + "; ".join(f"{right[day]:.0f} after {day} days" for day in dict.fromkeys(known))
        + ".",
        ["days", "of 100 put right", "by luck"],
        table,
        f"{found.cases:,} wrong bad records of the panel, by Kaplan and Meier: those filed late in "
        "the run count for as long as they were followed. 30 and 45 days: the clocks of US credit "
        "reporting law; 1 year: the Dutch childcare benefit reviews.",
    )


def _ends(interval: Interval) -> str:
    if interval is None:
        return "unknown"
    return f"{100 * interval[0]:.1f} to {100 * interval[1]:.1f}"
