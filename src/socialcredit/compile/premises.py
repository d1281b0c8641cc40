"""Compile who closes and what opens instead: chances by market and size, profiles by attribute."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np

from socialcredit.core.draws import threshold
from socialcredit.core.kept import once
from socialcredit.core.levels import OWNERSHIPS, SIZES
from socialcredit.core.places import Home
from socialcredit.stages.society.firms import firm_recipe
from socialcredit.stages.society.panel import luck_of
from socialcredit.stages.society.premises import Premises
from socialcredit.stages.society.profiles import SHIFTS, Apart, numbered

MONTHS = 12
FLAGS = ("sex", "urban", "group", "driver", "online")  # fields of a profile that hold one flag each


def in_a_month(in_a_year: float) -> float:
    """The chance of a month of which twelve make that of a year."""
    return 1.0 - (1.0 - in_a_year) ** (1 / MONTHS)


def firm_keys(told: int) -> np.ndarray:
    """Every combination of attributes that a firm may have, as far as they are `told` apart."""
    keys = []
    for size, owner, *flags in product(
        range(len(SIZES)), range(len(OWNERSHIPS)), *[(0, 1)] * len(FLAGS)
    ):
        key = size << SHIFTS["fifth"] | size << SHIFTS["education"] | owner << SHIFTS["occupation"]
        for has, field in zip(flags, FLAGS, strict=True):
            key |= has << SHIFTS[field]
        keys.append(key & told)
    return np.unique(np.array(keys, np.int64))


def compile_premises(
    markets: Sequence[Mapping[str, Any]],
    homes: Sequence[Home],
    key: tuple[int, int],
    apart: Apart,
    keys: np.ndarray,
    by_order: bool,
    reopens: np.ndarray,
) -> Premises:
    """Turnover of the markets of a run; nobody closes where no sector says that any do.

    apart  what tells firms apart    keys  int64 (profiles,), see `profiles.keys_found`
    by_order  whether a rule closes firms    reopens  chances a month by size, see `reopening`
    """
    rows = {market["sector"]: s for s, market in enumerate(markets)}
    sector = np.array([rows[home.sector] for home in homes], np.int64)
    yearly = [[(m.get("closes") or {}).get(size, 0.0) for size in SIZES] for m in markets]
    monthly = [[threshold(in_a_month(float(share))) for share in row] for row in yearly]
    closes = np.array(monthly, np.int64).reshape(-1, len(SIZES))[sector]
    number = numbered(keys, int(apart.kind.max()) + 1)
    if not (closes.any() or by_order or reopens.any()):
        closes = closes[:0]
    sheds = np.array([threshold(float(one)) for one in reopens if reopens.any()], np.int64)
    recipe, luck = firm_recipe(markets), luck_of(key)
    return Premises(
        closes, sector, recipe, luck, apart.kind, number, apart.told, apart.ages, by_order, sheds
    )


@once()
def nobody_closes() -> Premises:
    """Residents stay."""
    nothing = np.zeros(0, np.int64)
    return Premises(
        np.zeros((0, len(SIZES)), np.int64), nothing, firm_recipe(()), luck_of((0, 0)), nothing,
        np.zeros((0, 0), np.uint16), 0, nothing, False, nothing,
    )  # fmt: skip
