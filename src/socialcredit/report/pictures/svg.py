"""A picture drawn by hand, as SVG: for page, print and Word alike.

Ink is the colour of the text around it (`currentColor`), so that it shows on light and dark alike,
and nothing is told by colour alone. Widths of words are estimated: no font is asked.
"""

from collections.abc import Sequence
from textwrap import wrap

from markupsafe import escape

WIDTH = 440  # a phone shrinks it to some 350 pixels
SIZE = 12.5  # of letters
LETTER = 0.51  # of its size: how wide a letter is, on average and a little over
BOLD = 1.08  # wider than plain letters
LINE = 1.25  # of its size: from one line of words to the next
FONT = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif"


def lines_of(words: str, width: float, size: float = SIZE) -> list[str]:
    """Words as lines that are no wider than `width`."""
    return wrap(words, max(4, int(width / (LETTER * size)))) or [""]


def width_of(words: str, size: float = SIZE) -> float:
    """About how wide words are."""
    return len(words) * LETTER * size


class Sheet:
    """A sheet that is drawn on from the top; all in pixels, from the upper left.

    One that is wider than WIDTH says so by its class: a page gives it more room.
    """

    def __init__(self, width: float = WIDTH) -> None:
        self.width = width
        self._parts: list[str] = []

    def text(self, x: float, y: float, words: str, *, size: float = SIZE, anchor: str = "start",
             bold: bool = False, turned: bool = False) -> None:  # fmt: skip
        """Words on one line; `turned`: they read upwards."""
        more = ' font-weight="bold"' if bold else ""
        more += f' transform="rotate(-90 {x:.1f} {y:.1f})"' if turned else ""
        self._parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"{more}>'
            f"{escape(words)}</text>"
        )

    def words(self, x: float, y: float, words: str, width: float, *, size: float = SIZE,
              bold: bool = False) -> float:  # fmt: skip
        """Words over as many lines as they need; where the next may begin."""
        for line in lines_of(words, width / BOLD if bold else width, size):
            self.text(x, y, line, size=size, bold=bold)
            y += LINE * size
        return y

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, wide: float = 1.0, faint: float = 1.0
    ) -> None:
        """A line; `faint` below 1 is seen through."""
        self._parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
            f'stroke="currentColor" stroke-width="{wide}" stroke-opacity="{faint}"/>'
        )

    def box(self, x: float, y: float, width: float, height: float, *, fill: str = "none",
            faint: float = 1.0, edge: str = "none", wide: float = 1.2) -> None:  # fmt: skip
        """A rectangle; `faint` is how much of its filling is seen."""
        self._parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0.8):.1f}" height="{height:.1f}" '
            f'fill="{fill}" fill-opacity="{faint:.2f}" stroke="{edge}" stroke-width="{wide}"/>'
        )

    def disc(self, x: float, y: float, radius: float, *, fill: str = "currentColor") -> None:
        """A disc."""
        self._parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{fill}" '
            'stroke="currentColor" stroke-width="1.4"/>'
        )

    def shape(self, points: Sequence[tuple[float, float]], *, fill: str = "currentColor") -> None:
        """A closed shape of straight lines."""
        told = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self._parts.append(
            f'<polygon points="{told}" fill="{fill}" stroke="currentColor" stroke-width="1.4"/>'
        )

    def drawn(self, height: float) -> str:
        """The whole picture, of this height."""
        size = f'width="{self.width:.0f}" height="{height:.0f}"'
        size += ' class="wide"' if self.width > WIDTH else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:.0f} {height:.0f}" '
            f'{size} font-family="{FONT}" fill="currentColor">{"".join(self._parts)}</svg>'
        )
