"""Two ranges of one number under each other, on one scale: what luck, what assumptions move."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from socialcredit.report.pictures.vega import BLUE, ORANGE

MARGIN = 0.06  # of the picture's width, left free at both ends


class Range(NamedTuple):
    """A range on the scale: its name, its ends and the words behind it; None: not known."""

    name: str
    ends: tuple[float, float] | None
    told: str
    colour: str


def two_ranges(
    value: float,
    luck: tuple[float, float] | None,
    assumptions: tuple[float, float] | None,
    words: Sequence[str],
) -> Markup:
    """Luck above assumptions, with the number as written as a line through both.

    words  what is told behind luck, and behind assumptions
    """
    rows = [
        Range("luck", luck, words[0], BLUE),
        Range("assumptions", assumptions, words[1], ORANGE),
    ]
    return ranges(value, [row for row in rows if row.ends is not None])


def ranges(value: float, rows: Sequence[Range]) -> Markup:
    """Ranges on one scale that holds all their ends, and a line where the number lies."""
    ends = [value, *(end for row in rows for end in row.ends or ())]
    low, high = min(ends), max(ends)
    width = (high - low) or abs(high) or 1.0
    low, width = low - MARGIN * width, width * (1 + 2 * MARGIN)
    return Markup("").join(_row(row, value, low, width) for row in rows)


def _row(row: Range, value: float, low: float, width: float) -> Markup:
    begin, end = row.ends or (value, value)
    return Markup(
        '<div class="bar"><span class="name">{}</span><span class="track">'
        '<i style="left:{}%;width:{}%;background:{}"></i><i class="zero" style="left:{}%"></i>'
        '</span><span class="told">{}</span></div>'
    ).format(
        row.name, f"{100 * (begin - low) / width:.2f}", f"{100 * (end - begin) / width:.2f}",
        row.colour, f"{100 * (value - low) / width:.2f}", row.told,
    )  # fmt: skip
