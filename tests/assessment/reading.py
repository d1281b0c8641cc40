"""Reads what an assessment left as somebody would who holds one file against another."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from io import BytesIO, StringIO
from typing import Any, NamedTuple

import docx

from socialcredit.assessment.document import (
    Blank,
    Block,
    Declared,
    Document,
    Grid,
    Life,
    Paragraph,
    Picture,
    Points,
    words_of,
)
from socialcredit.results.measures.registry import measure_of
from socialcredit.results.words.measured import tell

# A part of a number, as a document has it, and its column in the table of numbers.
COLUMNS = {
    "value": "value", "luck.low": "luck_low", "luck.high": "luck_high",
    "assumptions.low": "assumptions_low", "assumptions.high": "assumptions_high",
}  # fmt: skip
# Words of a verdict, which no file of an assessment may say of a scheme.
VERDICT = re.compile(r"\b(?:il|un)?(?:legal|lawful)(?:ly|ity|ness)?\b|\b(?:non-?)?complian\w*\b|"
                     r"\bonrechtmatig\w*\b|\brechtmatig\w*\b|\b(?:il)?legaal\b", re.I)  # fmt: skip
# What is said of something else than the scheme: of deeds, of a ground that the deployer names, of
# a kind of body, of this document.
ALLOWED = (
    "lawful deeds", "watched, lawful", "lawful, watched", "though lawful", r"M12\.lawful",
    "legal basis", "(?:no|not) legal advice", "Compliance with principles and rights",
)  # fmt: skip


class Told(NamedTuple):
    """A number as the page has it: of which line of the table, exactly, and in words."""

    key: str
    alternative: str
    part: str
    value: str
    words: str


class Page(HTMLParser):
    """A page: its numbers, its tables as rows of cells, its text in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.numbers: list[Told] = []
        self.tables: list[list[list[str]]] = []
        self.text = ""
        self._open: dict[str, str] | None = None
        self._words = ""
        self._cell: list[str] | None = None
        self._silent = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("style", "script", "svg", "title"):
            self._silent += 1
        elif tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self._cell = []
        elif tag == "data":
            self._open, self._words = given, ""
        self.text += " " if tag not in ("data", "i", "span", "small", "strong") else ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script", "svg", "title"):
            self._silent -= 1
        elif tag in ("td", "th") and self._cell is not None:
            self.tables[-1][-1].append(plain_text("".join(self._cell)))
            self._cell = None
        elif tag == "data" and self._open is not None:
            of = self._open
            told = of["data-key"], of["data-alternative"], of["data-part"], of["value"]
            self.numbers.append(Told(*told, plain_text(self._words)))
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self.text += data
        self._words += data
        if self._cell is not None:
            self._cell.append(data)


def plain_text(text: str) -> str:
    """Words with single spaces, whichever kinds of space stand between them."""
    return re.sub(r"\s+", " ", text.replace("\u202f", " ").replace("\u2060", "")).strip()


def rows_of(table: str) -> dict[tuple[str, str], dict[str, str]]:
    """The table of numbers by key and alternative."""
    return {(row["key"], row["alternative"]): row for row in csv.DictReader(StringIO(table))}


def page_against_table(page: Page, table: str) -> list[str]:
    """Every number of the page that the table has otherwise, or tells otherwise; none if equal."""
    rows, wrong = rows_of(table), []
    for told in page.numbers:
        row = rows.get((told.key, told.alternative))
        if row is None:
            wrong.append(f"{told.key} {told.alternative}: not in the table")
            continue
        there = row[COLUMNS[told.part]]
        if there == "" or float(there) != float(told.value):
            wrong.append(f"{told.key} {told.part}: {told.value} on the page, {there} in the table")
        elif plain_text(tell(measure_of(told.key), float(there))) != told.words:
            wrong.append(f"{told.key} {told.part}: told as {told.words}")
    return wrong


def atoms(document: Document) -> Iterator[str]:
    """All words of a document in their order, but its guidance, which each way shows elsewhere."""
    yield document.title
    for label, says in document.facts:
        yield from (label, says)
    yield from _words(document.first)
    for section in [*_part(document, False), *_part(document, True)]:
        yield from (section.number, section.title, section.asks)
        yield from _words(section.blocks)


def _part(document: Document, annex: bool) -> list:
    return [section for section in document.sections if section.annex is annex]


def _words(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _of(block)


def _of(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield "" if block.manner == "guidance" else words_of(block.inline)
        case Points():
            yield from map(words_of, block.items)
        case Grid():
            yield from (block.caption, *(one.replace("_", " ") for one in block.head))
            yield from (words_of(cell) for row in block.rows for cell in row)
            yield block.note
        case Picture():
            yield block.caption
        case Blank():
            yield from (str(block.number), block.asks, block.why)
        case Declared():
            yield from (block.asks, block.says)
        case Life():
            yield from (block.title, block.why, *block.lines)


def missing(document: Document, text: str) -> list[str]:
    """Words of the document that the text does not have, each behind those before it."""
    dense, at, lost = _dense(text), 0, []
    for atom in atoms(document):
        found = dense.find(_dense(atom), at)
        if found < 0:
            lost.append(atom)
        else:
            at = found + len(_dense(atom))
    return lost


def _dense(text: str) -> str:
    return re.sub(r"\s", "", plain_text(text))


class Word(NamedTuple):
    """A Word file: its text in order, and its tables."""

    text: str
    tables: list[list[list[str]]]


def word(raw: bytes) -> Word:
    """What somebody reads who opens it."""
    file = docx.Document(BytesIO(raw))
    parts = []
    for one in file.iter_inner_content():
        if hasattr(one, "rows"):
            parts += [cell.text for row in one.rows for cell in row.cells]
        else:
            parts.append(one.text)
    tables = [[[plain_text(c.text) for c in row.cells] for row in t.rows] for t in file.tables]
    return Word(" ".join(parts), tables)


def quoted(told: Any) -> list[str]:
    """What rules and files call deeds and doors that has such a word in it: it is theirs."""
    if isinstance(told, str):
        return [told, told.replace("-", " ")] if VERDICT.search(told) else []
    inner = told.values() if isinstance(told, Mapping) else told if isinstance(told, list) else ()
    return [name for one in inner for name in quoted(one)]


def verdicts(text: str, names: Iterable[str] = ()) -> list[str]:
    """Words of a verdict, each with what stands around it; none that is said of something else."""
    text = plain_text(text)
    for phrase in (*ALLOWED, *map(re.escape, names)):
        text = re.sub(phrase, " ", text, flags=re.I)
    return [text[max(0, one.start() - 40) : one.end() + 40] for one in VERDICT.finditer(text)]
