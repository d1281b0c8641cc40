"""A random number is a function of (seed, stream, day, resident): Philox4x32-10, no state.

Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC'11. The four counter
words are (resident's slot, index of the draw, day, stream); the two key words are the seed. Day and
stream have words of their own: adding the day to the resident's number would keep every marginal
right and correlate neighbours across days.

Words are int64 holding 0 .. 2**32-1, so that no expression mixes signed and unsigned integers.
"""

import zlib
from typing import NamedTuple

import numpy as np

from socialcredit.core.jit import inner, kernel, unfolded
from socialcredit.core.limits import COMMUNITY

WORD = 0xFFFFFFFF
M0 = np.uint64(0xD2511F53)
M1 = np.uint64(0xCD9E8D57)
W0 = np.uint64(0x9E3779B9)
W1 = np.uint64(0xBB67AE85)
MASK = np.uint64(WORD)
HALF = np.uint64(32)

BLOCKS = COMMUNITY // 16  # one Philox block holds sixteen one-byte draws


def stream(name: str) -> int:
    """The 32-bit number of a stream of draws, from its name."""
    return zlib.crc32(name.encode())


def key_of(seed: int) -> tuple[int, int]:
    """The two key words of a seed (any non-negative integer below 2**64)."""
    return seed & WORD, (seed >> 32) & WORD


@unfolded
def rounds(c0, c1, c2, c3, k0, k1):
    """Ten rounds of a 4-word counter under a 2-word key; four uint64 words.

    Put in its callers' loops before they are compiled, so that those run several lanes at once.
    """
    a, b = np.uint64(c0), np.uint64(c1)
    c, d = np.uint64(c2), np.uint64(c3)
    x, y = np.uint64(k0), np.uint64(k1)
    for _ in range(10):
        p, q = M0 * a, M1 * c
        a, b, c, d = (q >> HALF) ^ b ^ x, q & MASK, (p >> HALF) ^ d ^ y, p & MASK
        x, y = (x + W0) & MASK, (y + W1) & MASK
    return a, b, c, d


@kernel
def philox(c0, c1, c2, c3, k0, k1):
    """Four 32-bit words from a 4-word counter and a 2-word key; int64 in, int64 out."""
    a, b, c, d = rounds(c0, c1, c2, c3, k0, k1)
    return np.int64(a), np.int64(b), np.int64(c), np.int64(d)


@kernel
def fill_words(out, community, index, day, name, k0, k1):
    """512 words for a whole community: out[r, b] is word r of block b; uint32 (4, 128)."""
    first = community * BLOCKS
    for block in range(BLOCKS):
        a, b, c, d = rounds(first + block, index, day, name, k0, k1)
        out[0, block] = np.uint32(a)
        out[1, block] = np.uint32(b)
        out[2, block] = np.uint32(c)
        out[3, block] = np.uint32(d)


class Many(NamedTuple):
    """Draws of many residents at once: what they are a function of, and the words."""

    slot: np.ndarray  # int64 (n,)
    nth: np.ndarray  # int64 (n,) index of the draw
    words: np.ndarray  # uint32 (4, n)


def room_for(count: int) -> Many:
    """Room for the draws of so many residents."""
    return Many(
        np.zeros(count, np.int64), np.zeros(count, np.int64), np.zeros((4, count), np.uint32)
    )


@kernel
def fill_many(many, count, day, name, k0, k1):
    """The words of the first `count` rows; a third of the time of as many calls of `philox`."""
    for j in range(count):
        a, b, c, d = rounds(many.slot[j], many.nth[j], day, name, k0, k1)
        many.words[0, j] = np.uint32(a)
        many.words[1, j] = np.uint32(b)
        many.words[2, j] = np.uint32(c)
        many.words[3, j] = np.uint32(d)


@kernel
def fill_first(out, slot, count, day, name, k0, k1):
    """The first words of the first `count` rows, and of no further draw; as `fill_many`.

    out  uint32 (count,)    slot  int64 (count,)
    """
    for j in range(count):
        out[j] = np.uint32(rounds(slot[j], 0, day, name, k0, k1)[0])


@inner
def trade(words, luck, count):
    """Residents who swapped luck swap their one-byte draws of `fill_words`; count 0 = nobody."""
    draws = words.reshape(4 * BLOCKS).view(np.uint8)
    for i in range(count):
        other = luck[i]
        if other > i:
            draws[i], draws[other] = draws[other], draws[i]


@inner
def swapping(luck, count):
    """How many residents to look at in `trade`: all where any two swapped luck, else none."""
    swapped = 0
    for i in range(count):
        swapped += luck[i] != i
    return count if swapped > 0 else 0


@kernel
def share(word, count):
    """A whole number in 0 .. count-1 from one word; count below 2**32."""
    return ((word >> 1) * count) >> 31


def threshold(probability: float) -> int:
    """The 32-bit threshold t such that a word is below t with this probability."""
    return round(min(max(probability, 0.0), 1.0) * 2**32)
