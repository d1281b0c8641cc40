"""Perceived risk: belief about being recorded, moved by news, by notices and by getting away.

Certainty deters (elasticity about -0.3), severity little; who has not heard is not deterred. The
belief starts from the announcement and drifts to what is experienced: that is why the effect of
points on driving licences is 15-20 % at first and gone by about eighteen months.

Where inspectors go round, a visit under a known rule tells that they come, a clean one too
(`visited`); one that wrote something down is a notice besides, where the rules send one. Without
other news belief comes to rest where that pull and the fading balance: where visits of a month
leave a share q of doubt, at ((1 - f) (1 - q) + f b) / (1 - (1 - f) q), with b before any scheme.

One hears of each scheme apart: in the month in which it begins where one lives, or later. Of a
scheme that is older than the run, those have heard who would have by its age, and believe what is
left of the announcement.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.draws import philox, stream
from socialcredit.core.felt import deeds_in, notices_in
from socialcredit.core.jit import kernel
from socialcredit.stages.response.contract import (
    CERTAIN,
    NEVER_THERE,
    NOTICED,
    TOLD_BEFORE,
    UNDER_A_RULE,
    WORDS,
    Mechanism,
    Rows,
    Surroundings,
    Term,
    bad_deeds,
    fear,
    rounded,
    share_of,
)

HEARS = stream("response.hears-of-the-scheme")
ROUNDED = stream("response.perceived-risk.rounded")
SHARES = "baseline announced aware_at_start hears caught got_away gossip fades visited"


class PerceivedRisk(NamedTuple):
    """Settings; chances a month unless said otherwise."""

    strength: float = 0.0  # elasticity of deeds in perceived risk, at average caution; 0 = neutral
    baseline: float = 0.1  # belief before any scheme
    announced: float = 0.3  # belief when a scheme is announced
    aware_at_start: float = 0.1  # share that hears of it at once
    hears: float = 0.002  # later, at average attention
    caught: float = 0.3  # step towards certainty after a notice
    got_away: float = 0.02  # step towards nought after an unrecorded deed under a known rule
    gossip: float = 0.1  # step by neighbours' notices, where there is one a head
    fades: float = 0.04  # return to the baseline
    visited: float = 0.0  # step towards certainty by a visit under a known rule; 0 = neutral


def curve(settings: PerceivedRisk) -> np.ndarray:
    """Log-hazard by step of belief."""
    return fear(settings.strength, settings.baseline)


def monthly(
    settings: PerceivedRisk,
    around: Surroundings,
    start: int,
    stop: int,
    rows: Rows,
    effort: np.ndarray,
    months: float,
) -> None:
    """Update beliefs by what happened, then who hears of which scheme."""
    neighbours = around.news[:, NOTICED] / np.maximum(around.size, 1)
    believe(
        tuple(settings), rows["belief"], rows["known"], around.felt, around.visited,
        around.community, (1.0 - settings.gossip) ** neighbours, around.slot, around.key,
        around.month, share_of(settings.fades, months), start, stop,
    )  # fmt: skip
    attention = 2.0 * np.arange(256) / CERTAIN
    at_once = np.minimum(settings.aware_at_start * attention, 1.0)
    later = share_of(np.minimum(settings.hears * attention, 1.0), months)
    hear(
        tuple(settings), rows["belief"], rows["known"], around.people.attention, around.subject,
        around.voice, around.bit, around.announced, around.community, at_once, later, around.slot,
        around.key, around.month, start, stop,
    )  # fmt: skip


@kernel
def believe(
    settings, belief, known, felt, visited, community, unmoved, slot, key, month, back, start, stop
):
    """Beliefs of residents start .. stop-1 who know of a scheme, one after another.

    visited  uint8, visits of each; one row where nobody asks
    unmoved  float64 (communities,), share of doubt that what neighbours heard leaves standing
    back  the share of the way back to the baseline
    """
    baseline, caught, away, came = settings[1], settings[5], settings[6], settings[9]
    for i in range(start, stop):
        at = i - start
        if np.int64(belief[i]) == 0:
            word = philox(slot[at], 0, month, ROUNDED, key[0], key[1])[1]
            belief[i] = rounded(baseline, word)
        if np.int64(known[i]) == 0:
            continue
        risk = np.int64(belief[i]) / CERTAIN
        told = notices_in(np.int64(felt[i]))
        unseen = max(deeds_in(np.int64(felt[i])) - told, 0)
        risk = 1.0 - (1.0 - risk) * (1.0 - caught) ** told * unmoved[community[at]]
        if visited.shape[0] > i:
            risk = 1.0 - (1.0 - risk) * (1.0 - came) ** np.int64(visited[i])
        risk *= (1.0 - away) ** unseen
        risk += (baseline - risk) * back
        word = philox(slot[at], 0, month, ROUNDED, key[0], key[1])[0]
        belief[i] = rounded(risk, word)


@kernel
def hear(
    settings, belief, known, attention, subject, voice, bit, announced, community, at_once, later,
    slot, key, month, start, stop,
):  # fmt: skip
    """Residents start .. stop-1 hear of schemes that score them; each scheme has its own draw.

    at_once, later  float64 (256,), chances by attention: at the announcement, this month
    """
    for i in range(start, stop):
        at = i - start
        c, a, four = community[at], np.int64(attention[i]), -1
        words = (0, 0, 0, 0)
        for s in range(bit.shape[0]):
            mark, since = np.int64(bit[s, c]), announced[s, c]
            if since == NEVER_THERE or subject[s, at] == 0 or np.int64(known[i]) & mark:
                continue
            v = voice[s]
            if v >> 2 != four:  # one draw holds the luck of four schemes
                four = v >> 2
                words = philox(slot[at], four, month, HEARS, key[0], key[1])
            ago = heard_ago(words[v & 3] / WORDS, since, at_once[a], later[a])
            if ago < 0:
                continue
            known[i] = np.int64(known[i]) | mark
            left = settings[1] + (settings[2] - settings[1]) * (1.0 - settings[8]) ** ago
            if left * CERTAIN > np.int64(belief[i]):
                belief[i] = rounded(left, philox(slot[at], v, month, ROUNDED, key[0], key[1])[2])


@kernel
def heard_ago(word, since, at_once, later):
    """How many months ago somebody heard, by a draw in 0 .. 1; -1 for not yet."""
    if since == TOLD_BEFORE:
        return 0 if word < later else -1
    if word < at_once:
        return since
    left = 1.0 - at_once  # share that has not heard yet, month by month
    for months in range(1, since + 1):
        left *= 1.0 - later
        if word < 1.0 - left:
            return since - months
    return -1


MECHANISM = Mechanism(
    "perceived-risk",
    PerceivedRisk,
    terms=(Term("belief", "caution", curve, bad_deeds, UNDER_A_RULE),),
    rows=("belief", "known"),
    monthly=monthly,
    visits=lambda settings: settings.visited > 0,
    limits=dict.fromkeys(SHARES.split(), (0.0, 1.0))
    | {"strength": (0.0, 10.0), "baseline": (0.001, 1.0)},
)
