"""From what a person asks for to what the engine is told: changes to a scenario, a fresh folder.

The command line and the Python face share these, so both mean the same by "years" and "seed".
"""

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from pydantic_core import PydanticCustomError

from socialcredit.core.calendar import last_day
from socialcredit.core.errors import SocialCreditError
from socialcredit.language.model.scenario import MOST_PEOPLE, MOST_SEED
from socialcredit.language.read.quantities import day_of


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
    sets = []
    if people is not None:
        _within("people", people, 1, MOST_PEOPLE)
        sets.append(f"people={people}")
    if years is not None:
        sets.append(f"to={last_day(_start_after(start, further), years)}")
    if seed is not None:
        _within("seed", seed, 0, MOST_SEED)
        sets.append(f"seed={seed}")
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
    """The folder of a new run. Earlier runs are never overwritten: a default name gets a number."""
    if out is not None:
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise SocialCreditError(
                f"{out} already holds something, and nothing is overwritten",
                hint="choose another folder, or finish that run with `socialcredit resume`",
            )
        return out
    first = Path("runs") / f"{name}-seed{_seed_after(seed, sets)}"
    folder, number = first, 1
    while folder.exists():
        number += 1
        folder = first.with_name(f"{first.name}-{number}")
    return folder


def _seed_after(seed: int, sets: list[str]) -> str:
    """The seed once the changes are applied; only used to name the folder."""
    told = [value for value in _told("seed", sets) if value.isdigit()]
    return told[-1] if told else str(seed)


def _start_after(start: date, sets: list[str]) -> date:
    """The first day once the changes are applied; a wrong one is refused where it is applied."""
    for value in _told("from", sets):
        try:
            start = day_of(value)
        except PydanticCustomError:
            continue
    return start


def _told(field: str, sets: list[str]) -> list[str]:
    """What the changes set a field of the scenario to, in their order."""
    parts = [change.partition("=") for change in sets]
    paths = (field, f"scenario.{field}")
    return [value.strip() for path, _, value in parts if path.strip() in paths]


def threads_of(threads: int | None) -> int:
    """The number asked for, or one thread for each core this process may use."""
    if threads:
        return threads
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
