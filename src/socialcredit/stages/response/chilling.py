"""Chilling: lawful deeds that a scheme takes down against people, left undone for fear of notice.

Whoever believes more in being recorded than people did before any scheme does a watched deed only
with the chance (belief / baseline) ** -strength. It acts on lawful deeds that some entry, known to
the person, counts against people here and now, and on no others; belief is that of
`perceived-risk`, which must be on. At 0.25 a belief of 0.3 against 0.1 leaves 24 % undone: views of
watched encyclopaedia articles fell by 20 to 30 % after June 2013 (Penney 2016).
"""

from typing import NamedTuple

import numpy as np

from socialcredit.stages.response.contract import UNDER_A_RULE, Kinds, Mechanism, Term, fear


class Chilling(NamedTuple):
    """Settings; a strength of nought is neutral."""

    strength: float = 0.0  # elasticity of lawful watched deeds in perceived risk
    baseline: float = 0.1  # belief before any scheme


def curve(settings: Chilling) -> np.ndarray:
    """Log-hazard by step of belief."""
    return fear(settings.strength, settings.baseline)


def weight(kinds: Kinds) -> np.ndarray:
    """Lawful deeds that are watched, as far as people can be deterred from them."""
    return kinds.signed("watched") * kinds.deterrable


MECHANISM = Mechanism(
    "chilling",
    Chilling,
    terms=(Term("belief", "", curve, weight, UNDER_A_RULE),),
    reads=("belief",),
    limits={"strength": (0.0, 10.0), "baseline": (0.001, 1.0)},
)
