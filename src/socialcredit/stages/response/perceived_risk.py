"""Perceived risk: belief about being recorded, moved by own deeds, by word of mouth and by news.

Certainty deters (elasticity about -0.3), severity little; who has not heard is not deterred. Belief
starts from the announcement and learns. Of n deeds in a month under rules that one knows, word of m
records comes:

    b += (1 - (1 - learns)^n) (m / n - b)

and of what is told in the community, where M records came of N deeds against which a rule stands:

    b += hearsay (M / N - b)

so that belief tends to the true chance of word of a record, and an effect that hung on an
announcement is gone when people have found out. Word comes weeks after the deed: a month's notices
are mostly of deeds of earlier months. Each therefore counts as above where deeds and notices fall
together, and as one deed's where none was done, which leaves the mean as it is; and M is told over
N + 1, and nothing is forgotten where N is nought, since for counts of Poisson's law that do not
hang together E[M / (N + 1)] = E[M] / E[N] x P(N > 0).

Where no rule that one knows is in force any longer belief returns to the baseline, `fades` of the
way a month. Where inspectors go round, a visit under a known rule tells that they come, a clean one
too (`visited`), and what visits told fades under a rule as well: without other news belief comes to
rest, where visits of a month leave a share q of doubt, at ((1 - f)(1 - q) + f b) / (1 - (1 - f) q),
with b before any scheme.

One hears of each scheme apart: in the month in which it begins where one lives, or later. Of a
scheme that is older than the run, those have heard who would have by its age; word of mouth has
taken them part of the way back to the baseline, `hearsay` a month, as what was noticed then is not
known here.
"""

from typing import NamedTuple

import numpy as np

