"""Numbers over the draws, and by which doubts they go: ranks, so that no straight line is supposed.

A doubt is named as the one that moves something only where chance would hardly name any: with n
draws and k doubts the largest of k correlations of ranks that mean nothing lies below the bound of
`telling` in 95 of 100 cases.
"""

from collections.abc import Sequence
from math import log, sqrt

import numpy as np

from socialcredit.experiments.conduct import Conducted
from socialcredit.experiments.results import by_point, ranks_of

Value = float | None
SURE = 0.95  # share of draws (and of cases) from which something counts as shown


def draws_of(found: Conducted, key: str, alternative: str = "") -> tuple[Value, ...]:
    """A number at each point of the draws."""
    return tuple(by_point(found, key, alternative))


def correlations(found: Conducted, values: Sequence[Value]) -> dict[str, float]:
    """Spearman's correlation of these values, one a draw, with each doubt that is drawn.

    Nought for all where fewer than three draws have a value, or none differs.
    """
    names = [factor.name for factor in found.plan.factors]
    outputs = np.array([np.nan if value is None else value for value in values])
    known = np.isfinite(outputs)
    if known.sum() < 3 or np.ptp(outputs[known]) == 0:
        return dict.fromkeys(names, 0.0)
    of_outputs = ranks_of(outputs[known])
    return {
        name: float(np.corrcoef(ranks_of(found.plan.coordinates[known, at]), of_outputs)[0, 1])
        for at, name in enumerate(names)
    }


def telling(draws: int, doubts: int) -> float:
    """The size from which the largest of so many correlations says something.

    Fisher's z of a rank correlation has a standard error of 1.03 / sqrt(n - 3) (Fieller, Hartley
    and Pearson 1957); the largest of k normal ones is below sqrt(2 log(2 k / 0.05)).
    """
    if draws < 4 or doubts < 1:
        return 1.0
    reach = 1.03 / sqrt(draws - 3) * sqrt(2 * log(2 * doubts / (1 - SURE)))
    return float(np.tanh(reach))


def leading(found: Conducted, values: Sequence[Value]) -> str:
    """The doubt by which these values go most; "" where none tells itself from chance."""
    sizes = {name: abs(value) for name, value in correlations(found, values).items()}
    known = sum(value is not None for value in values)
    if not sizes:
        return ""
    best = max(sorted(sizes), key=lambda name: sizes[name])
    return best if sizes[best] > telling(known, len(sizes)) else ""


def strongest(found: Conducted, keys: Sequence[str], many: int) -> list[str]:
    """The doubts by which any of these numbers goes most over the draws; in order of names."""
    sizes: dict[str, float] = {}
    for key in keys:
        for name, value in correlations(found, draws_of(found, key)).items():
            sizes[name] = max(sizes.get(name, 0.0), abs(value))
    return sorted(sorted(sizes, key=lambda name: (-sizes[name], name))[:many])
