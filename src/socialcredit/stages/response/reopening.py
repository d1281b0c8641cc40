"""Reopening: whoever has a penal grade, or stands on a black list, closes and opens anew.

On the first of a month a firm that has a bad standing, by a scheme of which it has heard, gives up
its licence with a chance by size. Another opens on the premises as wherever one closes: with a new
licence and nothing on file. That the records are gone is what it is for, and both are counted
apart. Whoever opens is drawn as all that open are, so that the conduct is not that of the firm
before; of an owner who goes on under another name in the same way, nothing is told here.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.levels import SIZES
from socialcredit.stages.response.contract import Mechanism

NEVER = (0.0,) * len(SIZES)


class Reopening(NamedTuple):
    """Settings: chances a month by size, from own-account to large, or one for all."""

    strength: float = 1.0  # multiplies them; 0 = nobody
    chance: tuple[float, ...] = NEVER


def chances(settings: Reopening) -> np.ndarray:
    """The chance a month to close and open anew under a bad standing; float (5,)."""
    told = np.broadcast_to(np.asarray(settings.chance, float), (len(SIZES),))
    return np.minimum(settings.strength * told, 1.0)


MECHANISM = Mechanism(
    "reopening",
    Reopening,
    reopens=chances,
    limits={"strength": (0.0, 100.0), "chance": (0.0, 1.0)},
)
