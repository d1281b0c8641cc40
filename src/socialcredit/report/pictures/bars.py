"""Bars as plain HTML: labels wrap on a phone and in print, where a drawn picture would cut."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from socialcredit.report.pictures.vega import BLUE


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its length in the picture's unit, the words behind it."""

    name: str
    value: float
    told: str
    colour: str = BLUE
    parts: Sequence[tuple[float, str]] = field(default_factory=tuple)  # lengths and colours


def bars(rows: Sequence[Bar], most: float | None = None) -> Markup:
    """Bars from a zero at the left; with negative values, from a zero in between."""
    low = min([row.value for row in rows] + [0.0])
    high = max([row.value for row in rows] + [0.0]) if most is None else most
    width = (high - low) or 1.0
    return Markup("").join(_bar(row, low, width) for row in rows)


def in_words(rows: Sequence[Bar]) -> str:
    """The bars for whoever does not see them."""
    return "Bars: " + "; ".join(f"{row.name} {row.told}".strip() for row in rows) + "."


def _bar(row: Bar, low: float, width: float) -> Markup:
    pieces, at = [], min(row.value, 0.0)
    for length, colour in row.parts or ((abs(row.value), row.colour),):
        pieces.append(_piece(100 * (at - low) / width, 100 * length / width, colour))
        at += length
    zero = _piece(-100 * low / width, 0, "") if low < 0 else Markup("")
    return Markup(
        '<div class="bar"><span class="name">{}</span><span class="track">{}{}</span>'
        '<span class="told">{}</span></div>'
    ).format(row.name, Markup("").join(pieces), zero, row.told)


def _piece(left: float, width: float, colour: str) -> Markup:
    if not colour:
        return Markup('<i class="zero" style="left:{}%"></i>').format(f"{left:.2f}")
    return Markup('<i style="left:{}%;width:{}%;background:{}"></i>').format(
        f"{left:.2f}", f"{max(width, 0.4) if width else 0:.2f}", colour
    )


def key(names: Sequence[tuple[str, str]]) -> Markup:
    """What the colours mean."""
    items = Markup("").join(
        Markup('<span><i style="background:{}"></i>{}</span>').format(colour, escape(name))
        for name, colour in names
    )
    return Markup('<p class="key">{}</p>').format(items)
