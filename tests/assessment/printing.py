"""Prints a page as somebody would from a browser, and reads what the PDF says of itself."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = next((found for name in NAMES if (found := shutil.which(name))), None)
A4 = (595, 842)  # points
FIRST = re.compile(r'(<div class="first">.*?)<nav.*?</main>', re.S)
ANNEXES = re.compile(r'<div class="annexes.*</main>', re.S)


class Printed(NamedTuple):
    """A PDF: its pages, their sizes in points, whether it is tagged, how many tables have tags."""

    pages: int
    sizes: set[tuple[int, int]]
    tagged: bool
    tables: int


def printed(html: str, folder: Path) -> Printed:
    """The page in print."""
    page, target = folder / "page.html", folder / "page.pdf"
    page.write_text(html, encoding="utf-8")
    target.unlink(missing_ok=True)
    subprocess.run(
        [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return read(target.read_bytes())


def read(raw: bytes) -> Printed:
    """What the objects of a PDF say; those of a browser lie open in it."""
    boxes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)", raw)
    return Printed(
        len(re.findall(rb"/Type\s*/Page\b(?!s)", raw)),
        {(round(float(wide)), round(float(high))) for wide, high in boxes},
        b"/StructTreeRoot" in raw and re.search(rb"/Marked\s+true", raw) is not None,
        len(re.findall(rb"/S\s*/Table\b", raw)),
    )


def first_page_alone(html: str) -> str:
    """The page without all that comes after what is to fit the first sheet."""
    return FIRST.sub(r"\1</main>", html)


def main_part(html: str) -> str:
    """The page without its annexes."""
    return ANNEXES.sub("</main>", html)
