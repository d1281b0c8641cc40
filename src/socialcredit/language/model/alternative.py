"""Alternatives to a scheme: what would be left out, changed or added, whatever scheme it is.

An alternative is a file of `alternatives/`: some changes, each to one part of the rules (or to the
sources that see), for the items that `where` picks. It names no scheme, so that the same milder
design can be laid over any of them and the two be compared on the same people.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from socialcredit.language.model.entries import Kind
from socialcredit.language.model.provenance import Block, Evidence, Source
from socialcredit.language.read.quantities import Day, Days, Factor, Lasting, Name, Text, unexpected

PARTS = (
    "entries", "lists", "publication", "consequences", "procedure", "grades", "meters", "bureau",
    "sensors", "rounds", "lending", "scheme",
)  # fmt: skip
Part = Literal[
    "entries", "lists", "publication", "consequences", "procedure", "grades", "meters", "bureau",
    "sensors", "rounds", "lending", "scheme",
]  # fmt: skip
BELIEVED = (
    "sensors",
    "rounds",
    "lending",
)  # parts that no scheme says: what the run assumes beside it
DOES = ("drop", "set", "times", "at_most", "add", "fine", "ends_after")


class Where(Block):
    """Which items of a part: all where nothing is said.

    `against` the person; `elsewhere` outside the part of life that most deductions come from;
    `kind` of entry; `of` a publication.
    """

    against: bool | None = None
    elsewhere: bool | None = None
    kind: tuple[Kind, ...] | None = None
    of: tuple[Text, ...] | None = None


class Change(Block):
    """One change to the items of one part.

    `drop` leaves them out; `set` gives a field (`penal`, `notice.chance`) a value; `times`
    multiplies a number of the sources; `at_most` cuts a term; `add` puts in one item more;
    `fine: ordinary` makes each record cost what such a deed costs before a court or counter;
    `ends_after` ends the scheme so long after it began.
    """

    part: Annotated[Part, Field(alias="in")]
    where: Where = Where()
    drop: Literal["all"] | None = None
    set: dict[Text, Any] | None = None
    times: dict[Text, Factor] | None = None
    at_most: dict[Text, Days] | None = None
    add: dict[Text, Any] | None = None
    fine: Literal["ordinary"] | None = None
    ends_after: Lasting | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> Change:
        if sum(getattr(self, what) is not None for what in DOES) != 1:
            raise unexpected("a change does one thing", "exactly one of " + ", ".join(DOES))
        needs = {"fine": "entries", "ends_after": "scheme", "times": "sensors"}
        for what, part in needs.items():
            if getattr(self, what) is not None and self.part != part:
                raise unexpected(f"`{what}` is about {part}", f"in: {part}")
        if self.part == "scheme" and self.ends_after is None:
            raise unexpected("of the scheme itself only its end is changed", "ends_after: 1 year")
        if self.part == "sensors" and self.set is None and self.times is None:
            raise unexpected("of a source that sees only values are changed", "set, or times")
        if self.part == "rounds" and self.set is None:
            raise unexpected("of those who go round only values are changed", "set: {by: random}")
        if self.part == "lending" and self.set is None and self.at_most is None:
            raise unexpected("of lending only values are changed", "set, or at_most")
        return self


class Moved(Block):
    """How many rules of a part an alternative drops, changes and adds, out of how many."""

    out_of: int
    drops: int
    changes: int
    adds: int


class Laid(Block):
    """What an alternative that was laid over a scheme did to it.

    `sensors`, `rounds` and `lending` say whether it changes how sources look, whom those who go
    round visit, and files that lenders of the run keep; `ends` is the last day of a scheme that
    it ends.
    """

    alternative: Text
    title: Text
    idle: Text | None
    moved: dict[Text, Moved]
    sensors: bool
    rounds: bool
    lending: bool
    ends: Day | None


class Alternative(Block):
    """One alternative: what it stands for, on what it rests, and what it changes.

    `idle` says what it means where there is nothing in a scheme that it would change.
    """

    alternative: Name
    title: Text
    stands_for: Annotated[tuple[Text, ...], Field(min_length=1)]
    limits: tuple[Text, ...] = ()
    idle: Text | None = None
    sources: dict[Text, Source] = {}
    source: Text
    evidence: Evidence
    changes: Annotated[tuple[Change, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _rests_on_something(self) -> Alternative:
        if self.source not in (*self.sources, "assumed"):
            raise unexpected(f"there is no source `{self.source}`", "a key of sources, or assumed")
        return self
