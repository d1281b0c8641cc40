"""Random numbers: the published answers, the lanes, and independence between people and days.

The answers are those of `kat_vectors` in Random123 (Salmon, Moraes, Dror, Shaw, SC'11).
"""

import numpy as np
import pytest

from socialcredit.core.draws import (
    BLOCKS,
    WORD,
    fill_many,
    fill_words,
    key_of,
    philox,
    room_for,
    share,
    stream,
    threshold,
)

ANSWERS = {
    "zeros": (
        (0, 0, 0, 0),
        (0, 0),
        (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8),
    ),
    "ones": (
        (WORD, WORD, WORD, WORD),
        (WORD, WORD),
        (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
    ),
    "digits of pi": (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
}
NAME = stream("tests.draws")


@pytest.mark.parametrize("counter, key, answer", ANSWERS.values(), ids=ANSWERS)
def test_published_answers(counter, key, answer):
    assert philox(*counter, *key) == answer


@pytest.mark.parametrize("community, index, day", [(0, 0, 0), (5, 2, 1825), (600_000, 7, 20_000)])
def test_a_filled_block_is_philox_word_for_word(community, index, day):
    key = key_of(2**40 + 7)
    words = np.zeros((4, BLOCKS), np.uint32)
    fill_words(words, community, index, day, NAME, *key)
    for block in range(BLOCKS):
        assert tuple(words[:, block]) == philox(community * BLOCKS + block, index, day, NAME, *key)


def test_draws_of_many_at_once_are_those_of_each_alone():
    key, many = key_of(2**40 + 7), room_for(77)
    many.slot[:], many.nth[:] = np.arange(77) * 65_537, np.arange(77) % 8
    fill_many(many, 77, 1825, NAME, *key)
    for j in range(77):
        alone = philox(many.slot[j], many.nth[j], 1825, NAME, *key)
        assert tuple(many.words[:, j]) == alone


def uniforms(seed, people, days):
    """One draw a person and day, in [0, 1)."""
    key = key_of(seed)
    words = [[philox(i, 0, d, NAME, *key)[0] for d in range(days)] for i in range(people)]
    return np.array(words) / 2**32


def test_means_over_people_and_days_vary_as_theory_says():
    """Were the day added to the resident, neighbours would share draws.

    The mean over 12 people and 12 days would then rest on 23 draws, not on 144, and its variance
    over seeds would be about 8 times the theoretical 1/12/144. With 600 seeds the ratio of a
    variance to its expectation has a standard deviation of sqrt(2/599) = 0.058.
    """
    people = days = 12
    means = np.array([uniforms(seed, people, days).mean() for seed in range(600)])
    ratio = means.var(ddof=1) * 12 * people * days
    assert abs(ratio - 1) < 5 * np.sqrt(2 / 599)
    assert abs(means.mean() - 0.5) < 5 * np.sqrt(1 / 12 / people / days / 600)


def test_neighbours_and_following_days_do_not_go_together():
    """Correlations of 10,000 pairs: next day, next person, and along both diagonals."""
    u = uniforms(3, 101, 101)
    here = u[:-1, :-1].ravel()
    for there in (u[1:, :-1], u[:-1, 1:], u[1:, 1:]):
        assert abs(np.corrcoef(here, there.ravel())[0, 1]) < 5 / np.sqrt(10_000)
    assert abs(np.corrcoef(u[1:, :-1].ravel(), u[:-1, 1:].ravel())[0, 1]) < 5 / np.sqrt(10_000)


def test_streams_have_different_numbers():
    names = ["society.daily", "records.notice", "scheme.consent", "records.filing-delay"]
    assert len({stream(name) for name in names}) == len(names)


def test_a_share_stays_below_its_count():
    assert [share(word, 6) for word in (0, WORD // 2, WORD)] == [0, 2, 5]
    assert [threshold(p) for p in (-1.0, 0.0, 0.5, 1.0, 2.0)] == [0, 0, 2**31, 2**32, 2**32]
