"""population.yaml of a place of one's own: the shipped tables, each told as carried over.

What is counted elsewhere is no knowledge of the place, so each is `assumed`: in doubt where a range
says something, held where it is a shape or parts of one. Incomes come in the place's money.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from socialcredit.core.text import heading
from socialcredit.language.place_texts import POPULATION
from socialcredit.language.read.positions import plain
from socialcredit.language.resolve.assumption_files import assumption_tree
from socialcredit.language.resolve.carried import CARRIED
from socialcredit.language.resolve.paths import ASSUMPTIONS

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
DOCUMENTS = {"source": CARRIED}
WIDE = 96
LEFT_OUT = ("of", "source", "evidence", "note", "doubt", "held", "published", "mean")


class Town(NamedTuple):
    """Of a place its name, and the median income of a year."""

    name: str
    median: float
    year: int


def population(town: Town) -> str:
    """The tables of population.yaml as text: those that are shipped, told as carried over."""
    tables: dict[str, Any] = dict(plain(assumption_tree(ASSUMPTIONS / "population.yaml")))
    nation = plain(assumption_tree(ASSUMPTIONS / "places.yaml"))
    many = _people_of(nation)
    text = POPULATION.format(name=town.name, title=heading(town.name))
    for name, table in tables.items():
        if name not in HELD and name not in DOUBTS:
            continue
        told = {key: value for key, value in table.items() if key not in LEFT_OUT}
        if name == "drivers":
            told = _shares_of_drivers(told, many)
        if name == "income":
            told = _incomes(told, town)
        told |= DOCUMENTS | {"evidence": "assumed"}
        if name in DOUBTS:
            told["doubt"] = [DOUBTS[name] | {"shape": "log", "evidence": "assumed"}]
        else:
            told["held"] = HELD[name]
        text += f"\n{name}:\n" + "\n".join(_lines(told, "  ")) + "\n"
    return text


def _people_of(places: Mapping[str, Any]) -> dict[str, float]:
    """People of the members of the shipped nation, by census year."""
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


def _incomes(told: Mapping[str, Any], town: Town) -> dict[str, Any]:
    """The survey's incomes in the money of the place, by the two medians."""
    times = town.median / told["median"]

    def worth(value: Any) -> Any:
        return round(value * times)

    moved = dict(told) | {"year": town.year}
    for name in ("household_mean", "person_mean", "median"):
        moved[name] = worth(told[name])
    for name in ("urban", "rural"):
        moved[name] = {**told[name], "mean": worth(told[name]["mean"])}
    fifths = told["fifths"][str(told["year"])]
    return moved | {"fifths": {str(town.year): [worth(value) for value in fifths]}}


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
