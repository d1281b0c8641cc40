"""From what a person asks for to what the engine is told: changes to a scenario, a fresh folder.

The command line and the Python face share these, so both mean the same by "years" and "seed".
"""

from datetime import date, timedelta
from pathlib import Path

from socialcredit.errors import SocialCreditError

LONGEST_YEARS = 200


def changes(
    start: date, people: int | None = None, years: int | None = None, seed: int | None = None
) -> list[str]:
    """Options as `path=value` changes of a scenario, so that values are checked in one place."""
    sets = []
    if people is not None:
        sets.append(f"people={people}")
    if years is not None:
        sets.append(f"to={last_day(start, years)}")
    if seed is not None:
        sets.append(f"seed={seed}")
    return sets


def last_day(start: date, years: int) -> date:
    """The last day of so many whole years from `start`."""
    if not 1 <= years <= LONGEST_YEARS:
        raise SocialCreditError(
            f"{years} years cannot be simulated",
            expected=f"whole years between 1 and {LONGEST_YEARS}",
        )
    day = 28 if (start.month, start.day) == (2, 29) else start.day
    return start.replace(year=start.year + years, day=day) - timedelta(days=1)


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
    for change in sets:
        path, _, value = change.partition("=")
        if path.strip() == "seed" and value.strip().isdigit():
            seed = int(value)
    return str(seed)
