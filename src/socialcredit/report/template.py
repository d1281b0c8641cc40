"""Templates of pages, and the style that all pages share."""

from importlib.resources import files

import jinja2


def template(name: str) -> jinja2.Template:
    """A template that stands beside this file; what is put into it is escaped."""
    loader = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return loader.from_string(_text(name))


def style() -> str:
    """The style of every page, for print and phone too."""
    return _text("page.css")


def glued(text: str) -> str:
    """A page on whose lines no number is parted from its per cent."""
    return text.replace(" %", "\u00a0%")


def _text(name: str) -> str:
    return files("socialcredit.report").joinpath(name).read_text(encoding="utf-8")
