"""Another scheme's list or grade as the ground of an entry, in place of a deed.

What is filed has a kind of its own, whose name follows from what is asked. It is made when a run is
put together, see `resolve.hearing`.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from socialcredit.language.model.provenance import Block
from socialcredit.language.read.quantities import Name, Text, Yes

NAMED = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True)
WAYS = ("listed_by", "graded_by")


class ListedBy(Block):
    """Whoever comes on this list of a scheme; `while` it lasts, or as long as records do."""

    scheme: Name
    list: Text
    ends: Annotated[Yes, Field(alias="while")] = False

    model_config = NAMED

    @property
    def deed(self) -> str:
        """What such a record is about, in the place of a deed."""
        return f"listed-by-{self.scheme}-{self.list}"


class GradedBy(Block):
    """Whoever comes to one of these grades of a scheme, by the copy that others hold of it."""

    scheme: Name
    grades: Annotated[tuple[Text, ...], Field(min_length=1)]
    ends: Annotated[Yes, Field(alias="while")] = False

    model_config = NAMED

    @property
    def deed(self) -> str:
        """What such a record is about, in the place of a deed."""
        return f"graded-by-{self.scheme}-{'-or-'.join(self.grades)}"


Elsewhere = ListedBy | GradedBy


def with_deed(data: Any) -> Any:
    """What a file says of an entry or record, with the deed for which a list or grade stands.

    What does not fit is left as it is, and refused where it stands.
    """
    if not isinstance(data, dict) or data.get("deed") is not None:
        return data
    for way in WAYS:
        said = data.get(way)
        if isinstance(said, ListedBy | GradedBy):
            return {**data, "deed": said.deed}
        if isinstance(said, dict):
            return {**data, "deed": _deed_of(said, way)}
    return data


def _deed_of(said: dict[str, Any], way: str) -> str:
    grades = said.get("grades")
    if way == "listed_by":
        return f"listed-by-{said.get('scheme')}-{said.get('list')}"
    names = grades if isinstance(grades, list | tuple) else ()
    return f"graded-by-{said.get('scheme')}-{'-or-'.join(map(str, names))}"


def is_heard(deed: str) -> bool:
    """Whether a kind of record is of somebody's list or grade, by its name."""
    return deed.startswith(("listed-by-", "graded-by-"))


def heard_by(scheme: str) -> str:
    """The source by which a scheme is told of others' lists and grades."""
    return f"told-to-{scheme}"
