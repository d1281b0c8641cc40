"""From what a person asks for to what the engine is told: changes to a scenario, a fresh folder.

The command line and the Python face share these, so both mean the same by "years" and "seed".
"""

import errno
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from pydantic_core import PydanticCustomError

from socialcredit.core.calendar import last_day
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.limits import MOST_DAYS
from socialcredit.language.model.scenario import MOST_PEOPLE, MOST_SEED
from socialcredit.language.read.quantities import day_of
from socialcredit.language.read.yaml import resolve
from socialcredit.language.resolve.asked import Asked

LONGEST_MONTH = 31
MOST_TIMED = MOST_DAYS - LONGEST_MONTH  # days that `bench` measures


def changes(
    start: date,
    people: int | None = None,
    years: int | None = None,
    seed: int | None = None,
    further: Iterable[str] = (),
) -> list[str]:
    """Options as `path=value` changes of a scenario, so that values are checked in one place.

    The `further` changes come last; years are counted from the day that the run will start.
    """
    further = list(further)
    sets: list[str] = []
    if people is not None:
        _within("people", people, 1, MOST_PEOPLE)
        sets.append(Asked(f"people={people}", f"--people {people}"))
    if years is not None:
        last = last_day(_start_after(start, further), years)
        sets.append(Asked(f"to={last}", f"--years {years}"))
    if seed is not None:
        _within("seed", seed, 0, MOST_SEED)
        sets.append(Asked(f"seed={seed}", f"--seed {seed}"))
    return sets + further


def _within(option: str, number: int, least: int, most: int) -> None:
    """Refuse a number by the name of the option that gave it."""
    if not least <= number <= most:
        raise SocialCreditError(
            f"this number is too {'small' if number < least else 'large'}",
            f"--{option} {number}",
            expected=f"a whole number between {least} and {most:,}",
            hint=f"give --{option} again, or leave it out for the scenario's own",
        )


def fresh_folder(out: Path | None, name: str, seed: int, sets: list[str]) -> Path:
    """The folder of a new run. Earlier runs are never overwritten: a default name gets a number.

    Raises SocialCreditError for a path that holds something, OSError for one that cannot be made.
    """
    if out is not None:
        if "\0" in str(out):
            raise SocialCreditError("this cannot be a path", repr(str(out)), hint="name a folder")
        if out.is_symlink() and not out.exists():
            raise SocialCreditError(
                f"{out} is a link that leads nowhere",
                hint="make the folder that it should lead to, or choose another folder",
            )
        if out.exists() and not out.is_dir():
            raise SocialCreditError(
                f"{out} is no folder, and nothing is overwritten", hint="choose another name"
            )
        if out.exists() and any(out.iterdir()):
            raise SocialCreditError(
                f"{out} already holds something, and nothing is overwritten",
                hint="choose another folder, or finish that run with `socialcredit resume`",
            )
        _can_be_made(out)
        return out
    first = Path("runs") / f"{name}-seed{_seed_after(seed, sets)}"
    folder, number = first, 1
    while os.path.lexists(folder):
        number += 1
        folder = first.with_name(f"{first.name}-{number}")
    _can_be_made(folder)
    return folder


def _can_be_made(folder: Path) -> None:
    """Ask the system before people are settled, not after: what is above must let us in."""
    above = next(path for path in (folder, *folder.absolute().parents) if os.path.lexists(path))
    if not above.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(above))
    if not os.access(above, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))


def _seed_after(seed: int, sets: list[str]) -> int:
    """The seed once the changes are applied; only used to name the folder."""
    told = [resolve(value) for _, value in _told("seed", sets)]
    return next((value for value in reversed(told) if isinstance(value, int)), seed)


def _start_after(start: date, sets: list[str]) -> date:
    """The first day once the changes are applied."""
    for change, value in _told("from", sets):
        try:
            start = day_of(value)
        except PydanticCustomError as error:
            context = error.context or {}
            raise SocialCreditError(
                str(context["problem"]), f"--set {change}", expected=str(context["expected"]),
                hint="correct the change; --years counts from this day",
            ) from None  # fmt: skip
    return start


def _told(field: str, sets: list[str]) -> list[tuple[str, str]]:
    """The changes that set a field of the scenario, in their order, each with its value."""
    parts = [(change, *change.partition("=")) for change in sets]
    paths = (field, f"scenario.{field}")
    return [(change, value.strip()) for change, path, _, value in parts if path.strip() in paths]


def threads_of(threads: int | None) -> int:
    """The number asked for, or one thread for each core this process may use."""
    if threads:
        return threads
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
