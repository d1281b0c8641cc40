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
    luck: tuple[float, float] | None = None  # where luck alone could have put its end
    hollow: bool = False  # nothing but luck, and not to be read


def bars(rows: Sequence[Bar], most: float | None = None) -> Markup:
    """Bars from a zero at the left; with negative values, from a zero in between."""
    ends = [end for row in rows for end in (row.value, *(row.luck or ()))]
    low = min([*ends, 0.0])
    high = max([*ends, 0.0]) if most is None else most
    width = (high - low) or 1.0
    return Markup("").join(_bar(row, low, width) for row in rows)


def in_words(rows: Sequence[Bar]) -> str:
    """The bars for whoever does not see them."""
    return "Bars: " + "; ".join(f"{row.name} {row.told}".strip() for row in rows) + "."


def _bar(row: Bar, low: float, width: float) -> Markup:
    pieces, at = [], min(row.value, 0.0)
    for length, colour in row.parts or ((abs(row.value), row.colour),):
        if length:
            pieces.append(
                _piece(100 * (at - low) / width, 100 * length / width, colour, row.hollow)
            )
        at += length
    if row.luck is not None:
        begin, end = row.luck
        left, wide = 100 * (begin - low) / width, 100 * (end - begin) / width
        pieces.append(Markup('<i class="reach" style="left:{}%;width:{}%"></i>').format(
            f"{left:.2f}", f"{wide:.2f}"))  # fmt: skip
    zero = _piece(-100 * low / width, 0, "") if low < 0 else Markup("")
    return Markup(
        '<div class="bar"><span class="name">{}</span><span class="track">{}{}</span>'
        '<span class="told">{}</span></div>'
    ).format(row.name, Markup("").join(pieces), zero, row.told)


def _piece(left: float, width: float, colour: str, hollow: bool = False) -> Markup:
    if not colour:
        return Markup('<i class="zero" style="left:{}%"></i>').format(f"{left:.2f}")
    paint = f"border:1.5px solid {colour}" if hollow else f"background:{colour}"
    return Markup('<i style="left:{}%;width:{}%;{}"></i>').format(
        f"{left:.2f}", f"{width:.2f}", paint
    )


def key(names: Sequence[tuple[str, str]]) -> Markup:
    """What the colours mean."""
    items = Markup("").join(
        Markup('<span><i style="background:{}"></i>{}</span>').format(colour, escape(name))
        for name, colour in names
    )
    return Markup('<p class="key">{}</p>').format(items)
