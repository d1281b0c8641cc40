"""Numbers that were published about a system, and where a run has their like: `published.yaml`.

The file lies beside the scheme. Each figure says what was counted, up to which day, how far a run
may be from it, and whether assumptions were calibrated on it or it is predicted. What was published
may be read in more than one way: then it has `readings`, each with its own number or its own rules.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import Field, PlainSerializer, PlainValidator, WithJsonSchema, model_validator

from socialcredit.core.run_layout import MONTHLY, Counted
from socialcredit.language.model.provenance import Block, Evidence
from socialcredit.language.read.quantities import Count, Day, Finite, Text, unexpected

Kind = Literal["calibrated", "predicted"]
_TOLERANCE = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)( %| points)?")

# What a run's tables count, by the keys that a figure may name. A stock stands at the month's end;
# everything else is summed over time.
REFUSALS = ("face", "wrongly", "marks", "full")
NOT_NAMED = ("scheme", "fifth")  # keys that a figure is added up over
NAMED_AS = {"minority": "group", "cell": "group"}  # what a figure may tell apart by such a key
COUNTED = {name: table for name, table in MONTHLY.items() if name != "validity"} | {
    "cells": Counted(("place", "minority"), ("residents",), frozenset({"residents"}), "")
}  # who lives there, of any age, which no month changes
KEYS = {
    name: tuple(NAMED_AS.get(key, key) for key in table.keys if key not in NOT_NAMED)
    for name, table in COUNTED.items()
}
FIXED: dict[str, tuple[str, ...]] = {
    "cause": ("right", "wrong-person", "false-alarm", "wrong-content", "association"),
    "group": ("majority", "minority"),
    "hits": ("self", "household", "children"),
}
AS_WRITTEN = "rules as written"  # what a change may be from, beside an experiment
NUMBER = ("value", "count", "of", "tolerance")  # together they say the published number


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


Allowed = Annotated[
    Tolerance,
    PlainValidator(tolerance_of),
    PlainSerializer(tolerance_text),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}]}),
]


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


class Naive(Block):
    """What somebody without a model would have said, where no earlier figure says it."""

    value: Finite
    says: Text


class Reading(Block):
    """Another way to read what was published: what it says otherwise than its figure.

    `under` names an experiment: the reading is about other rules, which are run as well.
    """

    reading: Text
    when: Day | None = None
    value: Finite | None = None
    count: Count | None = None
    of: Annotated[Count, Field(gt=0)] | None = None
    tolerance: Allowed | None = None
    discrepancy: Allowed | None = None
    source: Text | None = None
    evidence: Evidence | None = None
    produced: Pick | None = None
    divided_by: Pick | None = None
    under: Text | None = None
    naive: Naive | None = None
    why_missed: Text | None = None
    note: Text | None = None


class Figure(Block):
    """One published number and its like in a run.

    The number is a `value` with a `tolerance`, or a `count`, or a `count` `of` another: then chance
    alone says how far a run may be from it, unless a wider `tolerance` is given besides.

    discrepancy  how far off a run may be for what the model leaves out, nine times in ten; what a
                 calibration allows beside chance. Left out, the tolerance
    change_from  the experiment, or AS_WRITTEN, from which the number is the change in per cent to
                 the experiment that it is `under`: both are run, with the same luck
    """

    what: Text
    when: Day
    value: Finite | None = None
    count: Count | None = None
    of: Annotated[Count, Field(gt=0)] | None = None
    unit: Text
    tolerance: Allowed | None = None
    discrepancy: Allowed | None = None
    kind: Kind
    source: Text
    evidence: Evidence
    produced: Pick
    divided_by: Pick | None = None
    reading: Text | None = None
    readings: tuple[Reading, ...] = ()
    under: Text | None = None
    change_from: Text | None = None
    naive: Naive | None = None
    why_missed: Text | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _says_what_it_is(self) -> Figure:
        if self.readings and self.reading is None:
            raise unexpected("one reading of several says which it is", "`reading: in words`")
        if self.naive and self.kind == "calibrated":
            raise unexpected("only a prediction has a naive one beside it", "kind: predicted")
        if self.discrepancy and self.kind == "predicted":
            raise unexpected("only a calibration asks for a discrepancy", "kind: calibrated")
        if self.change_from and (self.under is None or self.count is not None or self.unit != "%"):
            message = "a change is told in per cent, of what is run under an experiment"
            raise unexpected(message, "`under`, `value`, `tolerance` and unit: '%'")
        for one in (self, *map(self.read_as, self.readings)):
            one.says_one_number()
        return self

    def says_one_number(self) -> None:
        """Refuse a figure of no number, of two, or of one without a base or a tolerance."""
        if (self.value is None) == (self.count is None):
            raise unexpected("a figure says one number", "`value` and `tolerance`, or `count`")
        if self.value is not None and self.tolerance is None:
            raise unexpected("how near is near enough is not said", "`tolerance` beside `value`")
        if self.of is not None and self.count is None:
            raise unexpected("a share of a count needs the count", "`count` beside `of`")
        if (self.divided_by is None) != (self.of is None) and self.count is not None:
            expected = "`of` with `divided_by`, or neither"
            raise unexpected("a count is held against a count, a share against a share", expected)

    @property
    def published(self) -> float:
        """The published number in the figure's unit."""
        if self.count is None:
            return self.value or 0.0
        return self.count / (self.of or 1) * (self.in_unit if self.of else 1.0)

    @property
    def in_unit(self) -> float:
        """What a share of one is in the figure's unit."""
        return 100.0 if self.unit == "%" else 1.0

    @property
    def read(self) -> tuple[Figure, ...]:
        """The figure by every reading, its own first."""
        return (self, *(self.read_as(other) for other in self.readings))

    def read_as(self, other: Reading) -> Figure:
        """The figure by another reading; what the reading leaves out is as in the figure."""
        given = {name: getattr(other, name) for name in other.model_fields_set}
        if given.keys() & {"value", "count"}:
            given = dict.fromkeys(NUMBER) | given
        own = {
            "readings": (),
            "why_missed": None,
            "naive": None,
            "under": None,
            "change_from": None,
        }
        return self.model_copy(update=own | given)


class Ahead(Block):
    """A number of which the run says something and no published value is used: told, not judged."""

    what: Text
    when: Day
    unit: Text
    produced: Pick
    divided_by: Pick | None = None
    note: Text | None = None

    @property
    def in_unit(self) -> float:
        """What a share of one is in the number's unit."""
        return 100.0 if self.unit == "%" else 1.0


class Experiment(Block):
    """Other rules, under which the scenario is run once more: changes as of `--set`."""

    experiment: Text
    title: Text
    set: Annotated[dict[Text, Any], Field(min_length=1)]
    note: Text | None = None


class Published(Block):
    """published.yaml: what was published about one system, for so many real people.

    `components` are parts of the model that are tried by themselves, on what is known exactly:
    `five-sites` throws visits at sites of known rates.
    """

    scenario: Text
    people: Count | None = None
    figures: tuple[Figure, ...]
    ahead: tuple[Ahead, ...] = ()
    experiments: tuple[Experiment, ...] = ()
    components: tuple[Literal["five-sites"], ...] = ()

    @property
    def read(self) -> tuple[Figure, ...]:
        """Every figure by every reading, in the order of the file."""
        return tuple(one for figure in self.figures for one in figure.read)
