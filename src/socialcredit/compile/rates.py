"""How often who does what: rates of deeds by profile, before anybody responds to anything."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from socialcredit.core.ages import ADULT, band, parted
from socialcredit.core.kept import once
from socialcredit.core.populations import ATTRIBUTES, NEEDS
from socialcredit.stages.society.profiles import KEYS, attributes_of


def rates(deeds: Sequence[Mapping[str, Any]], keys: np.ndarray, done: np.ndarray) -> np.ndarray:
    """Occasions a day on which a deed is done, by profile and kind: float64 (profiles, kinds).

    Deeds that come several at once have so many fewer occasions.
    done  (kinds of home, kinds of deed), 1 where people do such a thing
    """
    field, by = attributes_of(keys), by_level(deeds)
    can, factor = np.ones((2, len(keys), len(deeds)))
    for name, table in by.able:
        can *= table[field[name]]
    for name, table in by.factors:
        factor *= table[field[name]]
    return by.rate * can * factor * done[keys // KEYS]


class ByLevel(NamedTuple):
    """What the levels of single attributes make of the deeds, all kinds side by side.

    rate  float64 (kinds,), occasions a day of whoever nothing is said about
    able  float64 (levels, kinds) each, by field: 1 where somebody can do this deed at all, else 0
    factors  float64 (levels, kinds) each, by field, in the order in which they are multiplied
    """

    rate: np.ndarray
    able: tuple[tuple[str, np.ndarray], ...]
    factors: tuple[tuple[str, np.ndarray], ...]


@once()
def by_level(deeds: Sequence[Mapping[str, Any]]) -> ByLevel:
    """The same for all profiles: what is reckoned of one is looked up, attribute by attribute."""
    together = quantiles(deeds, "at_once", "values", 1).mean(axis=1)
    rate = np.array([float(deed["rate"]) for deed in deeds]) / 365.0 / together
    levels = {"age": np.array([0, *ages_of(deeds)])}
    levels |= {attribute.field: np.arange(8) for attribute in ATTRIBUTES.values()}
    levels |= {name: np.arange(8) for name, _ in NEEDS.values()}
    can = [(name, np.stack([able(d, name, at) for d in deeds], 1)) for name, at in levels.items()]
    times = []
    for name, field in (("age", "age"), *((n, a.field) for n, a in ATTRIBUTES.items())):
        given = [attribute(name, (deed.get("by") or {}).get(name), levels[field]) for deed in deeds]
        times.append((field, np.stack(given, axis=1)))
    some = [tuple(one for one in told if (one[1] != 1.0).any()) for told in (can, times)]
    return ByLevel(rate, *some)


def able(deed: Mapping[str, Any], field: str, levels: np.ndarray) -> np.ndarray:
    """1 at each level of an attribute at which somebody can do this deed, else 0."""
    possible = np.ones(len(levels))
    if field == "age":
        possible *= levels >= int(deed.get("min_age") or 0)
    for need in deed.get("needs") or ():
        if need == "adult":
            possible *= (levels >= ADULT) | (field != "age")
        else:
            name, value = NEEDS[need]
            possible *= (levels == value) | (field != name)
    return possible


def attribute(name: str, given: Any, levels: np.ndarray) -> np.ndarray:
    """The factors of a deed at each level of an attribute; 1 where nothing is said."""
    factor = np.ones(len(levels))
    if not given:
        return factor
    if name == "age":
        for written, times in given.items():
            first, last = band(written)
            factor[(levels >= first) & (levels <= last)] *= float(times)
        return factor
    if isinstance(given, list | tuple):
        values = [float(value) for value in given]
    else:
        values = [float(given.get(level, 1.0)) for level in ATTRIBUTES[name].levels]
    factor[: len(values)] = values
    return factor


@once()
def quantiles(
    deeds: Sequence[Mapping[str, Any]], block: str, name: str, default: int
) -> np.ndarray:
    """Sixteen quantiles of a deed's size or length; int64 (kinds, 16)."""
    return np.array(
        [(deed.get(block) or {}).get(name) or [default] * 16 for deed in deeds], np.int64
    ).reshape(len(deeds), 16)


@once()
def ages_of(deeds: Sequence[Mapping[str, Any]]) -> tuple[int, ...]:
    """The ages at which the rate of any deed may change: those of a profile's bands."""
    adult = any("adult" in (deed.get("needs") or ()) for deed in deeds)
    least = [int(deed.get("min_age") or 0) for deed in deeds] + [ADULT] * adult
    return parted(
        least, (each for deed in deeds for each in (deed.get("by") or {}).get("age") or {})
    )
