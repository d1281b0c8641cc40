"""Which kinds of deed had a price, by which schemes, in each community: looked up in the rules."""

import numpy as np

from socialcredit.core.jit import kernel
from socialcredit.stages.scheme.points import adopted, in_force

ANY_SOURCE = -1


@kernel
def mark_prices(book, place, urban, first, last, today, key, layers, prices):
    """Kinds that an entry in force today takes or gives points or a grade for.

    prices  uint8 (schemes, kinds, communities first .. last-1), written: the bit in `Mind.known`
            with which somebody has heard of the scheme
    layers  room, uint8 (schemes, entries)
    """
    for c in range(first, last):
        adopted(book, c, np.int64(urban[c]), key, layers)
        for s in range(book.entry.shape[0]):
            bit = np.int64(book.where[s, place[c]])
            if book.head[s].active == 0 or bit == 0:
                continue
            for kind in range(book.of_kind.shape[1]):
                for m in range(book.of_kind.shape[2]):
                    e = book.of_kind[s, kind, m]
                    if e < 0:
                        break
                    counts = book.entry[s, e].takes or book.entry[s, e].gives
                    if counts and in_force(book, s, e, today, ANY_SOURCE, layers):
                        prices[s, kind, c - first] = bit
