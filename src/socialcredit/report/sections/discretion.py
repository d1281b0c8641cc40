"""What the page says of the lesser of two deductions, of orders to mend, and of own monitors."""

from typing import Any

from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars, in_words
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.results.words.discretion import lenient_lines, order_lines, quiet_lines
from socialcredit.results.words.numbers import percent

CHOICES = (
    ("lesser", "a grade at stake"), ("elsewhere", "elsewhere"),
    ("of_others", "a grade at stake, without connections"),
    ("of_connected", "a grade at stake, with connections"),
)  # fmt: skip


def discretion_section(found: dict[str, Any]) -> Section | None:
    """What inspectors chose, ordered and were not told; None where there is none of it."""
    lenient = lenient_lines(found["leniency"])
    ordered, quiet = order_lines(found["orders"]), quiet_lines(found["self_reports"])
    if not (lenient or ordered or quiet):
        return None
    text = []
    if lenient:
        text.append(
            "An inspector may write down the lesser of two deductions for one fault. A grade is at "
            "stake where all the lesser ones would keep a better grade that the full ones lose. "
            "Such a record says nothing that is not so, and nobody objects to it."
        )
    if ordered:
        text.append(
            "Who is ordered to mend is visited a second time when the term is over; that visit has "
            "hours of its own."
        )
    if quiet:
        text.append("Whose own monitors lie does not report what they notice, for a whole year.")
    figures = [_choices(found["leniency"])] if lenient else []
    title = "What inspectors choose, order and are not told"
    return Section("discretion", title, text, figures, [*lenient, *ordered, *quiet])


def _choices(found: dict[str, Any]) -> Figure:
    told = [(name, words) for name, words in CHOICES if found[name] is not None]
    drawn = [
        Bar(words, float(found[name]), percent(found[name]),
            vega.ORANGE if name != "elsewhere" else vega.BLUE, hollow=found[name].few)
        for name, words in told
    ]  # fmt: skip
    rows = [[words, percent(found[name]), f"{found[name].cases:,}"] for name, words in told]
    title = "The lesser of two deductions, of those that were a choice"
    head = ["visits", "the lesser", "choices"]
    note = "In the whole run."
    if any(bar.hollow for bar in drawn):
        note += " Hollow: too few to be read."
    return Figure(title, bars(drawn, 1.0), in_words(drawn), head, rows, note)
