"""What `check` finds: every mistake and every warning of the files that belong together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.check.persons import persons_in
from socialcredit.language.check.unmeant import Oddity
from socialcredit.language.read.all_mistakes import read_all
from socialcredit.language.read.diagnostics import NEXT_STEP, Problem, gather
from socialcredit.language.read.files import bytes_of, text_of_bytes
from socialcredit.language.read.positions import Located

Made = TypeVar("Made")


class Findings:
    """Mistakes in the order in which they were found, each once; beside them what is only odd."""

    def __init__(self) -> None:
        self.errors: list[SocialCreditError] = []
        self.warnings: list[SocialCreditError] = []
        self.begun: set[Path] = set()
        self.gone: set[str] = set()
        self._told: set[tuple[str, str]] = set()

    def take(self, error: SocialCreditError) -> None:
        """Note an error and those inside it."""
        for one in (error, *error.others):
            self._note(self.errors, one)

    def odd(self, tree: Located, oddities: Iterable[Oddity]) -> None:
        """Note what is allowed and surely not meant, each with what to do about it."""
        for problem, hint in oddities:
            told = gather(tree, [problem])
            told.hint = hint
            self._note(self.warnings, told)

    def note_odd(self, told: SocialCreditError) -> None:
        """Note one thing that is odd."""
        self._note(self.warnings, told)

    def odd_text(self, path: Path) -> None:
        """Note what in a file looks like somebody's number or address."""
        try:
            text = text_of_bytes(bytes_of(path), str(path))
        except SocialCreditError:
            return
        for told in persons_in(text, str(path)):
            self.note_odd(told)

    def refuse(self, tree: Located, problems: Iterable[Problem]) -> bool:
        """Note what does not fit a file; whether there was anything."""
        found = list(problems)
        if found:
            self.take(gather(tree, found))
        return bool(found)

    def tried(self, make: Callable[..., Made], *given: Any) -> Made | None:
        """What a function makes, or None where it refuses; what it says is noted."""
        try:
            return make(*given)
        except SocialCreditError as error:
            self.take(error)
            return None

    def begins(self, path: Path) -> bool:
        """Whether a file is looked at for the first time."""
        new = path.resolve() not in self.begun
        self.begun.add(path.resolve())
        return new

    def read(self, path: Path) -> Located:
        """The tree of a file without what cannot be read of it; mistakes are noted."""
        reading = read_all(path)
        self.odd_text(path)
        for error in reading.errors:
            self.take(error)
        self.gone |= reading.gone
        if reading.tree is None:
            raise reading.errors[0]
        return reading.tree

    def raised(self) -> None:
        """Raise everything that was found as one error, if there is any."""
        if self.errors:
            raise as_one(self.errors)

    def _note(self, notes: list[SocialCreditError], error: SocialCreditError) -> None:
        key = (error.where, error.message)
        if key not in self._told:
            self._told.add(key)
            hint = "" if error.hint == NEXT_STEP else error.hint
            notes.append(
                SocialCreditError(
                    error.message, error.where, error.text, error.expected, hint, meant=error.meant
                )
            )


def as_one(errors: Sequence[SocialCreditError]) -> SocialCreditError:
    """The first error, with the others inside it and a next step at their end."""
    first, *others = errors
    last = errors[-1]
    last.hint = last.hint or NEXT_STEP
    first.others = tuple(others)
    return first
