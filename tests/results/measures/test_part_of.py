"""A part of the subjects: where so many of them may stand, by what all of them came to."""

import numpy as np
import pytest

from socialcredit.results.measures.part_of import within
from socialcredit.results.words.part_of import part_lines


def test_of_a_hundred_as_many_as_draws_from_the_share_say():
    drawn = np.random.default_rng(5).binomial(100, 0.2, 200_000)
    low, high = np.quantile(drawn, (0.05, 0.95))
    assert within(100, 200_000, 1_000_000) == (low, high)


@pytest.mark.parametrize(("held", "total"), [(20, 100), (200, 1000), (2000, 10_000)])
def test_what_fewer_say_is_less_sure(held, total):
    low, high = within(100, held, total)
    wide_low, wide_high = within(100, held // 10, total // 10)
    assert wide_low <= low <= 20 <= high <= wide_high


def test_what_nearly_nobody_holds_may_be_held_by_none():
    assert within(100, 1, 2000)[0] == 0
    assert within(100, 2000, 2000) == (100, 100)


def test_nine_of_ten_replicates_fall_within():
    luck = np.random.default_rng(3)
    inside = 0
    for _ in range(2000):
        share = luck.uniform(0.05, 0.6)
        held = luck.binomial(500, share)
        low, high = within(100, int(held), 500)
        inside += low <= luck.binomial(100, share) <= high
    assert 0.89 < inside / 2000 < 0.95


def test_the_sentence_says_of_how_many():
    found = {"title": "Luzhou", "subjects": 100, "of": 1900,
             "rows": [{"grade": "good", "held": 1200, "low": 55, "high": 71},
                      {"grade": "poor", "held": 1, "low": 0, "high": 0}]}  # fmt: skip
    (line,) = part_lines(found)
    assert line.startswith("Luzhou, 100 of such residents")
    assert "55 to 71 in good and 0 in poor" in line
    assert part_lines(None) == []
