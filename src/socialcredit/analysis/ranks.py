"""What an output follows over the points of a design, by ranks: no straight line is supposed."""

from math import log, sqrt

import numpy as np

SURE = 0.95  # of a hundred cases, in which chance alone stays below the bound


def ranks(values: np.ndarray) -> np.ndarray:
    """Ranks from nought, those of equal values their mean; float64 (n,)."""
    _, place, many = np.unique(values, return_inverse=True, return_counts=True)
    found: np.ndarray = (np.cumsum(many) - (many + 1) / 2)[place]
    return found


def correlations(points: np.ndarray, outputs: np.ndarray) -> np.ndarray:
    """Spearman's correlation of an output with each column of the points, float64 (k,).

    points  float64 (n, k);  outputs  float64 (n,), not finite where a point has none: left out
    Nought where fewer than three points have an output, or where either does not differ.
    """
    known = np.isfinite(outputs)
    found = np.zeros(points.shape[1])
    if known.sum() < 3 or np.ptp(outputs[known]) == 0:
        return found
    told = ranks(outputs[known])
    for at, column in enumerate(points[known].T):
        if np.ptp(column) > 0:
            found[at] = np.corrcoef(ranks(column), told)[0, 1]
    return found


def beyond_chance(points: int, columns: int) -> float:
    """The size from which the largest of so many correlations says something.

    Fisher's z of a rank correlation has a standard error of 1.03 / sqrt(n - 3) (Fieller, Hartley
    and Pearson 1957); the largest of k normal ones is below sqrt(2 log(2 k / 0.05)).
    """
    if points < 4 or columns < 1:
        return 1.0
    reach = 1.03 / sqrt(points - 3) * sqrt(2 * log(2 * columns / (1 - SURE)))
    return float(np.tanh(reach))
