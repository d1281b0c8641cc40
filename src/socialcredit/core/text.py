"""Words on a page: width, wrapping, lists, names read as titles."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from shutil import get_terminal_size
from textwrap import wrap

# Unseen, though Unicode counts them among letters and marks.
BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# Controls, formats (bidirectional and zero-width ones), halves of pairs, separators of lines.
HIDDEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


def is_hidden(character: str) -> bool:
    """Whether a character cannot be seen, or moves what is seen; a line's end and a tab can."""
    if character in "\n\t" or " " <= character <= "~":
        return False
    return character in BLANK or unicodedata.category(character) in HIDDEN


def first_hidden(text: str) -> int | None:
    """Where the first such character stands; None in a text that is what it looks like."""
    if text.isascii() and text.isprintable():
        return None
    return next((place for place, each in enumerate(text) if is_hidden(each)), None)


def code_of(character: str) -> str:
    """The number by which a character is known: U+202E."""
    return f"U+{ord(character):04X}"


def printed(text: object) -> str:
    """A text of somebody else's as a terminal may show it: on one line, nothing in it hidden."""
    told = str(text)
    if told.isascii() and told.isprintable():
        return told
    return "".join(_escaped(each) if is_hidden(each) or each in "\n\t" else each for each in told)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def upper_first(text: str) -> str:
    """Words as a sentence begins; those after the first letter stay as they are."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """A title within a sentence; one that begins with capitals, like SMS, stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


WIDEST, NARROWEST = 96, 30
GLUED = "\u00a0%"


def page_width() -> int:
    """Columns of text: those of the terminal, but no more than read well; 96 for a file."""
    return min(WIDEST, max(NARROWEST, get_terminal_size((WIDEST, 24)).columns))


def wrapped(text: str, first: str = "", later: str = "") -> list[str]:
    """A text in lines that fit a terminal; addresses of pages stay whole, and so does '12 %'."""
    lines = wrap(
        text.replace(" %", GLUED), page_width(), initial_indent=first, subsequent_indent=later,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return [line.replace(GLUED, " %") for line in lines]


def plain(name: str) -> str:
    """A name of a file as words: 'town-governments' is 'town governments'."""
    return name.replace("-", " ")


def heading(name: str) -> str:
    """A title, or a name such as `loan-arrears` read as one."""
    words = name if " " in name else plain(name)
    return upper_first(words)


def placed(name: str) -> str:
    """A place as it is written: 'inner-mongolia' is 'Inner Mongolia'."""
    return " ".join(upper_first(word) for word in plain(name).split())


def counted(count: int, one: str, many: str = "") -> str:
    """So many of something: `1 list`, `2 lists`, `1 entry` with `entries` given."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def joined(words: Iterable[str], last: str = "and") -> str:
    """Return 'a, b and c'."""
    items = list(words)
    return (
        f" {last} ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)
    )
