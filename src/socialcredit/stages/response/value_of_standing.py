"""Value of standing: a deed that would cost the grade is left undone, for what the grade is worth.

It acts where the grade is at stake: the record would take whoever does the deed under the bound of
the own grade, and the account has left its start (nobody with a clean sheet counts points). How
near a bound is therefore follows from what the entry takes. What is at stake is L, what a worse
grade takes in a year beyond what the own grade takes: its doors in force here, each as often as
people come to it, and its penal days, in days robbed, the mean of the scales that `domains.yaml`
declares. Less of what is good is no harm on these scales, and does not count. It adds

    h = -strength x caution x L / per

The published regularity it must give is bunching just inside thresholds, of the mass that stands
within one entry above them.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.stages.response.contract import AT_STAKE, Mechanism, Term, bad_deeds


class ValueOfStanding(NamedTuple):
    """Settings; a strength of nought is neutral."""

    strength: float = 0.0  # log-hazard of a deed that would cost a grade worth `per`
    per: float = 100.0  # days robbed a year


def curve(settings: ValueOfStanding) -> np.ndarray:
    """Log-hazard where L is `per`, the same at every step."""
    return np.full(256, -settings.strength)


MECHANISM = Mechanism(
    "value-of-standing",
    ValueOfStanding,
    terms=(Term("", "caution", curve, bad_deeds, AT_STAKE, valued=lambda settings: settings.per),),
    limits={"strength": (0.0, 10.0), "per": (0.1, 100_000.0)},
)
