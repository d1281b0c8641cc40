"""What is asked of a simulation: who, where, under which schemes, from when to when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import PurePath
from typing import Annotated, Any, Self

from pydantic import (
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from socialcredit.core.levels import Sector
from socialcredit.core.limits import MOST_DAYS
from socialcredit.core.populations import Kind
from socialcredit.language.model.crossings import Told as Crosses
from socialcredit.language.model.firms import FIRM_FILES
from socialcredit.language.model.protest import Protested
from socialcredit.language.model.provenance import Block
from socialcredit.language.model.readings import Readings
from socialcredit.language.model.under import Under, schemes_in
from socialcredit.language.read.quantities import (
    Count,
    Day,
    Name,
    Share,
    Text,
    Whole,
    Yes,
    unexpected,
)

MOST_PEOPLE = 2_000_000_000
MOST_SEED = 2**63 - 1


LONGEST_CALLED = 200  # bytes, so that a seed and a number still fit in a folder's name
_UNFIT = re.compile(r"[^\w-]+")
NAMES = {"type": "array", "items": {"type": "string"}}


class Twin(Block):
    """The twin run, on the same people with the same luck, `without` some of the schemes or all."""

    without: Annotated[tuple[Text, ...], WithJsonSchema({"anyOf": [NAMES, {"const": "all"}]})] = ()


class PartOf(Block):
    """A part of those who are simulated, of which a run is told besides: so many of them."""

    title: Text
    subjects: Annotated[Whole, Field(ge=1, le=100_000)]


class Scenario(Block):
    """One scenario file. `people` is what is simulated; the places are where they live.

    Where `firms` are simulated in their place, markets are the places by the `sectors` (all of them
    where none is named). With `people` and `firms` both live, each under the schemes that score
    them; `assumptions` are of the residents then, `firm_assumptions` of the firms, and `exchange`
    names what crosses between them from one month to the next.

    What happens from the day `warm_up` on is lived through and not told; what is told is `from` to
    `to`, with the records, lists, loans and minds that the time before left.
    `step_days` makes steps of so many days in place of months: what is looked at once a month is
    then looked at once a step.
    A scheme that is named with days of its own acts on these alone, see `Under`. `divided` schemes
    become one body for each part of life; of the pairs of bodies in `joins`, the
    first share `integration` pass each other what they file. `part` is told besides: where so many
    of the subjects may stand, by the grades of all. With `who_knew` deeds are counted by whether a
    rule reaches whoever does them, and whether they have heard of it. `protest` says what protest
    does to a scheme.
    """

    scenario: Name
    title: Text
    story: tuple[Text, ...] = ()
    departures: tuple[Text, ...] = ()
    places: Annotated[tuple[Text, ...], Field(min_length=1)]
    people: Annotated[Whole, Field(ge=1, le=MOST_PEOPLE)] | None = None
    firms: Annotated[Whole, Field(ge=1, le=MOST_PEOPLE)] | None = None
    sectors: tuple[Sector, ...] = ()
    under: Annotated[tuple[Under, ...], Field(alias="schemes")] = ()
    starts: Annotated[Day, Field(alias="from")]
    ends: Annotated[Day, Field(alias="to")]
    warm_up: Day | None = None
    step_days: Annotated[Whole, Field(ge=1, le=28)] | None = None
    seed: Annotated[Count, Field(le=MOST_SEED)] = 1
    panel_households: Count = 1000
    twin: Twin | None = None
    assumptions: dict[Text, Text] = {}
    firm_assumptions: dict[Text, Text] = {}
    exchange: tuple[Crosses, ...] = ()
    responses: dict[Text, Yes] = {}
    protest: Protested | None = None
    divided: tuple[Text, ...] = ()
    joins: tuple[tuple[Text, Text], ...] = ()
    integration: Share = 0.0
    part: PartOf | None = None
    who_knew: Yes = False
    alternatives: Annotated[tuple[Text, ...], Field(alias="with")] = ()
    readings: Readings = ()
    note: Text | None = None

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True
    )

    @model_validator(mode="before")
    @classmethod
    def _files_of_firms(cls, told: Any) -> Any:
        if not isinstance(told, dict) or told.get("firms") is None:
            return told
        where = "assumptions" if told.get("people") is None else "firm_assumptions"
        named = told.get(where) or {}
        return {**told, where: {**FIRM_FILES, **named}} if isinstance(named, dict) else told

    @model_validator(mode="before")
    @classmethod
    def _all_schemes(cls, told: Any) -> Any:
        twin = told.get("twin") if isinstance(told, dict) else None
        if isinstance(twin, dict) and twin.get("without") == "all":
            return {**told, "twin": {**twin, "without": schemes_in(told.get("schemes") or ())}}
        return told

    @model_validator(mode="after")
    def _somebody(self) -> Scenario:
        if self.people is None and self.firms is None:
            raise unexpected("the scenario simulates nobody", "people or firms, or both: how many")
        if self.sectors and self.firms is None:
            raise unexpected("residents are of no sector", "firms: how many, beside sectors")
        if self.exchange and not self.both:
            raise unexpected("nothing crosses from one population", "people and firms: how many")
        if self.part is not None and self.both:
            found = "a part of residents and firms together says of neither who they are"
            raise unexpected(found, "`part` in a scenario of residents alone, or of firms alone")
        if self.firm_assumptions and not self.both:
            what = "assumptions, which are of the firms" if self.firms else "firms: how many"
            raise unexpected("firm_assumptions stand beside those of residents", what)
        return self

    @field_validator("ends")
    @classmethod
    def _time_runs_forward(cls, ends: date, read: ValidationInfo) -> date:
        starts = read.data.get("starts")
        if starts is None:
            return ends
        if ends < starts:
            raise unexpected("the scenario ends before it starts", f"{starts} or later")
        days = (ends - starts).days + 1
        if days > MOST_DAYS:
            latest = starts + timedelta(days=MOST_DAYS - 1)
            problem = (
                f"the scenario lasts too long: {days:,} days, and its books hold {MOST_DAYS:,}"
            )
            raise unexpected(problem, f"{latest} at the latest, or a later `from`")
        return ends

    @field_validator("warm_up")
    @classmethod
    def _comes_before(cls, lived: date | None, read: ValidationInfo) -> date | None:
        starts, ends = read.data.get("starts"), read.data.get("ends")
        if lived is None or starts is None or ends is None:
            return lived
        if lived >= starts or starts.day != 1:
            raise unexpected(
                "a warm-up ends where what is told begins, on the first of a month",
                f"a day before {starts.replace(day=1)}, and `from` on the first of a month",
            )
        if (ends - lived).days >= MOST_DAYS:
            raise unexpected(
                f"with its warm-up the scenario lasts more than {MOST_DAYS:,} days",
                "a later day",
            )
        return lived

    @property
    def schemes(self) -> tuple[str, ...]:
        """The schemes that it names, by name or path."""
        return tuple(one.scheme for one in self.under)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with fields changed; `schemes` may be given by name, and then keep their days."""
        if update and "schemes" in update:
            days = {one.scheme: one for one in self.under}
            named = (days.get(one) or Under(scheme=one) for one in update["schemes"])
            rest = {key: value for key, value in update.items() if key != "schemes"}
            update = {"under": tuple(named), **rest}
        return super().model_copy(update=update, deep=deep)

    @property
    def kind(self) -> Kind:
        """Whom it simulates: persons, or firms; persons where it is both, and firms beside."""
        return "firms" if self.people is None else "persons"

    @property
    def both(self) -> bool:
        """Whether it simulates residents and firms together."""
        return self.people is not None and self.firms is not None

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Everybody whom it simulates."""
        return ("persons", "firms") if self.both else (self.kind,)

    @property
    def subjects(self) -> int:
        """How many of them."""
        return self.people or self.firms or 0

    @property
    def lived_since(self) -> date:
        """The first day that is simulated."""
        return self.warm_up or self.starts

    @property
    def called(self) -> str:
        """The scenario's name, with what is laid over it: `rongcheng-with-fast-appeal`.

        A folder may be called so on any machine, whatever the files of alternatives are called.
        """
        laid = [_UNFIT.sub("-", PurePath(name).stem).strip("-") for name in self.alternatives]
        told = "-".join([self.scenario, *(["with", *laid] if laid else [])])
        return told.encode()[:LONGEST_CALLED].decode(errors="ignore")

    def as_written(self) -> dict[str, Any]:
        """Return the scenario as a file would write it, for the manifest of a run."""
        return self.model_dump(mode="json", by_alias=True)
