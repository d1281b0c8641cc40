"""How far a doubt has to move before a finding turns, as one SVG."""

from collections.abc import Sequence
from typing import NamedTuple

from socialcredit.report.pictures.svg import SIZE, WIDTH, Sheet

TRACK = 250.0


class Move(NamedTuple):
    """A finding, the doubt that turns it first, how far that has to move (0 to 1), and the words.

    moved is None where nothing within the ranges turns it.
    """

    finding: str
    doubt: str
    moved: float | None
    told: str


def moves(rows: Sequence[Move]) -> str:
    """The picture: a track as long as the doubt's whole range, and a mark where it turns."""
    sheet, y = Sheet(), SIZE
    for row in rows:
        y = sheet.words(0, y, row.finding, WIDTH, bold=True)
        if row.doubt:
            y = sheet.words(0, y, row.doubt, WIDTH, size=11.5)
        sheet.box(0, y - 9, TRACK, 10, edge="currentColor", wide=1)
        if row.moved is not None:
            x = TRACK * min(max(row.moved, 0.0), 1.0)
            sheet.box(0, y - 9, x, 10, fill="currentColor", faint=0.3)
            sheet.shape([(x, y + 2), (x - 5, y + 10), (x + 5, y + 10)])
        y = sheet.words(TRACK + 10, y, row.told, WIDTH - TRACK - 10, size=11.5) + 14
    return sheet.drawn(y - SIZE)
