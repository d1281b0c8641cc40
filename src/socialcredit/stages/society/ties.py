"""Ties: household, neighbours of the same community, and a few long links that are never stored.

A resident's friends follow from draws of the resident's own number, so asking twice gives the
same friends. A link says whom a resident listens to; it need not be returned.

No mechanism asks for friends yet: of ties, households and communities act in a run today.
"""

from typing import NamedTuple

from socialcredit.core.draws import key_of, philox, share, stream
from socialcredit.core.jit import inner, kernel
from socialcredit.core.limits import COMMUNITY

FRIENDS = 4  # friends a resident is asked about (assumed)
NEAR = 0.7  # share of friends who live in the same community (assumed)


class Links(NamedTuple):
    """What friends are drawn from: key words, stream, and the share nearby as a threshold."""

    k0: int
    k1: int
    name: int
    near: int


def links(seed: int, near: float = NEAR) -> Links:
    """The links of a run; the same seed as the people's."""
    return Links(*key_of(seed), stream("society.friend"), round(near * 2**32))


@kernel
def household_of(position, i):
    """First resident of i's household and the one after its last, from `People.position`."""
    first = i - position[i]
    last = i + 1
    while last < len(position) and position[last]:
        last += 1
    return first, last


@kernel
def place_range(place, community):
    """First community of the same place and the one after its last, from `Communities.place`."""
    first, last = community, community + 1
    while first > 0 and place[first - 1] == place[community]:
        first -= 1
    while last < len(place) and place[last] == place[community]:
        last += 1
    return first, last


@inner
def neighbour(offset, community, word):
    """Some resident of a community, from one 32-bit word."""
    residents = offset[community + 1] - offset[community]
    return offset[community] + share(word, residents)


@kernel
def friend(links, offset, community, i, which, first, last):
    """The friend number `which` of resident i, who lives in `community`; never i where others live.

    Most friends live in the same community, the others in any of `first` .. `last` - 1.
    Returns (community, resident).
    """
    slot = community * COMMUNITY + i - offset[community]
    w0, w1, w2, _ = philox(slot, which, 0, links.name, links.k0, links.k1)
    home = community if w0 < links.near else first + share(w1, last - first)
    other = neighbour(offset, home, w2)
    if other == i:
        residents = offset[home + 1] - offset[home]
        other = offset[home] + (i - offset[home] + 1) % residents
    return home, other
