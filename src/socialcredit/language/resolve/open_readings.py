"""Whether open readings hold what they say: named once, written first, and every change fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.language.model.provenance import ASSUMED
from socialcredit.language.model.readings import OpenReading, Option
from socialcredit.language.read.diagnostics import Problem, fitted
from socialcredit.language.read.positions import Loc
from socialcredit.language.resolve.asked import Whole
from socialcredit.language.resolve.change import change_of
from socialcredit.language.resolve.doubts import doubts_of, led
from socialcredit.language.resolve.overrides import apply_sets


def problems_of_readings(file: Any, root: tuple[str, ...]) -> Iterator[Problem]:
    """What does not fit in the open readings of a file; changes of other files are not tried.

    root  the steps of a path that lead to the file
    """
    names = [one.reading for one in file.readings]
    for index, one in enumerate(file.readings):
        loc: Loc = ("readings", index)
        if one.reading in names[:index]:
            message = f"there are two readings `{one.reading}`"
            yield Problem((*loc, "reading"), message, "one name for each")
        yield from _source(file, one, loc)
        yield from _options(one, loc)
        for number, option in enumerate(one.options):
            yield from _changes(file, root, option, (*loc, "options", number, "changes"))


def _source(file: Any, one: OpenReading, loc: Loc) -> Iterator[Problem]:
    documents = getattr(file, "documents", None) or getattr(file, "sources", None)
    known = [*(documents if isinstance(documents, dict) else ()), ASSUMED]
    if documents is not None and one.source not in known:
        message, expected = f"there is no document `{one.source}`", "one of " + ", ".join(known)
        yield Problem((*loc, "source"), message, expected, nearest(one.source, known))


def _options(one: OpenReading, loc: Loc) -> Iterator[Problem]:
    names = [option.option for option in one.options]
    for number, option in enumerate(one.options):
        at: Loc = (*loc, "options", number)
        if option.option in names[:number]:
            message = f"there are two options `{option.option}`"
            yield Problem((*at, "option"), message, "one name for each")
        if number == 0 and option.changes:
            message = "the first option is what is written, and changes nothing"
            yield Problem((*at, "changes"), message, "an option without changes before it")
        if number > 0 and not option.changes:
            message = f"`{option.option}` changes nothing, as the first option does"
            yield Problem(at, message, "changes: [PATH=VALUE], such as this.PATH=VALUE")


def _changes(file: Any, root: tuple[str, ...], option: Option, loc: Loc) -> Iterator[Problem]:
    """Changes of an option that lead nowhere or do not fit, as far as they are of this file."""
    data: Any = None
    for index, told in enumerate(option.changes):
        try:
            change = change_of(led(root, told))
            if tuple(change.path[: len(root)]) == root and _own(change.path, root):
                data = data or file.model_dump(mode="json", by_alias=True)
                change.put_in(data, change.path[len(root) :], [*root])
        except SocialCreditError as error:
            yield Problem((*loc, index), error.message, error.expected, error.meant)
            return
    fit, problems = fitted(type(file), data) if data else (file, [])
    if fit is None:
        at = ".".join(str(step) for step in problems[0].loc)
        message = f"`{option.option}` does not fit: {problems[0].message} (at {at})"
        yield Problem(loc, message, problems[0].expected, problems[0].meant)


def _own(path: Sequence[str], root: tuple[str, ...]) -> bool:
    """Whether a path of the scenario's file leads to a field of its own."""
    return bool(root) or path[0] not in ("schemes", "assumptions", "responses")


def errors_of_doubts(whole: Whole) -> Iterator[SocialCreditError]:
    """Doubts of a run that cannot be at one of their ends, or options that cannot be taken.

    All of one side are tried together, and one at a time only where that does not fit.
    """
    doubts = [one for one in doubts_of(*whole) if not one.ways]
    for word, u in (("lower", 0.0), ("upper", 1.0)):
        every = [change for one in doubts for change in one.changes(u)]
        if _refused(whole, every) is not None:
            for one in doubts:
                error = _refused(whole, one.changes(u))
                if error is not None:
                    yield _told(f"the doubt `{one.name}` has no {word} end", error)
    for one in doubts_of(*whole):
        for way in one.ways:
            error = _refused(whole, way.changes)
            if error is not None:
                said = f"the option `{way.option}` of the reading `{one.name}` cannot be taken"
                yield _told(said, error)


def _refused(whole: Whole, changes: Sequence[str]) -> SocialCreditError | None:
    try:
        apply_sets(*whole, changes)
    except SocialCreditError as error:
        return error
    return None


def _told(said: str, error: SocialCreditError) -> SocialCreditError:
    return SocialCreditError(
        f"{said}: {error.message}",
        text=error.where.removeprefix("--set "),
        expected=error.expected,
        meant=error.meant,
        hint="correct it in the file that says so; `socialcredit doubts SCENARIO` lists them",
    )
