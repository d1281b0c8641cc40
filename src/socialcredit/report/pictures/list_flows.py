"""Who came onto a list and who left it, as bars up and down from a line, a strip a list.

Drawn by hand as SVG: a strip is a few rectangles, and the chart engine takes a tenth of a second.
"""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from socialcredit.report.pictures.vega import BLUE, GREY, INK, RED

WIDTH, LEFT, STRIP, HEAD, FOOT, GAP = 450, 52, 96, 26, 22, 8


class Coming(NamedTuple):
    """A stretch of time on a list: when it began, how many came and how many went."""

    label: str  # what stands under the bar, or nothing
    came: int
    went: int


def comings(lists: Sequence[tuple[str, Sequence[Coming]]]) -> Markup:
    """SVG with one strip a list, each on its own scale; its largest numbers stand at the left."""
    each = HEAD + STRIP + FOOT + GAP
    strips = [_strip(title, rows, number * each) for number, (title, rows) in enumerate(lists)]
    return Markup(
        '<svg class="marks" viewBox="0 0 {} {}" aria-hidden="true" '
        'font-family="Helvetica Neue, Helvetica, Arial, sans-serif" font-size="13">{}</svg>'
    ).format(WIDTH, each * len(lists), Markup("").join(strips))


def _strip(title: str, rows: Sequence[Coming], top: float) -> Markup:
    most, least = max(row.came for row in rows), max(row.went for row in rows)
    scale = STRIP / ((most + least) or 1)
    zero, step = top + HEAD + most * scale, (WIDTH - LEFT) / len(rows)
    pieces = [_text(LEFT, top + 16, title, "start", bold=True)]
    for number, row in enumerate(rows):
        x = LEFT + number * step
        pieces.append(_bar(x, zero - row.came * scale, 0.8 * step, row.came * scale, RED))
        pieces.append(_bar(x, zero, 0.8 * step, row.went * scale, BLUE))
        if row.label:
            pieces.append(_text(x, top + HEAD + STRIP + 16, row.label, "start"))
    pieces.append(_bar(LEFT, zero - 0.5, WIDTH - LEFT, 1, GREY))
    pieces += [_text(LEFT - 6, top + HEAD + 10, f"{most:,}", "end")] if most else []
    pieces += [_text(LEFT - 6, top + HEAD + STRIP, f"−{least:,}", "end")] if least else []
    return Markup("").join(pieces)


def _bar(x: float, y: float, width: float, height: float, colour: str) -> Markup:
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>').format(
        f"{x:.1f}", f"{y:.1f}", f"{width:.1f}", f"{height:.1f}", colour
    )


def _text(x: float, y: float, words: str, anchor: str, bold: bool = False) -> Markup:
    weight = Markup(' font-weight="bold"') if bold else Markup("")
    return Markup('<text x="{}" y="{}" text-anchor="{}" fill="{}"{}>{}</text>').format(
        f"{x:.1f}", f"{y:.1f}", anchor, INK, weight, words
    )
