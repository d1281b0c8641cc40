"""What the page says on help that nobody counts, beside the hours that earn points."""

from typing import Any

from socialcredit.report.pictures.charts import strips
from socialcredit.report.pictures.figure import CameOut, Figure, PutIn, Section
from socialcredit.report.sections.hours import rounded
from socialcredit.report.sections.months import month_ends, stretches
from socialcredit.results.measures.hours import drift
from socialcredit.results.measures.measure import block
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import in_hundred_more

HALF_A_YEAR = 6  # months in a row of the table


def drift_section(run: Run, found: dict[str, Any]) -> Section | None:
    """The index, the help that was not given, and the index by month; None where no hours count."""
    told = block(drift, run)
    if told is None or told["index"] is None:
        return None
    paragraphs: list[str] = [
        CameOut(
            "For every hour of help that no scheme measures people spent "
            f"{rounded(told['index'] / 100)} times the hours on good deeds that schemes can "
            f"measure that they spent before: an index of {rounded(told['index'])}, where 100 is "
            "the same people in the same months without the schemes. "
            f"Of the help {rounded(abs(told['lost']))} hours in "
            f"{rounded(told['twin_unmeasured'])} "
            f"{'are gone' if told['lost'] >= 0 else 'came on top'} "
            f"({in_hundred_more(told['help'] or 0.0)})."
        ),
        PutIn(
            "How far an hour done for points comes out of such help is a strength of `drift` that "
            "nobody has measured, and the hours of each deed are assumed. No figure was published "
            "for a city: this is told, not validated."
        ),
    ]
    return Section("drift", "From help that nobody counts to deeds that earn points", paragraphs,
                   [_by_month(run, told)])  # fmt: skip


def _by_month(run: Run, told: dict[str, Any]) -> Figure:
    """The index as a strip; the table by half-years."""
    name = "index"
    days = month_ends(run)
    known = [at for at, value in enumerate(told["by_month"]) if value is not None]
    rows = [
        {"date": days[at], "name": name, "value": float(told["by_month"][at]),
         "last": at == known[-1], "told": rounded(told["by_month"][at])}
        for at in known
    ]  # fmt: skip
    return Figure(
        "Hours that schemes measure over hours of help that none does, 100 without the schemes",
        strips(rows, [name], []),
        f"A strip over {run.months} months; at the end it stands at {rows[-1]['told']}.",
        ["months", "index at their end"],
        [[span, _last(told["by_month"][part])] for span, part in stretches(run, HALF_A_YEAR)],
        "Good deeds times the hours that one of their kind is taken to need. Months without any "
        "such deed are left out.",
    )


def _last(values: list[float | None]) -> str:
    known = [value for value in values if value is not None]
    return rounded(known[-1]) if known else "none"
