"""From what a person asks for to what the engine is told: changes to a scenario, threads.

The command line and the Python face share these, so both mean the same by "years" and "seed".
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pydantic_core import PydanticCustomError

from socialcredit.core.calendar import last_day
from socialcredit.core.errors import SocialCreditError
from socialcredit.language.model.scenario import MOST_PEOPLE, MOST_SEED, Scenario
from socialcredit.language.read.quantities import day_of
from socialcredit.language.resolve.asked import Asked
from socialcredit.language.resolve.draw_asked import draw_of
from socialcredit.language.resolve.drawing import Draw

USUAL_PARAMETER_SEED = 1


def changes(
    scenario: Scenario,
    people: int | None = None,
    years: int | None = None,
    seed: int | None = None,
    further: Iterable[str] = (),
    firms: int | None = None,
) -> list[str]:
    """Options as `path=value` changes of a scenario, so that values are checked in one place.

    `people` are firms where the scenario simulates those alone; of a scenario of both, firms are
    then as many for each resident as they were, unless `firms` says how many. The `further` changes
    come last; years are counted from the day that the run will start.
    """
    further = list(further)
    sets: list[str] = []
    if people is not None:
        _within("people", people, 1, MOST_PEOPLE)
        field = "firms" if scenario.kind == "firms" else "people"
        sets.append(Asked(f"{field}={people}", f"--people {people}"))
        if scenario.both and firms is None:
            many = as_many(scenario, people)
            sets.append(Asked(f"firms={many}", f"--people {people}"))
    if firms is not None:
        _within("firms", firms, 1, MOST_PEOPLE)
        if scenario.firms is None:
            raise SocialCreditError(
                f"the scenario `{scenario.scenario}` simulates no firms",
                f"--firms {firms}",
                expected="a scenario that says `firms: how many`",
                hint="leave --firms out, or name another scenario",
            )
        sets.append(Asked(f"firms={firms}", f"--firms {firms}"))
    if years is not None:
        last = last_day(_start_after(scenario.starts, further), years)
        sets.append(Asked(f"to={last}", f"--years {years}"))
    if seed is not None:
        _within("seed", seed, 0, MOST_SEED)
        sets.append(Asked(f"seed={seed}", f"--seed {seed}"))
    return sets + further


def as_many(scenario: Scenario, people: int) -> int:
    """So many firms for these people as the scenario has for its own, at least one."""
    assert scenario.people is not None and scenario.firms is not None
    return min(max(1, round(scenario.firms * people / scenario.people)), MOST_PEOPLE)


def drawn_for(
    scenario: Scenario,
    sets: Sequence[str],
    draw: int | None,
    parameter_seed: int | None,
    at: Mapping[str, float] | None = None,
) -> Draw | None:
    """The draw of values in doubt that was asked for by its number; None where none was.

    at  see `draw_of`
    """
    if draw is None:
        if parameter_seed is not None:
            raise SocialCreditError(
                "a parameter seed draws nothing by itself",
                f"--parameter-seed {parameter_seed}",
                expected="the number of a draw beside it, such as --draw 1",
                hint="give --draw as well, or leave --parameter-seed out",
            )
        return None
    _within("draw", draw, 0, MOST_SEED)
    seed = USUAL_PARAMETER_SEED if parameter_seed is None else parameter_seed
    _within("parameter-seed", seed, 0, MOST_SEED)
    return draw_of(scenario, sets, draw, seed, at)


def _within(option: str, number: int, least: int, most: int) -> None:
    """Refuse a number by the name of the option that gave it."""
    if not least <= number <= most:
        raise SocialCreditError(
            f"this number is too {'small' if number < least else 'large'}",
            f"--{option} {number}",
            expected=f"a whole number between {least} and {most:,}",
            hint=f"give --{option} again, or leave it out for the scenario's own",
        )


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
