"""Giving up: doors at which one was refused are tried less often, until that is forgotten.

After n refusals remembered at a kind of door (journeys, credit, work, all others) somebody tries
such doors with the share keeps ** n of the tries that people make anyhow. A month's refusals are
remembered from the next month on; each is forgotten with chance 1 - exp(-months / forgets), so that
tries come back when nobody refuses any more. Of more than three refusals at one kind of door three
are remembered. A journey that was refused and asked for again and again is one refusal. Tries that
are not made are drawn try by try, whatever the others do: tries are always those refused and those
let through. No study gives `keeps` or `forgets`; what they do to people is told and not validated.
A run is lived once more without it, as with strain.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.draws import philox, stream
from socialcredit.core.jit import kernel
from socialcredit.core.refusals import MOST_REFUSALS, refusals_in, with_refusals
from socialcredit.stages.response.contract import WORDS, Mechanism, Rows, Surroundings

FORGETS = stream("response.giving-up.forgets")


class GivingUp(NamedTuple):
    """Settings; a strength of nought is neutral."""

    strength: float = 0.0  # of the exponent; 1 = as above
    keeps: float = 1.0  # share of tries that is left by each refusal remembered, rho
    forgets: float = 12.0  # months after which a refusal is forgotten, on average, tau


def tries(settings: GivingUp) -> np.ndarray:
    """The share of tries that are made, by refusals remembered; float (4,)."""
    return np.power(settings.keeps, settings.strength * np.arange(MOST_REFUSALS + 1))


def monthly(
    settings: GivingUp,
    around: Surroundings,
    start: int,
    stop: int,
    rows: Rows,
    effort: np.ndarray,
    months: float,
) -> None:
    """Remember the refusals of the last month, then forget some of all that are remembered."""
    kept = np.exp(-months / settings.forgets)
    keep_in_mind(
        rows["shied"], around.refused, kept, around.slot, around.key, around.month, start, stop
    )


@kernel
def keep_in_mind(shied, refused, kept, slot, key, month, start, stop):
    """Refusals remembered by residents start .. stop-1: each forgotten by a draw of its own."""
    for i in range(start, stop):
        before, new = np.int64(shied[i]), np.int64(refused[i])
        if before == 0 and new == 0:
            continue
        byte = 0
        for group in range(4):
            words = philox(slot[i - start], group, month, FORGETS, key[0], key[1])
            told = min(refusals_in(before, group) + refusals_in(new, group), MOST_REFUSALS)
            left = 0
            for n in range(told):
                left += words[n] / WORDS < kept
            byte = with_refusals(byte, group, left)
        shied[i] = byte


MECHANISM = Mechanism(
    "giving-up",
    GivingUp,
    rows=("shied",),
    monthly=monthly,
    refusals=True,
    tries=tries,
    limits={"strength": (0.0, 10.0), "keeps": (0.01, 1.0), "forgets": (0.1, 1200.0)},
)
