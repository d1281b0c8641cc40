"""The one error that users of the package meet, and the search for the name they meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from socialcredit.core.text import printed


def nearest(word: str, options: Iterable[str]) -> str | None:
    """Return the option that `word` was most likely meant to be, or None when nothing is close.

    Closeness is the Ratcliff-Obershelp ratio of `difflib`; case is ignored, and so is the
    difference between `_`, `-` and a space, because people mix them up without noticing.
    """
    plain: dict[str, str] = {}
    for option in options:
        plain.setdefault(_plain(option), option)
    found = difflib.get_close_matches(_plain(word)[:200], list(plain), n=1, cutoff=0.6)
    return plain[found[0]] if found else None


def _plain(word: str) -> str:
    return word.lower().replace("_", "-").replace(" ", "-")


class SocialCreditError(Exception):
    """Something the user can put right.

    message   what is wrong, precisely and without blame
    where     `file:line:column`, empty when the cause is in no file
    text      the offending text as it was written
    expected  what would have been right there
    meant     the nearest valid name, where there is one
    hint      the next step
    others    further errors found in the same reading, in file order
    """

    def __init__(
        self,
        message: str,
        where: str = "",
        text: str = "",
        expected: str = "",
        hint: str = "",
        *,
        meant: str | None = None,
        others: Sequence[SocialCreditError] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.text = text
        self.expected = expected
        self.hint = hint
        self.meant = meant
        self.others = tuple(others)

    def render(self) -> str:
        """Return the whole message for a terminal: one paragraph for each error."""
        return "\n\n".join(error.render_one() for error in (self, *self.others))

    def render_one(self) -> str:
        """Return this error alone, without those that were found beside it.

        Whatever it quotes was written by somebody else: each line is shown as `printed` does, so
        that no name or path can move the cursor, turn the text round or add lines of its own.
        """
        lines = [f"{self.where}: {self.message}" if self.where else self.message]
        if self.text:
            lines.append(f"  found:    {self.text}")
        if self.expected:
            lines.append(f"  expected: {self.expected}")
        if self.meant:
            lines.append(f"  did you mean '{self.meant}'?")
        if self.hint:
            lines.append(f"  next: {self.hint}")
        return "\n".join(map(printed, lines))

    def as_fields(self) -> dict[str, str]:
        """This error alone, for a machine to read."""
        fields = {
            "where": self.where,
            "message": self.message,
            "found": self.text,
            "expected": self.expected,
            "meant": self.meant or "",
            "next": self.hint,
        }
        return {name: printed(value) for name, value in fields.items()}

    def __str__(self) -> str:
        return self.render()
