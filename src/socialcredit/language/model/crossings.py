"""What may cross between residents and firms, and the words of their files that write it down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field, PlainSerializer, model_validator

from socialcredit.core.populations import Kind
from socialcredit.language.model.provenance import Block
from socialcredit.language.read.quantities import Text, unexpected

CrossingName = Literal["listed-owners", "listed-firms", "closings"]
BETWEEN = "/"  # between a scheme and its list


class Crossing(NamedTuple):
    """To whom something crosses, and the deed and source of sight under which it is filed there.

    Without a deed nothing is filed: what crosses happens to whom it is about.
    """

    to: Kind
    deed: str = ""
    source: str = ""

    @property
    def of(self) -> Kind:
        """From whom it crosses: whose lists it is about."""
        return "persons" if self.to == "firms" else "firms"


CROSSINGS: Mapping[CrossingName, Crossing] = {
    "listed-owners": Crossing("firms", "owner-listed", "courts"),
    "listed-firms": Crossing("persons", "firm-listed", "courts"),
    "closings": Crossing("persons"),
}


class Exchanged(Block):
    """Something that crosses: by its name alone, or with the `lists` of which others are told.

    A list is written SCHEME/LIST; where none is named, it is every black list that is published.
    """

    crossing: CrossingName
    lists: Annotated[
        tuple[Text, ...],
        Field(description="SCHEME/LIST of the population from which it crosses"),
    ] = ()

    @model_validator(mode="after")
    def _of_lists(self) -> Exchanged:
        if self.lists and not CROSSINGS[self.crossing].deed:
            raise unexpected(f"`{self.crossing}` is about no list", "no `lists`")
        return self


def by_name(told: Any) -> Any:
    """The name of a crossing alone stands for the crossing with nothing more said."""
    return {"crossing": told} if isinstance(told, str) else told


def as_said(told: Exchanged) -> Any:
    """A crossing as a file would write it."""
    return {"crossing": told.crossing, "lists": list(told.lists)} if told.lists else told.crossing


Told = Annotated[
    Exchanged,
    BeforeValidator(by_name, json_schema_input_type=CrossingName | Exchanged),
    PlainSerializer(as_said),
]
