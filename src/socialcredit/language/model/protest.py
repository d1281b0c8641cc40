"""What protest does in a scenario: nothing, the end of a scheme, or another design in its place."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from socialcredit.language.model.provenance import Block
from socialcredit.language.read.quantities import Text, unexpected

OUTCOMES = "nothing, ends, or {becomes: ALTERNATIVE}"


class Becomes(Block):
    """The scheme goes on as an alternative has it."""

    becomes: Text


def outcome_of(told: Any) -> Any:
    """An outcome as a file may write it; what is none is refused here, in one place."""
    if isinstance(told, Becomes) or told in ("nothing", "ends"):
        return told
    if told == "becomes" or (isinstance(told, dict) and told.get("becomes") in (None, "")):
        raise unexpected("this outcome names no alternative", "{becomes: ALTERNATIVE}")
    if isinstance(told, dict) and set(told) == {"becomes"} and isinstance(told["becomes"], str):
        return told
    raise unexpected("there is no such outcome of protest", OUTCOMES)


Outcome = Annotated[
    Literal["nothing", "ends"] | Becomes,
    BeforeValidator(outcome_of, json_schema_input_type=Literal["nothing", "ends"] | Becomes),
]


class Protested(Block):
    """What protest does: the outcome, the share of a place's adults at which it comes, and to what.

    From the first of the month after one in which so many protest, in that place and world. It is
    about one scheme of the scenario, or all of those that score residents where none is named.
    """

    outcome: Outcome
    at: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False, strict=True)] | None = None
    scheme: Text | None = None

    @model_validator(mode="after")
    def _when(self) -> Protested:
        if self.outcome != "nothing" and self.at is None:
            raise unexpected("nothing says at which share of protest this comes", "at: 0.05")
        return self

    @property
    def alternative(self) -> str | None:
        """The alternative that a scheme becomes, by its name or path."""
        return self.outcome.becomes if isinstance(self.outcome, Becomes) else None
