"""How many there are in the places of a scenario, of whom a run simulates one in so many."""

import os
from collections.abc import Sequence

from socialcredit.core.errors import SocialCreditError
from socialcredit.engine.amounts import bytes_told, scale_of
from socialcredit.engine.ground import parsed_of
from socialcredit.engine.settling import Residents
from socialcredit.engine.subjects import residents_of, subjects_of
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.inputs import Inputs, resolve
from socialcredit.stages.society.places import quotas

UNPACKED = 40  # bytes of a subject that lies in memory as it is, at the very least


def subjects_at(
    scenario: Scenario, scale: str | None, people: int | None, sets: Sequence[str]
) -> int | None:
    """How many are simulated at a scale such as `1:1000`; `people` where no scale is given.

    sets  further changes of the scenario, which may name other places
    Raises SocialCreditError for what is no scale, or where both are given.
    """
    if scale is None:
        return people
    one_in = scale_of(scale)
    if people is not None:
        raise SocialCreditError(
            "--people and --scale both say how many are simulated",
            f"--people {people} --scale {scale}", expected="one of the two",
            hint="--scale 1:1 simulates everybody who lives in the places of the scenario",
        )  # fmt: skip
    return max(1, round(one_to_one(resolve(scenario, sets)) / one_in))


def one_to_one(inputs: Inputs) -> int:
    """How many live in the places of a scenario in its first year, or how many firms are there."""
    scenario, parsed = inputs.scenario, parsed_of(inputs.beliefs)
    if scenario.kind == "firms":
        homes = subjects_of(scenario, parsed, Residents).homes
        return round(sum(home.population[scenario.starts.year] for home in homes))
    places, _ = residents_of(scenario, parsed)
    return sum(residents for _, residents, _ in quotas(places))


def refuse_what_cannot_fit(subjects: int) -> None:
    """Raise SocialCreditError for more than this machine's memory can hold as they are."""
    there = physical_memory()
    if there is not None and subjects * UNPACKED > there:
        raise SocialCreditError(
            f"{subjects:,} take {bytes_told(subjects * UNPACKED)} of memory and more as they are, "
            f"and this machine has {bytes_told(there)}",
            hint="give --memory, such as --memory 4GB: they then rest packed, and on disk",
        )


def physical_memory() -> int | None:
    """Bytes of memory that the machine has; None where the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):  # Windows
        return None
