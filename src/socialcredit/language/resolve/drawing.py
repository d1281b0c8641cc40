"""Drawing from the doubts of a run: each by its own name, so that a new one moves no other.

The quantile of a doubt is a hash of (parameter seed, number of the draw, name). A generator would
hand out its numbers in an order, and an order moves as soon as a file declares one doubt more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from socialcredit.language.resolve.doubts import Doubt

BITS = 52  # as many as keep a half beside them exact


class Draw(NamedTuple):
    """One draw of the values that are in doubt, and the changes that it comes to.

    calibrated  whether it is a point that published numbers left, and no draw from the ranges
    """

    number: int
    parameter_seed: int
    changes: tuple[str, ...]
    calibrated: bool = False

    def as_told(self) -> dict[str, Any]:
        """The draw as plain values, for a run's folder."""
        told = {**self._asdict(), "changes": list(self.changes)}
        return {key: value for key, value in told.items() if key != "calibrated" or value}


def quantile(name: str, parameter_seed: int, number: int) -> float:
    """Where in its range the doubt of a name lies in a draw: between nought and one, never at."""
    told = f"{parameter_seed}/{number}/{name}".encode()
    drawn_bits = int.from_bytes(hashlib.sha256(told).digest()[:8], "big") >> (64 - BITS)
    return (drawn_bits + 0.5) / 2**BITS


def drawn(
    doubts: Sequence[Doubt], parameter_seed: int, number: int, at: Mapping[str, float] | None = None
) -> list[str]:
    """The changes of one draw of all doubts; draw 0 is what is written, and changes nothing.

    at  quantiles that are known already, by the name of the doubt
    """
    known = at or {}
    if number == 0:
        return []
    return [
        change
        for one in doubts
        for change in one.changes(known.get(one.name, quantile(one.name, parameter_seed, number)))
    ]
