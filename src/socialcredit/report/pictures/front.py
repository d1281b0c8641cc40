"""Designs by benefit and burden, a panel a scale, as one SVG: better lies up and to the left.

Who is on the front is told by shape, who is who by a number beside the point.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from socialcredit.report.pictures.svg import LINE, SIZE, Sheet, width_of

WIDE = 720.0  # three panels beside each other
LEFT, RIGHT, HIGH = 58.0, 8.0, 150.0
LISTS = 2  # columns of names below
EDGE = 0.07
RADIUS = 5.0
REACH = 0.75  # of what lies between the points: as far beyond them a range is drawn
# Where the number of a point may stand, from the point: nearest first.
PLACES = (
    (0, -9), (12, 4), (-12, 4), (0, 17), (11, 16), (-11, 16), (11, -8), (-11, -8),
    (22, 4), (-22, 4), (0, -24), (0, 30), (22, -20), (-22, -20), (22, 24), (-22, 24),
)  # fmt: skip

Ends = tuple[float, float] | None
Point = tuple[float, float]


class Dot(NamedTuple):
    """A design in a panel: its number in the list below, where it lies, its ranges, its shape."""

    number: int
    burden: float
    benefit: float
    burden_ends: Ends
    benefit_ends: Ends
    on_front: bool


class Panel(NamedTuple):
    """A scale: its title, the ends of what is drawn on both axes in words, and its dots.

    across_told, up_told  from the lowest number to the highest
    more_benefit          whether more of the benefit is better; of the burden less always is
    """

    title: str
    across_told: tuple[str, str]
    up_told: tuple[str, str]
    dots: tuple[Dot, ...]
    more_benefit: bool


def span_of(values: Sequence[float], ends: Sequence[Ends]) -> tuple[float, float]:
    """The ends of an axis that holds all points, and of their ranges no more than lets them be told
    apart: a range that is many times as wide as what lies between the points reaches the frame.
    """
    low, high = min(values), max(values)
    far = [end for pair in ends for end in pair or ()]
    if far and high > low:
        reach = REACH * (high - low)
        low, high = (
            max(min(low, *far), low - reach),
            min(max(high, *far), high + reach),
        )
    elif far:
        low, high = min(low, *far), max(high, *far)
    return low, high


def _framed(ends: tuple[float, float]) -> tuple[float, float]:
    """The same with a little room on both sides."""
    room = EDGE * ((ends[1] - ends[0]) or abs(ends[1]) or 1.0)
    return ends[0] - room, ends[1] + room


def ends_of(dots: Sequence[Dot]) -> tuple[tuple[float, float], tuple[float, float]]:
    """The ends of both axes: burden, benefit."""
    return (
        span_of([dot.burden for dot in dots], [dot.burden_ends for dot in dots]),
        span_of([dot.benefit for dot in dots], [dot.benefit_ends for dot in dots]),
    )


def front(panels: Sequence[Panel], axes: Sequence[str], names: Sequence[str]) -> str:
    """The picture: `axes` say what runs across and up, `names` who the numbers are, from 1."""
    sheet, y = Sheet(WIDE), SIZE
    for words in axes:
        y = sheet.words(0, y, words, WIDE)
    y += 6
    room = WIDE / max(len(panels), LISTS)
    foot = [_panel(sheet, panel, number * room, y, room) for number, panel in enumerate(panels)]
    y = max(foot) + 6
    sheet.disc(6, y - 4, RADIUS)
    sheet.text(18, y, "on the front in at least half of the draws")
    _square(sheet, WIDE / LISTS + 6, y - 4)
    sheet.text(
        WIDE / LISTS + 18, y, "in fewer; lines: where nine in ten draws lie, up to the frame"
    )
    return sheet.drawn(_names(sheet, names, y + LINE * SIZE + 6))


def _names(sheet: Sheet, names: Sequence[str], top: float) -> float:
    """The designs by number, down one column and then the next; where they end."""
    long, ends = -(-len(names) // LISTS), [top]
    y = top
    for number, name in enumerate(names, 1):
        column, place = divmod(number - 1, long)
        x, y = column * WIDE / LISTS, top if place == 0 else y
        sheet.text(x + 12, y, str(number), anchor="end", bold=True)
        y = sheet.words(x + 18, y, name, WIDE / LISTS - 24)
        ends.append(y)
    return max(ends)


def _panel(sheet: Sheet, panel: Panel, begin: float, y: float, room: float) -> float:
    sheet.text(begin, y, panel.title, bold=True)
    top, bottom = y + 8, y + 8 + HIGH
    left, right = begin + LEFT, begin + room - RIGHT
    sheet.line(left, top, left, bottom, faint=0.6)
    sheet.line(left, bottom, right, bottom, faint=0.6)
    across, up = ends_of(panel.dots)
    (x_low, x_high), (y_low, y_high) = _framed(across), _framed(up)
    sheet.text(left + 4, top + 10, "better", size=11.5)

    def at(burden: float, benefit: float) -> Point:
        share = (min(max(benefit, y_low), y_high) - y_low) / (y_high - y_low)
        share = share if panel.more_benefit else 1 - share
        along = (min(max(burden, x_low), x_high) - x_low) / (x_high - x_low)
        return left + along * (right - left), bottom - share * HIGH

    for words, value, anchor in zip(panel.across_told, across, ("start", "end"), strict=True):
        sheet.text(at(value, y_low)[0], bottom + 14, words, size=11.5, anchor=anchor)
    for words, value in zip(panel.up_told, up, strict=True):
        sheet.text(left - 5, at(x_low, value)[1] + 4, words, size=11.5, anchor="end")
    _dots(sheet, panel.dots, at)
    return bottom + 28


def _dots(sheet: Sheet, dots: Sequence[Dot], at: Callable[[float, float], Point]) -> None:
    """Ranges first, then points, then their numbers, each where nothing stands yet."""
    where = [at(dot.burden, dot.benefit) for dot in dots]
    for dot in dots:
        if dot.burden_ends:
            ends = [at(end, dot.benefit) for end in dot.burden_ends]
            sheet.line(*ends[0], *ends[1], faint=0.4)
        if dot.benefit_ends:
            ends = [at(dot.burden, end) for end in dot.benefit_ends]
            sheet.line(*ends[0], *ends[1], faint=0.4)
    for dot, (x, y) in zip(dots, where, strict=True):
        if dot.on_front:
            sheet.disc(x, y, RADIUS)
        else:
            _square(sheet, x, y)
    for words, x, y in placed([str(dot.number) for dot in dots], where):
        sheet.text(x, y, words, anchor="middle", bold=True)


def placed(
    words: Sequence[str], where: Sequence[tuple[float, float]]
) -> list[tuple[str, float, float]]:
    """Words beside their points, none over another or over a point; x is their middle."""
    taken = [(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for x, y in where]
    found = []
    for word, (x, y) in zip(words, where, strict=True):
        half = width_of(word) / 2 + 1
        boxes = [(x + dx - half, y + dy - SIZE, x + dx + half, y + dy + 1) for dx, dy in PLACES]
        free = [n for n, box in enumerate(boxes) if not any(_meet(box, one) for one in taken)]
        place = free[0] if free else 0
        taken.append(boxes[place])
        found.append((word, x + PLACES[place][0], y + PLACES[place][1]))
    return found


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _square(sheet: Sheet, x: float, y: float) -> None:
    r = RADIUS
    sheet.shape([(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)], fill="none")
