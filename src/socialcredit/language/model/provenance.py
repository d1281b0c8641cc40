"""What every line of a file carries: since when it holds, who says so, how well it is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from socialcredit.language.read.quantities import Day, Published, Text

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


class Believed(Block):
    """A value with the document it comes from; `from` is a key of the file's documents."""

    origin: Annotated[Text, Field(alias="from")]
    evidence: Evidence
    note: Text | None = None

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True
    )


class Rule(Block):
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
