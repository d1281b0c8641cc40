"""What looks like somebody's number or address: no person belongs in a file of this laboratory."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.read.files import line_and_column

# Addresses of pages and numbers of books, in which digits mean nobody.
_CITED = re.compile(
    r"https?://\S+|\bdoi:?\s*\S+|\b10\.\d{4,9}/\S+|\bISBN[ :-]*[\dXx -]{10,17}"
    r"|(?<![\w@.-])(?:[a-z0-9-]+\.)+[a-z]{2,}/\S+",
    re.IGNORECASE,
)
_IDENTITY = re.compile(r"(?<!\d)(\d{6})[ -]?((?:18|19|20)\d{2})[ -]?(\d{2})[ -]?(\d{2})[ -]?\d{3}"
                       r"[\dXx](?![\dA-Za-z])")  # fmt: skip
# From the first letter of a word alone: from each of them, a text of one long word takes minutes.
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
_TELEPHONES = (
    re.compile(r"(?<![\d.,-])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\d.,]\d|\d)"),
    re.compile(r"(?<![\d.,-])\(?0\d{2,3}\)?[ -]\d{7,8}(?!\d)"),
    re.compile(r"(?<![\w.,+-])\+\d{1,3}(?:[ -]?\(?\d{1,5}\)?){2,5}(?!\d)"),
)
# Nine digits, as few as any number here has, and what could be one of them near such.
_NINE_DIGITS = re.compile(r"\d(?:[ ()-]{0,3}\d){8}")
_A_NUMBER = re.compile("|".join(one.pattern for one in (_IDENTITY, *_TELEPHONES)))
NEAR = 40  # letters, more than a number has
_WIDE = re.compile(r"[^\x00-\x7f]")
HINT = "take it out: everybody here is made up, and no person belongs in a file"


def persons_in(text: str, name: str) -> Iterator[SocialCreditError]:
    """Yield what looks like an identity number, a telephone number or an address for letters."""
    plain = _as_wide(text)
    if "@" not in plain and not _has_number(plain):
        return  # as nearly always, and what follows takes as long as reading the text
    without = _CITED.sub(lambda found: "~" * len(found[0]), plain)
    found: list[tuple[int, str, str]] = []
    for match in _MAIL.finditer(re.sub(r"https?://\S+", lambda m: "~" * len(m[0]), plain)):
        found.append((match.start(), "an e-mail address", match[0]))
    for match in _IDENTITY.finditer(without):
        if _is_day(match[2], match[3], match[4]):
            found.append((match.start(), "an identity number", match[0]))
    taken = {place for place, _, _ in found}
    for pattern in _TELEPHONES:
        for match in pattern.finditer(without):
            if _digits(match[0]) >= 9 and match.start() not in taken:
                taken.add(match.start())
                found.append((match.start(), "a telephone number", match[0]))
    for place, what, told in sorted(found):
        line, column = line_and_column(text[:place])
        message = f"this looks like {what}"
        yield SocialCreditError(
            message, f"{name}:{line}:{column}", told, "nothing of the kind", HINT
        )


def _has_number(plain: str) -> bool:
    """Whether there may be a number of somebody's, in what is cited or elsewhere.

    What is cited ends before a space, but for numbers of books, behind which a digit may stand.
    """
    return "isbn" in plain.lower() or any(
        _A_NUMBER.search(plain, max(0, found.start() - NEAR), found.end() + NEAR)
        for found in _NINE_DIGITS.finditer(plain)
    )


def _as_wide(text: str) -> str:
    """Digits and signs of other widths as plain ones, place by place."""
    return _WIDE.sub(lambda found: _plain(found[0]), text)


def _plain(letter: str) -> str:
    told = unicodedata.normalize("NFKC", letter)
    return told if len(told) == 1 else letter


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _digits(text: str) -> int:
    return sum(each.isdigit() for each in text)
