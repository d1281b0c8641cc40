"""A folder for a place of one's own: its people by sex and age, what is known, what is carried over.

Nothing in it is of another nation but what stands in population.yaml, where each table says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.text import heading
from socialcredit.language.new_folder import free_folder, write_folder
from socialcredit.language.new_scheme import small_scheme
from socialcredit.language.read.positions import plain
from socialcredit.language.resolve.age_counts import AgeCounts, load_ages
from socialcredit.language.resolve.assumption_files import assumption_tree
from socialcredit.language.resolve.money import hundredths
from socialcredit.language.resolve.paths import ASSUMPTIONS

EXAMPLE = ASSUMPTIONS / "waldau" / "ages.csv"  # an invented town
EXAMPLE_CALLED = "example"
RULES = "example-rules"
MOST_RUN = 20000  # residents whom the scenario simulates, where there are more
LEAST = 100  # people of whom shares mean something
WHOSE = "China"
NATION = "china"
PARTS = "carried over from China; parts of one, which a factor would break"
SHAPE = "carried over from China; a shape, which nothing measures here"
HELD = {
    "household_sizes": PARTS, "compositions": PARTS, "education": PARTS, "occupation": PARTS,
    "ages": SHAPE, "income": "carried over from China; only its fifths are asked, which are parts",
    "newcomers": SHAPE, "traits": SHAPE,
}  # fmt: skip
# How far off shares are that were counted elsewhere: ours.
DOUBTS: dict[str, dict[str, Any]] = {
    "internet": {"of": ["urban", "rural"], "times": [0.7, 1.6], "most": 1},
    "drivers": {"of": "share", "times": [0.5, 3], "most": 0.9},
}
DOCUMENTS = {"source": "carried-over"}
WIDE = 96


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
        "population.yaml": population(asked),
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
    if not asked.median > 0:
        raise SocialCreditError(
            "nobody lives on nothing", "--median-income", f"{asked.median:g}", "more than 0",
            "say disposable income a head and year, of the middle one",
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


def population(asked: Asked) -> str:
    """The tables of population.yaml as text: those that are shipped, told as carried over."""
    tables: dict[str, Any] = dict(plain(assumption_tree(ASSUMPTIONS / "population.yaml")))
    nation = plain(assumption_tree(ASSUMPTIONS / "places.yaml"))
    many = _people_of(nation, NATION)
    text = POPULATION.format(name=asked.name, title=heading(asked.name))
    for name, table in tables.items():
        if name not in HELD and name not in DOUBTS:
            continue
        told = {key: value for key, value in table.items() if key not in LEFT_OUT}
        if name == "drivers":
            told = _shares_of_drivers(told, many)
        if name == "income":
            told = _incomes(told, asked)
        told |= DOCUMENTS | {"evidence": "assumed"}
        if name in DOUBTS:
            told["doubt"] = [DOUBTS[name] | {"shape": "log", "evidence": "assumed"}]
        else:
            told["held"] = HELD[name]
        text += f"\n{name}:\n" + "\n".join(_lines(told, "  ")) + "\n"
    return text


LEFT_OUT = ("of", "source", "evidence", "note", "doubt", "held", "published", "mean")


def _people_of(places: Mapping[str, Any], nation: str) -> dict[str, float]:
    """People of the members of a nation, by census year."""
    found: dict[str, float] = {}
    for row in places["places"]:
        if row.get("inside") is None:
            for year, people in row["population"].items():
                found[year] = found.get(year, 0) + people
    return found


def _shares_of_drivers(told: Mapping[str, Any], people: Mapping[str, float]) -> dict[str, Any]:
    """Licences as shares of residents: those of the years between two counts lie between."""
    years = sorted(people, key=int)
    first, last = years[0], years[-1]

    def at(year: str) -> float:
        part = (int(year) - int(first)) / (int(last) - int(first))
        return people[first] + part * (people[last] - people[first])

    share = {year: round(many / at(year), 4) for year, many in told["licences"].items()}
    return {"share": share, **{key: value for key, value in told.items() if key != "licences"}}


def _incomes(told: Mapping[str, Any], asked: Asked) -> dict[str, Any]:
    """The survey's incomes in the money of the place, by the two medians."""
    times = asked.median / told["median"]

    def worth(value: Any) -> Any:
        return round(value * times)

    moved = dict(told) | {"year": asked.year}
    for name in ("household_mean", "person_mean", "median"):
        moved[name] = worth(told[name])
    for name in ("urban", "rural"):
        moved[name] = {**told[name], "mean": worth(told[name]["mean"])}
    fifths = told["fifths"][str(told["year"])]
    return moved | {"fifths": {str(asked.year): [worth(value) for value in fifths]}}


