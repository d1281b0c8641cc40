"""CONTRIBUTING says "where does it go": twenty changes at least, with files that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "socialcredit"
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
FILE = re.compile(r"`([\w./-]+(?:\.\w+|/))`")


def rows() -> list[tuple[str, str]]:
    """What somebody wants, and where it goes."""
    section = PAGE.partition("## Where does it go")[2].partition("\n---\n")[0]
    told = re.findall(r"^\| (.+?) \| (.+) \|$", section, re.MULTILINE)
    return [(wanted, files) for wanted, files in told if wanted not in ("you want", "---")]


def found(name: str) -> bool:
    return (PACKAGE / name).exists() or (ROOT / name).exists()


def test_twenty_changes_are_answered_each_with_files_that_are_there():
    assert len(rows()) >= 20
    for wanted, files in rows():
        names = FILE.findall(files)
        assert names, wanted
        assert [name for name in names if not found(name)] == [], wanted


def test_every_file_that_the_page_names_is_there():
    names = {name for name in FILE.findall(PAGE) if "/" in name and "NAME" not in name}
    assert sorted(name for name in names if not found(name)) == []


def test_every_room_is_entered_by_some_change():
    named = {name.split("/")[0] for _, files in rows() for name in FILE.findall(files)}
    rooms = {"language", "compile", "stages", "month", "engine", "results", "report", "experiments"}
    assert rooms <= named
