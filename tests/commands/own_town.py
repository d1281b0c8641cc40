"""A town of one's own, made by the commands of the page that tells how."""

import contextlib
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from socialcredit.cli import main

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "own-place.md"
NEW = (
    "new", "place", "waldau", "--census", "example", "--urban", "0.8", "--minority", "0.06",
    "--currency", "euro", "--median-income", "24100", "--year", "2023",
)  # fmt: skip
FEW = 300  # residents, where the page has 20,000


class Outcome(NamedTuple):
    """Exit code, stdout and stderr of one call."""

    code: int
    out: str
    err: str


def said(*words: str) -> Outcome:
    """What a shell would see of a command."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        with pytest.raises(SystemExit) as left:
            main(list(words))
    return Outcome(int(left.value.code or 0), out.getvalue(), err.getvalue())


def commands() -> list[list[str]]:
    """Every command of the page, in words."""
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return [line.split() for block in blocks for line in block.splitlines()]


@contextlib.contextmanager
def lived(folder: Path) -> Iterator[Path]:
    """Within the folder of the page after its run, as its commands and its one edit leave it."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        for words in commands():
            if words[0] == "cd":
                os.chdir(words[1])
            elif words[:2] == ["socialcredit", "run"]:
                _edited(Path("waldau.yaml"))
                seen = said(*words[1:], "--years", "1")
                assert seen.code == 0, seen.err
                break
            else:
                seen = said(*words[1:])
                assert seen.code == 0, seen.err
        yield Path.cwd()
    finally:
        os.chdir(before)


def _edited(scenario: Path) -> None:
    """The edit that the page asks for; and fewer people, so that it is quick."""
    text = scenario.read_text(encoding="utf-8")
    old, new = re.findall(r"```yaml\n(schemes: .*?)\n```", PAGE.read_text(encoding="utf-8"))
    assert old in text and "people: 20000" in text
    text = text.replace(old, new).replace("people: 20000", f"people: {FEW}")
    scenario.write_text(text, encoding="utf-8")


def run_in(town: Path) -> Path:
    """The town's run."""
    (folder,) = (town / "runs").glob("waldau*")
    return folder
