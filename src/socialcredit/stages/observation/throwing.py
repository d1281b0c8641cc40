"""The visits of a month among the communities of a place, each with a draw of its own."""

from socialcredit.core.draws import philox, stream
from socialcredit.core.jit import inner, kernel

THROW = stream("observation.rounds.throw")
SPARE = stream("observation.rounds.spare")
SERVED = stream("observation.rounds.served")
HALF = 20  # bits: numbers up to 2**42 are cut in two, so that products stay within 63 bits


@kernel
def throw(by_weight, by_lot, weights, sizes, visits, floor, place, r, month, key):
    """Count into which communities `visits` fall: by weight, and the share `floor` by lot.

    by_weight, by_lot  int64 (communities of the place,), written
    weights, sizes  int64, of these the sums so far: of weights, of subjects
    floor  chance out of 2**32; where nobody has any weight, all go by lot
    """
    many = sizes.shape[0]
    for k in range(visits):
        a, b, c, _ = philox(place << 3 | r, k, month, THROW, key[0], key[1])
        if a < floor or weights[many - 1] == 0:
            by_lot[first_above(sizes, many, wanted(b, c, sizes[many - 1]))] += 1
        else:
            by_weight[first_above(weights, many, wanted(b, c, weights[many - 1]))] += 1


@kernel
def throw_spare(by_lot, sizes, visits, place, r, month, key):
    """The same for visits that are left when all that is due is done: all by lot."""
    many = sizes.shape[0]
    for k in range(visits):
        a, b, _, _ = philox(place << 3 | r, k, month, SPARE, key[0], key[1])
        by_lot[first_above(sizes, many, wanted(a, b, sizes[many - 1]))] += 1


@kernel
def words_of_due(words, place, r, month, key):
    """A word for each visit that is due in a place: the smallest are served; uint32, written."""
    for k in range(words.shape[0]):
        words[k] = philox(place << 3 | r, k, month, SERVED, key[0], key[1])[0]


@inner
def wanted(a, b, total):
    """A whole number in 0 .. total-1 from forty bits of two words; total below 2**42."""
    word = a << 8 | b >> 24
    high, low = total >> HALF, total & ((1 << HALF) - 1)
    return (word * high + (word * low >> HALF)) >> HALF


@inner
def first_above(reached, count, number):
    """The first of `count` rising sums that is above a number."""
    low, high = 0, count - 1
    while low < high:
        middle = (low + high) >> 1
        if reached[middle] > number:
            high = middle
        else:
            low = middle + 1
    return low
