"""Files as text: whole, in UTF-8, and nothing in them that cannot be seen."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.text import code_of, first_hidden

MOST_BYTES = 4_000_000
WIDE = (b"\xff\xfe", b"\xfe\xff")  # how UTF-16 begins
OF_EXCEL = "; in Excel that is `CSV UTF-8`, and `Unicode text` is not"


def bytes_of(path: Path | str) -> bytes:
    """What a file holds, and a byte more than any may where it holds more.

    Raises SocialCreditError for what is no file: a pipe would be waited for, a device is endless.
    """
    name = str(path)
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            raise SocialCreditError(
                "this is a folder, not a file", name, expected="a file of text", hint="name a file"
            )
        if not stat.S_ISREG(mode):
            raise SocialCreditError(
                "this is not a file that can be read to its end",
                name,
                expected="a file of text",
                hint="write the text into a file and name that",
            )
        with open(path, "rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SocialCreditError(
            f"the file cannot be read ({reason})", name, hint="check the path"
        ) from None


def text_of_bytes(data: bytes, name: str) -> str:
    """The text of a file; `name` is what errors call it."""
    if len(data) > MOST_BYTES:
        raise SocialCreditError(
            "the file is too large", f"{name}:1:1", expected=f"at most {MOST_BYTES:,} bytes",
            hint="this is no file of rules, places or margins; name the one that is",
        )  # fmt: skip
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = line_and_column(data[: error.start].decode("utf-8", "replace"))
        wide = data.startswith(WIDE)
        raise SocialCreditError(
            "the file is in UTF-16, not in UTF-8" if wide else "the file is not in UTF-8",
            f"{name}:{line}:{column}",
            text=f"byte 0x{data[error.start]:02x}",
            expected="text in UTF-8",
            hint="save the file again with the encoding UTF-8" + (OF_EXCEL if wide else ""),
        ) from None


def refuse_hidden(text: str, name: str) -> None:
    """Nothing in a file, remarks included, may look like something else than it is."""
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        at = first_hidden(line)
        if at is not None:
            raise hidden_character(f"{name}:{number}:{at + 1}", line[at])


def hidden_character(where: str, character: str) -> SocialCreditError:
    """What is said of a character that nobody sees."""
    return SocialCreditError(
        "a character that cannot be seen, or that turns the text round, is not allowed",
        where,
        text=f"character {code_of(character)}",
        expected="letters, digits and signs that can be seen",
        hint="delete the character",
    )


def refuse_hidden_in(words: str, where: str) -> None:
    """The same for what was typed, or came from a program."""
    at = first_hidden(words)
    if at is not None:
        raise hidden_character(where, words[at])


def line_and_column(before: str) -> tuple[int, int]:
    """Where a text goes on after what stands before; both count from 1."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def shorten(text: str) -> str:
    """Return a text on one line of at most 80 characters, for an error message."""
    line = " ".join(text.split())
    return line if len(line) <= 80 else line[:77] + "..."
