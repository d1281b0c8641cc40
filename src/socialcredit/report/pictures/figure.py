"""A picture with its words: spec, alt text, caption and the numbers it was drawn from."""

import re
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from socialcredit.report.pictures.renderer import Renderer
from socialcredit.report.pictures.vega import Spec

Cells = list[Any]
LONG_NUMBER = re.compile(r"(\d+\.\d)\d{2,}")  # of coordinates; what is written stays as it is


@dataclass(frozen=True)
class Figure:
    """One picture of the page and everything a reader who cannot see it needs.

    `drawn` is a Vega-Lite spec, or HTML that is a picture already.
    """

    title: str
    drawn: Spec | Markup
    alt: str
    header: Cells = field(default_factory=list)
    rows: list[Cells] = field(default_factory=list)
    note: str = ""


class Sentence(str):
    """A paragraph that says of its number whether an assumption put it in, or it came out."""

    mark = ""


class PutIn(Sentence):
    """The direct effect of an assumption."""

    mark = "put in"


class CameOut(Sentence):
    """What nobody assumed."""

    mark = "came out"


@dataclass(frozen=True)
class Section:
    """A part of the page: heading, paragraphs, a list maybe, pictures, one of them maybe none."""

    key: str
    heading: str
    paragraphs: list[str]
    figures: list[Figure] = field(default_factory=list)
    points: list[str] = field(default_factory=list)


def drawing(figure: Figure, name: str, renderer: Renderer) -> Markup:
    """The picture as HTML that needs nothing outside itself."""
    if isinstance(figure.drawn, Markup):
        return figure.drawn
    return Markup(svg_of(figure.drawn, name, renderer))


def svg_of(spec: Spec, name: str, renderer: Renderer) -> str:
    """The picture as inline SVG: scales with the page, no outside reference, ids of its own."""
    svg = renderer.draw(spec)
    svg = svg.replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    svg = svg.replace(' xmlns="http://www.w3.org/2000/svg"', "")
    svg = re.sub(r' version="1.1" class="marks"', ' class="marks" aria-hidden="true"', svg, count=1)
    svg = re.sub(r'(<svg[^>]*?) width="[\d.]+" height="[\d.]+"', r"\1", svg, count=1)
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    svg = re.sub(r"url\(#", f"url(#{name}-", svg)
    svg = re.sub(r' aria-label="[^"]*"| aria-roledescription="[^"]*"| role="[^"]*"', "", svg)
    return re.sub("<[^>]*>", lambda tag: LONG_NUMBER.sub(r"\1", tag[0]), svg)
