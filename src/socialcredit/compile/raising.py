"""How far terms of a response can raise what people do: by groups of kinds, for the draws."""

import numpy as np

from socialcredit.stages.response.contract import Kinds

SIGNS = (("bad", "hidden-bad"), ("watched",), ("good", "hidden-good"))  # of the three groups


def bounds_of(curve: np.ndarray, weight: np.ndarray, kinds: Kinds) -> tuple[np.ndarray, np.ndarray]:
    """The highest and the lowest weight of each term in each group of kinds: int64 (terms, 3).

    No rows where no term can be above nought, so that nothing is ever added.
    """
    rises = ((curve > 0).any(axis=1) & (weight > 0).any(axis=1)) | (
        (curve < 0).any(axis=1) & (weight < 0).any(axis=1)
    )
    if not rises.any():
        return np.zeros((0, 3), np.int64), np.zeros((0, 3), np.int64)
    groups = [kinds.signed(*signs) > 0 for signs in SIGNS]
    most = [weight[:, g].max(axis=1, initial=0) for g in groups]
    least = [weight[:, g].min(axis=1, initial=0) for g in groups]
    return np.stack(most, axis=1), np.stack(least, axis=1)
