"""How a number becomes the byte that a resident keeps: up or down by a draw, exact in the mean."""

import numpy as np

from socialcredit.core.jit import inner

WORDS = 4294967296.0  # how many values a word of a draw can have
CERTAIN = 255.0  # the step of a byte that stands for one


@inner
def in_steps(value, most, word):
    """A step of `most` for a share, so that its mean is exact and no small move sticks."""
    return min(most, np.int64(value * most + word / WORDS))


@inner
def rounded(value, word):
    """A step of 255 for a share, at least one: nought is left to say that nothing was believed or
    tried yet."""
    return max(1, in_steps(value, 255, word))
