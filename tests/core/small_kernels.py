"""Small kernels of each kind, for the tests of how kernels are compiled."""

from typing import NamedTuple

import numpy as np

from socialcredit.core.jit import allocating, apart, door, inner, kernel


class Pair(NamedTuple):
    """Two columns and a number, and rows, to whose type each process gives a number."""

    x: np.ndarray
    y: np.ndarray
    n: int
    rows: np.ndarray


class Both(NamedTuple):
    """A tuple inside a tuple, a column, a key."""

    inside: Pair
    z: np.ndarray
    key: tuple[int, int]


@inner
def told(pair, k):
    """Count, and say twice what stands there."""
    pair.y[k] += 1
    return 2 * pair.x[k]


@apart
def doubled(both, k):
    """What `told` says, the number and the key."""
    both.z[k] = told(both.inside, k) + both.inside.n
    return both.z[k] + both.key[0]


@apart
def passed_on(both, k):
    """The same, by another part."""
    return doubled(both, k)


@kernel
def counted_apart(both, k):
    """What two parts say, one called by the other."""
    return passed_on(both, k)


@inner
def made(both, k):
    """The same with another number."""
    inside = both.inside
    return Both(Pair(inside.x, inside.y, k, inside.rows), both.z, both.key)


@kernel
def told_by_either(both, many):
    """The sum over tuples that are made in a loop."""
    total = 0.0
    for k in range(many):
        total += passed_on(made(both, k), k)
    return total


@allocating
def counted_first(both, k):
    """The same, asked by a kernel that is compiled in another way."""
    return passed_on(both, k) + np.zeros(1)[0]


@apart
def asks(both):
    """A field that is not there."""
    return both.nowhere


@kernel
def lost(both):
    """Ask for a field that is not there."""
    return asks(both)


@door
def counted_at_a_door(both, k):
    """What `counted_apart` says, for who hands the tuple over by address."""
    return passed_on(both, k)
