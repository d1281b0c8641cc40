"""A source that is its subject's own, as a firm's monitors: whether it lies."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from socialcredit.core.levels import FirmSize, Ownership
from socialcredit.language.model.discretion import Times
from socialcredit.language.model.provenance import Block
from socialcredit.language.read.quantities import Day, Factor, Share, Text

WIDEST = 3  # of the spread by laxity


class LiesBy(Block):
    """How much oftener some lie: factors by attribute; by `laxity` as bad deeds, with a spread."""

    size: dict[FirmSize, Times] = {}
    ownership: dict[Ownership, Times] = {}
    connections: dict[Literal["connected", "unconnected"], Times] = {}
    laxity: Annotated[Factor, Field(le=WIDEST)] = 0.0


class SelfReports(Block):
    """Whom a source reports on runs it, and some lie: they keep quiet what it notices.

    Who does is drawn for each subject and year; `lies` is the share, linear between dates. With a
    `deed`, whoever keeps something quiet has done it.
    """

    lies: Annotated[dict[Day, Share], Field(min_length=1)]
    by: LiesBy = LiesBy()
    deed: Text | None = None
