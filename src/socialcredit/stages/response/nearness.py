"""Nearness to a limit: nobody likes to lose a grade, and a deed that would cost it is left undone.

It acts where the grade is at stake: the record would take whoever does the deed under the bound of
the own grade, and the account has left its start (nobody with a clean sheet counts points). How
near a bound is therefore follows from what the entry takes; the published regularity it must give
is bunching just inside thresholds, of the mass that stands within one entry above them.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.stages.response.contract import AT_STAKE, Mechanism, Term, bad_deeds

SURE = 1e-9  # a strength of one is as sure as the clip of all terms together allows


class Nearness(NamedTuple):
    """Settings: the share of bad deeds not done where they would cost the grade."""

    strength: float = 0.0


def curve(settings: Nearness) -> np.ndarray:
    """Log-hazard, the same at every step: ln(1 - strength)."""
    return np.full(256, np.log(max(1.0 - settings.strength, SURE)))


MECHANISM = Mechanism(
    "nearness",
    Nearness,
    terms=(Term("", "", curve, bad_deeds, AT_STAKE),),
    limits={"strength": (0.0, 1.0)},
)
