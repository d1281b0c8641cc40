"""What may cross between residents and firms, and the words of their files that write it down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from socialcredit.core.populations import Kind

CrossingName = Literal["listed-owners", "listed-firms"]


class Crossing(NamedTuple):
    """To whom something crosses, and the deed and source of sight under which it is filed there."""

    to: Kind
    deed: str
    source: str


CROSSINGS: Mapping[CrossingName, Crossing] = {
    "listed-owners": Crossing("firms", "owner-listed", "courts"),
    "listed-firms": Crossing("persons", "firm-listed", "courts"),
}
