"""From which part of life records come, and in which they close doors, as one SVG."""

from collections.abc import Sequence

from socialcredit.report.pictures.svg import SIZE, WIDTH, Sheet, lines_of, width_of
from socialcredit.report.pictures.vega import BLUE

NAMES = 140.0  # width of what stands left of the cells
ROW = 30.0
DARKEST = 0.5  # more would hide the words in a cell
MOST = 60.0  # wide is a cell at most


def crossing_map(
    rows: Sequence[str], columns: Sequence[str], shares: Sequence[Sequence[float]],
    told: Sequence[Sequence[str]],
) -> str:  # fmt: skip
    """The picture: records down, doors across; a framed cell has both in one domain.

    shares  of all tries at closed doors, by record's domain and door's;  told  the same in words
    """
    sheet = Sheet()
    wide = min(MOST, (WIDTH - NAMES) / len(columns))
    head = max(width_of(name) for name in columns) + 8
    sheet.text(NAMES - 8, head - 14, "records of …", size=11.5, anchor="end")
    sheet.text(NAMES - 8, 12, "… close doors of", size=11.5, anchor="end")
    for number, name in enumerate(columns):
        sheet.text(NAMES + (number + 0.5) * wide + 4, head - 4, name, turned=True)
    for row, name in enumerate(rows):
        y = head + row * ROW
        lines = lines_of(name, NAMES - 10)[:2]
        for number, line in enumerate(lines):
            below = y + ROW / 2 + 4 + (number - (len(lines) - 1) / 2) * SIZE
            sheet.text(NAMES - 8, below, line, size=11.5, anchor="end")
        for column, other in enumerate(columns):
            x, share = NAMES + column * wide, shares[row][column]
            same = name == other
            sheet.box(x + 1, y + 1, wide - 2, ROW - 2, fill=BLUE, faint=DARKEST * share,
                      edge="currentColor", wide=2.2 if same else 0.3)  # fmt: skip
            sheet.text(x + wide / 2, y + ROW / 2 + 4, told[row][column], size=11,
                       anchor="middle")  # fmt: skip
    return sheet.drawn(head + ROW * len(rows) + 4)
