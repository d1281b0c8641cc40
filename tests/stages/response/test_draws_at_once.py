"""Draws of belief are made for many residents at once, and are those of one after the other."""

import numpy as np

from socialcredit.core.draws import philox, room_for
from socialcredit.stages.response.contract import (
    CERTAIN,
    NEVER_THERE,
    TOLD_BEFORE,
    WORDS,
)
from socialcredit.stages.response.perceived_risk import (
    HEARS,
    ROUNDED,
    PerceivedRisk,
    believe,
    hear,
    heard_ago,
)

MANY, BLOCK, SCHEMES, COMMUNITIES = 700, 64, 9, 3
KEY, MONTH = (11, 4), 5
SETTINGS = tuple(PerceivedRisk())


def town(luck):
    """Residents whom some of nine schemes score, and who have heard of some of them."""
    return {
        "belief": luck.integers(0, 256, MANY).astype(np.uint8),
        "known": luck.integers(0, 256, MANY).astype(np.uint8),
        "attention": luck.integers(0, 256, MANY).astype(np.uint8),
        "subject": luck.integers(0, 2, (SCHEMES, MANY)).astype(np.uint8),
        "community": np.sort(luck.integers(0, COMMUNITIES, MANY)),
        "slot": luck.permutation(MANY) + 2048,
        "bit": 1 << luck.integers(0, 8, (SCHEMES, COMMUNITIES)),
        "announced": luck.choice([NEVER_THERE, TOLD_BEFORE, 0, 3], (SCHEMES, COMMUNITIES)),
        "voice": np.arange(SCHEMES)[::-1].copy(),
    }


def heard_one_by_one(there, belief, known, at_once, later):
    """What `hear` says, with a draw of its own for each resident and four schemes."""
    for i in range(MANY):
        c, a = there["community"][i], there["attention"][i]
        for s in range(SCHEMES):
            mark, since = int(there["bit"][s, c]), int(there["announced"][s, c])
            if since == NEVER_THERE or not there["subject"][s, i] or int(known[i]) & mark:
                continue
            slot, v = int(there["slot"][i]), int(there["voice"][s])
            word = philox(slot, v >> 2, MONTH, HEARS, *KEY)[v & 3]
            ago = heard_ago(word / WORDS, since, at_once[a], later[a])
            if ago < 0:
                continue
            known[i] |= mark
            left = SETTINGS[1] + (SETTINGS[2] - SETTINGS[1]) * (1.0 - SETTINGS[6]) ** ago
            if left * CERTAIN > int(belief[i]):
                word = philox(slot, v, MONTH, ROUNDED, *KEY)[2]
                belief[i] = max(1, int(left * CERTAIN + word / WORDS))


def test_who_hears_of_nine_schemes_is_who_would_one_by_one():
    """Also across the blocks in which they are looked at, and where four schemes share a draw."""
    there, room = town(np.random.default_rng(3)), np.empty(BLOCK, np.int64)
    at_once, later = np.linspace(0, 0.6, 256), np.linspace(0, 0.3, 256)
    belief, known = there["belief"].copy(), there["known"].copy()
    hear(
        SETTINGS, belief, known, there["attention"], there["subject"], there["voice"],
        there["bit"], there["announced"], there["community"], at_once, later, there["slot"], KEY,
        MONTH, room_for(BLOCK), room, 0, MANY,
    )  # fmt: skip
    expected = there["belief"].copy(), there["known"].copy()
    heard_one_by_one(there, *expected, at_once, later)
    np.testing.assert_array_equal(known, expected[1])
    np.testing.assert_array_equal(belief, expected[0])
    assert 100 < (known != there["known"]).sum() < MANY  # some hear, and some do not


def test_a_resident_believes_the_same_alone_and_among_others():
    there, luck = town(np.random.default_rng(4)), np.random.default_rng(5)
    there["belief"][luck.random(MANY) < 0.3] = 0
    there["known"][luck.random(MANY) < 0.4] = 0
    felt, done = luck.integers(0, 256, MANY).astype(np.uint8), np.array([4, 0, 9])

    def lived(start, stop, block):
        belief, here = there["belief"].copy(), slice(start, stop)
        believe(
            SETTINGS, belief, there["known"], felt, np.zeros(1, np.uint8),
            there["subject"][:, here].copy(), there["bit"], there["community"][here].copy(),
            np.array([0.2, 0.0, 0.7]), done, 0.1, there["slot"][here].copy(), KEY, MONTH, 0.05,
            room_for(block), np.empty(block, np.int64), start, stop,
        )  # fmt: skip
        return belief[here]

    together = lived(0, MANY, BLOCK)
    alone = np.concatenate([lived(i, i + 1, 1) for i in range(MANY)])
    np.testing.assert_array_equal(together, alone)
    assert (together != there["belief"]).mean() > 0.2
