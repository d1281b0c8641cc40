"""Compile the vocabulary of deeds into the integer hazard tables of the society stage."""

import math
from collections.abc import Mapping, Sequence
from statistics import NormalDist
from typing import Any

import numpy as np

from socialcredit.compile.rates import quantiles
from socialcredit.core.kept import once
from socialcredit.core.levels import OCCUPATIONS
from socialcredit.core.places import Home
from socialcredit.core.populations import ATTRIBUTES, NEEDS
from socialcredit.language.model.elsewhere import is_heard
from socialcredit.stages.society.deeds import GUIDES, LOW, MOST, PART, UNIT, Hazards
from socialcredit.stages.society.profiles import (
    KEYS,
    SHIFTS,
    Apart,
    add_rates,
    attributes_of,
    bits_for,
    key_by_kind,
)

GROUPS = {"bad": 0, "hidden-bad": 0, "watched": 1, "good": 2, "hidden-good": 2}
HEARD = 3


def in_order(deeds: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Deeds sorted by group (bad, watched, good), the frequent first: the order of every table.

    What is only heard of other schemes stands behind them all, so that no deed's luck moves for it.
    """
    return sorted(deeds, key=lambda deed: (group_of(deed), -float(deed["rate"])))


def group_of(deed: Mapping[str, Any]) -> int:
    """The group of a deed, and HEARD of what nobody does."""
    return HEARD if is_heard(deed["deed"]) and not deed["rate"] else GROUPS[deed["sign"]]


def done_often(
    deeds: Sequence[Mapping[str, Any]],
    table: np.ndarray,
    found: np.ndarray,
    apart: Apart,
    keys: np.ndarray,
) -> np.ndarray:
    """Deeds a day expected of the people of each place, before anybody responds to anything.

    table  occasions a day of every profile and kind, see `rates`
    found  int64 (2, found) how many people are alike, see `profiles.counted`
    keys  int64 (profiles,), see `profiles.keys_found`
    returns float64 (places, LOOKS, occupations, 2 drivers, kinds); LOOKS as the sources tell people
        apart: rural and urban majority, rural and urban minority
    """
    places, cells, profiles = len(apart.kind), 4 * len(OCCUPATIONS) * 2, len(table)
    place, key = np.divmod(found[0], KEYS)
    has = attributes_of(key)
    cell = np.ravel_multi_index(
        (
            place, has["group"], has["urban"], has["occupation"], has["driver"],
            np.searchsorted(keys, key_by_kind(found[0], apart)),
        ),
        (places, 2, 2, len(OCCUPATIONS), 2, profiles),
    )  # fmt: skip
    together = quantiles(deeds, "at_once", "values", 1).mean(axis=1)
    often = np.zeros((places * cells, len(deeds)))
    add_rates(np.argsort(cell), cell, found[1], table, together, often)
    return often.reshape(places, 4, len(OCCUPATIONS), 2, len(deeds))


def makeup(found: np.ndarray, places: int) -> np.ndarray:
    """How many people live in each place by occupation and driver: int64 (places, occupations, 2).

    found  int64 (2, found) how many people are alike, see `profiles.counted`
    """
    place, key = np.divmod(found[0], KEYS)
    has = attributes_of(key)
    many = np.zeros((places, len(OCCUPATIONS), 2), np.int64)
    np.add.at(many, (place, has["occupation"], has["driver"]), found[1])
    return many


@once()
def motivation_factors(spread: float, most: float) -> np.ndarray:
    """Mean of min(most, exp(+-(s z) - s^2/2)) over each of 256 quantile steps of z.

    int64, 65536 = 1. The mean over the step (not its midpoint), so that the expected number of
    deeds is exact. The integral of exp(s z - s^2/2) over the normal density up to z is Phi(z - s).
    """
    normal = NormalDist()
    reached = (math.log(most) + spread**2 / 2) / spread if spread > 0 else math.inf

    def mean_up_to(z: float) -> float:
        cut = most * (normal.cdf(z) - normal.cdf(reached)) if z > reached else 0.0
        return normal.cdf(min(z, reached) - spread) + cut

    bounds = [-math.inf, *(normal.inv_cdf(step / 256) for step in range(1, 256)), math.inf]
    rise = 256 * np.diff([mean_up_to(z) for z in bounds])
    table = np.empty((3, 256))
    table[0], table[1], table[2] = rise, 1.0, rise[::-1]
    return np.rint(table * 65536).astype(np.int64)


@once()
def survival_tables() -> tuple[np.ndarray, np.ndarray]:
    """exp(-h) as 32-bit words: coarse steps of 2**LOW and fine steps of one."""
    coarse = np.exp(-np.arange((MOST >> LOW) + 1) * (1 << LOW) / UNIT)
    fine = np.exp(-np.arange(1 << LOW) / UNIT)
    return np.rint(coarse * 2**32).astype(np.int64), np.rint(fine * (2**31 - 1) * 2).astype(
        np.int64
    )


@once()
def first_of_groups(deeds: Sequence[Mapping[str, Any]]) -> np.ndarray:
    """The first kind of each group, then the number of kinds: int64 (4,)."""
    groups = np.array([group_of(deed) for deed in deeds])
    return np.array([int((groups < g).sum()) for g in range(4)], np.int64)


def chances_of(table: np.ndarray, first: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """`base` and `chance` of `Hazards`, of every profile.

    table  occasions a day of every profile and kind, see `rates`
    """
    chance = np.zeros(table.shape, np.int64)
    base = np.zeros((len(table), 3), np.int64)
    for g in range(3):
        part = table[:, first[g] : first[g + 1]]
        total = part.sum(axis=1)
        base[:, g] = np.rint(total * UNIT)
        with np.errstate(invalid="ignore"):
            ratio = np.nan_to_num(np.cumsum(part, axis=1) / total[:, None])
        chance[:, first[g] : first[g + 1]] = np.rint(ratio * 2**31)
    return base, chance.astype(np.uint32)


def compile_hazards(
    document: Mapping[str, Any], deeds: Sequence[Mapping[str, Any]], base: np.ndarray,
    chance: np.ndarray, guide: np.ndarray,
) -> Hazards:  # fmt: skip
    """Everything the society stage looks up, from the deeds in table order.

    base, chance, guide  of every profile, see `compile.profiles`
    """
    block = document.get("motivation") or {}
    coarse, fine = survival_tables()
    return Hazards(
        base, chance, guide, first_of_groups(deeds),
        motivation_factors(float(block.get("spread", 0)), float(block.get("cap", 40))),
        coarse, fine, quantiles(deeds, "size", "values", 1), quantiles(deeds, "lasts", "months", 1),
        quantiles(deeds, "at_once", "values", 1), harms(deeds), cheap(deeds),
    )  # fmt: skip


@once()
def harms(deeds: Sequence[Mapping[str, Any]]) -> np.ndarray:
    """How much good a deed does, or harm below nought: int64 (kinds,)."""
    good = np.array(
        [
            1 if GROUPS[deed["sign"]] == 2 else -1 if GROUPS[deed["sign"]] == 0 else 0
            for deed in deeds
        ]
    )
    return good * np.array([int((deed.get("gravity") or {}).get("harm", 1)) for deed in deeds])


def guide_to(chance: np.ndarray, first: np.ndarray) -> np.ndarray:
    """The first kind whose cumulative chance exceeds the start of each part of a word, by group.

    chance  uint32 (profiles, kinds)    first  int64 (4,)    returns uint8 (profiles, 3 x GUIDES)
    """
    guide = np.empty((len(chance), 3, GUIDES), np.uint8)
    row = np.arange(len(chance))[:, None] * (GUIDES + 1)
    for g in range(3):
        kinds = chance[:, first[g] : max(first[g + 1] - 1, first[g])].astype(np.int64)
        part = np.minimum((kinds + (1 << PART) - 1) >> PART, GUIDES)  # the first that begins there
        passed = np.bincount((row + part).ravel(), minlength=len(chance) * (GUIDES + 1))
        guide[:, g] = first[g] + passed.reshape(-1, GUIDES + 1)[:, :-1].cumsum(axis=1)
    return guide.reshape(len(chance), 3 * GUIDES)


@once()
def cheap(deeds: Sequence[Mapping[str, Any]]) -> np.ndarray:
    """Weights, about 2**20 in all, of the good deeds that anybody can do for points; int64.

    By how often they are done anyway; one that hardly anybody does keeps the least weight.
    """
    rate = np.array([float(deed["rate"]) if deed.get("cheap_good") else 0.0 for deed in deeds])
    return np.ceil(rate / (rate.sum() or 1.0) * 2**20).astype(np.int64)


def told_apart(deeds: Sequence[Mapping[str, Any]]) -> int:
    """The bits of a profile key on which the rate of any deed depends."""
    names = set()
    for deed in deeds:
        by, needs = deed.get("by") or {}, deed.get("needs") or ()
        names |= {ATTRIBUTES[name].field for name in by if name in ATTRIBUTES}
        names |= {NEEDS[need][0] for need in needs if need in NEEDS}
        names |= {"age"} if "age" in by or "adult" in needs or deed.get("min_age") else set()
    return sum(bits_for(name) << SHIFTS[name] for name in names)


def kinds_of_home(
    deeds: Sequence[Mapping[str, Any]], homes: Sequence[Home]
) -> tuple[np.ndarray, np.ndarray]:
    """Where which deeds are done: kind of each home int64 (homes,), deeds of each kind (kinds, K).

    A kind of home are all in which the same is done.
    """
    done = [[home.among(deed) for deed in deeds] for home in homes]
    kinds, kind = np.unique(np.array(done, np.uint8), axis=0, return_inverse=True)
    return kind.reshape(-1), kinds