from socialcredit.core.draws import fill_many, philox, room_for, stream
from socialcredit.core.felt import deeds_in, notices_in
from socialcredit.core.jit import inlined, inner, kernel
from socialcredit.core.kept import once
from socialcredit.core.limits import COMMUNITY
from socialcredit.stages.response.contract import (
    CERTAIN,
    DONE,
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
SHARES = "baseline announced aware_at_start hears learns hearsay fades visited"
GONE = {
    "caught": "`learns`, the step towards what came of a deed, noticed or not",
    "got_away": "`learns`, the step towards what came of a deed, noticed or not",
    "gossip": "`hearsay`, the step a month towards what came of deeds in the community",
}


class PerceivedRisk(NamedTuple):
    """Settings; chances a month unless said otherwise."""

    strength: float = 0.0  # elasticity of deeds in perceived risk, at average caution; 0 = neutral
    baseline: float = 0.1  # belief before any scheme
    announced: float = 0.3  # belief when a scheme is announced
    aware_at_start: float = 0.1  # share that hears of it at once
    hears: float = 0.002  # later, at average attention
    learns: float = 0.0  # step by each own deed, towards what came of it; 0 = neutral
    hearsay: float = 0.0  # step towards what came of deeds in the community; 0 = neutral
    fades: float = 0.04  # return to the baseline where no known rule is in force
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
    many, who = room_for(COMMUNITY), np.empty(COMMUNITY, np.int64)
    noticed, done = around.news[:, NOTICED], around.news[:, DONE]
    told = np.minimum(noticed / (done + 1), 1.0)
    believe(
        tuple(settings), rows["belief"], rows["known"], around.felt, around.visited,
        around.subject, np.where(around.announced == NEVER_THERE, 0, around.bit),
        around.community, told, done, share_of(settings.hearsay, months), around.slot, around.key,
        around.month, share_of(settings.fades, months), many, who, start, stop,
    )  # fmt: skip
    at_once, later = hearing(settings, months)
    hear(
        tuple(settings), rows["belief"], rows["known"], around.people.attention, around.subject,
        around.voice, around.bit, around.announced, around.community, at_once, later, around.slot,
        around.key, around.month, many, who, start, stop,
    )  # fmt: skip


@once()
def hearing(settings: PerceivedRisk, months: float) -> tuple[np.ndarray, np.ndarray]:
    """Chances to hear of a scheme by attention: when it is announced, and in a step later.

    months  length of the step    returns float64 (256,) each
    """
    attention = 2.0 * np.arange(256) / CERTAIN
    at_once = np.minimum(settings.aware_at_start * attention, 1.0)
    return at_once, share_of(np.minimum(settings.hears * attention, 1.0), months)


@kernel
def believe(
    settings, belief, known, felt, visited, subject, bit, community, told, done, word_of_mouth,
    slot, key, month, back, many, who, start, stop,
):  # fmt: skip
    """Beliefs of residents start .. stop-1 who know of a scheme, one after another.

    visited  uint8, visits of each; one row where nobody asks
    bit  integers (schemes, communities) of `known`, of schemes in force; 0 = not there
    told, done  float64, int64 (communities,): records over deeds as they are told, and deeds
    word_of_mouth, back  the share of the way to what is told, and to the baseline
    many, who  room for so many draws as are made at once, and for whose they are
    """
    baseline, learns, came = settings[1], settings[5], settings[8]
    for first in range(start, stop, who.shape[0]):
        moved = 0
        for i in range(first, min(first + who.shape[0], stop)):
            who[moved], many.slot[moved], many.nth[moved] = i, slot[i - start], 0
            moved += (np.int64(known[i]) != 0) | (np.int64(belief[i]) == 0)
        fill_many(many, moved, month, ROUNDED, key[0], key[1])
        for j in range(moved):
            i = who[j]
            at = i - start
            if np.int64(belief[i]) == 0:
                belief[i] = rounded(baseline, np.int64(many.words[1, j]))
            if np.int64(known[i]) == 0:
                continue
            c, risk = community[at], np.int64(belief[i]) / CERTAIN
            risk = by_own_deeds(risk, np.int64(felt[i]), learns)
            ruled = is_ruled(np.int64(known[i]), subject, bit, at, c)
            if ruled:
                if done[c] > 0:
                    risk *= 1.0 - word_of_mouth
                risk = min(risk + word_of_mouth * told[c], 1.0)
            if visited.shape[0] > i:
                risk = 1.0 - (1.0 - risk) * (1.0 - came) ** np.int64(visited[i])
            if not ruled or came > 0.0:
                risk += (baseline - risk) * back
            belief[i] = rounded(risk, np.int64(many.words[0, j]))


@inner
def by_own_deeds(risk, felt, learns):
    """Belief after the deeds and notices of a month; one deed's step a notice where none was."""
    deeds, notices = deeds_in(felt), notices_in(felt)
    left = (1.0 - learns) ** deeds
    each = (1.0 - left) / deeds if deeds > 0 else learns
    return min(left * risk + each * notices, 1.0)


@inner
def is_ruled(known, subject, bit, at, community):
    """Whether some scheme in force here of which one has heard scores one."""
    for s in range(bit.shape[0]):
        if known & np.int64(bit[s, community]) and subject[s, at]:
            return True
    return False


@kernel
def hear(
    settings, belief, known, attention, subject, voice, bit, announced, community, at_once, later,
    slot, key, month, many, who, start, stop,
):  # fmt: skip
    """Residents start .. stop-1 hear of schemes that score them; each scheme has its own draw.

    at_once, later  float64 (256,), chances by attention: at the announcement, this month
    many, who  room, as in `believe`
    """
    last = bit.shape[0] - 1
    if last < 0:
        return
    for first in range(start, stop, who.shape[0]):
        used = 0
        for i in range(first, min(first + who.shape[0], stop)):
            at = i - start
            s = unheard(np.int64(known[i]), subject, bit, announced, at, community[at], 0)
            who[used], many.slot[used], many.nth[used] = i, slot[at], voice[min(s, last)] >> 2
            used += s <= last
        fill_many(many, used, month, HEARS, key[0], key[1])
        for j in range(used):
            hear_of_them(
                settings, belief, known, attention, subject, voice, bit, announced, community,
                at_once, later, key, month, many, j, who[j], start,
            )  # fmt: skip


@inlined
def unheard(known, subject, bit, announced, at, community, first):
    """The first scheme from one on of which somebody may hear yet; the number of all: of none."""
    found = bit.shape[0]
    for s in range(bit.shape[0] - 1, first - 1, -1):  # whether anybody has heard is a toss-up
        mark = np.int64(bit[s, community])
        may = (announced[s, community] != NEVER_THERE) & (subject[s, at] != 0)
        found = s if may & (known & mark == 0) else found
    return found


@inlined
def hear_of_them(
    settings, belief, known, attention, subject, voice, bit, announced, community, at_once, later,
    key, month, many, j, i, start,
):  # fmt: skip
    """One resident hears of schemes, by the j-th of the draws made at once."""
    at = i - start
    c, a, four = community[at], np.int64(attention[i]), many.nth[j]
    words = (
        np.int64(many.words[0, j]), np.int64(many.words[1, j]), np.int64(many.words[2, j]),
        np.int64(many.words[3, j]),
    )  # fmt: skip
    s = unheard(np.int64(known[i]), subject, bit, announced, at, c, 0)
    while s < bit.shape[0]:
        v = voice[s]
        if v >> 2 != four:  # one draw holds the luck of four schemes
            four = v >> 2
            words = philox(many.slot[j], four, month, HEARS, key[0], key[1])
        ago = heard_ago(words[v & 3] / WORDS, announced[s, c], at_once[a], later[a])
        if ago >= 0:
            known[i] = np.int64(known[i]) | np.int64(bit[s, c])
            left = settings[1] + (settings[2] - settings[1]) * (1.0 - settings[6]) ** ago
            if left * CERTAIN > np.int64(belief[i]):
                word = philox(many.slot[j], v, month, ROUNDED, key[0], key[1])[2]
                belief[i] = rounded(left, word)
        s = unheard(np.int64(known[i]), subject, bit, announced, at, c, s + 1)


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
    gone=GONE,
)
