"""Small words that sentences about rules are made of: points, shares, lists of things."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from shutil import get_terminal_size
from textwrap import wrap
from typing import NamedTuple

from socialcredit.quantities import written

WIDEST, NARROWEST = 96, 60
GLUED = "\u00a0%"


Phrase = tuple[str, str]  # what a rule is called, or "", and what it says


class Names(NamedTuple):
    """What rules call by name: when meters start anew, and titles of lists and of entries."""

    meters: Mapping[str, str]
    lists: Mapping[str, str]
    entries: Mapping[str, str]


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


def signed(points: Fraction) -> str:
    """Return points with their sign, as catalogues print them: '+5', '-10', '0'."""
    return f"+{written(points)}" if points > 0 else written(points)


def pointed(points: Fraction, say: Callable[[Fraction], str] = written) -> str:
    """Return points with their word: '1 point', '-10 points'."""
    return f"{say(points)} {'point' if abs(points) == 1 else 'points'}"


def plain(name: str) -> str:
    """A name of a file as words: 'town-governments' is 'town governments'."""
    return name.replace("-", " ")


def heading(name: str) -> str:
    """A title, or a name such as `loan-arrears` read as one."""
    words = name if " " in name else plain(name)
    return words[:1].upper() + words[1:]


def placed(name: str) -> str:
    """A place as it is written: 'inner-mongolia' is 'Inner Mongolia'."""
    return " ".join(word[:1].upper() + word[1:] for word in plain(name).split())


def share(value: float) -> str:
    """Return a share of one as a percentage."""
    return f"{value * 100:.4g} %"


def joined(words: Iterable[str], last: str = "and") -> str:
    """Return 'a, b and c'."""
    items = list(words)
    return (
        f" {last} ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)
    )
