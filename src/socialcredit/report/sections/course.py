"""A line of the page on conduct through time: by month with both days marked, and by period."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from socialcredit.core.text import joined, upper_first
from socialcredit.report.pictures.figure import Figure
from socialcredit.report.pictures.through_time import WITH, WITHOUT, Panel, through_time
from socialcredit.report.sections.months import month_ends
from socialcredit.results.measures.course import Course, Stretch, stretches_of
from socialcredit.results.measures.courses import courses
from socialcredit.results.part import Share
from socialcredit.results.periods import periods
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import in_hundred_more, percent, signed

FEWEST = 3  # months that make a line
MOST_TURNS = 3  # days that protest sets, beyond which a picture would be full of them
NOTHING = "–"
GLUE = "\u00a0"  # a space at which no line breaks


@dataclass(frozen=True)
class Through:
    """A line through time: a picture, and what it comes to in each stretch of the run.

    beside  whether the stretches are before, during and after, and stand on the page itself
    """

    figure: Figure
    header: list[str]
    rows: list[list[str]]
    beside: bool


def through(run: Run, line: int, found: dict[str, Any]) -> Through | None:
    """A line of the page by month and by period; None of a run that has none of it, or is short."""
    told = courses(run, line) if run.months >= FEWEST else []
    if not told:
        return None
    stretches = stretches_of(run)
    header = ["", *(f"{one.title}{_lived(run, one)}" for one in stretches)]
    rows = [
        [f"{_titled(one)}", *(_cell(one, run, stretch) for stretch in stretches)] for one in told
    ]
    beside = periods(run) is not None
    return Through(
        _figure(run, told, found, [] if beside else [header, *rows]), header, rows, beside
    )


def _unit(run: Run) -> str:
    """What a step of the run is called."""
    return "week" if run.step_days == 7 else "step" if run.step_days else "month"


def _lived(run: Run, stretch: Stretch) -> str:
    """How many months, or steps, a stretch has; nothing of a whole year."""
    many = int(stretch.months.sum())
    if not run.step_days and stretch.title.isdigit() and many == 12:
        return ""
    return f" ({many} {_unit(run)}{'' if many == 1 else 's'})"


def _figure(run: Run, told: list[Course], found: dict[str, Any], table: list[list[str]]) -> Figure:
    dates, days = month_ends(run), _days(run, found)
    marked = f", with {joined([one['told'] for one in days], 'and')} marked" if days else ""
    step = _unit(run)
    twins, end = any(one.twin for one in told), stretches_of(run)[-1]
    panels = [Panel(_titled(one), _rows(run, one, dates), one.share, not one.twin) for one in told]
    last = [f"{_titled(one)}: {_cell(one, run, end)}" for one in told]
    return Figure(
        f"By {step}{marked}",
        through_time(
            [one for one in panels if any(row["value"] for row in one.rows)] or panels,
            days, dates, legend=twins,
        ),
        f"Lines by {step}. Over {end.title}: {'; '.join(last)}.",
        table[0] if table else [],
        table[1:],
        _note(step, twins) if run.has_twin else "",
    )  # fmt: skip


def _note(step: str, twins: bool) -> str:
    """How to read the picture, and its table where it has one."""
    if not twins:
        return "The twin has nothing of this."
    return (
        f"The dashed line, and the change in brackets, is the twin in the same {step}s. Axes of "
        "what the twin has too do not begin at 0."
    )


def _days(run: Run, found: dict[str, Any]) -> list[dict[str, str]]:
    """The days that are marked: the first and last of the schemes, and those that protest set."""
    told, whose = periods(run), "scheme's" if len(run.names["schemes"]) == 1 else "schemes'"
    turned = {row["last_day"] for row in (found.get("acceptance") or {}).get("turned", ())}
    turned = turned if len(turned) <= MOST_TURNS else set()
    days = []
    if told and told.begins:
        first = {"name": "begins", "told": f"the {whose} first day"}
        days.append({"date": told.begins.isoformat(), **first})
    if told and told.ends and told.ends.isoformat() not in turned:
        last = {"name": "ends", "told": f"the {whose} last day"}
        days.append({"date": told.ends.isoformat(), **last})
    return days + [
        {"date": day, "name": "protest", "told": f"what protest ended on {_said(day)}"}
        for day in sorted(turned)
    ]


def _said(day: str) -> str:
    told = date.fromisoformat(day)
    return f"{told.day} {told:%B %Y}"


def _titled(one: Course) -> str:
    words = one.words if one.unit == "share" else f"{one.words}, {one.unit}"
    return upper_first(words)


def _rows(run: Run, one: Course, dates: list[str]) -> list[dict[str, Any]]:
    worlds = [(0, WITH), *([(1, WITHOUT)] if one.twin else [])]
    return [
        {"date": day, "value": value, "which": which}
        for world, which in worlds
        for day, value in zip(dates, one.monthly(run, world), strict=True)
        if value is not None
    ]


def _cell(one: Course, run: Run, stretch: Stretch) -> str:
    """The number of a stretch; beside it how it lies against the twin's in the same months."""
    here = one.over(run, stretch.months)
    if here is None:
        return NOTHING
    if one.share:
        return percent(here)  # type: ignore[arg-type]
    there = one.over(run, stretch.months, 1) if one.twin else None
    if isinstance(here, Share) and here.few:
        many = isinstance(there, Share) and not there.few
        return f"{_few(here, one)}{f'; the twin: {amount(float(there or 0))}' if many else ''}"
    told = amount(here)
    if there is None:
        return told
    return f"{told} ({_against(here, there)})".replace(" ", GLUE)


def _few(here: Share, one: Course) -> str:
    """What is said of a number on fewer than ten cases."""
    if not here:
        return "none"
    many = "fewer than ten" if one.stock else f"{here.cases:,} in all"
    return f"{many}, too few to tell"


def amount(value: float) -> str:
    """A rate in words, with as many figures as it has to say something."""
    return (
        f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.1f}" if value >= 1 else f"{value:.2g}"
    )


def _against(here: float, there: float) -> str:
    if isinstance(here, Share) and isinstance(there, Share):
        change = Share((here.cases - there.cases) / there.cases, there.cases,
                       here.cases - there.cases, there.cases) if there.cases else None  # fmt: skip
        return signed(change) if change is not None else "the twin: none"
    return in_hundred_more(here / there - 1) if there else "the twin: none"
