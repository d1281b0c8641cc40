"""Who presses for what: groups, what they have, and what they propose year by year."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from socialcredit.language.model.provenance import Believed, Block, Source
from socialcredit.language.model.readings import Readings
from socialcredit.language.read.quantities import Day, Factor, Lasting, Number, Text, unexpected


class Gain(Believed):
    """What resources come to: the chance that a group with resources of one is given its way."""

    factor: Factor


class Interest(Believed):
    """A group that puts one proposal forward each year, from the top of its list.

    `since` and `until` say in which years, where not in all.
    """

    group: Text
    title: Text
    resources: Factor
    since: Day | None = None
    until: Day | None = None


class Proposal(Believed):
    """A line that a group wants in a catalogue, and perhaps the list that it is to lead to."""

    proposal: Text
    by: Annotated[Text, Field(description="the group that puts it forward")]
    scheme: Annotated[Text, Field(description="the scheme in whose catalogue it is to stand")]
    deed: Text
    title: Text | None = None
    points: Annotated[Number | None, Field(description="each record brings these points")] = None
    to_grade: Annotated[
        Text | None, Field(description="a record leads straight to a grade while it counts")
    ] = None
    valid_for: Annotated[Lasting | None, Field(alias="for")] = None
    seen_by: tuple[Text, ...] = ()
    dimension: Text | None = None
    list: Annotated[
        Text | None, Field(description="a list of the scheme of which it becomes a ground as well")
    ] = None

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True
    )

    @model_validator(mode="after")
    def _one_effect(self) -> Proposal:
        if (self.points is None) == (self.to_grade is None):
            raise unexpected("it is not said what a record brings", "one of points and to_grade")
        return self


class LobbyingFile(Block):
    """lobbying.yaml; without groups no catalogue grows."""

    sources: dict[Text, Source] = {}
    gain: Gain | None = None
    groups: tuple[Interest, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    readings: Readings = ()

    @model_validator(mode="after")
    def _whole(self) -> LobbyingFile:
        if self.groups and self.gain is None:
            raise unexpected("groups without a gain", "gain: what resources of one come to")
        return self

    def chance(self, group: Interest) -> float:
        """The chance that what a group puts forward in a year is accepted: resources x gain."""
        return group.resources * self.gain.factor if self.gain else 0.0

    def of(self, group: Interest) -> tuple[Proposal, ...]:
        """A group's list, in the order in which it proposes."""
        return tuple(one for one in self.proposals if one.by == group.group)
