"""Refusals at doors in one byte: two bits for each kind of door, up to three refusals each."""

from socialcredit.core.jit import merged

JOURNEYS, CREDIT, WORK, OTHER = range(4)  # kinds of door, see `core.levels.DOORS`
MOST_REFUSALS = 3


@merged
def refusals_in(byte, group):
    """How many refusals at doors of a kind a byte tells."""
    return byte >> (2 * group) & MOST_REFUSALS


@merged
def with_refusals(byte, group, more):
    """The byte after so many further refusals at doors of a kind."""
    now = refusals_in(byte, group)
    return byte + ((min(now + more, MOST_REFUSALS) - now) << (2 * group))
