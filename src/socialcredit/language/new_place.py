"""A folder for a place of one's own: its people by sex and age, what is known, what is not.

Nothing in it is of another nation but what stands in population.yaml, where each table says so.
"""

from __future__ import annotations

from math import inf
from pathlib import Path
from typing import NamedTuple

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.text import heading
from socialcredit.language.carried_tables import Town, population
from socialcredit.language.new_folder import free_folder, write_folder
from socialcredit.language.new_scheme import small_scheme
from socialcredit.language.place_texts import PLACES, README, SCENARIO
from socialcredit.language.resolve.age_counts import AgeCounts, load_ages
from socialcredit.language.resolve.money import hundredths
from socialcredit.language.resolve.paths import ASSUMPTIONS

EXAMPLE = ASSUMPTIONS / "waldau" / "ages.csv"  # an invented town
EXAMPLE_CALLED = "example"
RULES = "example-rules"
MOST_RUN = 20000  # residents whom the scenario simulates, where there are more
LEAST = 100  # people of whom shares mean something


class Asked(NamedTuple):
    """What is known of a place; shares are parts of one, and `median` a year's income a head."""

    name: str
    census: Path
    currency: str
    median: float
    year: int
    people: int | None = None
    urban: float | None = None
    minority: float | None = None


def new_place(asked: Asked) -> Path:
    """Write the folder of a place in the current one and return it; nothing is overwritten."""
    folder = free_folder(asked.name, "place")
    _refuse_odd(asked)
    ages = load_ages(asked.census)
    people = asked.people or sum(ages.men) + sum(ages.women)
    if people < LEAST:
        raise SocialCreditError(
            f"a place of {people} people", f"new place {asked.name}",
            expected=f"{LEAST} people or more",
            hint="count the people of the place, or say how many there are: --people",
        )  # fmt: skip
    words = {
        "name": asked.name, "title": heading(asked.name), "people": people, "year": asked.year,
        "currency": asked.currency, "median": hundredths(asked.median, 1),
        "urban": 0.8 if asked.urban is None else asked.urban,
        "minority": 0.05 if asked.minority is None else asked.minority,
        "doubts": _doubts(asked), "run": min(people, MOST_RUN), "last": asked.year + 2,
        "rules": RULES,
    }  # fmt: skip
    files = {
        "places.yaml": PLACES.format(**words),
        "ages.csv": table_of(ages),
        "population.yaml": population(Town(asked.name, asked.median, asked.year)),
        f"{asked.name}.yaml": SCENARIO.format(**words),
        "README.md": README.format(**words),
    }
    rules = small_scheme(RULES, asked.name, asked.year)
    return write_folder(folder, files | {f"{RULES}/{file}": text for file, text in rules.items()})


def census_at(name: str) -> Path:
    """The table that somebody named, or the example of an invented town."""
    path = Path(name)
    if name == EXAMPLE_CALLED and not path.exists():
        return EXAMPLE
    if not path.exists():
        raise SocialCreditError(
            f"there is no table `{name}`", "--census", name,
            expected="the path of a table sex,age,count",
            hint=f"`--census {EXAMPLE_CALLED}` is the table of an invented town, to begin with",
        )  # fmt: skip
    return path


def _refuse_odd(asked: Asked) -> None:
    for option, share in (("--urban", asked.urban), ("--minority", asked.minority)):
        if share is not None and not 0 <= share <= 1:
            raise SocialCreditError(
                f"{share:g} is no part of one", option, f"{share:g}", "a share from 0 to 1",
                "write 80 % as 0.8",
            )  # fmt: skip
    if not 0 < asked.median < inf:
        raise SocialCreditError(
            f"nobody lives on {asked.median:g}", "--median-income", f"{asked.median:g}",
            "more than 0", "say disposable income a head and year, of the middle one",
        )  # fmt: skip
    if not asked.currency.isalpha() or len(asked.currency) > 20:
        raise SocialCreditError(
            "a currency is called by one word", "--currency", asked.currency,
            "a word such as euro", "money is told with it: 20 euro",
        )  # fmt: skip


def table_of(ages: AgeCounts) -> str:
    """A table of margins as a file: only sexes, groups of ages and counts."""
    rows = ["sex,age,count"]
    for sex, counts in (("men", ages.men), ("women", ages.women)):
        rows += [f"{sex},{group},{count}" for group, count in zip(ages.groups, counts, strict=True)]
    return "\n".join(rows) + "\n"


def _doubts(asked: Asked) -> str:
    """How far off the shares may be that nobody gave; of those that were given a little."""
    told = []
    for name, given in (("urban", asked.urban), ("minority", asked.minority)):
        wide = [0.5, 1.25] if name == "urban" else [0.2, 4]
        if given != 0:
            times = wide if given is None else [0.8, 1.25]
            told.append(f"{{of: {name}, times: {times}, most: 1, evidence: assumed}}")
    return f"\n    doubt: [{', '.join(told)}]" if told else ""
