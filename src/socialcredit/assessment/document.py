"""A document as a tree: what stands in it, whichever way it is shown (page, print, Word).

Whoever answers a question of a form makes blocks, and knows neither HTML nor Word. A number that
came out of runs is a span with the key under which the table has it, so that a test, and a reader,
can hold one against the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal, NamedTuple

Part = Literal["", "value", "luck.low", "luck.high", "assumptions.low", "assumptions.high"]
Manner = Literal["text", "note", "guidance"]


class Span(NamedTuple):
    """Some words; with a `key`, a number of the table of numbers, told.

    key          `M1.share`, or `rongcheng/M1.share`
    alternative  the design it is of, "" for the scheme as written
    part         which of its numbers it tells
    exact        the number itself, as the table has it
    """

    text: str
    key: str = ""
    alternative: str = ""
    part: Part = ""
    exact: float | None = None


Inline = tuple[Span, ...]


def plain(text: str) -> Inline:
    """Words without a number of the table."""
    return (Span(text),)


def retold(part: Any, tell: Callable[[str], str]) -> Any:
    """A document, or a part of it, with every text told otherwise; keys of numbers hold no text."""
    if isinstance(part, str):
        return tell(part)
    if isinstance(part, tuple):
        items = [retold(item, tell) for item in part]
        return type(part)(*items) if hasattr(part, "_fields") else tuple(items)
    if is_dataclass(part) and not isinstance(part, type):
        told = {one.name: retold(getattr(part, one.name), tell) for one in fields(part)}
        return replace(part, **told)
    return part


def words_of(inline: Inline) -> str:
    """What is read of it."""
    return "".join(span.text for span in inline)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `guidance` is what the form says to whoever fills it in.

    language  where it is not the document's
    """

    inline: Inline
    manner: Manner = "text"
    language: str = ""


@dataclass(frozen=True)
class Points:
    """A list of points."""

    items: tuple[Inline, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Grid:
    """A table: its caption, heads of columns, rows; the first cell of a row is its head."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Inline, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture as SVG, with words for whoever cannot see it, and its caption."""

    svg: str
    alt: str
    caption: str


@dataclass(frozen=True)
class Blank:
    """What only the deployer can say, or people who are affected: a numbered space to be filled.

    number  from 1 through the whole document    asks  the question    why  why nobody here can say
    lines   of empty space
    """

    number: int
    asks: str
    why: str = ""
    lines: int = 3


@dataclass(frozen=True)
class Declared:
    """What the deployer has said, in the deployer's words."""

    asks: str
    says: str


@dataclass(frozen=True)
class Life:
    """A synthetic life: whose, why it was chosen, and what happened, a line each."""

    title: str
    why: str
    lines: tuple[str, ...]


Block = Paragraph | Points | Grid | Picture | Blank | Declared | Life


@dataclass(frozen=True)
class Section:
    """A section of a form: its number as the form has it, title, what is asked, and the answers."""

    number: str
    title: str
    asks: str
    blocks: tuple[Block, ...]
    annex: bool = False


@dataclass(frozen=True)
class Document:
    """The whole: title page, then sections, annexes last.

    facts  what stands under the title: who asks, what, date, version; label and words
    first  the first page: findings, what would change them, how many blanks wait
    """

    title: str
    language: str
    facts: tuple[tuple[str, str], ...]
    first: tuple[Block, ...]
    sections: tuple[Section, ...]
