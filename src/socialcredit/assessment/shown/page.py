"""A document as one HTML file that works offline, on a phone, in the dark, and prints on A4."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import NamedTuple

import jinja2
from markupsafe import Markup, escape

from socialcredit.assessment.document import (
    Block,
    Document,
    Inline,
    Paragraph,
    Section,
    Span,
    words_of,
)
from socialcredit.assessment.wording import label
from socialcredit.report.template import glued

TEMPLATE, STYLE = "page.html.j2", "page.css"
_TAGS = re.compile(r"(<[^>]*>)")


class Guidance(NamedTuple):
    """What the form says to whoever fills in a section: kept off the pages, behind a link."""

    anchor: str
    number: str
    title: str
    paragraphs: tuple[Paragraph, ...]


def page(document: Document) -> str:
    """The document as HTML text."""
    return _glued(
        _template().render(
            document=document,
            style=Markup(_text(STYLE)),
            main=[section for section in document.sections if not section.annex],
            annexes=[section for section in document.sections if section.annex],
            guidance=guidance_of(document),
            say=lambda name: label(document.language, name),
            inline=inline,
            words_of=words_of,
            english=Markup("" if document.language == "en" else ' lang="en"'),
            kind=kind_of,
            anchor=anchor,
            dated=_fact(document, "date"),
        )
    )


def guidance_of(document: Document) -> list[Guidance]:
    """The guidance of every section that has some, in the order of the document."""
    found = []
    for section in document.sections:
        told = tuple(
            block
            for block in section.blocks
            if isinstance(block, Paragraph) and block.manner == "guidance"
        )
        if told:
            found.append(Guidance(anchor(section), section.number, section.title, told))
    return found


def anchor(section: Section) -> str:
    """The name by which a link leads to a section: its number, or its title where it has none."""
    called = section.number or section.title
    return "s-" + re.sub(r"[^A-Za-z0-9]+", "-", called).strip("-")


def inline(spans: Inline) -> Markup:
    """Spans as HTML: a number of the table says which, exactly."""
    return Markup("").join(map(_span, spans))


def _span(span: Span) -> Markup:
    if not span.key:
        return escape(span.text)
    return Markup(
        '<data value="{}" data-key="{}" data-alternative="{}" data-part="{}">{}</data>'
    ).format(repr(span.exact), span.key, span.alternative, span.part, span.text)


def kind_of(block: Block) -> str:
    """What kind of block it is, for the template."""
    return type(block).__name__.lower()


def _fact(document: Document, name: str) -> str:
    """A fact under the title by the name that it has in every language."""
    return dict(document.facts).get(label(document.language, name), "")


def _glued(text: str) -> str:
    """The page on whose lines no number is parted from its per cent; tags stay as they are."""
    parts = _TAGS.split(text)
    return "".join(part if place % 2 else glued(part) for place, part in enumerate(parts))


def _template() -> jinja2.Template:
    loader = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return loader.from_string(_text(TEMPLATE))


def _text(name: str) -> str:
    return files("socialcredit.assessment.shown").joinpath(name).read_text(encoding="utf-8")
