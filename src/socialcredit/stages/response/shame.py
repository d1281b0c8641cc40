"""Shame: who fears to be made public pays before it comes to that; once public, little changes.

Where a rule that somebody knows makes public who did not pay, the pace of paying before the listing
is 1 + threat shame audience times what it was: shame is the trait (mean one), audience how many of
the people one knows are told by its means, and the debt is under the limit, from which on nothing
changes. Of those who pay anyhow a share `pays` has done so by the listing, so that the pace over
that time is -ln(1 - pays), and the deed, a debt that is unpaid when it is listed, has the
log-hazard

    h = -strength threat (-ln(1 - pays)) shame audience        for debts under the limit

The threat is a matter of the rule and not of what follows: it is the same where nobody is ever
listed. `threat` is set so that small debts fall by 8.5 %, as tax debts did under the threat of a
list on the web (Dwenger and Treber 2022); that debts of more than 2,500 dollars do not move is what
Perez-Truglia and Troiano found (2018). Once somebody is public, the chance a month to pay is
1 + after times what it was (about nought in the study). A share `withdraws` of those made public,
times shame, leaves `less` of their lawful acts in sight undone for as long as they stand there. A
rule of a layer makes public in communities that adopted it, and nobody elsewhere.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.draws import philox, stream
from socialcredit.core.jit import kernel
from socialcredit.core.levels import MEANS
from socialcredit.core.retelling import OF_MONEY
from socialcredit.stages.response.contract import (
    ALWAYS,
    CERTAIN,
    NAMED,
    WORDS,
    Kinds,
    Mechanism,
    Rows,
    Surroundings,
    Term,
)

DRAWS_BACK = stream("response.shame.draws-back")
STANDS, DRAWN_BACK = 1, 255  # steps of who is public: goes on as before, or has withdrawn
EVERYBODY = (1.0,) * len(MEANS)


class Shame(NamedTuple):
    """Settings; a strength of nought is neutral."""

    strength: float = 0.0  # of the log-hazards; 1 = as above
    threat: float = 0.0  # by how much the pace of paying rises at average shame, all being told
    pays: float = 0.175  # share paid by the listing where nobody is threatened
    limit: float = 17000.0  # a sum, from which on a debt is not moved
    audience: tuple[float, ...] = EVERYBODY  # of the people one knows, by means of publication
    after: float = 0.0  # added to the pace of paying once public, as a share of it
    withdraws: float = 0.0  # share of those made public, at average shame
    less: float = 0.5  # share of lawful acts in sight that they leave undone


def threat(settings: Shame) -> np.ndarray:
    """Log-hazard of a debt that is unpaid when it is listed; the same at every step."""
    return np.full(256, settings.strength * settings.threat * np.log1p(-settings.pays))


def debts(kinds: Kinds) -> np.ndarray:
    """Bad deeds about money whose size is a sum, as far as people can be deterred."""
    owed = [g == "money" and u in OF_MONEY for g, u in zip(kinds.group, kinds.unit, strict=True)]
    return kinds.signed("bad", "hidden-bad") * kinds.deterrable * np.array(owed, float)


def withdrawing(settings: Shame) -> np.ndarray:
    """Log-hazard of lawful acts in sight by step: nought but for who has withdrawn."""
    steps = np.maximum(np.arange(256) - STANDS, 0) / (DRAWN_BACK - STANDS)
    return settings.strength * np.log1p(-settings.less) * steps


def in_sight(kinds: Kinds) -> np.ndarray:
    """Lawful acts that others see and write down."""
    return kinds.signed("watched")


def audience(settings: Shame) -> np.ndarray:
    """Of the people one knows how many are told, by means of publication; float (means,)."""
    return np.broadcast_to(np.asarray(settings.audience, float), (len(MEANS),))


def after(settings: Shame) -> float:
    """The factor on the chance to make good a record that is made public."""
    return 1.0 + settings.strength * settings.after


def monthly(
    settings: Shame,
    around: Surroundings,
    start: int,
    stop: int,
    rows: Rows,
    effort: np.ndarray,
    months: float,
) -> None:
    """Whoever has been made public withdraws or does not; who stands there no more comes back."""
    shame = np.minimum(settings.withdraws * 2.0 * np.arange(256) / CERTAIN, 1.0)
    stand_before(
        rows["drawn-back"], around.named, around.people.shame, shame, around.slot, around.key,
        around.month, start, stop,
    )  # fmt: skip


@kernel
def stand_before(drawn_back, named, shame, chance, slot, key, month, start, stop):
    """Residents start .. stop-1, by a draw when they are first made public.

    chance  float64 (256,) to withdraw, by shame
    """
    for i in range(start, stop):
        if named[i] == 0:
            drawn_back[i] = 0
        elif np.int64(drawn_back[i]) == 0:
            word = philox(slot[i - start], 0, month, DRAWS_BACK, key[0], key[1])[0]
            drawn_back[i] = DRAWN_BACK if word / WORDS < chance[np.int64(shame[i])] else STANDS


MECHANISM = Mechanism(
    "shame",
    Shame,
    terms=(
        Term("", "shame", threat, debts, NAMED, below=lambda settings: settings.limit),
        Term("drawn-back", "", withdrawing, in_sight, ALWAYS),
    ),
    rows=("drawn-back",),
    monthly=monthly,
    names=True,
    publishing=audience,
    after=after,
    limits=dict.fromkeys(("audience", "withdraws"), (0.0, 1.0))
    | {
        "strength": (0.0, 10.0), "threat": (0.0, 20.0), "pays": (0.0, 0.95), "limit": (0.0, 1e9),
        "after": (-1.0, 10.0), "less": (0.0, 0.95),
    },
)  # fmt: skip
