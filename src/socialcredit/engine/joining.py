"""How many of a place join in the end, where those who may live in several shards.

Everybody who may join waits for a number n of others, and F(n) is how many wait for n or fewer.
From nought all join whose number is reached, until nobody else does. Each count is at most any n
with F(n) <= n, since F rises: if the count is, so is the next, F(count) <= F(n) <= n. It ends where
F(count) = count: at the least n with F(n) <= n, and that is what is looked for here.

Shards say how many wait for how many in at most BINS bins of a width w, the first of which ends
with nought. From C, those who wait for less than a bin begins with, follows where that n is not: F
is at least C throughout the bin, so not in one that ends below C; and F(0) is the first bin. The
first bin that may have it is looked at number by number, with as many behind it as make up BINS
numbers; where none of these fits, the next such bin behind them is. A place of fewer than BINS
adults has bins of width one, and is decided at once. Some n fits: no more wait than there are
adults.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

BINS = 1 << 16  # at most, of a place in one letter, as it is and were nothing to fear


class Search(NamedTuple):
    """What shards are asked of each place, as it is and were nothing to fear.

    int64 (places, 2) each
    """

    begins: np.ndarray  # the number with which the first bin begins
    width: np.ndarray  # of a bin
    bins: np.ndarray  # how many; nought: nothing is asked


class Needs(NamedTuple):
    """What a shard says: how many of its residents wait for how many others."""

    place: np.ndarray  # int64 (k,) each place of the shard once, rising
    bins: np.ndarray  # int64 (k, 2) as in `Search`
    many: np.ndarray  # int64 (sum of bins,) people by bin, one place behind the other


def added(one: Needs, other: Needs) -> Needs:
    """What two shards say, as if they were one."""
    place = np.union1d(one.place, other.place)
    bins, blocks = np.zeros((len(place), 2), np.int64), dict[int, np.ndarray]()
    for each in (one, other):
        for p, counts in blocks_of(each).items():
            blocks[p] = blocks[p] + counts if p in blocks else counts
        bins[np.searchsorted(place, each.place)] = each.bins
    nothing = np.zeros(0, np.int64)
    return Needs(place, bins, np.concatenate([nothing, *(blocks[p] for p in place.tolist())]))


def blocks_of(needs: Needs) -> dict[int, np.ndarray]:
    """People by bin, place by place."""
    ends = np.cumsum(needs.bins.sum(axis=1))
    parts = np.split(needs.many, ends)[:-1]  # behind the last end lies nothing
    return dict(zip(needs.place.tolist(), parts, strict=True))


def counted(need: np.ndarray, begins: int, width: int, bins: int) -> np.ndarray:
    """How many wait for a number in each bin; int64 (bins,).

    need  int32 (n,) for how many each of those who may join waits
    """
    at = (need - np.int64(begins)) // width
    return np.bincount(at[(at >= 0) & (at < bins)], minlength=bins)


@dataclass
class Sought:
    """How many join, as it comes out look by look; of the whole, within one month.

    adults  int64 (places,)
    joined  int64 (places, 2) as it is, and were nothing to fear; -1: not known yet
    below   how many wait for less than each bin of the first look begins with, and the last ends
    """

    adults: np.ndarray
    joined: np.ndarray
    search: Search
    below: dict[tuple[int, int], np.ndarray] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        """Whether nothing is left to ask."""
        return bool((self.joined >= 0).all())

    @property
    def asks(self) -> np.ndarray:
        """In which places something is left to ask; bool (places,)."""
        return np.asarray((self.joined < 0).any(axis=1))

    def hear(self, needs: Needs) -> None:
        """Take in what all shards said of the last look, and settle what to look at next."""
        for place, counts in blocks_of(needs).items():
            upto = 0
            for which in (0, 1):
                upto, begin = upto + int(self.search.bins[place, which]), upto
                if upto > begin:
                    self._hear_of(place, which, counts[begin:upto])

    def _hear_of(self, place: int, which: int, counts: np.ndarray) -> None:
        begins, width, bins = (int(one[place, which]) for one in self.search)
        coarse = width_of(int(self.adults[place]))
        if (place, which) not in self.below:
            self.below[place, which] = np.append(0, np.cumsum(counts))
        below, behind = self.below[place, which], 0
        if width == 1:
            at = (begins + coarse - 1) // coarse  # of the bins of the first look
            so_far = below[at] + np.cumsum(counts)
            fits = np.flatnonzero(so_far <= begins + np.arange(bins))
            if len(fits):
                self.joined[place, which], self.search.bins[place, which] = begins + fits[0], 0
                return
            behind = at + bins // coarse
        least, ends = below[:-1].copy(), coarse * np.arange(len(below) - 1)
        least[0] = below[1]
        k = behind + int(np.flatnonzero(least[behind:] <= ends[behind:])[0])
        last = min(len(ends), k + max(1, BINS // coarse))
        self.search.begins[place, which] = 1 + (k - 1) * coarse
        self.search.width[place, which], self.search.bins[place, which] = 1, (last - k) * coarse


def width_of(adults: int) -> int:
    """How wide the bins of the first look are: the numbers from 0 to `adults` + 1, for never, fit.

    The first bin has only nought, all others as many numbers as the width says.
    """
    return -(-(adults + 1) // (BINS - 1))


def seek(adults: np.ndarray, asked: np.ndarray) -> Sought:
    """The first look.

    adults  int64 (places,) of each place, of all shards
    asked   bool (places,) where anybody may join; nobody does elsewhere
    """
    both = np.stack([adults, adults], axis=1)
    width = np.array([[width_of(many) for many in pair] for pair in both.tolist()], np.int64)
    bins = np.where(asked[:, None], 1 - (-(both + 1) // width), 0)
    joined = np.where(asked[:, None], np.int64(-1), np.zeros_like(both))
    return Sought(adults, joined, Search(1 - width, width, bins))
