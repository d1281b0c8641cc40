"""Signs compiled: what each grade moves customers, who hides or forges, how many customers come."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from socialcredit.compile.curves import value_on
from socialcredit.compile.versions import grades_of, hundredths
from socialcredit.core.columns import records
from socialcredit.core.draws import threshold
from socialcredit.core.levels import SIZES
from socialcredit.language.model.consequences import Consequence
from socialcredit.language.model.scheme import Scheme
from socialcredit.stages.consequences.doors import THOUSANDTHS
from socialcredit.stages.consequences.signs import HALF, SIGN, Signs

Volumes = Mapping[str, Mapping[str, Any]]
NO_VOLUMES: Volumes = {}
NO_BITS = np.zeros(0, np.int64)


def compile_signs(
    schemes: Sequence[Scheme],
    first: date,
    grades: int,
    volumes: Volumes = NO_VOLUMES,
    kinds: Mapping[str, int] | None = None,
    bits: np.ndarray = NO_BITS,
) -> Signs:
    """The signs of all schemes as they are in the month that begins on `first`.

    volumes  by domain how many customers come in a month, and what one is worth
    kinds, bits  the numbers of deeds by name, and of each the bit of the fault that it leaves
    """
    told = [(s, rule) for s, scheme in enumerate(schemes) for rule in scheme.consequences]
    shown = [(q, s, rule) for q, (s, rule) in enumerate(told) if rule.effect == "sign"]
    signs, many = records(len(shown), SIGN), len(shown)
    moves = np.zeros((many, grades), np.int64)
    forged, untrue, custom = (np.zeros((many, len(SIZES)), np.int64) for _ in range(3))
    for n, (q, s, rule) in enumerate(shown):
        names = grades_of(schemes[s], first).names
        signs.door[n], signs.shows[n] = q, -1
        signs.price[n] = hundredths((volumes.get(rule.domain) or {}).get("price"))
        custom[n] = np.rint(by_size(volumes, rule.domain) * (1 << HALF))
        for name, share in (rule.custom.moves if rule.custom else {}).items():
            if name in names:
                moves[n, names.index(name)] = round(share * (1 << HALF))
        if rule.untrue is not None:
            signs.kind[n] = (kinds or {})[rule.untrue.deed]
            signs.bit[n] = bits[signs.kind[n]]
            signs.untrue[n] = sum(1 << names.index(g) for g in rule.untrue.grades if g in names)
            if rule.untrue.shows in names:
                signs.shows[n] = names.index(rule.untrue.shows)
            forged[n], untrue[n] = _chances(rule, first)
    return Signs(signs, moves, forged, untrue, custom)


def shares_on(rule: Consequence, first: date) -> tuple[float, float]:
    """The shares of firms that forge and that hide a sign in a month."""
    if rule.untrue is None:
        return 0.0, 0.0
    return value_on(rule.untrue.forged or 0.0, first), value_on(rule.untrue.hidden or 0.0, first)


def units_of(schemes: Sequence[Scheme], volumes: Volumes) -> np.ndarray:
    """What firms of each size use in a month of that on which a surcharge is: (doors, 5)."""
    rules = [rule for scheme in schemes for rule in scheme.consequences]
    table = np.zeros((len(rules), len(SIZES)), np.int64)
    for q, rule in enumerate(rules):
        if rule.effect == "surcharge":
            table[q] = np.rint(by_size(volumes, rule.domain) * THOUSANDTHS)
    return table


def by_size(volumes: Volumes, domain: str) -> np.ndarray:
    """Units of a month of firms of each size; float64 (5,), nought where nothing is said."""
    said = (volumes.get(domain) or {}).get("a_month") or {}
    return np.array([float(said.get(size, 0.0)) for size in SIZES])


def _chances(rule: Consequence, first: date) -> tuple[list[int], list[int]]:
    """By size the chance to forge a sign, and to forge or to hide it, out of 2**32."""
    forged, hidden = shares_on(rule, first)
    times = [(rule.untrue.sizes if rule.untrue else {}).get(size, 1.0) for size in SIZES]
    return (
        [threshold(min(forged * one, 1.0)) for one in times],
        [threshold(min((forged + hidden) * one, 1.0)) for one in times],
    )
