"""A shard: a range of communities with their subjects, which lives a month by itself.

A run without shards is one shard with everybody in it: there is one road. Columns of subjects, and
whatever is kept of communities, are those of the shard and begin at nought; numbers of communities,
places and subjects are those of the whole, since draws hang on them. So a shard's offsets are moved
by where its subjects begin, `offset[c] - start`, and keep the length of all communities: kernels
take them as they are.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from socialcredit.core.columns import Communities


class Shard(NamedTuple):
    """Communities first .. last-1 and their subjects start .. stop-1, numbered over the whole."""

    first: int
    last: int
    start: int
    stop: int

    @property
    def many(self) -> int:
        """How many communities it has."""
        return self.last - self.first


def whole_of(communities: Communities) -> Shard:
    """The one shard with everybody, of communities that are not moved."""
    return Shard(0, len(communities.place), 0, int(communities.offset[-1]))


def shards_of(communities: Communities, firsts: Sequence[int]) -> tuple[Shard, ...]:
    """Shards that begin at these communities, the first of them at nought, in order."""
    bounds = [*firsts, len(communities.place)]
    offset = communities.offset[bounds].tolist()
    pairs = zip(bounds, bounds[1:], offset, offset[1:], strict=False)
    return tuple(Shard(*one) for one in ((a, b, x, y) for a, b, x, y in pairs))


def moved(communities: Communities, shard: Shard) -> Communities:
    """The same communities, with offsets into the columns of a shard."""
    if shard.start == 0:
        return communities
    return communities._replace(offset=communities.offset - np.int64(shard.start))
