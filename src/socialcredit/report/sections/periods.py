"""What the page says on before, during, the first year after and later."""

from typing import Any

from socialcredit.core.text import joined, upper_first
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.report.pictures.through_time import WITH, WITHOUT, Panel, through_time
from socialcredit.report.sections.months import month_ends
from socialcredit.results.measures.by_period import SERIES, Series, person_years
from socialcredit.results.periods import TITLES
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import percent, signed
from socialcredit.results.words.periods import by_luck, day_words, period_lines

A_MONTH = 365.25 / 12  # days
DRAWN = ("bad", "good", "watched", "records", "penalised", "aware", "believed")
Row = dict[str, Any]


def periods_section(run: Run, found: Row) -> Section | None:
    """The table of all series by period, and some of them by month; None where nothing ends."""
    told = found["periods"]
    if told is None:
        return None
    text = [
        " ".join([day_words(told), *period_lines(told)]),
        "Records, lists and doors end with a scheme; what people believe and expect goes on and "
        "fades. A month in which a scheme acts on any day counts as during. The changes are "
        "against the same people with the same luck in the same months without the schemes.",
    ]
    return Section("periods", "Before, during and after", text, [_figure(run, told)])


def _figure(run: Run, told: Row) -> Figure:
    dates, drawn = month_ends(run), [one for one in SERIES if one.id in DRAWN]
    panels = [
        Panel(_titled(one), _rows(run, one, dates), one.kind == "share", not one.signs)
        for one in drawn
    ]
    days = [
        {"date": told[name], "name": words}
        for name, words in (("begins", "begins"), ("ends", "ends"))
        if told[name]
    ]
    keys = list(told["months"])
    return Figure(
        "By month, with the first and the last day of the schemes marked",
        through_time([one for one in panels if one.rows], days, dates),
        "Lines by month. " + _in_words(told),
        ["what", *(f"{TITLES[key]} ({_months(told['months'][key])})" for key in keys)],
        [[_titled(one), *(_cell(one, told["series"][one.id][key]) for key in keys)]
         for one in SERIES],
        "Axes of deeds do not begin at 0. Behind a number of deeds that people truly do stands the "
        "change against the twin in the same months.",
    )  # fmt: skip


def _titled(one: Series) -> str:
    words = f"{one.words}, {one.unit}"
    return upper_first(words)


def _months(many: int) -> str:
    return f"{many} month" if many == 1 else f"{many} months"


def _rows(run: Run, one: Series, dates: list[str]) -> list[Row]:
    worlds = [(0, WITH), *([(1, WITHOUT)] if one.signs and run.has_twin else [])]
    even = _even(run) if one.whole is person_years else [1.0] * run.months
    return [
        {"date": day, "value": value * times, "which": which}
        for world, which in worlds
        for day, value, times in zip(dates, one.monthly(run, world), even, strict=True)
        if value is not None
    ]


def _even(run: Run) -> list[float]:
    """What evens a month's rate for its length, so that February is no fall in a picture."""
    if run.step_days:
        return [1.0] * run.months
    return [A_MONTH / days for _, days in run.month_spans()]


def _cell(one: Series, row: Row) -> str:
    """A value, and how it lies beside the twin's."""
    value = row["value"]
    if value is None:
        return "–"
    told = percent(value) if one.kind == "share" else f"{value:,.1f}"
    if row["change"] is None:
        return told
    return f"{told}; {signed(row['change'])}{by_luck(row['interval'])}"


def _in_words(told: Row) -> str:
    """What the picture shows of bad deeds, for who cannot see it."""
    parts = [
        f"{TITLES[key]} {row['value']:,.0f}"
        for key, row in told["series"]["bad"].items()
        if row["value"] is not None
    ]
    return f"Bad deeds per 1,000 residents and year: {joined(parts, 'and')}."
