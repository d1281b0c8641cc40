"""Perceived risk: belief about being recorded, moved by news, by notices and by getting away.

Certainty deters (elasticity about -0.3), severity little; who has not heard is not deterred. The
belief starts from the announcement and drifts to what is experienced: that is why the effect of
points on driving licences is 15-20 % at first and gone by about eighteen months.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.columns import AWARE
from socialcredit.core.draws import philox, stream
from socialcredit.core.jit import kernel
from socialcredit.stages.response.contract import Mechanism, Surroundings

HEARS = stream("response.hears-of-the-scheme")
CERTAIN = 255.0


class PerceivedRisk(NamedTuple):
    """Settings; chances a month unless said otherwise."""

    strength: float = 0.0  # elasticity of deeds in perceived risk, at average caution; 0 = neutral
    baseline: float = 0.1  # belief before any scheme
    announced: float = 0.3  # belief when a scheme is announced
    aware_at_start: float = 0.1  # share that hears of it at once
    hears: float = 0.002  # later, at average attention
    caught: float = 0.3  # step towards certainty after a notice
    got_away: float = 0.02  # step towards nought after an unrecorded bad deed
    gossip: float = 0.1  # step by neighbours' notices
    fades: float = 0.04  # return to the baseline


def monthly(
    settings: PerceivedRisk,
    around: Surroundings,
    start: int,
    stop: int,
    restraint: np.ndarray,
    effort: np.ndarray,
) -> None:
    """Update beliefs and awareness; multiply restraint by (belief / baseline) ** -strength."""
    if settings.strength == 0.0 or not around.active.any():
        return
    believe(
        tuple(settings), around.people.caution, around.people.attention, around.mind.belief,
        around.mind.status, around.mind.felt, around.subject, around.community, around.gossip,
        bool(around.new.any()), around.key, around.month, start, stop, restraint,
    )  # fmt: skip


@kernel
def believe(
    settings, caution, attention, belief, status, felt, subject, community, gossip, new, key, month,
    start, stop, restraint,
):  # fmt: skip
    """Beliefs of residents start .. stop-1, one after another."""
    strength, baseline, announced, at_start, hears, caught, away, talk, fades = settings
    for i in range(start, stop):
        aware = bool(np.int64(status[i]) & AWARE)
        slot = i
        word = philox(slot, 0, month, HEARS, key[0], key[1])[0] / 4294967296.0
        chance = at_start if new else hears
        if (
            not aware
            and subject[:, i - start].any()
            and word < chance * 2.0 * attention[i] / CERTAIN
        ):
            status[i] = np.int64(status[i]) | AWARE
            aware = True
            belief[i] = round(max(np.int64(belief[i]) / CERTAIN, announced) * CERTAIN)
        if not aware:
            continue
        risk = np.int64(belief[i]) / CERTAIN
        notices, unseen = np.int64(felt[i]) >> 4, np.int64(felt[i]) & 15
        risk += (1.0 - risk) * min(1.0, caught * notices)
        risk -= risk * min(1.0, away * unseen)
        risk += (1.0 - risk) * min(1.0, talk * gossip[community[i - start]] / 10000.0)
        if risk > baseline:
            risk += (baseline - risk) * fades
        # Stochastic rounding needs a draw: a floor of one step keeps small moves from sticking.
        belief[i] = min(
            255, max(1, np.int64(risk * CERTAIN + 0.5 - (0.5 if risk > baseline else 0.0)))
        )
        if risk > baseline:
            restraint[i - start] *= (risk / baseline) ** (-strength * 2.0 * caution[i] / CERTAIN)


MECHANISM = Mechanism("perceived-risk", PerceivedRisk, monthly=monthly)
