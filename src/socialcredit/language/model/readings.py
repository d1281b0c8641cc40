"""Open readings: what a text leaves open, so that more than one structure would be true to it.

A file may say of a choice which options there are, each a set of changes as `--set` makes them. The
first is what is written, and runs. (A published figure has `readings` too: other ways to read the
*number* that it is held against. Those change no run unless it is asked for, see `published`.)
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from socialcredit.language.model.provenance import Block, Evidence
from socialcredit.language.read.quantities import Text

THIS = "this"  # the file in which a reading stands, as the first step of a path


class Option(Block):
    """One way to read it: what would be written otherwise; nothing in the first."""

    option: Text
    title: Text | None = None
    changes: tuple[Text, ...] = ()


class OpenReading(Block):
    """A choice of structure that the sources leave open, with the options there are."""

    reading: Text
    title: Text
    options: Annotated[tuple[Option, ...], Field(min_length=2)]
    source: Text
    evidence: Evidence
    note: Text | None = None


Readings = Annotated[
    tuple[OpenReading, ...],
    Field(description="choices of structure that the sources leave open, with their options"),
]
