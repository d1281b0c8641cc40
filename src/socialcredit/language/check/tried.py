"""What people do of themselves, as assumption files say: nothing acts where it is not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Tried(NamedTuple):
    """What people do of themselves, as assumption files say: nothing acts where it is not.

    doors  domains in which people try something, each with what somebody needs to try
    deeds  deeds that somebody does
    lenders  whether anybody lends
    volumes  domains of which firms use so much a month, and whether a unit has a price
    found  what visits of sources that go round file
    stand  deeds that leave a fault which lasts
    """

    doors: Mapping[str, tuple[str, ...]]
    deeds: frozenset[str]
    lenders: bool
    volumes: Mapping[str, bool]
    found: frozenset[str]
    stand: frozenset[str]
