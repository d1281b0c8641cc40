"""Numbers that were published about a system, and where a run has their like: `published.yaml`.

The file lies beside the scheme. Each figure says what was counted, up to which day, how far a run
may be from it, and whether assumptions were calibrated on it or it is predicted.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from socialcredit.core.run_layout import MONTHLY
from socialcredit.language.model.provenance import Block, Evidence
from socialcredit.language.read.quantities import Count, Day, Finite, Text, unexpected

Kind = Literal["calibrated", "predicted"]
_TOLERANCE = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)( %| points)?")

# What a run's tables count, by the keys that a figure may name. A stock stands at the month's end;
# everything else is summed over time.
REFUSALS = ("face", "wrongly", "marks", "full")
NOT_NAMED = ("scheme", "cell", "fifth")  # keys that a figure is added up over
COUNTED = {name: table for name, table in MONTHLY.items() if name != "validity"}
KEYS = {
    name: tuple("group" if key == "minority" else key for key in table.keys if key not in NOT_NAMED)
    for name, table in COUNTED.items()
}
FIXED: dict[str, tuple[str, ...]] = {
    "cause": ("right", "wrong-person", "false-alarm", "wrong-content", "association"),
    "group": ("majority", "minority"),
    "hits": ("self", "household", "children"),
}


class Tolerance(Block):
    """How far a run may be off: a share of the published value, or an amount in its unit."""

    amount: float
    relative: bool

    def of(self, value: float) -> float:
        """The tolerance in the unit of the value."""
        return abs(value) * self.amount / 100.0 if self.relative else self.amount


def tolerance_of(value: Any) -> Tolerance:
    """Read a tolerance: `5 %`, `2 points` (of a percentage), or an amount in the figure's unit."""
    if isinstance(value, Tolerance):
        return value
    written = "" if isinstance(value, bool) else str(value).strip()
    found = _TOLERANCE.fullmatch(written)
    if found is None:
        raise unexpected("this is not a tolerance", "such as '5 %', '2 points' or a number")
    return Tolerance(amount=float(found[1]), relative=found[2] == " %")


def tolerance_text(tolerance: Tolerance) -> str:
    """A tolerance as it is written."""
    return f"{tolerance.amount:g}" + (" %" if tolerance.relative else "")


class Pick(Block):
    """Numbers of a run: a column of a table, from which rows, summed since when."""

    table: Text
    column: Text
    where: dict[Text, Text | tuple[Text, ...]] = {}
    since: Day | None = None

    @property
    def is_state(self) -> bool:
        """Whether the column is a state at the month's end, not a sum over time."""
        return self.table in COUNTED and self.column in COUNTED[self.table].stocks

    def named(self, key: str) -> tuple[str, ...]:
        """The names that `where` gives for a key."""
        given = self.where[key]
        return (given,) if isinstance(given, str) else given


class Figure(Block):
    """One published number and its like in a run."""

    what: Text
    when: Day
    value: Finite
    unit: Text
    tolerance: Annotated[
        Tolerance,
        PlainValidator(tolerance_of),
        PlainSerializer(tolerance_text),
        WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}]}),
    ]
    kind: Kind
    source: Text
    evidence: Evidence
    produced: Pick
    divided_by: Pick | None = None
    note: Text | None = None


class Ahead(Block):
    """A number of which the run says something and no published value is used: told, not judged."""

    what: Text
    when: Day
    unit: Text
    produced: Pick
    divided_by: Pick | None = None
    note: Text | None = None


class Published(Block):
    """published.yaml: what was published about one system, for so many real people."""

    scenario: Text
    people: Count | None = None
    figures: tuple[Figure, ...]
    ahead: tuple[Ahead, ...] = ()
