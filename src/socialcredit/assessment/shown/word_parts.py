"""What a Word file needs besides text, as its own XML: fields, frames, heads of tables, languages.

Written by ECMA-376 (Office Open XML), part 1: 17.16 fields, 17.4 tables, 17.3.1.24 frames of
paragraphs, 17.9 numbering, 20.4.2.5 docPr (words for whoever cannot see a picture).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.lazy import fetch

LANGUAGES = {"en": "en-GB", "nl": "nl-NL"}
WHITE = "FFFFFF"
UNIX = 3  # the system that a ZIP file says it was made on, wherever it was


class Library(NamedTuple):
    """What is used of python-docx: the one place that knows where it lies."""

    document: Any
    element: Any  # OxmlElement
    name: Any  # qn
    cm: Any
    points: Any
    colour: Any


def library() -> Library:
    """The library that writes Word files; it is an extra."""
    try:
        return Library(
            fetch("docx", "Document"), fetch("docx.oxml", "OxmlElement"),
            fetch("docx.oxml.ns", "qn"), fetch("docx.shared", "Cm"), fetch("docx.shared", "Pt"),
            fetch("docx.shared", "RGBColor"),
        )  # fmt: skip
    except ImportError:
        raise SocialCreditError(
            "a Word file is written with a library that is not installed",
            text="docx",
            hint="pip install 'socialcredit[docx]', or leave out --docx: the page prints as well",
        ) from None


def element(library: Library, tag: str, **values: str) -> Any:
    """An element `w:tag` with attributes `w:...`."""
    made = library.element(f"w:{tag}")
    for name, value in values.items():
        made.set(library.name(f"w:{name}"), value)
    return made


def field(library: Library, paragraph: Any, code: str) -> None:
    """A field that Word works out, such as PAGE, with 1 until it has."""
    run = paragraph.add_run()
    parts: list[tuple[str, str | None]] = [
        ("begin", None), ("", code), ("separate", None), ("1", None), ("end", None),
    ]  # fmt: skip
    for kind, instruction in parts:
        if instruction is not None:
            told = element(library, "instrText")
            told.text = instruction
            run._r.append(told)
        elif kind.isdigit():
            told = element(library, "t")
            told.text = kind
            run._r.append(told)
        else:
            run._r.append(element(library, "fldChar", fldCharType=kind))


def framed(library: Library, paragraph: Any) -> None:
    """A frame around the paragraph; frames of neighbours are one."""
    borders = element(library, "pBdr")
    for side in ("top", "left", "bottom", "right"):
        borders.append(element(library, side, val="single", sz="8", space="6", color="22262B"))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def head_of_table(library: Library, row: Any) -> None:
    """The row is repeated on every page that the table reaches."""
    told = row._tr.get_or_add_trPr()
    told.append(element(library, "cantSplit"))
    told.append(element(library, "tblHeader"))


def whole(library: Library, row: Any) -> None:
    """The row is not split between two pages."""
    row._tr.get_or_add_trPr().append(element(library, "cantSplit"))


def shaded(library: Library, cell: Any, fill: str) -> None:
    """The cell's ground."""
    told = cell._tc.get_or_add_tcPr()
    told.append(element(library, "shd", val="clear", color="auto", fill=fill))


def looks(library: Library, table: Any, *, head: bool) -> None:
    """What readers aloud are told: whether the first row has heads; the first column has."""
    told = table._tbl.tblPr
    for old in told.findall(library.name("w:tblLook")):
        told.remove(old)
    told.append(
        element(library, "tblLook", val="04A0" if head else "0480", firstRow="1" if head else "0",
                lastRow="0", firstColumn="1", lastColumn="0", noHBand="0", noVBand="1")
    )  # fmt: skip


def described(paragraph: Any, alt: str) -> None:
    """Words for whoever cannot see the picture in this paragraph."""
    for one in paragraph._p.iter():
        if one.tag.endswith("}docPr"):
            one.set("descr", alt)


def numbered_anew(library: Library, document: Any) -> str:
    """A numbering that begins at 1: its id, for the paragraphs of one list."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    used = style.find(f".//{library.name('w:numId')}").get(library.name("w:val"))
    same = next(
        one for one in numbering.findall(library.name("w:num"))
        if one.get(library.name("w:numId")) == used
    )  # fmt: skip
    abstract = same.find(library.name("w:abstractNumId")).get(library.name("w:val"))
    ids = [
        int(one.get(library.name("w:numId"))) for one in numbering.findall(library.name("w:num"))
    ]
    made = element(library, "num", numId=str(max(ids) + 1))
    made.append(element(library, "abstractNumId", val=abstract))
    over = element(library, "lvlOverride", ilvl="0")
    over.append(element(library, "startOverride", val="1"))
    made.append(over)
    numbering.append(made)
    return str(max(ids) + 1)


def in_list(library: Library, paragraph: Any, number: str) -> None:
    """The paragraph is counted by this numbering."""
    told = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    told.get_or_add_ilvl().val = 0
    told.get_or_add_numId().val = int(number)


def speak(library: Library, document: Any, language: str) -> None:
    """The language in which the whole is read aloud and checked for spelling."""
    told = LANGUAGES.get(language, language)
    for one in document.styles.element.iter(library.name("w:lang")):
        one.set(library.name("w:val"), told)
        one.set(library.name("w:eastAsia"), told)
    document.core_properties.language = told


def signed(document: Any, title: str, made: str) -> None:
    """What a file says of itself: its title and its date; no name, and no machine."""
    when = datetime.combine(date.fromisoformat(made[:10]), datetime.min.time())
    properties = document.core_properties
    properties.title = title
    properties.created = properties.modified = when
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.revision = 1


def as_bytes(document: Any, made: str) -> bytes:
    """The file; the same document gives the same bytes: dates inside are the document's own."""
    raw, told = BytesIO(), BytesIO()
    document.save(raw)
    year, month, day = (int(part) for part in made[:10].split("-"))
    with ZipFile(raw) as packed, ZipFile(told, "w", ZIP_DEFLATED) as fixed:
        for name, content in _members(packed):
            info = ZipInfo(name, (year, month, day, 0, 0, 0))
            info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, UNIX, 0
            fixed.writestr(info, content)
    return told.getvalue()


def _members(packed: ZipFile) -> Iterator[tuple[str, bytes]]:
    """What lies in it, the list of contents first, as the format's readers expect it."""
    first = "[Content_Types].xml"
    for name in sorted(packed.namelist(), key=lambda one: (one != first, one)):
        yield name, packed.read(name)


def sizes_of(svg: str) -> tuple[float, float]:
    """Width and height of a picture, by its view box."""
    found = re.search(r'viewBox="[\d.\-]+ [\d.\-]+ ([\d.]+) ([\d.]+)"', svg)
    if found is None:
        return 4.0, 3.0
    return float(found[1]), float(found[2])
