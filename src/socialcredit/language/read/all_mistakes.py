"""A file read on past its mistakes, so that `check` can tell them all at once.

A run reads with `yaml.read`, which stops at the first. Here a key that stands twice or a tag is
noted and passed over; where a line is no YAML, the block that it stands in is taken out (its lines
stay, empty, so that all places remain right) and the rest is read.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.text import first_hidden
from socialcredit.language.read.files import bytes_of, text_of_bytes
from socialcredit.language.read.positions import Located
from socialcredit.language.read.yaml import Found, read, read_text

MOST_BLOCKS = 8  # taken out of a file before it is given up
_PLACE = re.compile(r":(\d+):(\d+)$")
_BEGAN = re.compile(r"look at what begins in line (\d+)")
_KEY = re.compile(r"""["']?([^\s"'#:\[\]{}-][^"':]*)["']?\s*:""")


class Reading(NamedTuple):
    """What could be read of a file: the tree, the mistakes, and the keys of blocks taken out."""

    tree: Located | None
    errors: list[SocialCreditError]
    gone: frozenset[str]


def read_all(path: Path | str) -> Reading:
    """What can be read of a YAML file, and every mistake in it that hides no other."""
    name = str(path)
    try:
        return Reading(read(path), [], frozenset())  # as a run does, where there is no mistake
    except SocialCreditError:
        pass
    try:
        text = text_of_bytes(bytes_of(path), name)
    except SocialCreditError as error:
        return Reading(None, [error], frozenset())
    return read_all_text(text, name)


def read_all_text(text: str, name: str) -> Reading:
    """The same for a text; `name` is the file that errors name."""
    errors: list[SocialCreditError] = []
    gone: set[str] = set()
    for _ in range(MOST_BLOCKS):
        found: Found = []
        try:
            tree = read_text(text, name, found)
            return Reading(tree, _in_order([*errors, *found]), frozenset(gone))
        except SocialCreditError as error:
            errors.append(error)
            less, keys = _without(text, error)
            if less == text:
                return Reading(None, errors, frozenset(gone))
            text, gone = less, gone | keys
    return Reading(None, errors, frozenset(gone))


def _without(text: str, error: SocialCreditError) -> tuple[str, set[str]]:
    """The text without what is at fault, and the keys that went with it."""
    place = _PLACE.search(error.where)
    if place is None or error.message.startswith("the file is empty"):
        return text, set()
    line, column = int(place[1]) - 1, int(place[2]) - 1
    lines = text.split("\n")
    if line < len(lines) and column < len(lines[line]):
        wrong = lines[line][column]
        if wrong == "\t" or first_hidden(wrong) is not None:  # a blank is as wide
            return _each_replaced(text, wrong), set()
    began = _BEGAN.search(error.hint)
    return _block_taken_out(lines, int(began[1]) - 1 if began else line)


def _each_replaced(text: str, wrong: str) -> str:
    return text.replace("\r\n", "\n").replace(wrong, " ")


def _block_taken_out(lines: list[str], line: int) -> tuple[str, set[str]]:
    """Lines of the outermost block around a line made empty, and the key that it begins with."""
    line = min(line, len(lines) - 1)
    first = line
    while first > 0 and not _begins_block(lines[first]):
        first -= 1
    last = max(first, line) + 1
    while last < len(lines) and not _begins_block(lines[last]):
        last += 1
    key = _KEY.match(lines[first])
    kept = [*lines[:first], *[""] * (last - first), *lines[last:]]
    return "\n".join(kept), {key[1].strip()} if key else set()


def _begins_block(line: str) -> bool:
    return bool(line) and line[0] not in " #\t\r}])"


def _in_order(errors: list[SocialCreditError]) -> list[SocialCreditError]:
    def place(error: SocialCreditError) -> tuple[int, int]:
        found = _PLACE.search(error.where)
        return (int(found[1]), int(found[2])) if found else (0, 0)

    return sorted(errors, key=place)
