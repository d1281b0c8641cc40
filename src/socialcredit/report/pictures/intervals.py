"""Several numbers under each other, each with what luck and what assumptions move, as one SVG.

Every number has a scale of its own: what is compared is the two ranges of one number.
"""

from collections.abc import Sequence
from typing import NamedTuple

from socialcredit.report.pictures.svg import SIZE, WIDTH, Sheet
from socialcredit.report.pictures.vega import BLUE, ORANGE

NAMES, TOLD = 78.0, 164.0  # widths left of the track, and right of it
ROW = 19.0
EDGE = 0.05  # of the track, left free at both ends
UNKNOWN = "not known"

Ends = tuple[float, float] | None


class Line(NamedTuple):
    """A number: its title, the value, both ranges (None: not known) and how each is told."""

    title: str
    value: float
    luck: Ends
    assumptions: Ends
    luck_told: str = UNKNOWN
    assumptions_told: str = UNKNOWN


def intervals(lines: Sequence[Line]) -> str:
    """The picture: luck a full bar, assumptions a framed one, the number a line through both."""
    sheet, y = Sheet(), SIZE
    for line in lines:
        y = sheet.words(0, y, line.title, WIDTH, bold=True)
        _track(sheet, line, y)
        y += 2 * ROW + 14
    return sheet.drawn(y - SIZE)


def _track(sheet: Sheet, line: Line, y: float) -> None:
    ends = [line.value, *(line.luck or ()), *(line.assumptions or ())]
    low, width = min(ends), (max(ends) - min(ends)) or abs(line.value) or 1.0
    low, width = low - EDGE * width, width * (1 + 2 * EDGE)
    room = WIDTH - NAMES - TOLD

    def at(value: float) -> float:
        return NAMES + room * (value - low) / width

    rows = (("luck", line.luck, line.luck_told), ("assumptions", line.assumptions,
                                                   line.assumptions_told))  # fmt: skip
    for name, found, told in rows:
        sheet.text(NAMES - 8, y, name, size=11.5, anchor="end")
        sheet.text(NAMES + room + 8, y, told if found else UNKNOWN, size=11.5)
        sheet.line(NAMES, y - 4, NAMES + room, y - 4, faint=0.25)
        if found and name == "luck":
            sheet.box(at(found[0]), y - 7, at(found[1]) - at(found[0]), 6, fill=BLUE)
        elif found:
            box = at(found[0]), y - 9, at(found[1]) - at(found[0]), 10
            sheet.box(*box, fill=ORANGE, faint=0.35, edge="currentColor")
        y += ROW
    sheet.line(at(line.value), y - 2 * ROW - 12, at(line.value), y - ROW + 4, wide=2)
