"""The leading eight: one record exactly, private opinions within chance, and why they differ."""

import numpy as np
import pytest

from socialcredit.experiments.behaviour import leading_eight
from socialcredit.experiments.behaviour.leading_eight import (
    NORMS,
    bits_of,
    judged,
    private,
    public,
)


def test_every_published_share_is_met():
    rows = leading_eight.rows()
    assert {row["what"].split(",")[0] for row in rows} == {*NORMS}
    assert [row["what"] for row in rows if not row["pass"]] == []


@pytest.mark.parametrize("norm", NORMS)
@pytest.mark.parametrize("error", [0.003, 0.01, 0.05, 0.1, 0.2])
def test_one_record_comes_to_rest_where_a_round_changes_nothing(norm, error):
    assessed, acts = bits_of(norm)
    h = public(norm, error, 0.03).good
    after = 0.0
    for donor in (0, 1):
        for recipient in (0, 1):
            pair = (h if donor else 1 - h) * (h if recipient else 1 - h)
            helps = acts[2 * donor + recipient] * 0.97
            for act, chance in ((1, helps), (0, 1 - helps)):
                good = assessed[4 * donor + 2 * recipient + act]
                after += pair * chance * ((1 - error) * good + error * (1 - good))
    assert after == pytest.approx(h, abs=1e-9)


def test_without_errors_everybody_stays_good_and_helps():
    assert all(public(norm, 0.0) == pytest.approx((1.0, 1.0)) for norm in NORMS)
    made = private(0.0, dropped=0, kept=500, towns=4)
    assert set(made.values()) == {1.0}


def test_a_watcher_thinks_what_the_norm_says_by_opinions_of_its_own():
    standing = np.array([[~np.uint64(0) if bit == "1" else np.uint64(0) for bit in word]
                         for word, _ in NORMS.values()])  # fmt: skip
    shape = (len(NORMS), 1)
    # watcher k has the opinions and sees the act that the bits of k say
    of_donor, of_recipient, act = (
        np.full(shape, sum(1 << k for k in range(8) if k & bit), np.uint64) for bit in (4, 2, 1)
    )
    told = judged(standing, of_donor, of_recipient, act)
    for at, (word, _) in enumerate(NORMS.values()):
        assert [int(told[at, 0]) >> k & 1 for k in range(8)] == [int(bit) for bit in word]


def test_private_opinions_drift_apart_and_a_shared_record_does_not():
    """Stern judging halves under any private error, and hardly falls under one record."""
    made = private(0.02, norms=("L6",), towns=32, dropped=25_000, kept=4_000)
    assert made["L6"] == pytest.approx(0.5, abs=0.02)
    assert public("L6", 0.02).cooperation > 0.97


def test_more_errors_make_less_cooperation_and_a_seed_the_same_town():
    few, many = (
        private(e, norms=("L1",), towns=16, dropped=4_000, kept=4_000) for e in (0.02, 0.2)
    )
    assert few["L1"] > many["L1"] + 0.05
    again = private(0.2, norms=("L1",), towns=16, dropped=4_000, kept=4_000)
    assert again == many != private(0.2, norms=("L1",), towns=16, dropped=4_000, kept=4_000, seed=2)


def test_a_town_too_large_for_a_word_is_refused():
    with pytest.raises(ValueError, match="2 to 64 people"):
        private(0.05, people=65)
