"""What hangs on the profile of somebody alone, reckoned once for the runs of the same deeds.

Who lives in a town is drawn anew for another seed; most of their profiles are the same.
"""

from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any, NamedTuple

import numpy as np

from socialcredit.compile.rates import rates
from socialcredit.compile.society import chances_of, first_of_groups, guide_to


class OfProfiles(NamedTuple):
    """Rows of profiles, in the order in which they were asked for."""

    rate: np.ndarray  # float64 (profiles, kinds) occasions a day, see `rates`
    base: np.ndarray  # int64 (profiles, 3), as the next three are in `Hazards`
    chance: np.ndarray  # uint32 (profiles, kinds)
    guide: np.ndarray  # uint8 (profiles, 3 x GUIDES)


class Profiles:
    """The profiles that were asked for so far, of the same deeds and kinds of home."""

    def __init__(self) -> None:
        # Keys in order, the row of each, and the rows, with room for more behind.
        self.known: tuple[np.ndarray, np.ndarray, OfProfiles] | None = None
        self.lock = Lock()

    def of(
        self, deeds: Sequence[Mapping[str, Any]], keys: np.ndarray, done: np.ndarray
    ) -> OfProfiles:
        """The rows of these profiles.

        keys  int64 (profiles,) in order, each once    done  as in `rates`
        """
        with self.lock:
            known, row, rows = self.known or (keys[:0], keys[:0], reckoned(deeds, keys[:0], done))
            new = absent(keys, known)
            if len(new):
                more, used = reckoned(deeds, new, done), len(row)
                rows = OfProfiles(*(grown(*pair, used) for pair in zip(rows, more, strict=True)))
                at = np.searchsorted(known, new)
                row = np.insert(row, at, np.arange(used, used + len(new)))
                known = np.insert(known, at, new)
                self.known = known, row, rows
        at = row[np.searchsorted(known, keys)]
        return OfProfiles(*(table[at] for table in rows))


def grown(table: np.ndarray, more: np.ndarray, used: int) -> np.ndarray:
    """A table with more rows behind those in use; it is moved each time that it has doubled."""
    needed = used + len(more)
    if needed > len(table):
        room = np.empty((2 * needed, *table.shape[1:]), table.dtype)
        room[:used], table = table[:used], room
    table[used:needed] = more
    return table


def reckoned(deeds: Sequence[Mapping[str, Any]], keys: np.ndarray, done: np.ndarray) -> OfProfiles:
    """The same of profiles that nobody has asked for yet."""
    table, first = rates(deeds, keys, done), first_of_groups(deeds)
    base, chance = chances_of(table, first)
    return OfProfiles(table, base, chance, guide_to(chance, first))


def absent(keys: np.ndarray, known: np.ndarray) -> np.ndarray:
    """The keys that are not known; both in order, each once."""
    if not len(known):
        return keys
    at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return keys[known[at] != keys]
