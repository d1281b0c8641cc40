"""A document as a Word file: real headings, lists and tables, for whoever has to go on writing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatchmethod
from io import BytesIO
from typing import Any

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
    Section,
    words_of,
)
from socialcredit.assessment.shown import word_parts as parts
from socialcredit.assessment.shown.page import guidance_of
from socialcredit.assessment.wording import label
from socialcredit.core.lazy import fetch

A4 = 21.0, 29.7  # cm
EDGE = 2.2  # cm
ROOM = A4[0] - 2 * EDGE
WIDEST, HIGHEST = 12.5, 19.0  # cm, of a picture
SHARP = 3.0  # dots of a picture for a pixel of its SVG
INK, SOFT, HEAD = "22262B", "5A616A", "E8EAED"
FACE = "Arial"  # everywhere there is one, or its twin
FRAME = 0.25  # cm between a frame's line and the page's room
LETTERS = 96  # stand beside each other in a table as wide as the page's room
SHORT = 15  # letters of a cell that is not broken where there is room
LONGEST = 200  # letters count for the width of a column
DEEPEST = 3  # level of a heading
OF = {"en": ("Page", "of"), "nl": ("Pagina", "van")}


def word_of(document: Document, made: str) -> bytes:
    """The Word file of a document; `made` is its date (ISO), which all dates in the file are."""
    writer = _Writer(document)
    writer.write()
    parts.signed(writer.file, document.title, made)
    return parts.as_bytes(writer.file, made)


def level_of(section: Section) -> int:
    """How deep the heading of a section lies: 2.1 lies in 2."""
    return min(1 + section.number.strip(".").count("."), DEEPEST)


def heading_of(section: Section) -> str:
    """Number and title, as a heading has them."""
    return f"{section.number} {section.title}".strip()


class _Writer:
    """A Word file that is being written."""

    def __init__(self, document: Document) -> None:
        self.library = parts.library()
        self.told = document
        self.file = self.library.document()
        _set_up(self.library, self.file, document.language)

    def write(self) -> None:
        """Title page, sections, annexes, each on a page of its own; what guides the reader last."""
        self._soft(self._say("stamp"))
        self.file.add_paragraph(self.told.title, style="Title")
        self._facts()
        self._blocks(self.told.first)
        for number, section in enumerate(self.told.sections):
            heading = self.file.add_heading(heading_of(section), level_of(section))
            heading.paragraph_format.page_break_before = section.annex or number == 0
            if section.asks:
                self._soft(section.asks, italic=True)
            self._blocks(section.blocks)
        self._guidance()
        self._foot()

    def _say(self, name: str) -> str:
        return label(self.told.language, name)

    def _guidance(self) -> None:
        """What the form says to whoever fills it in, apart from what is filled in."""
        found = guidance_of(self.told)
        if found:
            heading = self.file.add_heading(self._say("guidance"), 1)
            heading.paragraph_format.page_break_before = True
        for one in found:
            self.file.add_heading(f"{one.number} {one.title}".strip(), 2)
            for paragraph in one.paragraphs:
                self.file.add_paragraph(words_of(paragraph.inline))

    def _facts(self) -> None:
        if not self.told.facts:
            return
        table = self.file.add_table(rows=0, cols=2, style="Table Grid")
        for name, says in self.told.facts:
            row = table.add_row()
            parts.whole(self.library, row)
            self._cell(row.cells[0], name, bold=True)
            self._cell(row.cells[1], says)
        self._widths(table, (0.26, 0.74))
        parts.looks(self.library, table, head=False)
        self._gap()

    def _blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            self.block(block)

    @singledispatchmethod
    def block(self, block: Any) -> None:
        """A block, in the way of its kind."""
        raise TypeError(f"no Word for {type(block).__name__}")

    @block.register
    def _(self, block: Paragraph) -> None:
        if block.manner == "text":
            self.file.add_paragraph(words_of(block.inline))
        elif block.manner == "note":
            self._soft(words_of(block.inline))

    @block.register
    def _(self, block: Points) -> None:
        number = parts.numbered_anew(self.library, self.file) if block.numbered else ""
        for item in block.items:
            style = "List Number" if block.numbered else "List Bullet"
            paragraph = self.file.add_paragraph(words_of(item), style=style)
            if block.numbered:
                parts.in_list(self.library, paragraph, number)

    @block.register
    def _(self, block: Grid) -> None:
        caption = self.file.add_paragraph(style="Caption")
        caption.add_run(block.caption).bold = True
        caption.paragraph_format.keep_with_next = True
        table = self.file.add_table(rows=0, cols=len(block.head), style="Table Grid")
        head = table.add_row()
        parts.head_of_table(self.library, head)
        for cell, name in zip(head.cells, block.head, strict=True):
            self._cell(cell, name.replace("_", " "), bold=True)
            parts.shaded(self.library, cell, HEAD)
        for told in block.rows:
            row = table.add_row()
            parts.whole(self.library, row)
            for cell, inline in zip(row.cells, told, strict=True):
                self._cell(cell, words_of(inline))
        self._widths(table, shares_of(block))
        parts.looks(self.library, table, head=True)
        self._gap()
        if block.note:
            self._soft(block.note)

    @block.register
    def _(self, block: Picture) -> None:
        paragraph = self.file.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        width, height = parts.sizes_of(block.svg)
        wide = min(ROOM if 'class="wide"' in block.svg else WIDEST, HIGHEST * width / height)
        paragraph.add_run().add_picture(BytesIO(png_of(block.svg)), width=self.library.cm(wide))
        parts.described(paragraph, block.alt)
        self.file.add_paragraph(block.caption, style="Caption")

    @block.register
    def _(self, block: Blank) -> None:
        lines = [f"{self._say('blank')} {block.number}. {block.asks}"]
        lines += [block.why] if block.why else []
        for at, line in enumerate([*lines, *[""] * block.lines]):
            paragraph = self.file.add_paragraph()
            run = paragraph.add_run(line)
            run.bold, run.italic = at == 0 or None, (at == 1 and bool(block.why)) or None
            for edge in ("left_indent", "right_indent"):
                setattr(paragraph.paragraph_format, edge, self.library.cm(FRAME))
            paragraph.paragraph_format.space_after = self.library.points(0)
            paragraph.paragraph_format.keep_with_next = at < len(lines) + block.lines - 1
            parts.framed(self.library, paragraph)
        self._gap()

    @block.register
    def _(self, block: Declared) -> None:
        asks = self.file.add_paragraph()
        asks.add_run(block.asks).bold = True
        asks.add_run(f" ({self._say('declared')})").italic = True
        asks.paragraph_format.keep_with_next = True
        says = self.file.add_paragraph(block.says)
        says.paragraph_format.left_indent = self.library.cm(0.6)

    @block.register
    def _(self, block: Life) -> None:
        self.file.add_heading(block.title, DEEPEST)
        self._soft(block.why, italic=True)
        for line in block.lines:
            self.file.add_paragraph(line, style="List Bullet")

    def _soft(self, said: str, *, italic: bool = False) -> None:
        """A paragraph that stands behind the text: a note, what is asked, guidance."""
        run = self.file.add_paragraph().add_run(said)
        run.italic = italic or None
        run.font.size = self.library.points(9.5)
        run.font.color.rgb = self.library.colour.from_string(SOFT)

    def _cell(self, cell: Any, said: str, *, bold: bool = False) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = self.library.points(1)
        run = paragraph.add_run(said)
        run.bold = bold or None
        run.font.size = self.library.points(9)

    def _widths(self, table: Any, shares: Sequence[float]) -> None:
        """Widths of columns, as shares of the page's room; Word asks each cell."""
        table.autofit = False
        for column, share in zip(table.columns, shares, strict=True):
            column.width = self.library.cm(ROOM * share)
            for cell in column.cells:
                cell.width = self.library.cm(ROOM * share)

    def _gap(self) -> None:
        """A little space after a table or a frame: an empty line in small letters."""
        paragraph = self.file.add_paragraph()
        paragraph.paragraph_format.space_after = self.library.points(2)
        paragraph.add_run().font.size = self.library.points(4)

    def _foot(self) -> None:
        paragraph = self.file.sections[0].footer.paragraphs[0]
        page, of = OF.get(self.told.language, OF["en"])
        paragraph.add_run(f"{self.told.title}. {self._say('stamp')} {page} ")
        parts.field(self.library, paragraph, "PAGE")
        paragraph.add_run(f" {of} ")
        parts.field(self.library, paragraph, "NUMPAGES")


