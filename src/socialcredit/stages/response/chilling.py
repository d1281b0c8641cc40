"""Chilling: lawful deeds that a scheme takes down against people, left undone for fear of notice.

Whoever believes more in being recorded than people did before any scheme does a watched deed only
with the chance (belief / baseline) ** -strength. It acts on lawful deeds that some entry counts
against people, and on no others; belief is that of `perceived-risk`, which must be on. At 0.25 a
belief of 0.3 against 0.1 leaves 24 % undone: views of watched encyclopaedia articles fell by 20 to
30 % after June 2013 (Penney 2016).
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.draws import threshold
from socialcredit.stages.response.contract import Mechanism

STEPS = 256


class Chilling(NamedTuple):
    """Settings; a strength of nought is neutral."""

    strength: float = 0.0  # elasticity of lawful watched deeds in perceived risk
    baseline: float = 0.1  # belief before any scheme


def still_done(settings: Chilling) -> np.ndarray:
    """Chance that a watched deed is done all the same, by step of belief: int64 (256,) of 2**32."""
    belief = np.arange(STEPS) / (STEPS - 1)
    factor = np.maximum(belief / settings.baseline, 1.0) ** -settings.strength
    return np.array([threshold(float(chance)) for chance in factor], np.int64)


MECHANISM = Mechanism("chilling", Chilling, watched=still_done)
