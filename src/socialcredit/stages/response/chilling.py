"""Chilling: lawful deeds that a scheme takes down against people, left undone for fear of notice.

Whoever believes more in being recorded, b, than people did before any scheme, b0, does a watched
deed less often, by

    h = -strength x j ((1 - stays) ln(b / b0) + stays ln(w / b0))

where j is trust, mean one: those who hold watching for justified are the ones who fall silent, and
opponents do not (Stoycheff 2016). b is the belief of `perceived-risk`, which must be on, and acts
on lawful deeds that some entry, known to the person, counts against people here and now. w is
`worn`, the highest belief that the person has held under a rule of such deeds: the share `stays` of
the deepest fall does not come back when belief does, nor when the rule has ended. Views of watched
encyclopaedia articles fell by 20 to 30 % after June 2013, and stayed down (Penney 2016).
"""

from typing import NamedTuple

import numpy as np

from socialcredit.stages.response.contract import (
    NEVER_THERE,
    ONCE_RULED,
    UNDER_A_RULE,
    Kinds,
    Mechanism,
    Rows,
    Surroundings,
    Term,
    fear,
)


class Chilling(NamedTuple):
    """Settings; a strength of nought is neutral."""

    strength: float = 0.0  # elasticity of lawful watched deeds in perceived risk, at average trust
    baseline: float = 0.1  # belief before any scheme
    stays: float = 0.0  # share of the deepest fall that does not come back


def returning(settings: Chilling) -> np.ndarray:
    """Log-hazard by step of belief, of the part that comes back."""
    return fear(settings.strength * (1.0 - settings.stays), settings.baseline)


def staying(settings: Chilling) -> np.ndarray:
    """Log-hazard by step of `worn`, of the part that stays."""
    return fear(settings.strength * settings.stays, settings.baseline)


def weight(kinds: Kinds) -> np.ndarray:
    """Lawful deeds that are watched, as far as people can be deterred from them."""
    return kinds.signed("watched") * kinds.deterrable


def monthly(
    settings: Chilling,
    around: Surroundings,
    start: int,
    stop: int,
    rows: Rows,
    effort: np.ndarray,
    months: float,
) -> None:
    """Keep the highest belief of whoever knows of a rule in force that counts watched deeds."""
    known, belief, worn = (rows[name][start:stop] for name in ("known", "belief", "worn"))
    watched = np.zeros(stop - start, bool)
    for s in np.flatnonzero(around.watches):
        bit = np.where(around.announced[s] == NEVER_THERE, 0, around.bit[s])[around.community]
        watched |= ((known & bit) > 0) & (around.subject[s] > 0)
    worn[:] = np.where(watched, np.maximum(worn, belief), worn)


MECHANISM = Mechanism(
    "chilling",
    Chilling,
    terms=(
        Term("belief", "trust", returning, weight, UNDER_A_RULE),
        Term("worn", "trust", staying, weight, ONCE_RULED),
    ),
    rows=("worn",),
    reads=("belief", "known"),
    monthly=monthly,
    limits={"strength": (0.0, 10.0), "baseline": (0.001, 1.0), "stays": (0.0, 1.0)},
)
