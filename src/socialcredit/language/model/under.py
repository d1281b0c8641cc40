"""A scheme of a scenario: by its name alone, or with the days on which it acts there."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import (
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    ValidationInfo,
    field_validator,
    model_serializer,
    model_validator,
)

from socialcredit.language.model.provenance import Block
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.quantities import Day, Text, unexpected

WRITTEN = "a scheme's name, or {scheme: NAME, from: DAY, until: DAY}"


class Under(Block):
    """A scheme that a scenario names, with its first and last day there where they are its own.

    With `from` it begins on that day, and nothing of it was there before; with `until` it is over
    after that day. Without them it acts as long as it was written down to.
    """

    scheme: Text
    starts: Annotated[Day | None, Field(alias="from")] = None
    ends: Annotated[Day | None, Field(alias="until")] = None

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True
    )

    @model_validator(mode="before")
    @classmethod
    def _by_name(cls, told: Any) -> Any:
        if isinstance(told, str):
            return {"scheme": told}
        if not isinstance(told, dict | Under):
            raise unexpected("this is no scheme", WRITTEN)
        return told

    @field_validator("ends")
    @classmethod
    def _comes_after(cls, ends: date | None, read: ValidationInfo) -> date | None:
        starts = read.data.get("starts")
        if ends is not None and starts is not None and ends < starts:
            raise unexpected("the scheme is over before it begins", f"{starts} or later")
        return ends

    @model_serializer(mode="wrap")
    def _as_written(self, written: SerializerFunctionWrapHandler) -> Any:
        told = written(self)
        said = {key: value for key, value in told.items() if value is not None}
        return self.scheme if len(said) == 1 else said

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: GetJsonSchemaHandler) -> Any:
        told = handler(schema)
        return {"anyOf": [{"type": "string"}, told]}

    def over(self, scheme: Scheme) -> Scheme:
        """The scheme with its days in the scenario, which lie within its own."""
        days = {"starts": self.starts or scheme.starts, "ends": self.ends or scheme.ends}
        return scheme.model_copy(update=days)


def schemes_in(told: Any) -> Any:
    """The names of schemes as a file lists them, with their days or without; what is none not."""
    if not isinstance(told, list | tuple):
        return told
    named = (one.get("scheme") if isinstance(one, dict) else one for one in told)
    return [name.scheme if isinstance(name, Under) else name for name in named
            if isinstance(name, str | Under)]  # fmt: skip
