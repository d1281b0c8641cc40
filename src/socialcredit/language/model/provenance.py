"""What every line of a file carries: since when it holds, who says so, how well it is known.

A block may also say how far off its values may be, or why they are held.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from socialcredit.language.read.quantities import Day, Finite, Published, Text, Texts

Evidence = Literal["primary", "secondary", "recalled", "assumed"]
EVIDENCE: tuple[Evidence, ...] = ("primary", "secondary", "recalled", "assumed")
ASSUMED = "assumed"


class Block(BaseModel):
    """A part of a file: frozen, and nothing in it that is not understood."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Block):
    """A document that rules rest on; `read` says how it was read."""

    title: Text
    where: Text
    date: Published = ""
    read: Evidence
    note: Text | None = None


class Range(Block):
    """How far off settings of a block may be: what runs is the written value, unless one draws.

    Each setting that is named is in doubt by itself, unless a word `with` makes several move as
    one. The range may come `from` another document than the value.
    """

    of: Annotated[Texts, Field(description="settings of the block; a dot leads into a part of it")]
    low: Annotated[Finite | None, Field(description="the least that a number may be")] = None
    high: Annotated[Finite | None, Field(description="the most that a number may be")] = None
    times: Annotated[
        tuple[Finite, Finite] | None,
        Field(description="the least and the most that a number, or each of a table, is times"),
    ] = None
    least: Annotated[Finite | None, Field(description="where products are cut below")] = None
    most: Annotated[Finite | None, Field(description="where products are cut above")] = None
    shape: Annotated[
        Literal["uniform", "log"],
        Field(description="uniform: alike between the ends; log: alike between their logarithms"),
    ] = "uniform"
    together: Annotated[
        Text | None,
        Field(alias="with", description="a word: all doubts of a run with it move by one draw"),
    ] = None
    origin: Annotated[
        Text | None, Field(alias="from", description="the document of the range, where another")
    ] = None
    evidence: Annotated[Evidence | None, Field(description="how well the range is known")] = None

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True
    )


class Doubted(Block):
    """A block whose values are in doubt, each within a range, or `held` fixed for a reason."""

    doubt: tuple[Range, ...] = ()
    held: Text | None = None


IN_DOUBT = tuple(Doubted.model_fields)  # what a block says of its doubt, and no value of it
FIXED = "fixed"  # `held` of grades, which by `held` name those in which people are locked away


def values_of(told: Any) -> Any:
    """What a dumped block says, without what it and its parts say of their doubt."""
    if isinstance(told, dict):
        return {key: values_of(v) for key, v in told.items() if not of_doubt(key, v)}
    return [values_of(item) for item in told] if isinstance(told, list) else told


def of_doubt(key: str, value: Any) -> bool:
    """Whether a key of a dumped block says how far off it is, and is no value of it."""
    return key in (*IN_DOUBT, FIXED) and not (key == "held" and isinstance(value, list))


class Believed(Doubted):
    """A value with the document it comes from; `from` is a key of the file's documents."""

    origin: Annotated[Text, Field(alias="from")]
    evidence: Evidence
    note: Text | None = None

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True
    )


class Rule(Doubted):
    """What every rule carries: since when, until when, on which source, how well known."""

    since: Day
    until: Day | None = None
    source: Text
    evidence: Evidence
    note: Text | None = None


Dated = TypeVar("Dated", bound=Rule)


def holding(rules: Sequence[Dated], day: date) -> Dated | None:
    """Return the rule of a dated list that holds on a day: the latest not after it."""
    past = [rule for rule in rules if rule.since <= day and not ended(rule, day)]
    return max(past, key=lambda rule: rule.since) if past else None


def version_on(rules: Sequence[Dated], day: date) -> Dated:
    """Return what holds on a day; the nearest version where none does: the first, or the last."""
    return holding(rules, day) or rules[0 if day < rules[0].since else -1]


def ended(rule: Rule, day: date) -> bool:
    """Say whether a rule has run out; `until` is the last day on which it holds."""
    return rule.until is not None and day > rule.until


class Open(Block):
    """A block that may say more than is listed here."""

    model_config = ConfigDict(frozen=True, extra="allow")
