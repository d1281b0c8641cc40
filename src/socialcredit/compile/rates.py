"""How often who does what: rates of deeds by profile, before anybody responds to anything."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from socialcredit.core.ages import ADULT, band, parted
from socialcredit.core.populations import ATTRIBUTES, NEEDS
from socialcredit.stages.society.profiles import KEYS, attributes_of


def rates(deeds: Sequence[Mapping[str, Any]], keys: np.ndarray, done: np.ndarray) -> np.ndarray:
    """Occasions a day on which a deed is done, by profile and kind: float64 (profiles, kinds).

    Deeds that come several at once have so many fewer occasions.
    done  (kinds of home, kinds of deed), 1 where people do such a thing
    """
    field = attributes_of(keys)
    field["age"] = np.array([0, *ages_of(deeds)])[field["age"]]
    table = np.empty((len(keys), len(deeds)))
    together = quantiles(deeds, "at_once", "values", 1).mean(axis=1)
    for k, deed in enumerate(deeds):
        table[:, k] = (
            float(deed["rate"])
            / 365.0
            / float(together[k])
            * able(deed, field)
            * attributes(deed.get("by") or {}, field)
        )
    return table * done[keys // KEYS]


def able(deed: Mapping[str, Any], field: Mapping[str, np.ndarray]) -> np.ndarray:
    """1 where somebody can do this deed at all, else 0."""
    possible = (field["age"] >= int(deed.get("min_age") or 0)).astype(float)
    for need in deed.get("needs") or ():
        if need == "adult":
            possible *= field["age"] >= ADULT
        else:
            name, value = NEEDS[need]
            possible *= field[name] == value
    return possible


def attributes(by: Mapping[str, Any], field: Mapping[str, np.ndarray]) -> np.ndarray:
    """The product of the deed's factors over all attributes."""
    factor = np.ones(len(field["age"]))
    for written, times in (by.get("age") or {}).items():
        first, last = band(written)
        factor[(field["age"] >= first) & (field["age"] <= last)] *= float(times)
    for name, attribute in ATTRIBUTES.items():
        given = by.get(name)
        if not given:
            continue
        values = (
            [float(v) for v in given]
            if isinstance(given, list | tuple)
            else [float(given.get(level, 1.0)) for level in attribute.levels]
        )
        values += [1.0] * (8 - len(values))
        factor *= np.array(values)[field[attribute.field]]
    return factor


def quantiles(
    deeds: Sequence[Mapping[str, Any]], block: str, name: str, default: int
) -> np.ndarray:
    """Sixteen quantiles of a deed's size or length; int64 (kinds, 16)."""
    return np.array(
        [(deed.get(block) or {}).get(name) or [default] * 16 for deed in deeds], np.int64
    ).reshape(len(deeds), 16)


def ages_of(deeds: Sequence[Mapping[str, Any]]) -> tuple[int, ...]:
    """The ages at which the rate of any deed may change: those of a profile's bands."""
    adult = any("adult" in (deed.get("needs") or ()) for deed in deeds)
    least = [int(deed.get("min_age") or 0) for deed in deeds] + [ADULT] * adult
    return parted(
        least, (each for deed in deeds for each in (deed.get("by") or {}).get("age") or {})
    )
