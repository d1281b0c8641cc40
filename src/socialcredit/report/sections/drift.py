"""What the page says on help that nobody counts, beside the hours that earn points."""

from typing import Any

from socialcredit.report.pictures.figure import CameOut, PutIn, Section
from socialcredit.report.sections.hours import rounded
from socialcredit.results.measures.hours import drift
from socialcredit.results.measures.measure import block
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import in_hundred_more


def drift_section(run: Run, _: dict[str, Any]) -> Section | None:
    """The index and the help that was not given; None where no hours count."""
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
    return Section("drift", "From help that nobody counts to deeds that earn points", paragraphs)
