"""Compile the deeds that stand: which bit each has, when it ends, what it harms."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from socialcredit.core.draws import threshold
from socialcredit.core.kept import once
from socialcredit.core.levels import SIZES
from socialcredit.stages.society.faults import HURT_AT_MOST, Faults

Document = Mapping[str, Any]
THOUSANDTHS = 1000


@once()
def harms_of(deeds: Sequence[Document]) -> dict[str, str]:
    """What faults harm, in the order of tables, and its unit; "" counts people."""
    found: dict[str, str] = {}
    for deed in deeds:
        stands = deed.get("stands") or {}
        for name in stands.get("harms") or ():
            found.setdefault(name, (stands.get("units") or {}).get(name, ""))
    return found


@once()
def compile_faults(deeds: Sequence[Document]) -> Faults:
    """The faults of deeds in table order."""
    standing = [k for k, deed in enumerate(deeds) if deed.get("stands")]
    harms = harms_of(deeds)
    bit = np.zeros(len(deeds), np.int64)
    bit[standing] = 1 << np.arange(len(standing))
    shape = (len(standing), max(len(harms), 1), 5)
    amount = np.zeros(shape, np.int64)
    people = np.full((*shape, HURT_AT_MOST), 1 << 32, np.int64)
    for f, k in enumerate(standing):
        stands = deeds[k]["stands"]
        sizes, fifths = ((stands.get("harm_by") or {}).get(name) for name in ("size", "fifth"))
        by = np.array(fifths or [1.0] * 5)
        by = by * [float((sizes or {}).get(size, 1.0)) for size in SIZES]
        for h, (name, unit) in enumerate(harms.items()):
            month = float((stands.get("harms") or {}).get(name, 0.0)) * by
            if unit:
                amount[f, h] = np.rint(month * THOUSANDTHS)
            else:
                people[f, h] = [at_most(mean) for mean in month]
    told = [deeds[k]["stands"] for k in standing]
    mended = [threshold(float(one["mended"])) for one in told]
    found = [threshold(float(one.get("found_mended") or one["mended"])) for one in told]
    matters = any(one.get("found_mended") for one in told)
    return Faults(
        bit, np.array(standing, np.int64), np.array(mended, np.int64),
        np.array(found if matters else [], np.int64), amount, people,
    )  # fmt: skip


def at_most(mean: float) -> np.ndarray:
    """Chances out of 2**32 that a Poisson number is at most 0, 1, ...; int64 (HURT_AT_MOST,)."""
    terms = [math.exp(-mean)]
    for number in range(1, HURT_AT_MOST):
        terms.append(terms[-1] * mean / number)
    table = np.rint(np.cumsum(terms) * 2**32).astype(np.int64)
    table[-1] = 1 << 32
    return np.minimum(table, 1 << 32)