def shares_of(grid: Grid) -> tuple[float, ...]:
    """What share of the width each column has: its short words on one line, the rest by length.

    Heads are broken between words; how long they are gives no width.
    """
    rows = [[len(words_of(cell)) for cell in row] for row in grid.rows]
    heads = [max(map(len, head.split()), default=0) for head in grid.head]
    longest = [max(column) for column in zip(heads, *rows, strict=True)]
    least = [min(max(one, 4), SHORT) + 2 for one in longest]
    more = [max(min(one, LONGEST) - SHORT, 0) for one in longest]
    free = max(LETTERS - sum(least), 0)
    wide = [a + free * b / (sum(more) or 1) for a, b in zip(least, more, strict=True)]
    return tuple(one / sum(wide) for one in wide)


def png_of(svg: str) -> bytes:
    """The picture in dots, on white: ink is black on it."""
    width, height = parts.sizes_of(svg)
    ground = f'<rect width="{width:.0f}" height="{height:.0f}" fill="#{parts.WHITE}"/>'
    start = svg.index(">", svg.index("<svg")) + 1
    return bytes(fetch("vl_convert", "svg_to_png")(svg[:start] + ground + svg[start:], SHARP))


def _set_up(library: parts.Library, file: Any, language: str) -> None:
    """Page, letters and language."""
    page = file.sections[0]
    page.page_width, page.page_height = library.cm(A4[0]), library.cm(A4[1])
    page.left_margin = page.right_margin = page.top_margin = library.cm(EDGE)
    page.bottom_margin = library.cm(EDGE)
    parts.speak(library, file, language)
    sizes = {"Normal": 10, "Title": 20, "Heading 1": 15, "Heading 2": 12.5, "Heading 3": 11,
             "Caption": 9.5, "Footer": 8.5}  # fmt: skip
    for name, size in sizes.items():
        style = file.styles[name]
        style.font.size, style.font.name = library.points(size), FACE
        style.font.color.rgb = library.colour.from_string(INK)
        _one_face(library, style)
    file.styles["Caption"].font.bold = False
    file.styles["Normal"].paragraph_format.space_after = library.points(6)


def _one_face(library: parts.Library, style: Any) -> None:
    """No face of the template's theme: it would outrank the one that is named."""
    faces = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        faces.attrib.pop(library.name(f"w:{kind}"), None)
