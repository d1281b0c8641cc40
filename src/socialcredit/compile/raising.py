"""How far terms of a response can raise what people do: by groups of kinds, for the draws."""

import numpy as np

from socialcredit.stages.response.contract import Kinds

SIGNS = (("bad", "hidden-bad"), ("watched",), ("good", "hidden-good"))  # of the three groups


def bounds_of(
    curve: np.ndarray, weight: np.ndarray, kinds: Kinds
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The terms that can be above nought, int64 (rising,), and their weights by group of kinds.

    The highest and the lowest weight of each of them in each group: int64 (rising, 3). No term
    where nothing is ever added.
    """
    rises = ((curve > 0).any(axis=1) & (weight > 0).any(axis=1)) | (
        (curve < 0).any(axis=1) & (weight < 0).any(axis=1)
    )
    rising = np.flatnonzero(rises)
    groups = [kinds.signed(*signs) > 0 for signs in SIGNS]
    most = [weight[rising][:, g].max(axis=1, initial=0) for g in groups]
    least = [weight[rising][:, g].min(axis=1, initial=0) for g in groups]
    return rising, np.stack(most, axis=1), np.stack(least, axis=1)