def _lines(told: Mapping[str, Any], indent: str) -> Iterator[str]:
    """A mapping as YAML: on a line what fits there, else below its key."""
    for key, value in told.items():
        line = f"{indent}{key}: {_flow(value)}"
        if len(line) <= WIDE or not isinstance(value, dict | list):
            yield line
        elif isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _lines(value, indent + "  ")
        else:
            yield f"{indent}{key}:"
            yield from (f"{indent}  - {_flow(item)}" for item in value)


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


PLACES = """\
# Where the people live: {title}, and nothing of any other nation.
#
# `ages.csv` beside this file holds how many people there are of each sex and group of ages. Correct
# what is wrong here, name the document under `sources`, and say `evidence: primary` where you read it.

sources:
  register:
    title: Counts of {title}
    where: say where these numbers can be looked up
    date: {year}
    read: assumed

places:
  - place: {name}
    title: {title}
    ages: ages.csv
    population: {{{year}: {people}}}
    urban: {urban:g}                   # share of residents in streets rather than fields
    minority: {minority:g}                # any group whose error differs; who that is, is yours to say
    currency: {currency}
    median_income: {{{year}: {median}}}  # disposable, a head and year, in that currency
    from: register
    evidence: assumed{doubts}
"""
POPULATION = """\
# Who the residents of {title} are. Every table here is carried over from China: it is what the program
# ships, and not known of {title}. Replace the tables that you can count; see "Who lives there" in
# the reference on scenarios and assumptions. Incomes were multiplied by the ratio of the medians.
#
# Who drives matters most to rules on traffic, who is online to rules on speech, who works in which
# way to deeds by occupation, and schooling a little to all.

extends: 'shipped:population.yaml'
sources:
  carried-over:
    title: Tables of the shipped population.yaml, which are China's
    where: the package
    date: 2021-05-11
    read: assumed
"""
SCENARIO = """\
scenario: {name}
title: {title} under rules that somebody proposes
story:
  - Three years of {title}, with the rules of `{rules}` and without them, on the same people.
departures:
  - Deeds, sources, mechanisms and most tables of the population are those of China, carried over.
places: [{name}]
people: {run}
schemes: [{rules}]             # folders beside this file
from: {year}-01-01
to: {last}-12-31
seed: 7
panel_households: 1000
twin: {{without: all}}           # the same people, the same luck, no rules
assumptions: {{places: ./places.yaml, population: ./population.yaml}}
"""
README = """\
# {title}

A place of one's own for `socialcredit`: {people:,} residents in {year}. It runs as it is, and means
little before you have filled in what you know.

| file | what to fill in |
| --- | --- |
| `places.yaml` | the document behind the numbers; the shares `urban` and `minority`; the median income |
| `ages.csv` | counts by sex and group of ages, margins only: never people |
| `population.yaml` | tables of your own for those carried over from China: households, schooling, work, driving, internet |
| `{name}.yaml` | which rules are asked about, from when to when |
| `{rules}/` | example rules, to be replaced: `socialcredit new NAME --from rongcheng --place {name}` here, then name the folder under `schemes` |

```
socialcredit check {name}.yaml
socialcredit run {name}.yaml
```

What is carried over is `assumed`, says so, and is in doubt; the report counts it. Sums of money in
the shipped files are told in {currency} by the ratio of the median incomes.
"""
